"""Pages over rows that nobody can read, and over a model that left the catalog: all else is shown and goes on."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.errors import RecordUnreadable
from lib.domain.job import JobState
from lib.text.error_sentences import error_message
from lib.ui.jobs.card import PICKED_UP
from tests.conftest import ROOT
from tests.pages.conftest import ME
from tests.pages.jobs_kit import Make, button_keys, click, follow, just_now, make, names, opened, shown, words
from tests.pages.test_job_trouble import with_the_fold_open
from tests.services.damage import NO_UTF8, lose, put

__all__ = ["make"]

DAMAGES = [
    ("papers", "request", '{"model": '),
    ("papers", "request", NO_UTF8),
    ("papers", "answer", b"\xff"),
    ("jobs", "state", "dreaming"),
    ("jobs", "created_at", "yesterday"),
    ("jobs", "state_since", 7),
    ("jobs", "name", b"\xff\x00"),
    ("jobs", "person_id", NO_UTF8),
    ("jobs", "progress", "garbage"),
    ("jobs", "video_width", "wide"),
    ("jobs", "model", b"\xff"),
    ("jobs", "trouble_kind", "NoSuchTrouble"),
    ("jobs", "has_poster", "garbage"),
    ("events", "at", "yesterday"),
    ("events", "params", b"\xff"),
    ("drafts", "body", "{"),
]


def database(studio: Studio) -> Any:
    return studio.settings.data_dir / "castboard.db"


def gallery(video: str = "") -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.switch_page("pages/gallery.py")
    if video:
        app.query_params["video"] = video
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: f"{one[0]}.{one[1]}")
def test_pages_stand_over_a_damaged_row(studio: Studio, make: Make, damage: tuple[str, str, Any]) -> None:
    table, column, value = damage
    make(JobState.READY, "Fog", age=9)
    bad = [make(state, "Rain", trouble=None, age=1) for state in (JobState.READY, JobState.RUNNING, JobState.FAILED)]
    for job in bad:
        assert put(database(studio), table, column, value, job.click if table == "drafts" else job.id)
    studio.store.damaged.check_moving(just_now())
    app = opened()
    assert "Fog" in names(app)
    for job in bad:
        opened(job)
        gallery(job.id)
    gallery()


def test_a_job_that_cannot_be_read_says_why_and_gives_what_is_left_of_it(studio: Studio, make: Make) -> None:
    make(JobState.READY, "Fog")
    bad = make(JobState.RUNNING, "Rain")
    put(database(studio), "papers", "request", '{"model": ', bad.id)
    studio.store.damaged.check_moving(just_now())
    app = opened()
    assert names(app) == ["Fog"] and "1 job cannot be read" in words(app)
    click(app, "jobs.show_aside")
    assert names(app) == ["Rain"] and app.dataframe[0].value["State"][0].tolist() == ["! Cannot be read"]
    app = opened(bad)
    assert error_message(RecordUnreadable).rstrip(".") in words(app).replace("\\", "")
    assert bad.id in words(app) and "the request is damaged" in with_the_fold_open(app)
    assert "Download its record" in [button.proto.label for button in app.get("download_button")]
    click(app, "jobs.do.delete")
    assert studio.store.trash.total().jobs == 1
    assert "jobs.undo_now" in button_keys(app) and error_message(RecordUnreadable).rstrip(".") not in words(app)
    click(app, "jobs.undo_now")
    assert studio.store.trash.total().jobs == 0


def test_a_job_that_has_lost_its_papers_is_told(studio: Studio, make: Make) -> None:
    bad = make(JobState.READY, "Rain")
    lose(database(studio), "papers", bad.id)
    assert "the request is missing" in with_the_fold_open(opened(bad))


def test_a_retired_model_shows_under_its_name_everywhere_and_same_again_asks_for_another(
    studio: Studio, make: Make
) -> None:
    job = make(JobState.READY, "Rain")
    request = '{"model":"viduq0","subjects":[{"id":"Mia","images":["https://example.com/mia.png"]}],"prompt":"@Mia"}'
    put(database(studio), "papers", "request", request, job.id)
    put(database(studio), "jobs", "model", "viduq0", job.id)
    app = opened(job)
    assert list(app.dataframe[0].value["Model"]) == ["viduq0 (retired)"]
    gallery(job.id)
    follow(app, "Same again")
    model = next(one for one in app.get("button_group") if one.key == "create.model")
    assert "viduq0 (retired)" in model.options and app.session_state["create.model"] == "viduq0"
    assert app.button(key="generate").disabled
    remedy = next(key for key in button_keys(app) if key.startswith("create.remedy.model"))
    app.button(key=remedy).click().run()
    assert not app.exception and app.session_state["create.model"] == "viduq3-pro"
    assert not app.button(key="generate").disabled


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"takes": 99, "model": "viduq0", "duration": -7, "seed": 99999999999999}']
)
def test_create_opens_over_a_board_that_cannot_be_read(studio: Studio, body: str) -> None:
    studio.store.drafts.save("board", ME, Draft(scene="Fog"), just_now())
    put(database(studio), "drafts", "body", body, "board")
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = ME
    app.query_params["draft"] = "board"
    app.run()
    assert not app.exception
    if not body.startswith('{"'):
        assert error_message(RecordUnreadable) in words(app).replace("\\", "")
        assert studio.store.drafts.get("board").unreadable  # type: ignore[union-attr]


def test_a_job_whose_process_is_gone_says_that_it_is_picked_up_again_until_it_beats_or_is(
    studio: Studio, make: Make
) -> None:
    job = make(JobState.SENDING, "Rain")
    assert PICKED_UP not in words(opened(job)).replace("\\", "")
    studio.tracker.standing_still = frozenset({job.id})
    app = opened(job)
    assert PICKED_UP in words(app).replace("\\", "")
    studio.tracker.standing_still = frozenset()
    assert PICKED_UP not in words(shown(app)).replace("\\", "")
