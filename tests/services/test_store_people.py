"""Drafts, people and notes in the store."""

from __future__ import annotations

import pytest

from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.lists import Person, StoredDraft
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.picture_rules import Fitted, Picture
from lib.services.store import Store
from lib.services.store.tables import drafts
from tests.services.store_kit import NOW, later

ORIGINAL = Picture("d" * 64, "png", 4032, 3024, 6_200_000)
FIRST_FRAME = PictureRemark(RemarkKind.FIRST_FRAME)
SENDING = Picture("e" * 64, "jpeg", 2600, 1950, 1_900_000)
BOARD = Draft(
    cast=(
        DraftSubject(uid="1", name="Mia", pictures=(DraftPicture(fitted=Fitted(ORIGINAL, SENDING, (FIRST_FRAME,))),)),
        DraftSubject(uid="2", name="熊", pictures=(DraftPicture(url="https://example.com/b.png"),), voice_id="v"),
    ),
    scene="@Mia 向前走 \x00 🎬",
    audio=False,
    seed=0,
    takes=3,
)


def test_a_draft_comes_back_as_it_was(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    assert store.drafts.get("d1") == StoredDraft("d1", BOARD, "ann", NOW)
    assert store.drafts.get("d2") is None


def test_a_draft_is_written_over(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    store.drafts.save("d1", "ann", Draft(scene="new"), later(minutes=1))
    assert store.drafts.get("d1") == StoredDraft("d1", Draft(scene="new"), "ann", later(minutes=1))


def test_nobody_writes_over_another_s_draft(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    with pytest.raises(ValueError, match="another person"):
        store.drafts.save("d1", "bob", Draft(scene="mine"), NOW)
    kept = store.drafts.get("d1")
    assert kept is not None
    assert kept.draft == BOARD


def test_the_latest_board_is_the_one_to_go_on_with(store: Store) -> None:
    store.drafts.save("old", "ann", BOARD, NOW)
    store.drafts.save("new", "ann", Draft(scene="x"), later(minutes=1))
    store.drafts.save("empty", "ann", Draft(scene=" "), later(minutes=2))
    store.drafts.save("other", "bob", BOARD, later(minutes=3))
    latest = store.drafts.latest("ann")
    assert latest is not None
    assert latest.id == "new"
    assert [found.id for found in store.drafts.of_person("ann", 10)] == ["new", "old"]
    assert [found.id for found in store.drafts.of_person("ann", 1)] == ["new"]
    assert store.drafts.latest("eve") is None


def test_drafts_are_no_news_for_the_pages(store: Store) -> None:
    revision = store.revision()
    store.drafts.save("d1", "ann", BOARD, NOW)
    assert store.revision() == revision


def test_the_box_beside_a_draft_is_kept_and_put_away(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    before = store.revision()
    assert store.drafts.box("d1") == []
    for ids in (["j1"], ["j2", "j1"]):
        store.drafts.keep_box("d1", ids)
        assert store.drafts.box("d1") == ids and store.drafts.box("d2") == []
    store.drafts.keep_box("d1", [])
    assert store.drafts.box("d1") == []
    assert store.revision() == before, "it is no news for other pages"


def test_pictures_of_drafts_are_referred_to(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    wanted = [ORIGINAL.sha256, SENDING.sha256, "f" * 64]
    assert store.needs.pictures(wanted) == {ORIGINAL.sha256, SENDING.sha256}
    store.drafts.save("d1", "ann", Draft(scene="only words"), NOW)
    assert store.needs.pictures(wanted) == set()


def test_a_draft_that_cannot_be_read_says_so_and_is_not_offered(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    with store._write() as connection:
        connection.execute(drafts.update().values(body='{"duration": 7, '))
    assert store.drafts.latest("ann") is None
    damaged = store.drafts.get("d1")
    assert damaged is not None and damaged.draft == Draft() and "damaged" in damaged.unreadable


def test_a_person_has_the_name_given_last(store: Store) -> None:
    assert store.people.get("ann") is None
    store.people.set_name("ann", "Ann", NOW)
    store.people.set_name("bob", "小明", NOW)
    revision = store.revision()
    store.people.set_name("ann", "Ann", NOW)
    assert store.revision() == revision
    store.people.set_name("ann", "Anna", later(minutes=1))
    assert store.revision() > revision
    assert store.people.get("ann") == Person("ann", "Anna")
    assert store.people.names() == {"ann": "Anna", "bob": "小明"}


def test_a_note_is_news_only_if_it_changed(store: Store) -> None:
    assert store.notes.get("account") is None
    store.notes.set("account", "4 credits")
    revision = store.revision()
    store.notes.set("account", "4 credits")
    assert store.revision() == revision
    store.notes.set("account", "3 credits")
    assert store.notes.get("account") == "3 credits"
    assert store.revision() > revision
