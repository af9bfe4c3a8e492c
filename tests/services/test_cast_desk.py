"""What people do with the cast: kept from a board, copied, renamed in drafts, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import CastMember, MemberKind, MemberQuery, subject_of
from lib.domain.draft import Draft, DraftSubject
from lib.domain.member_edits import with_fields, with_pictures
from tests.conftest import SOMEONE
from tests.services.store_kit import NOW, later

ANN, BOB = Actor("ann"), Actor("bob")
Paint = Callable[..., bytes]


def a_subject(studio: Studio, picture: Paint, name: str = "Mia") -> DraftSubject:
    return DraftSubject(uid="u", name=name, pictures=(studio.desk.add_picture(SOMEONE, picture("red"), "mia.png"),))


def kept(studio: Studio, picture: Paint) -> CastMember:
    return studio.cast.keep_subject(ANN, a_subject(studio, picture), MemberKind.PERSON, NOW)


def member(studio: Studio, member_id: str) -> CastMember:
    stored = studio.store.members.get(member_id)
    assert stored is not None
    return stored.member


def test_a_subject_of_a_board_is_kept_with_its_pictures_as_they_came(studio: Studio, picture: Paint) -> None:
    subject = a_subject(studio, picture)
    made = studio.cast.keep_subject(ANN, subject, MemberKind.PERSON, NOW)
    assert member(studio, made.id).name == "Mia" and made.face == subject.pictures[0]


def test_a_new_member_has_one_look_to_fill(studio: Studio, picture: Paint) -> None:
    made = studio.cast.add(ANN, " Bear ", MemberKind.ANIMAL, NOW)
    added = studio.desk.add_picture(SOMEONE, picture("blue"), "bear.png")
    studio.cast.change(BOB, made.id, lambda one: with_pictures(one, one.looks[0].id, [added]), NOW)
    assert (member(studio, made.id).name, member(studio, made.id).face) == ("Bear", added)


def test_another_look_is_kept_from_a_board(studio: Studio, picture: Paint) -> None:
    made = kept(studio, picture)
    board = subject_of(made, made.looks[0], "u")
    wet = board.model_copy(update={"pictures": (studio.desk.add_picture(SOMEONE, picture("blue"), "wet.png"),)})
    studio.cast.keep_look(BOB, wet, "In the rain", NOW)
    assert [look.name for look in member(studio, made.id).looks] == ["", "In the rain"]


def test_a_copy_changes_apart_from_its_original(studio: Studio, picture: Paint) -> None:
    made = kept(studio, picture)
    copy = studio.cast.duplicate(BOB, made.id, "Mia 2", NOW)
    assert copy is not None and copy.looks[0].pictures == made.looks[0].pictures
    studio.cast.change(BOB, copy.id, lambda one: with_fields(one, notes="twin"), NOW)
    assert member(studio, made.id).notes == "" and member(studio, copy.id).notes == "twin"


def test_a_member_is_renamed_with_its_mentions_in_one_s_own_unsent_drafts(studio: Studio, picture: Paint) -> None:
    made = kept(studio, picture)
    board = Draft(cast=(subject_of(made, made.looks[0], "u"),), scene="@Mia walks")
    for draft_id, person in (("open", "ann"), ("sent", "ann"), ("his", "bob")):
        studio.store.drafts.save(draft_id, person, board, NOW)
    studio.store.drafts.note_sent("sent", board)
    rose = studio.cast.change(ANN, made.id, lambda one: with_fields(one, name="Rose"), NOW)
    assert rose is not None and [one.id for one in studio.cast.drafts_behind(ANN, rose)] == ["open"]
    assert studio.cast.rename_in_drafts(ANN, rose, later(minutes=1)) == ["open"]
    found = {one: studio.store.drafts.get(one) for one in ("open", "sent", "his")}
    scenes = {key: one.draft.scene for key, one in found.items() if one}
    assert scenes == {"open": "@Rose walks", "sent": "@Mia walks", "his": "@Mia walks"}
    assert studio.cast.drafts_behind(ANN, rose) == []
    ivy = studio.cast.change(ANN, made.id, lambda one: with_fields(one, name="Ivy"), NOW)
    assert ivy is not None and [one.id for one in studio.cast.drafts_behind(ANN, ivy)] == ["open"], "once more"


def test_what_is_deleted_comes_back_as_it_was(studio: Studio, picture: Paint) -> None:
    made = kept(studio, picture)
    studio.cast.delete(BOB, made.id, NOW)
    assert studio.store.members.lines(MemberQuery()) == []
    assert studio.cast.change(BOB, made.id, lambda one: with_fields(one, name="x"), NOW) is None
    studio.cast.restore(BOB, made.id)
    assert member(studio, made.id) == made


def test_only_what_is_deleted_goes_for_good_and_the_video_of_it_stays(studio: Studio, picture: Paint) -> None:
    made = kept(studio, picture)
    assert not studio.cast.delete_for_good(ANN, made.id, NOW) and member(studio, made.id) == made
    studio.cast.delete(ANN, made.id, NOW)
    before = studio.store.revision()
    assert studio.cast.delete_for_good(ANN, made.id, NOW) and studio.store.revision() > before, "open lists are told"
    assert studio.store.members.get(made.id) is None and not studio.cast.delete_for_good(ANN, made.id, NOW)
    studio.cast.restore(ANN, made.id)
    assert studio.store.members.lines(MemberQuery(deleted=True)) == studio.store.members.lines(MemberQuery()) == []


def test_what_is_gone_for_good_is_nothing_to_do(studio: Studio) -> None:
    assert studio.cast.duplicate(ANN, "nobody", "x", NOW) is None
    assert studio.cast.change(ANN, "nobody", lambda one: one, NOW) is None
    studio.cast.archive(ANN, "nobody", archived=True)
    studio.cast.delete(ANN, "nobody", NOW)
    studio.cast.restore(ANN, "nobody")
