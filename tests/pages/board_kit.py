"""What the tests of the Create page share: the page with a filled board, and how to read and click it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.draft import Draft
from lib.domain.lists import JobQuery
from lib.ui.create.cast_view import CardState

ROOT = Path(__file__).resolve().parents[2]


class WholePage(AppTest):
    """A page whose sections draw themselves again: AppTest sees only what the last run drew, people see all of it."""

    def _run(self, *args: Any, **kwargs: Any) -> AppTest:
        super()._run(*args, **kwargs)
        # What only passes by is not said by a second run.
        if not self.title and not self.toast:
            super()._run()
        return self


@pytest.fixture
def app(studio: Studio) -> AppTest:
    return WholePage(str(ROOT / "streamlit_app.py"), default_timeout=15)


@pytest.fixture
def filled(app: AppTest, studio: Studio, draft: Draft) -> AppTest:
    """The Create page with two subjects and a scene on it, both cards open."""
    link_to(app, studio, draft)
    for subject in draft.cast:
        app.session_state[f"create.card.{subject.uid}"] = CardState(opened=True)
    return app.run()


def link_to(app: AppTest, studio: Studio, draft: Draft) -> None:
    """The page is opened by a link to a colleague's board."""
    studio.store.drafts.save("of-a-colleague", "colleague", draft, datetime.now(UTC))
    app.query_params["draft"] = "of-a-colleague"


def words(app: AppTest) -> str:
    """All that stands on the page as text."""
    places = (app.markdown, app.caption, app.warning, app.error, app.info, app.success, app.subheader, app.title)
    return "\n".join(str(element.value) for place in places for element in place).replace("\\", "")


def unfold(app: AppTest) -> AppTest:
    """With "More settings" open."""
    app.session_state["create.more"] = True
    return app.run()


def click(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def draft_of(app: AppTest) -> str:
    """The draft's id in the address."""
    value = app.query_params["draft"]
    return value if isinstance(value, str) else value[0]


def jobs(studio: Studio) -> list[str]:
    return [line.id for line in studio.store.lists.lines(JobQuery())]


def generate_twice(app: AppTest) -> AppTest:
    """Press Generate, and once more a while later: not the second half of a double click."""
    click(app, "generate")
    app.session_state["create.clicked_at"] -= timedelta(seconds=30)
    return click(app, "generate")
