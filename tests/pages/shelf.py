"""What the tests of the gallery read from its page, and do on it."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from lib.domain.job import Job

PAGE = 24


def grid(app: AppTest) -> dict[str, Any]:
    """What the grid was given; {} where none was drawn."""
    for found in app.get("bidi_component"):
        data = json.loads(found.proto.json or "{}")
        if "cards" in data:
            return data
    return {}


def film(app: AppTest) -> dict[str, Any]:
    """What the player was given; {} where none was drawn."""
    for found in app.get("bidi_component"):
        data = json.loads(found.proto.json or "{}")
        if "src" in data:
            return data
    return {}


def titles(app: AppTest) -> list[str]:
    return [card["title"] for card in grid(app).get("cards", [])]


def saving(app: AppTest, key: str) -> str:
    """The address of the file that is handed on ("label"), or of a zip ("order")."""
    for found in app.get("bidi_component"):
        data = json.loads(found.proto.json or "{}")
        if key == "label" and data.get("files"):
            return str(data["files"][0]["url"])
        if key in data and "url" in data:
            return str(data["url"])
    raise AssertionError("nothing to save")


def words(app: AppTest) -> str:
    places = (app.title, app.subheader, app.markdown, app.caption, app.text, app.info)
    return "\n".join(str(element.value) for place in places for element in place)


def settings(app: AppTest) -> dict[str, str]:
    table = app.table[0].value
    return {str(row.iloc[0]): str(row.iloc[1]) for _, row in table.reset_index().iterrows()}


def open_video(app: AppTest, job: Job) -> AppTest:
    app.query_params["video"] = job.id
    return app.run()


def click(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def choose(app: AppTest, *jobs: Job) -> AppTest:
    """Into Select mode, with these ticked."""
    app.session_state["gallery.selecting"] = True
    app.session_state["gallery.selected"] = [job.id for job in jobs]
    return app.run()
