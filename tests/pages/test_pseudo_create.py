"""In a language without plain letters, no plain word is left on Create: no sentence reaches it past the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.job import JobState
from lib.domain.lists import Voice
from lib.ui.create.cast_view import CardState
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import ME
from tests.pages.jobs_kit import Make, make
from tests.pages.pseudo_kit import BEAR, FOG, MIA, at, board, draft, nothing_is_plain, sent, shown
from tests.services.store_kit import keep_voices

__all__ = ["board", "draft", "make", "sent"]

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
        studio.desk.add_picture(SOMEONE, picture("red", 4000, 1000), "1.png"),
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


def test_a_model_that_changed_more_and_the_comparison(sent: list[ForwardMsg], studio: Studio, board: Draft) -> None:
    defaults = {"duration": 5, "resolution": "720p"}
    studio.store.drafts.save("1", ME, board.model_copy(update=defaults), utc_now())
    app = at("create", draft="1")
    app.session_state["create.models"] = True
    app.session_state["create.took_s"] = (utc_now(), {"viduq2-pro": [40.0] * 3, "viduq1": [400.0] * 3})
    shown(app).segmented_control(key="create.model").set_value("vidu2.0")
    shown(app)
    assert app.button(key="create.switch_back")
    nothing_is_plain(sent)


def test_pictures_that_were_moved_and_a_name_from_a_file(
    sent: list[ForwardMsg], studio: Studio, picture: Callable[..., bytes]
) -> None:
    pictures = tuple(studio.desk.add_picture(SOMEONE, picture("red", 200 + number), "1.png") for number in range(3))
    cast = (DraftSubject(uid="1", name=MIA, pictures=pictures), DraftSubject(uid="2"))
    studio.store.drafts.save("1", ME, Draft(cast=cast), utc_now())
    app = at("create", draft="1")
    app.session_state["create.card.1"] = CardState(opened=True)
    shown(app).button(key="create.move.1.2.1").click()
    shown(app)
    next(one for one in app.file_uploader).upload(f"{BEAR}_正面.png", picture("blue"), "image/png")
    assert [one.value for one in shown(app).text_input if str(one.key) == "create.name.2"] == [BEAR]
    nothing_is_plain(sent)


def test_the_voices_of_the_team(sent: list[ForwardMsg], studio: Studio) -> None:
    def dialog() -> None:
        from lib.ui.create.voices_dialog import draw_voices

        draw_voices("viduq3-pro", audio=False)

    keep_voices(studio.store, Voice("1", MIA, "1", ""))
    app = shown(AppTest.from_function(dialog, default_timeout=30))
    for name, voice_id in (("", ""), ("", "1"), ("2", ""), ("2", "1"), (MIA, "2")):
        app.text_input(key="voices.new.0.name").set_value(name)
        app.text_input(key="voices.new.0.voice_id").set_value(voice_id)
        app.button(key="voices.add_now").click()
        assert len(shown(app).error) == 1
    app.session_state["voices.files"] = True
    shown(app).button(key="voices.change.1").click()
    shown(app).file_uploader[0].upload("1.csv", f"Name,Voice id,Note\n{MIA},1,2\n1,2,3\n,,3\n".encode())
    assert len(shown(app).dataframe) == 1
    app.button(key="voices.import").click()
    shown(app)
    nothing_is_plain(sent)
