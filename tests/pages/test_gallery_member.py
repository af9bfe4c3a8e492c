"""The videos with one member of the cast: by a link, with a word that says so, also for one that was deleted."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.cast_member import CastMember, subject_of
from lib.domain.draft import Draft
from lib.ui.state import utc_now
from tests.conftest import ROOT, SOMEONE
from tests.pages.cast_kit import Add, add, cast_page, press, shown, words
from tests.pages.conftest import ME, Put
from tests.pages.shelf import grid, open_video, titles

__all__ = ["add"]


@pytest.fixture
def mia(add: Add, put: Put, studio: Studio) -> CastMember:
    """In the video "Fog" and not in "Rain"."""
    made = add("Mia")
    board = Draft(cast=(subject_of(made, made.looks[0], "u"),))
    fog, _ = put("Fog"), put("Rain")
    studio.store.jobs.add([replace(fog, id=uuid4().hex, click=uuid4().hex, name="Fog with Mia")], board)
    return made


def gallery(**params: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    app.session_state["person"] = ME
    for name, value in params.items():
        app.query_params[name] = value
    return shown(app.switch_page("pages/gallery.py"))


def chip(app: AppTest) -> str:
    return str(app.button(key="gallery.only_with").label).replace("\\", "")


def test_only_the_videos_with_the_member_show_until_the_chip_is_pressed(mia: CastMember) -> None:
    app = gallery(member=mia.id)
    assert titles(app) == ["Fog with Mia"] and chip(app) == "Only with Mia"
    press(app, "gallery.only_with")
    assert sorted(titles(app)) == ["Fog", "Fog with Mia", "Rain"] and "member" not in app.query_params


def test_a_video_that_was_opened_leads_back_to_the_videos_with_the_member(mia: CastMember, studio: Studio) -> None:
    app = gallery(member=mia.id)
    (video,) = [card["id"] for card in grid(app)["cards"]]
    job = studio.store.jobs.get(video)
    assert job is not None
    open_video(app, job)
    press(app, "gallery.back")
    assert titles(app) == ["Fog with Mia"] and app.query_params == {"member": mia.id}


def test_a_member_that_was_deleted_still_finds_its_videos(mia: CastMember, studio: Studio) -> None:
    studio.cast.delete(SOMEONE, mia.id, utc_now())
    app = gallery(member=mia.id)
    assert titles(app) == ["Fog with Mia"] and chip(app) == "Only with Mia (deleted)"


def test_a_link_to_nobody_finds_nothing_and_leads_out(mia: CastMember) -> None:
    app = gallery(member="nobody")
    assert "No video matches." in words(app)
    assert chip(app) == "Only with a deleted member"
    assert len(titles(press(app, "gallery.clear"))) == 3


def test_the_page_of_a_member_counts_them_and_leads_there(mia: CastMember) -> None:
    app = cast_page(member=mia.id)
    (link,) = [one.proto for one in app.get("page_link") if one.proto.label == "Used in 1 video"]
    assert f"member={mia.id}" in link.query_string
