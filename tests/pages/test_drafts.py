"""The dialog with a person's drafts: name, copy, delete and bring back; and what was not sent is offered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft, DraftSubject
from tests.pages.board_kit import ROOT, WholePage, app, click, filled, generate_twice, words

__all__ = ["app", "filled"]
ME = "someone"
FOG, TOWER = (Draft(cast=(DraftSubject(uid=name, name=name),), scene=f"@{name} waits") for name in ("Mia", "Owl"))


def dialog() -> None:
    from lib.ui.create.drafts_dialog import draw_drafts

    draw_drafts()


def opened(open_id: str = "") -> AppTest:
    app = AppTest.from_function(dialog, default_timeout=30)
    app.session_state["person"], app.session_state["create.draft_id"] = ME, open_id
    return app.run()


@pytest.fixture
def two(studio: Studio) -> Studio:
    """Two drafts of a person, and one of somebody else."""
    for age, (draft_id, person, draft) in enumerate((("t", ME, TOWER), ("f", ME, FOG), ("x", "other", FOG))):
        studio.store.drafts.save(draft_id, person, draft, datetime.now(UTC) - timedelta(minutes=age))
    return studio


def titles(app: AppTest) -> list[str]:
    return [one.value.split("**")[1] for one in app.markdown if one.value.startswith("**")]


def test_ones_own_are_listed_what_changed_last_first(two: Studio) -> None:
    app = opened("f")
    assert titles(app) == ["@Owl waits", "@Mia waits"]
    assert "on the board" in words(app)
    assert [one.key for one in app.button if one.label == "Open"] == ["create.drafts.open.t"], "not the open one"


def test_without_any_it_says_how_they_come(studio: Studio) -> None:
    assert "saved here automatically" in words(opened())


def test_a_draft_gets_a_name(two: Studio) -> None:
    app = opened()
    app.text_input(key="create.drafts.name.f.0").input("  Opening ").run()
    kept = two.store.drafts.get("f")
    assert kept and kept.name == "Opening" and kept.draft == FOG


def test_a_copy_stands_beside_it(two: Studio) -> None:
    click(opened(), "create.drafts.copy.f")
    mine = two.store.drafts.of_person(ME)
    assert [one.draft.scene for one in mine] == ["@Mia waits", "@Owl waits", "@Mia waits"]
    assert mine[0].id not in ("f", "t")


def test_what_is_deleted_can_be_brought_back(two: Studio) -> None:
    app = opened()
    click(app, "create.drafts.delete.f")
    assert [one.id for one in two.store.drafts.of_person(ME)] == ["t"]
    assert "Deleted: @Mia waits" in words(app)
    click(app, "create.drafts.deleted.undo")
    assert [one.id for one in two.store.drafts.of_person(ME)] == ["t", "f"]


def test_many_come_by_and_by(studio: Studio) -> None:
    for number in range(12):
        studio.store.drafts.save(f"d{number}", ME, FOG, datetime.now(UTC) - timedelta(minutes=number))
    app = opened()
    assert len(titles(app)) == 10 and [one.label for one in app.button if one.key == "create.drafts.more"]


def test_a_board_is_offered_until_it_is_sent_or_put_off(two: Studio, app: AppTest) -> None:
    app.session_state["person"] = ME
    assert "Not sent yet: **Owl**" in words(app.run())
    click(app, "create.not_now")
    assert "Not sent yet" not in words(app)
    two.drafts.note_sent(Actor(ME), "t", TOWER)
    again = WholePage(str(ROOT / "streamlit_app.py"), default_timeout=15)
    again.session_state["person"] = ME
    assert "Not sent yet: **Mia**" in words(again.run()), "the next that was not sent"


def test_what_was_generated_is_no_longer_unsent(filled: AppTest, studio: Studio) -> None:
    generate_twice(filled)
    person = filled.session_state["person"]
    assert [one.sent for one in studio.store.drafts.of_person(person)] == [True]
