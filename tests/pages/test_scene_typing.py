"""What the editor of the scene reports comes to the board once, and only to the board that it was typed on."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from lib.ui.create import board as boards
from lib.ui.create.scene_typing import EDITOR
from tests.pages.board_kit import app, click, filled, words

__all__ = ["app", "filled"]


def told(app: AppTest) -> dict[str, Any]:
    """What the page tells the editor."""
    found = [one.proto for one in app.get("bidi_component") if one.proto.component_name.endswith("scene_editor")]
    return json.loads(found[-1].json)  # type: ignore[no-any-return]


def report(app: AppTest, text: str, **changes: Any) -> AppTest:
    """The editor's state, as the next request of the browser carries it."""
    now = told(app)
    typed = {
        "board": now["board"],
        "number": now["taken"] + 1,
        "since": now["taken"],
        "base": now["text"],
        "text": text,
    }
    typed |= changes
    app.session_state[EDITOR] = {"typed": typed}
    return app.run()


def scene(app: AppTest) -> str:
    return str(app.session_state[boards.BOARD].scene)


def test_what_is_typed_is_on_the_board_and_confirmed(filled: AppTest) -> None:
    report(filled, "@Mia sings")
    assert scene(filled) == "@Mia sings"
    assert (told(filled)["text"], told(filled)["taken"], told(filled)["kept"]) == ("@Mia sings", 1, True)
    assert "does not mention @Bear" in words(filled)


def test_an_old_report_that_comes_once_more_changes_nothing(filled: AppTest) -> None:
    report(filled, "@Mia sings")
    click(filled, "create.clear_scene")
    assert scene(filled) == "" and told(filled)["text"] == ""
    assert scene(filled.run()) == ""


def test_what_was_typed_while_something_else_changed_the_scene_is_put_together_with_it(filled: AppTest) -> None:
    before = told(filled)["text"]
    report(filled, f"Rain. {before}", base=before)
    filled.session_state[EDITOR] = {}
    report(filled, f"{before} Fog.", base=before, number=2)
    assert scene(filled) == f"Rain. {before} Fog."


def test_what_was_typed_and_taken_out_again_before_the_first_report_was_answered_does_not_come_back(
    filled: AppTest,
) -> None:
    before = told(filled)["text"]
    slow: dict[str, Any] = {"since": 0, "base": before}
    report(filled, f"{before} Fog.", **slow)
    report(filled, before, **slow)
    assert scene(filled) == before
    report(filled, f"{before} Rain.", **slow)
    report(filled, f"Night. {before}", **slow)
    assert scene(filled) == f"Night. {before}"


def test_a_page_from_before_an_upgrade_is_understood(filled: AppTest) -> None:
    now = told(filled)
    filled.session_state[EDITOR] = {"typed": {"board": now["board"], "number": 1, "base": now["text"], "text": "Fog"}}
    assert scene(filled.run()) == "Fog"


def test_a_report_of_another_board_is_not_for_this_one(filled: AppTest) -> None:
    before = told(filled)
    click(filled, "create.start_over")
    assert told(filled)["board"] != before["board"]
    report(filled, "too late", board=before["board"], number=9)
    assert scene(filled) == ""


def test_a_report_that_is_none_is_passed_over(filled: AppTest) -> None:
    before = scene(filled)
    for typed in (
        None,
        "text",
        {},
        {"board": 1},
        {"board": told(filled)["board"], "number": "x", "base": "", "text": ""},
    ):
        filled.session_state[EDITOR] = {"typed": typed}
        assert scene(filled.run()) == before


def test_where_the_editor_speaks_the_plain_field_behind_it_does_not(filled: AppTest) -> None:
    report(filled, "@Mia sings")
    filled.text_area(key="scene_plain").set_value("an old text").run()
    assert scene(filled) == "@Mia sings"


def test_where_the_editor_has_not_loaded_the_plain_field_writes_the_scene(filled: AppTest) -> None:
    filled.text_area(key="scene_plain").set_value("written plainly").run()
    assert scene(filled) == "written plainly"


def test_a_subject_that_is_renamed_is_renamed_in_the_scene(filled: AppTest) -> None:
    report(filled, "@Mia sings to @Bear, and @mia dances")
    filled.text_input(key="create.name.mia").set_value("Lena").run()
    assert scene(filled) == told(filled)["text"] == "@Lena sings to @Bear, and @Lena dances"
    assert filled.text_area(key="scene_plain").value == scene(filled)
    assert "The scene mentions both" in words(filled)


def test_a_name_that_is_taken_away_leaves_the_scene_as_it_is_until_there_is_another(filled: AppTest) -> None:
    report(filled, "@Mia sings")
    filled.text_input(key="create.name.mia").set_value("").run()
    assert scene(filled) == "@Mia sings"
    filled.text_input(key="create.name.mia").set_value("Lena").run()
    assert scene(filled) == told(filled)["text"] == "@Lena sings"


def test_who_got_the_name_meanwhile_keeps_its_mentions(filled: AppTest) -> None:
    report(filled, "@Mia sings to @Bear")
    for uid, name in (("mia", ""), ("bear", "Mia"), ("mia", "Lena")):
        filled.text_input(key=f"create.name.{uid}").set_value(name).run()
    assert scene(filled) == "@Mia sings to @Mia"
