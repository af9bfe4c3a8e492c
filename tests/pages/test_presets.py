"""Presets: keep the settings of a board, use them on another, begin new boards with them, for oneself or the team."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.ui.create import board as boards
from tests.pages.board_kit import ROOT, WholePage, click, words

ME, OTHER = "someone", "another"
SHORT = Draft(model="viduq2-pro", duration=3, resolution="540p", audio=False)


def dialog() -> None:
    from lib.ui.create.presets_dialog import draw_all

    draw_all()


def opened(board: Draft = SHORT, person: str = ME) -> AppTest:
    app = AppTest.from_function(dialog, default_timeout=30)
    app.session_state["person"], app.session_state[boards.BOARD] = person, board
    return app.run()


def a_page(person: str = ME) -> AppTest:
    app = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = person
    return app.run()


@pytest.fixture
def teaser(studio: Studio) -> str:
    """The id of a preset of the team."""
    studio.presets.make(Actor(ME), SHORT, "Teaser", datetime.now(UTC), team=True)
    (made,) = studio.store.presets.usable_by(ME)
    return made.id


def names(studio: Studio, person: str = ME) -> list[str]:
    return [one.name for one in studio.store.presets.usable_by(person)]


def test_the_settings_on_the_board_are_saved_for_oneself_or_the_team(studio: Studio) -> None:
    app = opened()
    app.text_input(key="create.presets.new_name.0").set_value("Mine")
    click(app, "create.presets.save")
    app.text_input(key="create.presets.new_name.0").set_value("Ours")
    app.toggle(key="create.presets.new_team.0").set_value(True)
    click(app, "create.presets.save")
    assert names(studio) == ["Mine", "Ours"] and names(studio, OTHER) == ["Ours"]
    assert "**Mine**  \n:gray[Q2 Pro, 3 s, 540p, silent]" in words(app)
    assert "for the team · Q2 Pro" in words(app)


def test_the_second_of_two_presses_asks_for_no_name(studio: Studio) -> None:
    app = opened()
    app.text_input(key="create.presets.new_name.0").set_value("Mine")
    click(app, "create.presets.save")
    app.text_input(key="create.presets.new_name.0").set_value("")  # As the browser empties the form at the first press.
    click(app, "create.presets.save")
    assert names(studio) == ["Mine"] and "Give the preset a name." not in words(app)
    app.text_input(key="create.presets.new_name.0").set_value("Another")
    click(app, "create.presets.save")
    assert names(studio) == ["Another", "Mine"]


def test_a_name_that_cannot_be_is_refused_in_words_and_stays_in_its_field(studio: Studio, teaser: str) -> None:
    app = opened()
    click(app, "create.presets.save")
    assert "Give the preset a name." in words(app)
    app.text_input(key="create.presets.new_name.0").set_value("teaser")
    app.toggle(key="create.presets.new_team.0").set_value(True)
    click(app, "create.presets.save")
    assert "There is a preset with this name already." in words(app)
    assert app.text_input(key="create.presets.new_name.1").value == "teaser" and names(studio) == ["Teaser"]


def test_one_is_renamed_brought_up_to_date_deleted_and_brought_back(studio: Studio, teaser: str) -> None:
    app = opened(SHORT.model_copy(update={"duration": 4}))
    app.text_input(key=f"create.presets.name.{teaser}.0").set_value("Trailer").run()
    click(app, f"create.presets.update.{teaser}")
    (kept,) = studio.store.presets.usable_by(ME)
    assert (kept.name, kept.settings["duration"]) == ("Trailer", 4)
    click(app, f"create.presets.delete.{teaser}")
    assert names(studio) == [] and "Deleted: Trailer" in words(app)
    click(app, "create.presets.deleted.undo")
    assert names(studio) == ["Trailer"]


def test_one_whose_name_was_taken_meanwhile_comes_back_under_another_and_says_so(studio: Studio, teaser: str) -> None:
    app = opened()
    click(app, f"create.presets.delete.{teaser}")
    studio.presets.make(Actor(OTHER), SHORT, "teaser", datetime.now(UTC), team=True)
    click(app, "create.presets.deleted.undo")
    assert names(studio) == ["teaser", "Teaser 2"]
    assert [one.value for one in app.toast] == ["Restored as “Teaser 2”: the name “Teaser” is in use now."]


def test_new_boards_begin_with_the_one_chosen_for_them(studio: Studio, teaser: str) -> None:
    click(opened(), f"create.presets.default.{teaser}")
    mine = a_page()
    assert mine.session_state[boards.BOARD] == SHORT and "Preset: Teaser" in words(mine)
    assert a_page(OTHER).session_state[boards.BOARD] == Draft()
    click(opened(), f"create.presets.default.{teaser}")
    assert a_page().session_state[boards.BOARD] == Draft()


def test_a_preset_that_is_used_says_what_it_changed_and_goes_with_one_step_back(studio: Studio, teaser: str) -> None:
    page = a_page()
    use_in(page, teaser)
    assert page.session_state[boards.BOARD] == SHORT
    assert "“Teaser” set: Model Q2 Pro, Length 3 s, Resolution 540p, Sound and dialogue off." in words(page)
    click(page, "create.undo_button")
    assert page.session_state[boards.BOARD] == Draft() and "“Teaser” set" not in words(page)


def test_what_a_preset_changed_is_not_told_on_the_next_board(studio: Studio, teaser: str) -> None:
    studio.presets.choose_default(Actor(ME), teaser)
    page = a_page()
    page.session_state[boards.BOARD] = Draft(scene="@Mia waits")
    use_in(page.run(), teaser)
    assert "“Teaser” set" in words(page)
    click(page, "create.start_over")
    assert "Preset: Teaser" in words(page) and "“Teaser” set" not in words(page)


def use_in(page: AppTest, preset_id: str) -> None:
    page.button(key="create.presets").click().run()
    page.button(key=f"create.presets.use.{preset_id}").click().run()
