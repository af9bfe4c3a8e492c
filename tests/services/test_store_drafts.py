"""What a person does with their drafts in the store: name, duplicate, delete with a way back, tell sent ones apart."""

from __future__ import annotations

from lib.domain.draft import Draft
from lib.services.store import Store
from tests.services.store_kit import NOW, later
from tests.services.test_store_people import BOARD, ORIGINAL


def names(store: Store) -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in store.drafts.of_person("ann")]


def test_a_name_of_its_own_outlives_saving_and_is_no_change_of_the_board(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    store.drafts.rename("d1", "Opening")
    kept = store.drafts.get("d1")
    assert kept is not None and (kept.name, kept.updated_at, kept.draft) == ("Opening", NOW, BOARD)
    store.drafts.save("d1", "ann", Draft(scene="new"), later(minutes=1))
    assert names(store) == [("d1", "Opening")]


def test_a_copy_stands_by_itself(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    store.drafts.rename("d1", "Opening")
    store.drafts.note_sent("d1", BOARD)
    assert store.drafts.duplicate("d1", "d2", "ann", later(minutes=1))
    store.drafts.save("d1", "ann", Draft(scene="new"), later(minutes=2))
    copy = store.drafts.get("d2")
    assert copy is not None and (copy.draft, copy.name, copy.sent) == (BOARD, "Opening", False)
    assert not store.drafts.duplicate("gone", "d3", "ann", NOW)


def test_a_deleted_draft_is_out_of_sight_keeps_its_pictures_and_comes_back(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    store.drafts.delete("d1", later(minutes=1))
    assert store.drafts.get("d1") is None and store.drafts.latest("ann") is None and names(store) == []
    assert store.needs.pictures([ORIGINAL.sha256]) == {ORIGINAL.sha256}
    store.drafts.restore("d1")
    assert names(store) == [("d1", "")]


def test_a_deleted_draft_that_goes_on_elsewhere_is_back(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    store.drafts.delete("d1", NOW)
    store.drafts.save("d1", "ann", Draft(scene="still typing"), later(minutes=1))
    assert names(store) == [("d1", "")]


def test_what_was_sent_is_unsent_again_once_it_changes(store: Store) -> None:
    store.drafts.save("d1", "ann", BOARD, NOW)
    store.drafts.note_sent("d1", BOARD)
    assert [one.sent for one in store.drafts.of_person("ann")] == [True]
    store.drafts.save("d1", "ann", Draft(scene="new"), later(minutes=1))
    assert [one.sent for one in store.drafts.of_person("ann")] == [False]
    store.drafts.save("d1", "ann", BOARD, later(minutes=2))
    assert [one.sent for one in store.drafts.of_person("ann")] == [True], "the same board as was sent"


def test_many_drafts_come_in_pages(store: Store) -> None:
    for number in range(5):
        store.drafts.save(f"d{number}", "ann", BOARD, later(minutes=number))
    assert [one.id for one in store.drafts.of_person("ann", 2, 2)] == ["d2", "d1"]
