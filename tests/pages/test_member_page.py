"""A member's own page: each field is kept as it changes, and what is taken away can be brought back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import Bond, CastMember, MemberKind, bond_of, subject_of
from lib.domain.crop import Crop
from lib.domain.draft import Draft
from lib.domain.lists import Voice
from lib.domain.member_edits import with_fields, with_picture_changed, with_pictures
from lib.domain.permission import Permission, PermissionKind
from lib.ui.parts import changed_drafts
from lib.ui.parts.picture_parts import part_of
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.cast_kit import Add, add, cast_page, names, press, shown, stored, words
from tests.pages.conftest import ME

__all__ = ["add"]


@pytest.fixture
def mia(add: Add) -> CastMember:
    return add("Mia", pictures=2)


def test_each_field_is_kept_as_it_changes(mia: CastMember, studio: Studio) -> None:
    app = cast_page(member=mia.id)
    app.selectbox(key=f"member.kind.en.{mia.id}").set_value(MemberKind.ANIMAL)
    shown(app)
    app.text_area(key=f"member.notes.{mia.id}").set_value("Left-handed")
    shown(app)
    app.multiselect(key=f"member.tags.{mia.id}").set_value(["hero", "#Hero", " season 2 "])
    shown(app)
    app.text_input(key=f"member.name.{mia.id}").set_value(" Rose ")
    shown(app)
    kept = stored(studio, mia.id)
    assert (kept.kind, kept.notes, kept.tags) == (MemberKind.ANIMAL, "Left-handed", ("hero", "season 2"))
    assert kept.name == "Rose" and app.title[0].value == "Rose"
    assert app.multiselect(key=f"member.tags.{mia.id}").value == ["hero", "season 2"]


@pytest.mark.parametrize("name", ["夜" * 200, "👩‍🎤" * 81])
def test_long_names_and_notes_are_kept_whole_and_said_to_be_long(mia: CastMember, studio: Studio, name: str) -> None:
    app, look = cast_page(member=mia.id), mia.looks[0]
    app.text_input(key=f"member.name.{mia.id}").set_value(name)
    shown(app)
    app.text_input(key=f"member.look_name.{look.id}").set_value(name)
    shown(app)
    app.text_area(key=f"member.notes.{mia.id}").set_value(name * 60)
    shown(app)
    kept, number = stored(studio, mia.id), 200 if "夜" in name else 81
    assert (kept.name, kept.looks[0].name, kept.notes) == (name, name, name * 60)
    for most in (80, 60):
        assert f"This name has {number} characters; up to {most} work best. It is kept as it is." in words(app)


def test_a_name_cannot_be_taken_away_and_it_says_so(mia: CastMember, studio: Studio) -> None:
    app = cast_page(member=mia.id)
    app.text_input(key=f"member.name.{mia.id}").set_value("  ")
    assert "A member needs a name. It is still called “Mia”." in words(shown(app))
    assert stored(studio, mia.id).name == "Mia"
    app.text_input(key=f"member.name.{mia.id}").set_value("Rose")
    assert "A member needs a name." not in words(shown(app)) and stored(studio, mia.id).name == "Rose"


def test_what_is_being_typed_keeps_its_last_space(mia: CastMember, studio: Studio) -> None:
    """After a pause in typing the next word would stick to it."""
    app, look = cast_page(member=mia.id), mia.looks[0]
    app.selectbox(key=f"member.permission.en.{mia.id}").set_value(PermissionKind.FREE)
    shown(app)
    keys = [f"member.name.{mia.id}", f"member.look_name.{look.id}", f"member.permission.by.{mia.id}"]
    for key in keys:
        app.text_input(key=key).set_value("Anna ")
        assert shown(app).text_input(key=key).value == "Anna "
    kept = stored(studio, mia.id)
    assert [kept.name, kept.looks[0].name, kept.permission.by] == ["Anna"] * 3
    studio.cast.change(SOMEONE, mia.id, lambda one: with_fields(one, name="Rose"), utc_now())
    assert shown(app).text_input(key=keys[0]).value == "Rose", "what somebody else changes is still shown"


def test_what_somebody_else_changes_shows_and_is_not_undone(mia: CastMember, studio: Studio) -> None:
    app = cast_page(member=mia.id)
    studio.cast.change(SOMEONE, mia.id, lambda one: with_fields(one, notes="Theirs"), utc_now())
    app.text_input(key=f"member.name.{mia.id}").set_value("Rose")
    assert shown(app).text_area(key=f"member.notes.{mia.id}").value == "Theirs"
    assert (stored(studio, mia.id).name, stored(studio, mia.id).notes) == ("Rose", "Theirs")


def test_a_permission_until_a_date_is_said_before_and_after_its_end(mia: CastMember, studio: Studio) -> None:
    app = cast_page(member=mia.id)
    app.selectbox(key=f"member.permission.en.{mia.id}").set_value(PermissionKind.UNTIL)
    assert "Until then the permission counts as not specified." in words(shown(app))
    today = utc_now().date()
    app.date_input(key=f"member.until.{mia.id}").set_value(today + timedelta(days=6))
    assert "Permission ends in 6 days." in words(shown(app))
    app.text_input(key=f"member.permission.by.{mia.id}").set_value("Agency North")
    shown(app)
    app.date_input(key=f"member.until.{mia.id}").set_value(today - timedelta(days=3))
    assert "Permission expired on" in words(shown(app)) and "You look after it." in words(app)
    assert any("red-badge" in str(one.value) and "Permission expired" in str(one.value) for one in app.markdown)
    assert stored(studio, mia.id).permission == Permission(
        kind=PermissionKind.UNTIL, until=today - timedelta(days=3), by="Agency North"
    )


def test_looks_are_added_named_copied_and_made_the_usual_one(mia: CastMember, studio: Studio) -> None:
    app = press(cast_page(member=mia.id), "member.add_look")
    first, second = stored(studio, mia.id).looks
    app.text_input(key=f"member.look_name.{second.id}").set_value("In a red coat")
    press(shown(app), f"member.usual.{second.id}")
    assert [one.name for one in stored(studio, mia.id).looks] == ["In a red coat", ""]
    press(app, f"member.copy_look.{first.id}")
    assert [one.name for one in stored(studio, mia.id).looks] == ["In a red coat", "", "Look 2, copy"]
    assert stored(studio, mia.id).looks[2].pictures == first.pictures


def test_the_last_look_cannot_be_deleted_and_another_comes_back(mia: CastMember, studio: Studio) -> None:
    app = cast_page(member=mia.id)
    look = mia.looks[0]
    assert not any(button.key == f"member.delete_look.{look.id}" for button in app.button)
    press(app, "member.add_look")
    press(app, f"member.delete_look.{look.id}")
    assert len(stored(studio, mia.id).looks) == 1 and "Look deleted: Look 1" in words(app)
    press(app, "cast.undo")
    assert stored(studio, mia.id).looks[0] == look and "Look deleted" not in words(app)


def test_pictures_are_moved_and_removed_with_a_way_back(mia: CastMember, studio: Studio) -> None:
    look, app = mia.looks[0], cast_page(member=mia.id)
    press(app, f"member.move.{look.id}.1.0")
    assert stored(studio, mia.id).looks[0].pictures == look.pictures[::-1]
    press(app, f"member.drop.{look.id}.0")
    assert stored(studio, mia.id).looks[0].pictures == look.pictures[:1] and "Picture removed." in words(app)
    press(app, "cast.undo")
    assert stored(studio, mia.id).looks[0].pictures == look.pictures[::-1]


def test_files_become_pictures_and_what_cannot_be_used_says_why(
    mia: CastMember, studio: Studio, picture: Callable[..., bytes]
) -> None:
    look, app = mia.looks[0], cast_page(member=mia.id)
    files = [("notes.txt", b"no picture"), ("new.png", picture("green")), ("more.png", picture("navy"))]
    app.file_uploader(key=f"member.upload.{look.id}.0").set_value([(name, data, "image/png") for name, data in files])
    shown(app)
    assert [one.name for one in stored(studio, mia.id).looks[0].pictures] == ["red.png", "blue.png", "new.png"]
    assert "notes.txt: This is a text file" in words(app) and "more.png: A subject can have at most 3" in words(app)


def test_a_web_address_is_kept_as_one_or_refused_in_words(add: Add, studio: Studio) -> None:
    mia = add("Mia", pictures=0)
    look, app = mia.looks[0], cast_page(member=mia.id)
    app.text_input(key=f"member.url.{look.id}.0").set_value("mia.png")
    assert "This is not a web address." in words(shown(app))
    app.text_input(key=f"member.url.{look.id}.0").set_value("https://example.com/mia.png")
    assert "https" in words(shown(app)) and "This is not a web address." not in words(app)
    assert [one.url for one in stored(studio, mia.id).looks[0].pictures] == ["https://example.com/mia.png"]


def test_a_voice_is_chosen_from_the_list_of_the_team_or_typed(mia: CastMember, studio: Studio) -> None:
    studio.voices.add(SOMEONE, Voice("", "Warm narrator", "male-42"))
    app, key = cast_page(member=mia.id), f"member.voice.en.{mia.id}"
    app.selectbox(key=key).set_value("male-42")
    assert stored(studio, mia.id).voice_id == "" and shown(app).selectbox(key=key).value == "male-42"
    assert stored(studio, mia.id).voice_id == "male-42"


def test_a_cropped_picture_is_had_whole_again(mia: CastMember, studio: Studio) -> None:
    look, whole = mia.looks[0], mia.looks[0].pictures[0]
    assert whole.fitted is not None
    part = part_of(whole, Crop(width=0.5))
    studio.cast.change(SOMEONE, mia.id, lambda one: with_picture_changed(one, look.id, whole, part), utc_now())
    app = cast_page(member=mia.id)
    assert app.button(key=f"member.crop.{look.id}.0")
    press(app, f"member.uncrop.{look.id}.0")
    assert stored(studio, mia.id) == mia
    assert not any(button.key == f"member.uncrop.{look.id}.0" for button in app.button)


def test_the_colour_behind_transparent_parts_is_chosen_and_a_board_hears_of_it(add: Add, studio: Studio) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (320, 320), (200, 30, 30, 90)).save(file, "PNG")
    mia = add("Mia", pictures=1)
    cut_out = studio.desk.add_picture(SOMEONE, file.getvalue(), "cut out.png")
    mia = studio.cast.change(SOMEONE, mia.id, lambda one: with_pictures(one, mia.looks[0].id, [cut_out]), utc_now())
    assert mia is not None
    app = cast_page(member=mia.id)
    (choice,) = app.color_picker
    assert (choice.value, choice.label) == ("#ffffff", "Background *Picture 2 of Look 1*")
    choice.pick("#204060")
    shown(app)
    changed = stored(studio, mia.id)
    assert [one.fitted.ground for one in changed.looks[0].pictures if one.fitted] == ["#ffffff", "#204060"]
    assert bond_of(subject_of(mia, mia.looks[0], "u"), {mia.id: changed}) is Bond.CHANGED
    (again,) = app.color_picker
    again.pick("#ffffff")
    shown(app)
    assert stored(studio, mia.id) == mia, "white is as it was, and no change"


def test_a_copy_opens_and_the_original_stays(mia: CastMember, studio: Studio) -> None:
    app = press(cast_page(member=mia.id), "member.duplicate")
    assert app.title[0].value == "Mia, copy" and len(studio.store.members.all()) == 2


def test_archived_and_brought_back(mia: CastMember, studio: Studio) -> None:
    app = press(cast_page(member=mia.id), "member.archive")
    press(app, "member.archive")
    assert [one.archived for one in studio.store.members.all(archived=True)] == [True], "two presses are one"
    press(app, "cast.back").query_params["member"] = mia.id
    press(shown(app), "member.archive")
    assert [one.archived for one in studio.store.members.all()] == [False], "who left and came back means it"


def test_deleting_leads_to_the_library_and_undo_brings_it_back(mia: CastMember, studio: Studio) -> None:
    app = press(cast_page(member=mia.id), "member.delete")
    assert app.title[0].value == "Cast" and names(app) == [] and "“Mia” is deleted." in words(app)
    assert names(press(app, "cast.undo")) == ["Mia"] and stored(studio, mia.id) == mia


def test_an_old_link_says_so_and_a_deleted_member_is_brought_back(mia: CastMember, studio: Studio) -> None:
    assert "This member is no longer here." in words(cast_page(member="nobody"))
    studio.cast.delete(Actor(ME), mia.id, utc_now())
    app = cast_page(member=mia.id)
    assert "“Mia” was deleted." in words(app) and "30 days left" in words(app)
    assert press(app, "cast.restore").title[0].value == "Mia" and "“Mia” is restored." in words(app)


def test_a_deleted_member_goes_for_good_after_a_question(mia: CastMember, studio: Studio) -> None:
    studio.cast.delete(Actor(ME), mia.id, utc_now())
    app = cast_page(member=mia.id)
    assert "Delete “Mia” for good? This cannot be undone." in words(app)
    press(app, "cast.for_good")
    assert app.title[0].value == "Cast" and studio.store.members.get(mia.id) is None
    assert "“Mia” is deleted for good." in words(app)


def test_what_somebody_brought_back_meanwhile_is_not_deleted_for_good(mia: CastMember, studio: Studio) -> None:
    studio.cast.delete(Actor(ME), mia.id, utc_now())
    app = cast_page(member=mia.id)
    studio.cast.restore(SOMEONE, mia.id)
    assert "It is no longer there" in words(press(app, "cast.for_good")) and stored(studio, mia.id) == mia


def test_a_damaged_member_is_shown_as_such_and_can_be_deleted(mia: CastMember, studio: Studio) -> None:
    with studio.store._write() as connection:
        connection.exec_driver_sql("UPDATE cast_members SET body = '{' WHERE id = ?", (mia.id,))
    app = cast_page(member=mia.id)
    assert app.title[0].value == "Mia" and "This member is damaged" in words(app)
    assert names(press(app, "member.delete")) == []


def drafts_after_renaming(mia: CastMember, studio: Studio) -> AppTest:
    board = Draft(cast=(subject_of(mia, mia.looks[0], "u"),), scene="@Mia walks")
    for draft_id in ("one", "two"):
        studio.store.drafts.save(draft_id, ME, board, utc_now())
    app = cast_page(member=mia.id)
    assert "in your" not in str([button.label for button in app.button])
    app.text_input(key=f"member.name.{mia.id}").set_value("Rose")
    return shown(app)


def test_a_new_name_is_offered_for_one_s_drafts(mia: CastMember, studio: Studio) -> None:
    app = drafts_after_renaming(mia, studio)
    assert app.button(key="member.rename_drafts").label == "Rename in your 2 drafts too"
    press(app, "member.rename_drafts")
    found = [studio.store.drafts.get(draft_id) for draft_id in ("one", "two")]
    assert [one.draft.scene for one in found if one] == ["@Rose walks", "@Rose walks"]
    assert app.session_state[changed_drafts._CHANGED] == {"one", "two"}


def offers_renaming(app: AppTest) -> bool:
    return any(button.key == "member.rename_drafts" for button in app.button)


def test_the_offer_for_the_drafts_can_be_declined(mia: CastMember, studio: Studio) -> None:
    app = press(drafts_after_renaming(mia, studio), "member.not_in_drafts")
    assert not offers_renaming(app) and not offers_renaming(shown(app))
    app.text_input(key=f"member.name.{mia.id}").set_value("Ivy")
    assert offers_renaming(shown(app)), "another name is another question"


def test_whoever_left_after_renaming_is_still_offered_it_and_no_longer_when_it_is_done(
    mia: CastMember, studio: Studio
) -> None:
    drafts_after_renaming(mia, studio)
    later = cast_page(member=mia.id)
    assert offers_renaming(later)
    assert not offers_renaming(press(later, "member.rename_drafts"))
    assert not offers_renaming(cast_page(member=mia.id))
