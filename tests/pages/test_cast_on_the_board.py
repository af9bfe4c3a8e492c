"""Members of the cast on the board: chosen in the picker, followed when they change, kept from the board, by a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import MOST_LOOKS, CastMember, Look, MemberKind, MemberQuery
from lib.domain.draft import Draft, DraftPicture
from lib.domain.member_edits import with_fields, with_look, with_pictures, without_look
from lib.domain.permission import Permission, PermissionKind
from lib.text.error_sentences import error_hint, error_message
from lib.ui.create import board as boards
from lib.ui.frame.error_cards import NOTED
from tests.conftest import SOMEONE
from tests.pages.board_kit import ROOT, WholePage, app, click, jobs, words

__all__ = ["app"]

ME = Actor("someone")
NOW = datetime.now(UTC)
Paint = Callable[..., bytes]


@pytest.fixture
def mia(studio: Studio, picture: Paint) -> CastMember:
    """A member with two looks."""
    made = studio.cast.add(ME, "Mia", MemberKind.PERSON, NOW)
    usual = made.looks[0].id
    red, blue = (studio.desk.add_picture(SOMEONE, picture(colour), f"{colour}.png") for colour in ("red", "blue"))

    def dressed(one: CastMember) -> CastMember:
        return with_look(with_pictures(one, usual, [red]), Look(id="rain", name="In the rain", pictures=(blue,)))

    after = studio.cast.change(ME, made.id, dressed, NOW)
    assert after is not None
    return after


def opened(*, cast: str = "", board: Draft | None = None, studio: Studio | None = None) -> AppTest:
    page = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=15)
    page.session_state["person"] = ME.person_id
    if cast:
        page.query_params["cast"] = cast
    if board and studio:
        studio.store.drafts.save("mine", ME.person_id, board, NOW)
        page.query_params["draft"] = "mine"
    return page.run()


def on_board(app: AppTest) -> Draft:
    return app.session_state[boards.BOARD]  # type: ignore[no-any-return]


def picker() -> None:
    from lib.ui.create.member_picker import draw_picker

    draw_picker()


def keep() -> None:
    import streamlit as st

    from lib.ui.create.keep_dialog import draw_keep

    draw_keep(st.session_state["uid"])


def dialog(draw: Callable[[], None], app: AppTest, **state: object) -> AppTest:
    """A dialog as it stands over the page."""
    made = AppTest.from_function(draw, default_timeout=15)
    for key in ("person", boards.BOARD, boards.ID, boards.SAVED_AT):
        made.session_state[key] = app.session_state[key]
    for key, value in state.items():
        made.session_state[key] = value
    return made.run()


def change(studio: Studio, member: CastMember, edit: Callable[[CastMember], CastMember]) -> None:
    studio.cast.change(ME, member.id, edit, datetime.now(UTC))


def test_a_link_puts_members_on_the_board_once(studio: Studio, mia: CastMember) -> None:
    page = opened(cast=f"{mia.id},nobody,{mia.id}")
    assert [one.name for one in on_board(page).cast] == ["Mia"]
    assert [one.value for one in page.toast] == ["1 member is no longer in the cast."]
    assert page.button(key="create.undo_button").label == "Undo: Added Mia"
    assert "cast" not in page.query_params
    page.run()
    assert len(on_board(page).cast) == 1 and [one.value for one in page.toast] == []


def test_a_link_to_a_member_that_is_gone_says_so(studio: Studio) -> None:
    page = opened(cast="nobody")
    assert [one.value for one in page.toast] == ["1 member is no longer in the cast."]


def test_a_board_whose_member_was_renamed_on_the_cast_page_has_the_new_name(studio: Studio, mia: CastMember) -> None:
    page = opened(cast=mia.id)
    page.text_area(key="scene_plain").set_value("@Mia waits").run()
    change(studio, mia, lambda one: with_fields(one, name="Rose"))
    page.session_state["parts.changed_drafts"] = frozenset(
        studio.cast.rename_in_drafts(ME, mia.model_copy(update={"name": "Rose"}), datetime.now(UTC))
    )
    page.run()
    assert (on_board(page).cast[0].name, on_board(page).scene) == ("Rose", "@Rose waits")
    assert "changed in the cast" not in words(page)
    assert page.session_state[boards.ID] == page.query_params["draft"]


def test_several_members_are_chosen_each_in_a_look(studio: Studio, mia: CastMember, picture: Paint) -> None:
    bear = studio.cast.add(ME, "Bear", MemberKind.ANIMAL, NOW)
    chosen = dialog(picker, opened())
    assert not chosen.exception and chosen.button(key="create.pick.put").disabled
    chosen.checkbox(key=f"create.pick.{bear.id}").check().run()
    chosen.checkbox(key=f"create.pick.{mia.id}").check().run()
    chosen.selectbox(key=f"create.pick.look.{mia.id}").set_value("rain").run()
    assert chosen.button(key="create.pick.put").label == "Add 2 to the board"
    click(chosen, "create.pick.put")
    assert [(one.name, one.look_id) for one in on_board(chosen).cast] == [("Bear", bear.looks[0].id), ("Mia", "rain")]


def test_the_picker_finds_by_any_part_of_a_name_and_says_when_it_finds_nobody(studio: Studio, mia: CastMember) -> None:
    studio.cast.add(ME, "小红帽", MemberKind.PERSON, NOW)
    found = dialog(picker, opened())
    found.text_input(key="create.pick.text").set_value("红帽").run()
    assert [one.label for one in found.checkbox] == ["**小红帽**"] and "no picture yet" in words(found)
    found.text_input(key="create.pick.text").set_value("owl").run()
    assert "Nobody in the cast matches “owl”." in words(found)


def test_the_picker_has_a_face_or_its_place_for_everybody_and_puts_nobody_damaged_there(
    studio: Studio, mia: CastMember
) -> None:
    web, broken = (studio.cast.add(ME, name, MemberKind.PERSON, NOW) for name in ("", "Broken"))
    look = Look(id="a", pictures=(DraftPicture(url="https://example.com/a.png"),))
    change(studio, web, lambda one: one.model_copy(update={"looks": (look,)}))
    with studio.store._write() as connection:
        connection.exec_driver_sql("UPDATE cast_members SET body = '{' WHERE id = ?", (broken.id,))
    chosen = dialog(picker, opened())
    assert "**Without a name**" in [one.label for one in chosen.checkbox]
    assert any("https://example.com/a.png" in found.proto.json for found in chosen.get("bidi_component"))
    for one in (broken, mia):
        chosen.checkbox(key=f"create.pick.{one.id}").check().run()
    click(chosen, "create.pick.put")
    assert [one.name for one in on_board(chosen).cast] == ["Mia"]


def test_an_empty_cast_says_how_somebody_gets_into_it(studio: Studio) -> None:
    assert "Nobody is in the cast yet." in words(dialog(picker, opened()))


def test_what_is_archived_is_not_offered(studio: Studio, mia: CastMember) -> None:
    studio.cast.archive(ME, mia.id, archived=True)
    assert not dialog(picker, opened()).checkbox


def test_another_look_is_chosen_on_the_card_with_a_way_back(studio: Studio, mia: CastMember) -> None:
    page = opened(cast=mia.id)
    uid = on_board(page).cast[0].uid
    click(page, f"create.look.{uid}.rain")
    assert on_board(page).cast[0].pictures == mia.looks[1].pictures
    click(page, "create.undo_button")
    assert on_board(page).cast[0].pictures == mia.looks[0].pictures


def test_a_member_that_changed_is_followed_with_its_mentions(studio: Studio, mia: CastMember) -> None:
    page = opened(cast=mia.id)
    page.text_area(key="scene_plain").set_value("@Mia waits").run()
    change(studio, mia, lambda one: with_fields(one, name="Rose"))
    page.run()
    assert "Mia changed in the cast since." in words(page)
    uid = on_board(page).cast[0].uid
    click(page, f"create.use_new.{uid}")
    assert (on_board(page).cast[0].name, on_board(page).scene) == ("Rose", "@Rose waits")
    assert "changed in the cast" not in words(page)
    click(page, "create.undo_button")
    assert (on_board(page).cast[0].name, on_board(page).scene) == ("Mia", "@Mia waits")


def test_who_keeps_it_as_it_is_is_not_asked_again_until_the_next_change(studio: Studio, mia: CastMember) -> None:
    page = opened(cast=mia.id)
    change(studio, mia, lambda one: with_fields(one, voice_id="v"))
    page.run()
    click(page, f"create.keep_old.{on_board(page).cast[0].uid}")
    page.run()
    assert on_board(page).cast[0].voice_id == "" and "changed in the cast" not in words(page)
    change(studio, mia, lambda one: with_fields(one, voice_id="w"))
    page.run()
    assert "Mia changed in the cast since." in words(page)


def test_several_that_changed_are_asked_about_once_for_all(studio: Studio, mia: CastMember) -> None:
    bear = studio.cast.add(ME, "Bear", MemberKind.ANIMAL, NOW)
    page = opened(cast=f"{mia.id},{bear.id}")
    for one in (mia, bear):
        change(studio, one, lambda member: with_fields(member, voice_id="v"))
    page.run()
    assert "Changed in the cast since: **Mia** and **Bear**." in words(page)
    click(page, "create.use_new.all")
    assert [one.voice_id for one in on_board(page).cast] == ["v", "v"]


def test_a_look_or_a_member_that_is_gone_leaves_the_card_as_it_is(studio: Studio, mia: CastMember) -> None:
    page = opened(cast=mia.id)
    before = on_board(page).cast[0]
    change(studio, mia, lambda one: without_look(one, mia.looks[0].id))
    page.run()
    assert "This look of Mia is no longer in the cast." in words(page)
    studio.cast.delete(ME, mia.id, datetime.now(UTC))
    page.run()
    assert "Mia is no longer in the cast. This board keeps its own copy." in words(page)
    click(page, f"create.let_go.{before.uid}")
    assert on_board(page).cast[0].pictures == before.pictures and on_board(page).cast[0].member_id == ""
    assert "no longer in the cast" not in words(page)


def test_a_permission_that_ended_stops_generate_and_names_who_looks_after_it(studio: Studio, mia: CastMember) -> None:
    ended = Permission(kind=PermissionKind.UNTIL, until=NOW.date() - timedelta(days=2))
    change(studio, mia, lambda one: with_fields(one, permission=ended))
    page = opened(cast=mia.id)
    page.text_area(key="scene_plain").set_value("@Mia waits").run()
    assert "The permission for Mia ended on" in words(page) and "You look after it" in words(page)
    assert page.button(key="create.show_request").disabled


def test_a_permission_that_a_colleague_ended_meanwhile_stops_the_press_and_the_card_says_so(
    studio: Studio, draft: Draft, picture: Paint
) -> None:
    ann = Actor("ann")
    studio.store.people.set_name("ann", "Ann", NOW)
    subject = draft.cast[0]
    kept = studio.cast.keep_subject(ann, subject, MemberKind.PERSON, NOW)
    bound = subject.model_copy(update={"member_id": kept.id, "look_id": kept.looks[0].id})
    page = opened(board=draft.model_copy(update={"cast": (bound, *draft.cast[1:])}), studio=studio)
    ended = Permission(kind=PermissionKind.UNTIL, until=NOW.date() - timedelta(days=2))
    studio.cast.change(ann, kept.id, lambda one: with_fields(one, permission=ended), NOW)
    click(page, "generate")
    assert jobs(studio) == []
    # The head of the page shows it, which is not drawn here.
    assert error_message(page.session_state[NOTED]).endswith("has ended. Nothing was sent.")
    assert error_hint(page.session_state[NOTED]).endswith("Ann looks after it.")
    assert page.button(key="generate").disabled and "The permission for Mia ended on" in words(page)


def test_a_subject_of_the_board_is_kept_in_the_cast(studio: Studio, draft: Draft) -> None:
    page = opened(board=draft, studio=studio)
    kept = dialog(keep, page, uid="bear")
    click(kept, "create.keep.now")
    (line,) = studio.store.members.lines(MemberQuery())
    bound = next(one for one in on_board(kept).cast if one.uid == "bear")
    assert (line.name, line.kind, bound.member_id) == ("Bear", MemberKind.PERSON, line.id)
    assert [one.value for one in kept.toast] == ["Bear is in the cast."]


def test_a_member_that_has_all_the_looks_there_can_be_gets_none_and_it_says_so(
    studio: Studio, mia: CastMember, draft: Draft
) -> None:
    looks = tuple(Look(id=f"l{number}") for number in range(MOST_LOOKS))
    change(studio, mia, lambda one: one.model_copy(update={"looks": looks}))
    kept = dialog(keep, opened(board=draft, studio=studio), uid="mia")
    click(kept, "create.keep.now")
    assert [one.value for one in kept.toast] == ["Not saved: this member already has 20 looks, the most it can have."]
    assert next(one for one in on_board(kept).cast if one.uid == "mia").member_id == ""


def test_who_is_there_under_that_name_gets_another_look(studio: Studio, mia: CastMember, draft: Draft) -> None:
    page = opened(board=draft, studio=studio)
    kept = dialog(keep, page, uid="mia")
    kept.text_input(key="create.keep.look").set_value("Red dress")
    click(kept, "create.keep.now")
    stored = studio.store.members.get(mia.id)
    assert stored is not None and [one.name for one in stored.member.looks] == ["", "In the rain", "Red dress"]
    bound = next(one for one in on_board(kept).cast if one.uid == "mia")
    assert bound.member_id == mia.id and bound.look_id == stored.member.looks[2].id
