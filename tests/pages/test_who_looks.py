"""Who looks at a page and who does something on it, asked in each run and at each action, where people sign in.

AppTest sends no headers: here the request is one that a proxy has put a name into.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.role import Role
from lib.ui.frame.own_erasure import ENDING
from lib.ui.state import utc_now
from tests.conftest import ROOT
from tests.pages.shelf import words

MIA, BEN = "mia@example.com", "ben@example.com"


@dataclass
class Proxy:
    """Names whoever asks. Everybody of its domain is a maker at first."""

    studio: Studio
    request: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(headers=[], cookies={}, remote_ip=""))

    def names(self, mail: str) -> None:
        self.request.headers = [("X-Forwarded-Email", mail)]

    def id_of(self, mail: str) -> str:
        (found,) = [one.id for one in self.studio.store.accounts.all() if one.mail == mail]
        return found


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Proxy:
    monkeypatch.setenv("CASTBOARD_SIGN_IN", "proxy")
    monkeypatch.setenv("CASTBOARD_SIGN_IN_DOMAINS", "example.com")
    made = Proxy(request.getfixturevalue("studio"))
    monkeypatch.setattr(context, "_get_client_context", lambda: made.request)
    made.names(MIA)
    return made


def page() -> None:
    """What every page does first, something that a person keeps in it, and something that they do."""
    import streamlit as st

    from lib.ui.frame.callbacks import Callback
    from lib.ui.frame.error_cards import shown
    from lib.ui.state import actor, actor_elsewhere, settle_visitor, studio, utc_now, visitor

    settle_visitor()
    here = visitor()
    st.text(f"role {here.role or 'nobody'}")
    st.text_input("Secret", key="secret")
    if here.is_let_in:
        later = st.session_state.setdefault("later", actor_elsewhere())
        st.button("Later", key="later_button", on_click=Callback(lambda: st.session_state.update(done=later().role)))
    st.button("Ask", key="ask", on_click=Callback(lambda: studio().limits.ask(actor(), "", utc_now())))
    with shown("page"):
        st.text(f"done {st.session_state.get('done', '')}")


@pytest.fixture
def opened(proxy: Proxy) -> Callable[[], AppTest]:
    return lambda: AppTest.from_function(page, default_timeout=15).run()


def role_in(app: AppTest) -> str:
    return app.text[0].value.removeprefix("role ")


def test_each_run_asks_anew_who_looks_and_what_they_may(proxy: Proxy, opened: Callable[[], AppTest]) -> None:
    app, accounts, now = opened(), proxy.studio.store.accounts, utc_now()
    assert role_in(app) == "maker"
    assert accounts.set_role(proxy.id_of(MIA), Role.VIEWER, now) and role_in(app.run()) == "viewer"
    assert accounts.disable(proxy.id_of(MIA), now) and role_in(app.run()) == "nobody"
    assert accounts.enable(proxy.id_of(MIA), now) and role_in(app.run()) == "viewer"
    proxy.request.headers = []
    assert role_in(app.run()) == "nobody"


def test_what_is_done_asks_anew_and_not_the_page_that_was_drawn(proxy: Proxy, opened: Callable[[], AppTest]) -> None:
    app, now, limits = opened(), utc_now(), proxy.studio.limits
    assert proxy.studio.store.accounts.set_role(proxy.id_of(MIA), Role.VIEWER, now)
    app.button(key="ask").click().run()
    assert limits.open_wishes() == [], "the page had been drawn for a maker"
    assert proxy.studio.store.accounts.disable(proxy.id_of(MIA), now)
    app.button(key="ask").click().run()
    assert limits.open_wishes() == []
    assert proxy.studio.store.accounts.enable(proxy.id_of(MIA), now)
    assert proxy.studio.store.accounts.set_role(proxy.id_of(MIA), Role.MAKER, now)
    app.button(key="ask").click().run()
    assert [one.person_id for one in limits.open_wishes()] == [proxy.id_of(MIA)]


def test_a_file_that_is_made_later_is_made_for_who_they_are_then(proxy: Proxy, opened: Callable[[], AppTest]) -> None:
    app, accounts = opened(), proxy.studio.store.accounts
    app.button(key="later_button").click().run()
    assert app.session_state["done"] is Role.MAKER
    accounts.set_role(proxy.id_of(MIA), Role.VIEWER, utc_now())
    app.button(key="later_button").click().run()
    assert app.session_state["done"] is Role.VIEWER


def test_nothing_of_one_person_is_left_to_another(proxy: Proxy, opened: Callable[[], AppTest]) -> None:
    app = opened()
    app.text_input(key="secret").input("Mia’s own").run()
    app.session_state["kept"] = "Mia’s own"
    app.run()
    assert app.session_state["kept"] == "Mia’s own"
    proxy.names(BEN)
    app.run()
    assert "kept" not in app.session_state


def test_whoever_cannot_be_asked_for_is_let_in_nowhere(proxy: Proxy, opened: Callable[[], AppTest]) -> None:
    app = opened()
    proxy.studio.store.close()
    assert role_in(app.run()) == "nobody"
    proxy.studio.store.open()
    assert role_in(app.run()) == "maker"


def front_door() -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15).run()
    assert not app.exception
    return app


def test_the_front_door_stops_whoever_is_not_let_in(proxy: Proxy) -> None:
    assert "generate" in [one.key for one in front_door().button]
    proxy.studio.store.accounts.disable(proxy.id_of(MIA), utc_now())
    app = front_door()
    assert [one.value for one in app.title] == ["You no longer have access"]
    assert "generate" not in [one.key for one in app.button]


def test_whoever_deleted_their_account_asks_to_come_back(proxy: Proxy) -> None:
    front_door()
    assert proxy.studio.store.erasure.erase(proxy.id_of(MIA), utc_now())
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state[ENDING] = True
    assert not app.run().button, "the line of this page ends with its next message: a press would be lost"
    app = front_door()
    assert [one.value for one in app.title] == ["Your account was deleted"] and proxy.studio.store.accounts.all() == []
    app.button(key="entrance.ask_back").click().run()
    assert [one.role for one in proxy.studio.store.accounts.all()] == [Role.PENDING]
    app = front_door()
    assert [one.value for one in app.title] == ["Almost there"] and "mia" in words(app)


def test_the_only_owner_reads_why_they_cannot_go_and_the_way_back(proxy: Proxy) -> None:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["frame.erase_asked"] = app.session_state["frame.erase_last"] = True
    app.run()
    assert [one.value for one in app.error] == ["You are the only owner. Make someone else an owner first."]
    keys = [one.key for one in app.button]
    assert "frame.erase_not" in keys and "frame.erase_now" not in keys
