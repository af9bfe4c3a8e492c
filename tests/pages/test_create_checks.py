"""What the Create page says of a board that may be sent and perhaps should not, and what Generate asks then."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import DraftSubject
from lib.ui.create import board as boards
from tests.pages.board_kit import app, click, draft_of, filled, jobs, unfold, words
from tests.pages.jobs_kit import button_keys

__all__ = ["app", "filled"]


def put(app: AppTest, **changes: Any) -> AppTest:
    app.session_state[boards.BOARD] = app.session_state[boards.BOARD].model_copy(update=changes)
    return app.run()


ONE_TO_CHECK = "1 to check", "orange"
ASKED: dict[str, dict[str, Any]] = {
    "an empty scene": {"scene": " \n"},
    "2.0 at 8 s": {"model": "vidu2.0", "duration": 8, "resolution": "720p", "audio": False},
    "2.0 at 1080p": {"model": "vidu2.0", "duration": 4, "resolution": "1080p", "audio": False},
    "a scene over the limit": {"model": "viduq2-pro", "scene": "@Mia @Bear " + "x" * 2000},
    "off-peak with sound": {"off_peak": True, "audio": True},
}


@pytest.mark.parametrize("changes", ASKED.values(), ids=ASKED)
def test_what_the_service_is_known_to_refuse_is_counted_and_asked_about_once(
    filled: AppTest, studio: Studio, changes: dict[str, Any]
) -> None:
    put(filled, **changes)
    said, colour = ("1 still to do", "gray") if "scene" in changes and not changes["scene"].strip() else ONE_TO_CHECK
    assert filled.subheader[-1].value == said and f":{colour}[[{said}](#to=" in words(filled)
    click(filled, "generate")
    assert jobs(studio) == [] and "Generate anyway?" in words(filled)
    click(filled, "create.yes")
    assert len(jobs(studio)) == 1 and "all the same" not in words(filled)


def test_what_is_only_worth_a_look_is_counted_and_not_asked_about(filled: AppTest, studio: Studio) -> None:
    put(filled, scene="@Mia and @Tom walk")
    assert filled.subheader[-1].value == "2 to check"
    click(filled, "generate")
    assert len(jobs(studio)) == 1


def test_a_scene_that_the_service_writes_may_be_empty(filled: AppTest, studio: Studio) -> None:
    put(filled, scene="", service_writes=True)
    assert filled.subheader[-1].value == "Ready to send"
    click(filled, "generate")
    assert len(jobs(studio)) == 1


def test_a_changed_board_is_asked_about_anew(filled: AppTest, studio: Studio) -> None:
    put(filled, scene="")
    click(filled, "generate")
    filled.text_area(key="scene_plain").set_value("@Mia and @Bear sing").run()
    assert "all the same" not in words(filled)
    click(filled, "generate")
    assert len(jobs(studio)) == 1


def put_cast(app: AppTest, *names: str, scene: str) -> AppTest:
    """So many subjects with the pictures of the first."""
    pictures = app.session_state[boards.BOARD].cast[0].pictures
    cast = tuple(DraftSubject(uid=name.lower(), name=name, pictures=pictures) for name in names)
    return put(app, cast=cast, scene=scene)


def test_all_that_the_scene_does_not_mention_is_one_line_with_one_remedy(filled: AppTest) -> None:
    put_cast(filled, "Anna", "Bear", "Owl", "Mia", scene="@Mia walks")
    assert "Not mentioned: Anna, Bear, Owl" in words(filled) and filled.subheader[-1].value == "1 to check"
    (remedy,) = [one for one in filled.button if one.label == "Add all"]
    remedy.click().run()
    assert filled.text_area(key="scene_plain").value == "@Mia walks @Anna @Bear @Owl "
    assert filled.subheader[-1].value == "Ready to send"
    (undo,) = [one for one in filled.button if one.label.startswith("Undo")]
    undo.click().run()
    assert filled.text_area(key="scene_plain").value == "@Mia walks"


def test_many_names_that_nobody_knows_are_one_line_in_the_list_and_under_the_scene(filled: AppTest) -> None:
    put(filled, scene="@Mia and @Bear meet @Tom, @Ann and @Tom")
    assert words(filled).count("Not in the cast: Tom, Ann") == 2 and "is not in the cast" not in words(filled)


def test_an_empty_board_shows_the_way_and_no_faults(app: AppTest) -> None:
    app.run()
    assert app.subheader[-1].value == "To get started"
    for step in ("Add a subject with", "Write the scene", "Press Generate"):
        assert step in words(app)
    no_fault_is_told(app)
    click(app, "create.add")
    assert app.subheader[-1].value == "To get started" and "Subject 1 needs a name" in words(app)
    no_fault_is_told(app)


def no_fault_is_told(app: AppTest) -> None:
    assert not [sign for sign in (":red[", ":orange[", "to fix", "to check") if sign in words(app)]
    assert app.button(key="generate").disabled


def test_what_is_not_there_yet_is_still_to_do_and_no_fault(app: AppTest) -> None:
    click(app.run(), "create.add")
    (name,) = [one for one in app.text_input if one.label == "Name"]
    name.set_value("Mia").run()
    assert app.subheader[-1].value == "2 still to do" and "Mia needs at least one picture" in words(app)
    no_fault_is_told(app)
    (name,) = [one for one in app.text_input if one.label == "Name"]
    name.set_value("!!!").run()
    assert app.subheader[-1].value == "1 to fix" and ":red[" in words(app)


def test_what_the_closed_fold_hides_is_told_on_it_and_in_the_list(filled: AppTest) -> None:
    put(filled, seed=7, watermark=True, wm_position=1)
    assert words(filled).count("Seed 7, watermark top left") == 2
    assert "Seed 7" not in words(unfold(filled))


SEEDS = {
    "-5": -5,
    "99999999999": 99_999_999_999,
    "007": 7,
    " ": 0,
    "１２": 12,
    "1.5": None,
    "1e9": None,
    "9" * 30: None,
}


@pytest.mark.parametrize(("typed", "sent"), SEEDS.items())
def test_the_seed_in_the_box_is_the_one_that_is_sent_or_a_line_says_why_not(
    filled: AppTest, studio: Studio, typed: str, sent: int | None
) -> None:
    unfold(filled).text_input(key="create.seed").set_value(typed).run()
    unfold(filled)
    shown = filled.text_input(key="create.seed").value
    if sent is None:
        assert (
            shown == typed
            and filled.button(key="generate").disabled
            and f"“{typed}” is not a valid seed" in words(filled)
        )
        (remedy,) = [one for one in filled.button if one.label == "Use a random seed"]
        remedy.click().run()
        shown, sent = unfold(filled).text_input(key="create.seed").value, 0
    click(filled, "generate")
    (job_id,) = jobs(studio)
    job = studio.store.jobs.get(job_id)
    assert job is not None and job.request.seed == sent and shown == str(sent)


LONG = {"a subject": ("create.name.mia", "é👩‍🎤" * 60), "the job": ("create.name", "夜" * 200)}


@pytest.mark.parametrize(("key", "name"), LONG.values(), ids=LONG)
def test_a_long_name_is_kept_whole_and_said_to_be_long(filled: AppTest, studio: Studio, key: str, name: str) -> None:
    unfold(filled).text_input(key=key).set_value(name).run()
    assert filled.text_input(key=key).value == name
    kept = studio.store.drafts.get(draft_of(filled))
    assert kept is not None and name in (kept.draft.name, kept.draft.cast[0].name)
    number = 120 if "é" in name else 200
    assert f"has {number} characters" in words(filled)


def test_an_unknown_mention_is_mended_by_one_press_and_can_be_taken_back(filled: AppTest) -> None:
    filled.text_area(key="scene_plain").input("@Mai and @Bear walk, @Mai laughs").run()
    next(one for one in filled.button if one.label == "Use @Mia").click().run()
    assert filled.text_area(key="scene_plain").value == "@Mia and @Bear walk, @Mia laughs"
    filled.button(key="create.undo_button").click().run()
    assert filled.text_area(key="scene_plain").value == "@Mai and @Bear walk, @Mai laughs"


def test_fix_all_mends_what_is_certain_in_one_step(filled: AppTest) -> None:
    filled.text_area(key="scene_plain").input("@Mia_x and @Bear walk").run()
    assert "create.fix_all" not in button_keys(filled)
    filled.segmented_control(key="create.model").set_value("viduq2-pro").run()
    filled.toggle(key="create.bgm").set_value(True).run()
    filled.segmented_control(key="create.model").set_value("viduq3-pro").run()
    filled.button(key="create.fix_all").click().run()
    assert filled.text_area(key="scene_plain").value == "@Mia _x and @Bear walk"
    assert not filled.toggle(key="create.bgm").value
    assert "create.fix_all" not in button_keys(filled)
    filled.button(key="create.undo_button").click().run()
    assert filled.text_area(key="scene_plain").value == "@Mia_x and @Bear walk"
    assert filled.toggle(key="create.bgm").value
