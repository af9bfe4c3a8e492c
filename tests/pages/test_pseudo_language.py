"""No sentence of ours reaches a page past the catalogue: in a language without plain letters, no plain word is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit.testing.v1.local_script_runner as runner
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.error_codes import CODES
from lib.domain.error_kinds import error_kind
from lib.domain.errors import StudioError
from lib.domain.job import Job, JobState, Trouble
from lib.domain.job_events import EventKind, JobEvent
from lib.domain.lists import Voice
from lib.text.language import follow
from lib.ui.create.cast_view import CardState
from lib.ui.session_language import of_this_session
from lib.ui.state import utc_now
from tests.conftest import ROOT, SOMEONE
from tests.pages.board_kit import WholePage
from tests.pages.conftest import ME, Put
from tests.pages.jobs_kit import Make, just_now, make
from tests.pages.pseudo import PSEUDO, plain_words
from tests.services.damage import put as damage

__all__ = ["make"]

MIA, BEAR = "米娅", "小熊"
FOG = "雾"
ALLOWED = frozenset(
    # Names: of the app, the service's models, what they are good for, formats and units.
    {"castboard", "vidu", "q1", "q2", "q3", "pro", "turbo", "fast", "classic"}
    | {"english", "ai", "label", "contentproducer", "version"}
    | {"mb", "kb", "gb", "png", "jpeg", "jpg", "webp", "hevc", "csv", "zip", "json", "curl", "http", "https"}
)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ForwardMsg]]:
    """Every message that a page sends to its browser, in the language without plain letters."""
    messages: list[ForwardMsg] = []
    parse = runner.parse_tree_from_messages

    def keep(these: list[ForwardMsg]) -> Any:
        messages.extend(these)
        return parse(these)

    monkeypatch.setattr(runner, "parse_tree_from_messages", keep)
    follow(lambda: PSEUDO)
    yield messages
    follow(of_this_session)


@pytest.fixture
def board(studio: Studio, picture: Callable[..., bytes]) -> Draft:
    """As `draft`, and what is typed has no plain letter."""
    cast = tuple(
        DraftSubject(uid=uid, name=name, pictures=(studio.desk.add_picture(picture(colour), "1.png"),))
        for uid, name, colour in (("1", MIA, "red"), ("2", BEAR, "blue"))
    )
    return Draft(cast=cast, scene=f"@{MIA} @{BEAR} 走过雾中", duration=1, resolution="540p")


@pytest.fixture
def draft(board: Draft) -> Draft:
    """What the kits of the pages make their jobs of."""
    return board


def at(page: str, **params: str) -> AppTest:
    app = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=30)
    app.session_state["person"] = ME
    if page != "create":
        app.switch_page(f"pages/{page}.py")
    for name, value in params.items():
        app.query_params[name] = value
    return app


def shown(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def nothing_is_plain(messages: list[ForwardMsg], *more: str) -> None:
    assert messages
    assert plain_words(messages, ALLOWED | {word.lower() for word in more}) == {}


# Create

BOARDS: dict[str, dict[str, Any]] = {
    "ready": {},
    "an empty scene": {"scene": ""},
    "a scene too long": {"scene": f"@{MIA} @{BEAR}" + "雾" * 6000},
    "strangers in the scene": {"scene": f"@{MIA}_ @陌生人"},
    "nobody mentioned": {"scene": "雾" * 3 + "@一 @二"},
    "written by the service": {"service_writes": True},
    "too long for the model": {"model": "viduq2-pro", "duration": 12, "resolution": "360p", "bgm": True},
    "a resolution off the list": {"model": "vidu2.0", "duration": 8, "resolution": "1080p", "audio": False},
    "a model that is gone": {"model": "vidu0"},
    "off-peak with sound": {"off_peak": True, "audio": True},
    "voices without sound": {"voice_id": "1" * 300, "audio": False},
    "all of More": {
        "seed": -5,
        "name": "雾" * 500,
        "watermark": True,
        "wm_url": "1",
        "wm_position": 9,
        "payload": "雾" * 2_000_000,
        "meta_data": "{",
        "off_peak": True,
        "takes": 4,
    },
}


@pytest.mark.parametrize("changes", BOARDS.values(), ids=BOARDS)
def test_a_board(sent: list[ForwardMsg], studio: Studio, board: Draft, changes: dict[str, Any]) -> None:
    studio.store.drafts.save("1", ME, board.model_copy(update=changes), utc_now())
    app = at("create", draft="1")
    app.session_state["create.more"] = True
    for subject in board.cast:
        app.session_state[f"create.card.{subject.uid}"] = CardState(opened=True)
    shown(app)
    if not app.button(key="generate").disabled:
        app.button(key="generate").click()
        shown(app)
    nothing_is_plain(sent)


def test_a_board_with_settings_in_the_closed_fold(sent: list[ForwardMsg], studio: Studio, board: Draft) -> None:
    more = {"seed": 7, "watermark": True, "off_peak": True, "payload": "1", "meta_data": "{}"}
    studio.store.drafts.save("1", ME, board.model_copy(update=more), utc_now())
    shown(at("create", draft="1"))
    nothing_is_plain(sent)


def test_an_empty_board_and_the_example(sent: list[ForwardMsg], studio: Studio) -> None:
    app = shown(at("create"))
    nothing_is_plain(sent)
    sent.clear()
    app.button(key="create.example").click()
    shown(app)
    nothing_is_plain(sent)


def test_what_became_of_generate(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    made = [make(state, FOG, word="…", takes=2, progress=40.0).id for state in JobState]
    for first in (0, 6):
        app = at("create")
        app.session_state["create.made"] = made[first:] + made[:first]
        shown(app)
    nothing_is_plain(sent, "refused")


def test_pictures_of_every_kind(sent: list[ForwardMsg], studio: Studio, picture: Callable[..., bytes]) -> None:
    pictures = (
        DraftPicture(url="https://example.com/1.png"),
        DraftPicture(url="nonsense"),
        studio.desk.add_picture(picture("red", 4000, 1000), "1.png"),
    )
    cast = (
        DraftSubject(uid="1", name="", pictures=pictures),
        DraftSubject(uid="2", name="，", pictures=()),
        DraftSubject(uid="3", name=MIA * 200, pictures=pictures),
        *(DraftSubject(uid=f"{place}", name=MIA, pictures=pictures) for place in range(4, 12)),
    )
    studio.store.drafts.save("1", ME, Draft(cast=cast), utc_now())
    app = at("create", draft="1")
    for subject in cast:
        app.session_state[f"create.card.{subject.uid}"] = CardState(opened=True)
    shown(app)
    nothing_is_plain(sent, "nonsense")


def test_the_voices_of_the_team(sent: list[ForwardMsg], studio: Studio) -> None:
    def dialog() -> None:
        from lib.ui.create.voices import voices_dialog

        voices_dialog()

    studio.store.voices.save(Voice("1", MIA, "1", ""))
    shown(AppTest.from_function(dialog, default_timeout=30))
    nothing_is_plain(sent)


# Jobs


def test_no_jobs_yet(sent: list[ForwardMsg], studio: Studio) -> None:
    shown(at("jobs"))
    nothing_is_plain(sent)


def story_of(job: Job) -> list[JobEvent]:
    trouble = {"trouble": "NotReached", "code": "", "pause_s": 90}
    params = {**trouble, "task": "1", "word": "…", "before": FOG, "reason": "…", "text": "…"}
    return [JobEvent(just_now(), kind, params, SOMEONE) for kind in EventKind]


@pytest.mark.parametrize("state", JobState)
def test_a_job_in_each_state_with_every_line_of_a_story(
    sent: list[ForwardMsg], studio: Studio, make: Make, state: JobState
) -> None:
    job = make(state, FOG, word="…", age=60 * 30, task_id="1", answer='{"1": 1}', progress=40.0)
    studio.store.jobs.save(job, replace(job, tries=job.tries + 1), story_of(job))
    app = at("jobs", job=job.id)
    app.session_state["error.seen.job"] = True
    shown(app)
    nothing_is_plain(sent, "req", "ReadTimeout", "trace", "refused")


def family(cls: type[StudioError]) -> Iterator[type[StudioError]]:
    yield cls
    for child in cls.__subclasses__():
        yield from family(child)


KINDS = sorted(
    {(cls.__name__, "") for cls in family(StudioError)}
    | {(meaning.error.__name__, code) for code, meaning in CODES.items()}
)
FIELDS = (
    "",
    "prompt",
    "subjects.0.images.0",
    "subjects.1.id",
    "images.1",
    "duration",
    "resolution",
    "payload",
    "wm_url",
)


def test_every_trouble_of_a_job(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    for place, (kind, code) in enumerate(KINDS):
        assert error_kind(kind).__name__ == kind
        field = FIELDS[place % len(FIELDS)]
        job = make(JobState.FAILED, FOG, trouble=Trouble(kind, code, field=field), task_id=None)
        shown(at("jobs", job=job.id))
    nothing_is_plain(sent)


def test_jobs_that_are_paused_on_hold_and_unreadable(sent: list[ForwardMsg], studio: Studio, make: Make) -> None:
    paused = make(JobState.QUEUED, FOG, service="demo")
    make(JobState.FAILED, FOG, set_aside=True)
    bad = make(JobState.RUNNING, FOG)
    assert damage(studio.settings.data_dir / "castboard.db", "papers", "request", '{"model": ', bad.id)
    studio.store.damaged.check_moving(just_now())
    shown(at("jobs", job=paused.id))
    app = shown(at("jobs", job=bad.id))
    app.button(key="jobs.show_aside").click()
    shown(app)
    nothing_is_plain(sent, "127.0.0.1")


# Gallery, and what was deleted


def test_an_empty_gallery_and_a_link_that_is_old(sent: list[ForwardMsg], studio: Studio) -> None:
    shown(at("gallery"))
    shown(at("gallery", video="0" * 32))
    shown(at("trash"))
    nothing_is_plain(sent)


def test_videos_on_the_shelf_selected_and_opened(sent: list[ForwardMsg], studio: Studio, put: Put) -> None:
    jobs = [put(FOG, age=age, person=person) for age, person in ((1, ME), (60 * 24 * 400, "1"))]
    put(FOG, service="demo", seed=7, off_peak=True, watermark=True, payload="1", service_writes=True)
    shown(at("gallery"))
    for job in jobs:
        shown(at("gallery", video=job.id))
    app = at("gallery")
    app.session_state["gallery.selecting"] = True
    app.session_state["gallery.selected"] = [job.id for job in jobs]
    shown(app)
    app.button(key="gallery.delete").click()
    shown(app)
    nothing_is_plain(sent)


def test_what_was_deleted_and_videos_without_a_job(
    sent: list[ForwardMsg], studio: Studio, put: Put, film: Path
) -> None:
    jobs = [put(FOG, age=age) for age in range(3)]
    studio.desk.delete(SOMEONE, [jobs[0].id], utc_now() - timedelta(days=3))
    studio.desk.delete(SOMEONE, [jobs[1].id], utc_now())
    loose = studio.library.video("0123456789abcdef" * 2)
    loose.parent.mkdir(parents=True, exist_ok=True)
    loose.write_bytes(film.read_bytes())
    app = shown(at("trash"))
    for key in [str(button.key) for button in app.button if str(button.key).startswith("trash.")]:
        if any(button.key == key for button in app.button):
            app.button(key=key).click()
            shown(app)
    nothing_is_plain(sent)
