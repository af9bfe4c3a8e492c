"""What the tests of the cast's page share: members, the page at one address, and how to read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import CastMember, MemberKind
from lib.domain.member_edits import with_fields, with_pictures
from lib.ui.state import utc_now
from tests.conftest import ROOT, SOMEONE
from tests.pages.conftest import ME

Add = Callable[..., CastMember]


@pytest.fixture
def add(studio: Studio, picture: Callable[..., bytes]) -> Add:
    """Keeps a member with so many pictures in its first look; other fields as in CastMember."""

    def keep(
        name: str = "Mia", kind: MemberKind = MemberKind.PERSON, *, pictures: int = 1, **fields: Any
    ) -> CastMember:
        who, colours = Actor(ME), ("red", "blue", "green")
        made = studio.cast.add(who, name, kind, utc_now())
        taken = [studio.desk.add_picture(SOMEONE, picture(colour), f"{colour}.png") for colour in colours[:pictures]]
        look = made.looks[0].id
        changed = studio.cast.change(
            who, made.id, lambda one: with_fields(with_pictures(one, look, taken), **fields), utc_now()
        )
        assert changed is not None
        return changed

    return keep


def cast_page(**params: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    app.session_state["person"] = ME
    for name, value in params.items():
        app.query_params[name] = value
    return shown(app.switch_page("pages/cast.py"))


def shown(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return shown(app)


def cards(app: AppTest) -> list[dict[str, Any]]:
    for found in app.get("bidi_component"):
        data = json.loads(found.proto.json or "{}")
        if "faces" in data:
            return list(data["faces"])
    return []


def names(app: AppTest) -> list[str]:
    return [card["title"] for card in cards(app)]


def words(app: AppTest) -> str:
    places = (app.title, app.subheader, app.markdown, app.caption, app.error, app.warning, app.toast)
    return "\n".join(str(element.value) for place in places for element in place).replace("\\", "")


def stored(studio: Studio, member_id: str) -> CastMember:
    found = studio.store.members.get(member_id)
    assert found is not None
    return found.member
