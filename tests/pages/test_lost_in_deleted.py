"""The page of deleted things, when what a button is about was brought back, or went for good, before the press."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.lists import JobQuery
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.conftest import Put
from tests.pages.losses import BACK, at, press, told
from tests.pages.test_deleted import LOOSE, loose

NOTHING_CAME = "It is no longer there: someone restored or deleted it."
IN_TIME = ("its files gone", "what the session knew of it gone")
"""After these the job itself is still in the trash."""


@pytest.mark.parametrize("loss", BACK)
@pytest.mark.parametrize("key", ["trash.restore.", "trash.gone.", "trash.restore_all", "trash.empty_now"])
def test_every_button_of_what_was_deleted_survives_the_loss(put: Put, studio: Studio, key: str, loss: str) -> None:
    job, other = put("Fog"), put("Owl")
    studio.desk.delete(SOMEONE, [job.id, other.id], utc_now())
    app = at("trash").run()
    BACK[loss](studio, job, app)
    said = told(press(app, f"{key}{job.id}" if key.endswith(".") else key))
    if key.endswith("."):
        assert (NOTHING_CAME in said) is (loss not in IN_TIME), said
        assert studio.store.trash.total().jobs == 1, "the other one is still there"
    else:
        back = {"trash.restore_all": 1, "trash.empty_now": 0}[key]
        there = 1 if loss == "brought back by a colleague" else back if loss in IN_TIME else 0
        assert studio.store.trash.total().jobs == 0
        assert studio.store.lists.count(JobQuery()) == there + back


LOOSE_LOSSES: dict[str, Callable[[Studio, Path], object]] = {
    "its file gone": lambda studio, file: file.unlink(),
    "its file cut": lambda studio, file: file.write_bytes(file.read_bytes()[:400]),
    "taken in by a colleague": lambda studio, file: studio.trash.adopt(SOMEONE, LOOSE, "Theirs", utc_now()),
    "deleted by a colleague": lambda studio, file: studio.trash.remove(SOMEONE, LOOSE),
}


@pytest.mark.parametrize("loss", LOOSE_LOSSES)
@pytest.mark.parametrize("key", ["trash.adopt.", "trash.remove."])
def test_every_button_of_a_video_without_a_job_survives_the_loss(
    studio: Studio, film: Path, key: str, loss: str
) -> None:
    file = loose(studio, film)
    app = at("trash").run()
    LOOSE_LOSSES[loss](studio, file)
    said = told(press(app, f"{key}{LOOSE}"))
    taken_in = loss == "taken in by a colleague"
    if key == "trash.adopt.":
        assert "is gone, is in the gallery already, or is not a video that plays" in said
    elif loss != "its file cut":
        assert "Nothing was deleted" in said
    assert studio.store.lists.count(JobQuery()) == taken_in and file.exists() is (
        taken_in or (key == "trash.adopt." and loss == "its file cut")
    )


def test_an_open_question_goes_with_what_it_is_about(put: Put, studio: Studio) -> None:
    job = put("Fog")
    studio.desk.delete(SOMEONE, [job.id], utc_now())
    app: AppTest = at("trash").run()
    studio.desk.restore(SOMEONE, [job.id], utc_now())
    app.run()
    assert not app.exception and [button.key for button in app.button if str(button.key).startswith("trash.")] == []
