"""The Admin page through AppTest: its sections, and what people do there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.announcement import AnnouncementKind
from lib.domain.draft import Draft
from lib.domain.limits import EACH, Limits
from lib.services.store.tables import jobs
from lib.ui.state import utc_now
from tests.conftest import KEY, ROOT, SOMEONE
from tests.pages.conftest import ME, Put
from tests.pages.shelf import words

SECTIONS = ("people", "limits", "usage", "storage", "service", "announcement", "audit", "nothing of that name")
Section = Callable[[str], AppTest]


@pytest.fixture
def section(studio: Studio) -> Section:
    """Opens a section of the page."""

    def open_section(name: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
        app.session_state["person"] = ME
        app.query_params["section"] = name
        return app.switch_page("pages/admin.py").run()

    return open_section


def front_door() -> AppTest:
    """The first page, with what is around every page: AppTest draws that nowhere else."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = "b" * 32
    return app.run()


def boxes(app: AppTest) -> str:
    """What warnings and other boxes say."""
    return "\n".join(str(box.value) for kind in (app.warning, app.error, app.info, app.success) for box in kind)


def table(app: AppTest, place: int = 0) -> dict[str, str]:
    return {str(row.iloc[0]): str(row.iloc[1]) for _, row in app.table[place].value.iterrows()}


def everything(app: AppTest) -> str:
    return words(app) + boxes(app) + "".join(one.value.to_csv() for one in app.table)


@pytest.mark.parametrize(
    "name", ["limits", "usage", "storage", "service", "announcement", "people", "audit", "nothing of that name"]
)
def test_every_section_opens_and_none_shows_the_key(section: Section, put: Put, name: str) -> None:
    put("Owl")
    app = section(name)
    assert not app.exception and app.title[0].value == "Admin" and everything(app)
    assert KEY not in everything(app)


def test_days_stand_side_by_side_and_names_one_below_the_other(section: Section, studio: Studio, draft: Draft) -> None:
    studio.desk.generate(SOMEONE, draft, "click", utc_now())
    charts = [json.loads(one.proto.spec) for one in section("usage").get("vega_lite_chart")]
    assert [chart["encoding"]["x"]["field"] for chart in charts] == ["label", "number", "number"]


def test_the_trash_is_told_and_freed_at_a_press(section: Section, studio: Studio, put: Put) -> None:
    job = put("Owl")
    studio.desk.delete(SOMEONE, [job.id], utc_now() - timedelta(days=31))
    app = section("storage")
    assert "1 deleted job, 2.5 MB of videos." in words(app)
    app.button(key="admin.foresee").click().run()
    assert "can be freed: 1 item" in words(app) and studio.library.video(job.id).exists()
    app.button(key="admin.sweep_now").click().run()
    assert not app.exception and "Freed" in words(app) and not studio.library.video(job.id).exists()


def test_a_service_that_fails_is_said_before_all_else(section: Section, studio: Studio, put: Put) -> None:
    for _ in range(3):
        job = put("Owl", service=studio.desk.service)
        with studio.store._write() as connection:
            now = utc_now()
            values = {"state": "failed", "created_at": now, "state_since": now, "trouble_kind": "ServiceFailed"}
            connection.execute(jobs.update().where(jobs.c.id == job.id).values(values))
    app = section("service")
    assert "The last answers below say why." in boxes(app)
    assert words(app).count("**Owl** Failed") == 3


def test_what_an_owner_announces_stands_above_every_page_as_it_was_typed(section: Section, studio: Studio) -> None:
    app = section("announcement")
    assert "Nothing is announced." in words(app)
    app.text_area(key="admin.announcement.text").input("Back at *six*\nAnn")
    app.button[[one.label for one in app.button].index("Announce")].click().run()
    assert not app.exception and "Nothing is announced." not in words(app)
    front = front_door()
    assert "Back at \\*six\\*  \nAnn" in boxes(front)
    front.button(key="frame.announcement.close").click().run()
    assert "six" not in boxes(front) and "six" not in boxes(front.run())
    other = section("announcement")
    assert "six" in boxes(other), "closed for one session alone"
    other.button(key="admin.announcement.remove").click().run()
    assert "Nothing is announced." in words(other) and studio.announcements.current() is None


def test_an_announcement_whose_time_is_over_is_not_shown(studio: Studio, section: Section, now: datetime) -> None:
    assert studio.announcements.announce(SOMEONE, "Long ago", AnnouncementKind.INFO, timedelta(hours=1), now)
    assert "Long ago" not in boxes(front_door()) and "Long ago" not in boxes(section("announcement"))


def test_nothing_to_say_is_not_announced(section: Section, studio: Studio) -> None:
    app = section("announcement")
    app.button[[one.label for one in app.button].index("Announce")].click().run()
    assert [toast.value for toast in app.toast] == ["Write what everyone should read first."]
    assert studio.announcements.current() is None


@pytest.mark.usefixtures("studio")
def test_the_way_to_the_page_is_in_the_menu_of_the_person() -> None:
    assert "Admin" in links()


def test_it_tells_how_many_ask_for_more(studio: Studio) -> None:
    for name in ("mia", "bo"):
        studio.limits.ask(Actor(name), "", utc_now())
    assert "Admin: 2 ask for more" in links()


def links() -> list[str]:
    return [link.proto.label for link in front_door().get("page_link")]


@pytest.mark.parametrize("text", ["x" * 301, "👩‍🎤" * 301])
def test_a_text_that_is_too_long_to_announce_stays_in_its_field(section: Section, studio: Studio, text: str) -> None:
    app = section("announcement")
    app.text_area(key="admin.announcement.text").input(text)
    app.button[[one.label for one in app.button].index("Announce")].click().run()
    assert "1 character longer than the 300" in boxes(app) and studio.announcements.current() is None
    assert app.text_area(key="admin.announcement.text").value == text
    app.text_area(key="admin.announcement.text").input(text[: -len(text) // 301])
    for _press in range(2):
        app.button[[one.label for one in app.button].index("Announce")].click().run()
    assert studio.announcements.current() and app.text_area(key="admin.announcement.text").value == ""
    assert not app.toast, "the second press of two has nothing to say"


def test_the_second_press_of_two_takes_no_other_limit_away(section: Section, studio: Studio) -> None:
    for letter in "cd":
        studio.limits.set(SOMEONE, letter * 32, Limits(3), utc_now())
    app = section("limits")
    first, second = (button.key for button in app.button if "limits.remove" in str(button.key))
    app.button(key=first).click().run()
    app.button(key=second).click().run()
    assert len(studio.limits.all()) == 1


def test_the_second_press_of_two_says_nothing_of_a_person_to_choose(section: Section, studio: Studio) -> None:
    studio.store.people.set_name("c" * 32, "Cid", utc_now())
    app = section("limits")
    app.selectbox(key="admin.limits.person").set_value("c" * 32)
    app.button(key="admin.save.one").click().run()
    app.button(key="admin.save.one").click().run()
    assert not app.toast and list(studio.limits.all()) == ["c" * 32]


def test_limits_are_set_for_everybody_and_for_one_and_taken_away(section: Section, studio: Studio) -> None:
    studio.store.people.set_name("c" * 32, "Cid", utc_now())
    app = section("limits")
    app.number_input(key="admin.limits.each.per_day").set_value(20)
    app.button(key="admin.save.each").click().run()
    assert not app.exception and studio.limits.all() == {EACH: Limits(20)}
    app.selectbox(key="admin.limits.person").set_value("c" * 32)
    app.number_input(key="admin.limits.someone.at_once").set_value(3)
    app.button(key="admin.save.one").click().run()
    assert studio.limits.all()["c" * 32] == Limits(None, 3) and "**Cid** 3 at once" in words(app)
    app = section("limits")
    app.button(key=f"admin.limits.remove.{'c' * 32}").click().run()
    assert studio.limits.all() == {EACH: Limits(20)}


def test_whoever_asked_for_more_gets_it_and_a_second_answer_counts_no_more(section: Section, studio: Studio) -> None:
    wish = studio.limits.ask(SOMEONE, "for the *trailer*", utc_now())
    app = section("limits")
    assert r"for the \*trailer\*" in words(app)
    app.button(key=f"wish.give.{wish.id}").click()
    assert studio.limits.answer(SOMEONE, wish.id, 0, utc_now())
    app.run()
    assert [toast.value for toast in app.toast] == ["Someone has answered this already."]
    assert studio.limits.open_wishes() == [] and "trailer" not in words(app)
