"""The data of an earlier version on the pages of this one, in both languages: every job and every board opens."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.ui.state import utc_now
from tests.pages.jobs_kit import words
from tests.pages.pseudo_kit import at, shown
from tests.services.test_earlier_drafts import ANN as DRAWER
from tests.services.test_earlier_drafts import KEPT as DRAFTS
from tests.services.test_store_sentences import ANN, STORIES
from tests.services.test_store_sentences import KEPT as JOBS

_CHINESE = re.compile("[\u4e00-\u9fff]")
"""No name or scene of the kept jobs has one of these."""


@pytest.fixture
def folder(environment: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the studio's data will be, with the database; nothing is there yet."""
    monkeypatch.delenv("CASTBOARD_DATABASE_URL")
    return Path(os.environ["CASTBOARD_DATA_DIR"])


def opened(page: str, person_id: str, **params: str) -> AppTest:
    """Before, the front door: AppTest runs it, which decides the language, at its first page alone."""
    app = at("create")
    app.session_state["person"] = person_id
    shown(app).switch_page(f"pages/{page}.py")
    for name, value in params.items():
        app.query_params[name] = value
    return shown(app)


@pytest.mark.parametrize(("language", "title"), [("en", "Jobs"), ("zh_Hans", "任务")])
def test_every_job_opens_with_its_story(
    folder: Path, request: pytest.FixtureRequest, language: str, title: str
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(JOBS, folder / "castboard.db")
    studio: Studio = request.getfixturevalue("studio")
    studio.store.people.set_language(ANN.person_id, language, utc_now())
    for job_id in sorted(set(STORIES) - {"deleted"}):
        app = opened("jobs", ANN.person_id, job=job_id)
        read = words(app)
        assert app.title[0].value == title and bool(_CHINESE.search(read)) == (language != "en"), job_id


@pytest.mark.parametrize(("language", "title"), [("en", "Create a video"), ("zh_Hans", "创作视频")])
def test_every_board_opens_with_its_cast(
    folder: Path, request: pytest.FixtureRequest, language: str, title: str
) -> None:
    shutil.copytree(DRAFTS, folder, dirs_exist_ok=True)
    studio: Studio = request.getfixturevalue("studio")
    studio.store.people.set_language(DRAWER.person_id, language, utc_now())
    for draft in studio.store.drafts.of_person(DRAWER.person_id):
        app = at("create", draft=draft.id)
        app.session_state["person"] = DRAWER.person_id
        read = words(shown(app))
        assert app.title[0].value == title and all(one.name in read for one in draft.draft.cast), (draft.id, read)
