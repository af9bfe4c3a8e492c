"""Scenes and names stand on the pages as they were written; the sent form only under the request."""

from __future__ import annotations

from datetime import datetime

from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft, build_request
from lib.domain.written_form import AsWritten, as_written
from tests.conftest import ROOT
from tests.pages.conftest import ME, Put

WRITTEN = "@Mia Rose, @Bear: walk."


def board_of(draft: Draft) -> Draft:
    rose = draft.cast[0].model_copy(update={"name": "Mia Rose"})
    return draft.model_copy(update={"cast": (rose, *draft.cast[1:]), "scene": WRITTEN})


def words(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.text, *app.markdown))


def test_a_job_tells_its_scene_and_its_cast_as_written(studio: Studio, draft: Draft, now: datetime) -> None:
    (job,) = studio.desk.generate(Actor(ME), board_of(draft), "click", now)
    assert job.request.prompt == "@Mia_Rose , @Bear : walk."
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15).switch_page("pages/jobs.py")
    app.query_params["job"] = job.id
    app.session_state["jobs.tabs.en"] = "Made with"
    said = words(app.run())
    assert WRITTEN in said and "Mia Rose" in said and "Mia_Rose" not in said


def test_a_video_tells_them_as_written_too(studio: Studio, draft: Draft, put: Put, now: datetime) -> None:
    job = put(cast=board_of(draft).cast, scene=WRITTEN)
    studio.store.drafts.save(job.click, "", board_of(draft), now)
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15).switch_page("pages/gallery.py")
    app.query_params["video"] = job.id
    said = words(app.run())
    assert WRITTEN in said and "Mia Rose" in said and "Mia_Rose" not in said


def test_without_its_board_the_sent_form_has_to_do(draft: Draft) -> None:
    request = build_request(board_of(draft))
    assert as_written(request, None) == AsWritten("@Mia_Rose , @Bear : walk.", ("Mia_Rose", "Bear"))
    other = draft.model_copy(update={"cast": draft.cast[:1]})
    assert as_written(request, other).names == ("Mia_Rose", "Bear")
