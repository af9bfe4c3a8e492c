"""The first-run guide on the page: for whom it is, how it goes on, and how it goes and comes back."""

from __future__ import annotations

from datetime import datetime

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from tests.pages.board_kit import ROOT, WholePage, app, click, draft_of, filled, link_to, words
from tests.pages.conftest import ME

__all__ = ["app", "filled"]


def notes(app: AppTest) -> list[str]:
    """The numbers of the notes that are there."""
    return [number for number in ("1 of 4", "2 of 4", "3 of 4", "4 of 4") if f"**{number}**" in words(app)]


def test_it_goes_with_what_is_done_and_ends_with_the_first_video(app: AppTest) -> None:
    assert notes(app.run()) == ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]
    click(app, "create.example")
    assert notes(app) == ["4 of 4"]
    click(app, "generate")
    assert notes(app) == []
    click(app, "create.start_over")
    assert notes(app.run()) == []


def test_it_can_be_put_away_for_good_and_called_back(app: AppTest, studio: Studio) -> None:
    app.session_state["person"] = ME
    click(app.run(), "create.hide_guide")
    assert notes(app) == []
    again = new_session()
    assert notes(again.run()) == []
    again.query_params["guide"] = "show"
    assert len(notes(again.run())) == 4 and "guide" not in again.query_params
    assert len(notes(new_session().run())) == 4


def test_a_reload_half_way_goes_on_with_it(app: AppTest) -> None:
    app.session_state["person"] = ME
    click(app.run(), "create.example")
    assert notes(app.run()) == ["4 of 4"]
    again = new_session()
    again.query_params["draft"] = draft_of(app)
    assert notes(again.run()) == ["4 of 4"]
    click(again, "generate")
    assert notes(again) == []
    for draft_id in ("", draft_of(app)):
        later = new_session()
        later.query_params["draft"] = draft_id
        assert notes(later.run()) == []


def test_called_back_it_stays_with_a_reload_and_beside_what_is_on_its_way(
    app: AppTest, studio: Studio, draft: Draft
) -> None:
    app.session_state["person"] = ME
    link_to(app, studio, draft)
    filled = click(app.run(), "generate")
    filled.query_params["guide"] = "show"
    assert notes(filled.run()) == ["4 of 4"] and "on the way" in words(filled)
    again = new_session()
    again.query_params["draft"] = draft_of(filled)
    assert notes(again.run()) == ["4 of 4"] and "on the way" in words(again)
    click(again, "create.hide_guide")
    later = new_session()
    later.query_params["draft"] = draft_of(filled)
    assert notes(later.run()) == []


def new_session() -> AppTest:
    """The same person in another tab."""
    made = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=15)
    made.session_state["person"] = ME
    return made


def test_who_has_made_videos_or_opens_a_board_is_left_alone(
    app: AppTest, filled: AppTest, studio: Studio, draft: Draft, now: datetime
) -> None:
    assert notes(filled) == []
    studio.desk.generate(Actor(ME), draft, "click", now)
    assert notes(new_session().run()) == []
    for_a_colleague = new_session()
    for_a_colleague.session_state["person"] = "b" * 32
    assert len(notes(for_a_colleague.run())) == 4
