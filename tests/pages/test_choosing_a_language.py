"""The choice of a language: what is said in it, for whom it is kept, and what stays as it was."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.job import JobState
from lib.text.language import ENGLISH, Language, follow, language_of, speaking
from lib.ui.session_language import of_this_session
from tests.conftest import ROOT
from tests.pages.jobs_kit import Make, button_keys, click, make, names, shown, words

__all__ = ["make"]

CHOICE, CHINESE, AS_IN_THE_BROWSER = "frame.language_choice", "zh_Hans", ""
TITLES = {
    "pages/create.py": "Create a video",
    "pages/cast.py": "Cast",
    "pages/jobs.py": "Jobs",
    "pages/gallery.py": "Gallery",
    "pages/trash.py": "Deleted",
    "pages/admin.py": "Admin",
}


class _Marked(gettext.NullTranslations):
    """A catalogue that translates every sentence, in a way that tests can read."""

    def gettext(self, message: str) -> str:
        return f"译{message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"译{msgid2}"

    def pgettext(self, context: str, message: str) -> str:
        return f"译{message}"


def _marked() -> Language:
    here = of_this_session()
    return here if here is ENGLISH else replace(here, catalogue=_Marked())


@pytest.fixture(autouse=True)
def chinese_that_can_be_told() -> Iterator[None]:
    follow(_marked)
    yield
    follow(of_this_session)


def front_door(person: str = "mia") -> AppTest:
    """What somebody opens, at its first page: without cookies the session says who it is."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = person
    return shown(app)


def visit(page: str = "pages/jobs.py", person: str = "mia") -> AppTest:
    """A page in a new session. AppTest runs the front door, which decides the language, at its first page alone."""
    app = shown(front_door(person).switch_page(page))
    # It sees what the last run drew: a part of the page where that drew itself again.
    return app if app.title else shown(app)


def choose(code: str, reading: Language = ENGLISH) -> None:
    """As people do it, in the line above a page, which is in the language that they are `reading`."""
    app = front_door()
    with speaking(reading):  # AppTest looks for a choice by its words.
        app.radio(key=CHOICE).set_value(code)
        shown(app)


def in_language(app: AppTest, code: str) -> AppTest:
    """The page that is open, after another language was chosen."""
    app.session_state["frame.language"] = code
    return shown(app)


@pytest.mark.parametrize(("page", "title"), TITLES.items(), ids=TITLES.values())
@pytest.mark.usefixtures("studio")
def test_every_page_has_its_title_in_the_language_that_was_chosen(page: str, title: str) -> None:
    assert visit(page).title[0].value == title
    choose(CHINESE)
    assert visit(page).title[0].value == f"译{title}"


@pytest.mark.usefixtures("studio")
def test_a_choice_is_kept_for_the_person_and_nobody_else() -> None:
    choose(CHINESE)
    assert visit().title[0].value == "译Jobs" and front_door().radio(key=CHOICE).value == CHINESE
    assert visit(person="bear").title[0].value == "Jobs"
    assert front_door("bear").radio(key=CHOICE).value == AS_IN_THE_BROWSER


@pytest.mark.usefixtures("studio")
def test_what_the_browser_speaks_comes_back() -> None:
    choose(CHINESE)
    choose(AS_IN_THE_BROWSER, reading=replace(language_of(CHINESE), catalogue=_Marked()))
    assert visit().title[0].value == "Jobs"


@pytest.mark.usefixtures("studio")
def test_the_languages_are_called_as_their_speakers_do() -> None:
    assert front_door().radio(key=CHOICE).options == ["Browser language", "English", "简体中文"]
    choose(CHINESE)
    assert front_door().radio(key=CHOICE).options == ["译Browser language", "English", "简体中文"]


def test_filters_and_their_menu_outlast_the_change(make: Make) -> None:
    make(JobState.UNSURE, "Lost", age=1)
    make(JobState.READY, "Here", age=2)
    app = visit()
    app.segmented_control(key="jobs.group").set_value("ready")
    app.selectbox(key="jobs.rows.en").set_value(250)
    shown(app)
    for code in (CHINESE, ENGLISH.code):
        assert names(in_language(app, code)) == ["Here"]
        assert (app.session_state["jobs.group"], app.session_state["jobs.rows"]) == ("ready", 250)


def test_an_open_tab_and_an_open_fold_stay_open(make: Make) -> None:
    job = make(JobState.UNSURE, "Lost")
    app = visit()
    app.query_params["job"] = job.id
    shown(app)
    app.session_state["jobs.tabs.en"] = "Request"
    app.session_state["jobs.hand_on"] = True
    parts = len(shown(app).code)
    assert parts == 2
    for code in (CHINESE, ENGLISH.code):
        assert len(in_language(app, code).code) == parts
    app.session_state["jobs.hand_on"] = False
    assert len(shown(app).code) == 1
    assert len(in_language(app, CHINESE).code) == 1, "one that was closed since stays closed"


def test_the_table_is_made_anew_in_the_other_language(make: Make) -> None:
    make(JobState.UNSURE, "Lost", service="demo")
    app = visit()
    before = app.dataframe[0].value
    after = in_language(app, CHINESE).dataframe[0].value
    assert list(after.columns) == list(before.columns)
    assert [list(frame["Kind"]) for frame in (before, after)] == [["Demo"], ["译Demo"]]


def test_what_was_deleted_before_the_change_is_said_after_it(studio: Studio, make: Make) -> None:
    make(JobState.FAILED, "Fog")
    app = click(visit(person="someone"), "jobs.do.delete")
    assert "“Fog” is deleted" in words(app)
    assert "译“Fog” is deleted" in words(in_language(app, CHINESE)) and "jobs.undo_now" in button_keys(app)
