"""The Admin page where people sign in: what each role sees of it, and what it can press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.role import Role, Visitor
from lib.ui.session_language import _SPOKEN
from lib.ui.state import VISITOR, utc_now
from tests.conftest import ROOT
from tests.pages.conftest import ME
from tests.pages.shelf import words

BOB, CID = "b" * 32, "c" * 32
SECTION_NAMES = ("limits", "usage", "storage", "service", "announcement", "audit")
Opened = Callable[[Role, str], AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Opened:
    """Opens a section for somebody of this role. The parameter is how people sign in; links, if there is none."""
    monkeypatch.setenv("CASTBOARD_SIGN_IN", getattr(request, "param", "invite"))
    studio: Studio = request.getfixturevalue("studio")
    now = utc_now()
    studio.store.accounts.join(ME, Role.OWNER, now, name="Ann")
    studio.store.accounts.join(BOB, Role.MAKER, now, name="Bob *x*", mail="bob@studio.example")
    studio.store.accounts.join(CID, Role.PENDING, now, name="Cid")

    def open_section(role: Role, name: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
        app.session_state[VISITOR] = Visitor(ME, role)
        app.query_params["section"] = name
        return app.switch_page("pages/admin.py").run()

    return open_section


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MAKER])
def test_whoever_does_not_look_after_the_team_sees_nothing_of_it(opened: Opened, role: Role) -> None:
    app = opened(role, "people")
    assert not app.exception and "Bob" not in words(app) and list(app.button) == []
    assert app.info[0].value == "Only leads and owners can do this: Ann."


def test_an_owner_sees_who_waits_first_and_can_let_them_in(opened: Opened) -> None:
    app = opened(Role.OWNER, "people")
    said = words(app)
    assert not app.exception and "2 people · 1 waits to be let in" in said
    assert said.index("**Cid**") < said.index("**Ann**") < said.index(r"**Bob \*x\***")
    assert not app.button(key=f"admin.let_in.{CID}").disabled and not app.button(key="admin.people.make").disabled


def test_a_lead_sees_the_same_and_can_press_nothing_but_is_told_who_can(opened: Opened) -> None:
    app = opened(Role.LEAD, "people")
    assert not app.exception and "**Cid**" in words(app) and "Only owners can do this: Ann." in words(app)
    assert app.button(key=f"admin.let_in.{CID}").disabled
    assert "admin.people.make" not in [button.key for button in app.button]


DAN = "d" * 32


def people() -> None:
    """The section itself: what is done there asks the browser who does it, and AppTest has none."""
    from lib.ui.admin.people_rows import people_view
    from lib.ui.admin.people_section import draw_people
    from lib.ui.state import studio, utc_now

    team, now = studio().team, utc_now()
    draw_people(people_view(team.people(), team.open_invitations(now), {}, "", now))


@pytest.fixture
def waiting(studio: Studio) -> AppTest:
    """Two wait to be let in, and there are two open links."""
    now = utc_now()
    studio.store.accounts.join(ME, Role.OWNER, now, name="Ann")
    for person_id in (CID, DAN):
        studio.store.accounts.join(person_id, Role.PENDING, now, name=person_id[:3])
    for _link in range(2):
        studio.team.invite(Actor(ME, Role.OWNER), Role.MAKER, now)
    return AppTest.from_function(people, default_timeout=15).run()


def pressed(app: AppTest, word: str) -> None:
    """What stands first under this word."""
    next(button for button in app.button if button.label == word).click().run()
    assert not app.exception


@pytest.mark.parametrize(
    ("word", "left"),
    [("Let in", (1, 2)), ("Decline", (1, 2)), ("Revoke", (2, 1)), ("Make a link", (2, 3))],
)
def test_the_second_press_of_two_does_it_to_nobody_else(
    waiting: AppTest, studio: Studio, word: str, left: tuple[int, int]
) -> None:
    for _press in range(2):
        pressed(waiting, word)
    people = studio.store.accounts.all()
    still = [one for one in people if one.role is Role.PENDING and one.disabled_at is None]
    assert (len(still), len(studio.team.open_invitations(utc_now()))) == left


@pytest.mark.parametrize("word", ["Let in", "Decline", "Revoke"])
def test_whoever_was_quicker_leaves_a_word(waiting: AppTest, studio: Studio, word: str) -> None:
    ann, now = Actor(ME, Role.OWNER), utc_now()
    for person_id in (CID, DAN):
        studio.people.erase(ann, person_id, now)
    for link in studio.team.open_invitations(now):
        studio.team.revoke(ann, link.token_hash, now)
    pressed(waiting, word)
    assert len(waiting.toast) == 1
    assert {one.id for one in studio.store.accounts.all()} == {ME}


def test_people_are_found_by_a_part_of_their_name_or_mail(opened: Opened) -> None:
    app = opened(Role.OWNER, "people")
    app.text_input(key="admin.people.text").input("bob@").run()
    assert r"**Bob \*x\***" in words(app) and "**Ann**" not in words(app)


def test_an_audit_search_without_a_hit_says_how_to_see_the_log_again(opened: Opened, studio: Studio) -> None:
    studio.store.audit.add(Actor(ME), "delete", utc_now(), params={"name": "Fox"})
    app = opened(Role.OWNER, "audit")
    assert "admin.audit.clear" not in [button.key for button in app.button]
    app.text_input(key="admin.audit.text").input("bear").run()
    assert "0 lines" in words(app) and "Nothing in the log matches." in words(app)
    app.button(key="admin.audit.clear").click().run()
    assert not app.exception and "0 lines" not in words(app) and app.text_input(key="admin.audit.text").value == ""


# The service's section keeps whose cookie will ask for its file. AppTest's cookies are no text; behind a proxy none is
# needed.
SECTIONS = [("proxy" if name == "service" else "invite", name) for name in SECTION_NAMES]


@pytest.mark.parametrize(("opened", "name"), SECTIONS, indirect=["opened"])
def test_a_lead_sees_every_section_and_what_is_for_owners_is_disabled(opened: Opened, name: str) -> None:
    app = opened(Role.LEAD, name)
    assert not app.exception and app.title[0].value == "Admin"
    if name == "storage":
        assert app.button(key="admin.sweep_now").disabled and not app.button(key="admin.foresee").disabled
    if name == "announcement":
        assert "Announce" not in [button.label for button in app.button]


def test_the_audit_log_is_searched_and_tells_refusals(opened: Opened, studio: Studio) -> None:
    bob = Actor(BOB, Role.MAKER, "192.0.2.9")
    studio.store.audit.add(bob, "delete", utc_now(), params={"name": "Fox"})
    studio.store.audit.add(bob, "sweep", utc_now(), allowed=False)
    app = opened(Role.LEAD, "audit")
    assert "2 lines" in words(app)
    table = app.dataframe[0].value
    assert list(table["Person"]) == ["Bob *x*"] * 2 and list(table["Result"]) == ["refused", ""]
    app.text_input(key="admin.audit.text").input("Fox").run()
    assert not app.exception and "1 line" in words(app) and len(app.dataframe[0].value) == 1


def test_the_audit_log_is_searched_by_what_it_shows_in_chinese(opened: Opened, studio: Studio) -> None:
    ann, now = Actor(ME, Role.OWNER), utc_now()
    studio.store.audit.add(ann, "delete", now, params={"name": "Fox"})
    studio.store.audit.add(ann, "sweep", now, allowed=False)
    studio.store.audit.add(ann, "change_people", now, params={"name": "Bob → viewer"})
    app = opened(Role.OWNER, "audit")
    app.session_state[_SPOKEN] = "zh_Hans"
    shown = app.run().dataframe[0].value
    assert list(shown.columns)[2] == "操作"
    for place, line in enumerate(shown.itertuples(index=False)):
        action, _, detail = line[2].partition("：")
        for said in filter(None, (action, detail.rpartition("→")[2].strip(), line[3])):
            app.text_input(key="admin.audit.text").input(said).run()
            found = app.dataframe[0].value.values.tolist()
            assert found == [shown.values.tolist()[place]], (said, found)
