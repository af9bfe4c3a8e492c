"""The gallery through AppTest: videos found, opened and made again, with the settings that made them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.job import DEMO
from tests.pages.conftest import ME, Put
from tests.pages.jobs_kit import follow
from tests.pages.shelf import PAGE, choose, click, film, grid, open_video, settings, titles, words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(studio: Studio) -> AppTest:
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15)
    app.session_state["person"] = ME
    return app.switch_page("pages/gallery.py")


def test_an_empty_gallery_shows_the_way_to_the_first_video(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert "No videos yet" in words(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Create a video"]
    assert not [button for button in app.button if button.key == "gallery.fill"], "each would be paid for"


def test_an_empty_gallery_says_what_is_on_its_way(app: AppTest, studio: Studio, draft: Draft, now: datetime) -> None:
    studio.desk.generate(Actor(ME), draft.model_copy(update={"takes": 3}), "click", now)
    assert "3 videos are on their way" in words(app.run())
    assert [link.proto.label for link in app.get("page_link")] == ["Create a video", "Show their progress"]


def test_the_newest_video_comes_first_with_what_people_ask_about_it(app: AppTest, put: Put) -> None:
    put("Older", age=9, person="other")
    put("Newer", model="viduq2-pro")
    card = grid(app.run())["cards"][0]
    assert titles(app) == ["Newer", "Older"] and "2 videos" in words(app) and "on their way" not in words(app)
    assert (card["facts"], card["length"], card["demo"]) == ("540p · Q2 Pro", "0:01", False)
    assert card["origin"].endswith(" · You")


def test_names_reach_the_cards_as_they_are(app: AppTest, put: Put) -> None:
    name = "<script>alert(1)</script> **雾** " + "x" * 300
    put(name)
    assert titles(app.run()) == [name]


def test_only_a_page_of_videos_is_sent_and_the_address_keeps_its_number(app: AppTest, put: Put) -> None:
    for number in range(PAGE + 2):
        put(f"Video {number}", age=number)
    assert len(titles(app.run())) == PAGE
    app.query_params["gallery.page"] = "2"
    again = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=15).switch_page("pages/gallery.py")
    again.query_params["gallery.page"] = "2"
    assert titles(again.run()) == [f"Video {PAGE}", f"Video {PAGE + 1}"]


def test_a_page_number_beyond_the_end_shows_the_last_page(app: AppTest, put: Put) -> None:
    jobs = [put(f"Video {number}", age=number) for number in range(PAGE + 1)]
    app.run()
    app.session_state["gallery.page"] = 2
    assert titles(app.run()) == [f"Video {PAGE}"]
    choose(app, jobs[-1])
    assert len(titles(click(app, "gallery.delete"))) == PAGE


@pytest.mark.parametrize("text", ["tower", "TOWER", "钟楼"])
def test_search_finds_names_and_scenes(app: AppTest, put: Put, text: str) -> None:
    put("Fog")
    put("The Tower 钟楼")
    put("Other", scene="@Mia climbs the tower, 钟楼")
    app.run()
    app.text_input(key="gallery.text").input(text).run()
    assert sorted(titles(app)) == ["Other", "The Tower 钟楼"]


def test_filters_are_offered_only_where_there_is_a_choice(app: AppTest, put: Put) -> None:
    put()
    app.run()
    assert [box.key for box in app.selectbox] == []
    put(person="other", service=DEMO, model="viduq2-pro")
    app.run()
    offered = {"gallery.model.en", "gallery.person.en", "gallery.kind.en"}
    assert {box.key for box in app.selectbox} == offered


def test_filters_narrow_and_outlive_another_page(app: AppTest, put: Put) -> None:
    put("Real")
    put("Demo", service=DEMO)
    app.run()
    app.selectbox(key="gallery.kind.en").select("demo").run()
    assert titles(app) == ["Demo"]
    app.switch_page("pages/jobs.py").run()
    assert titles(app.switch_page("pages/gallery.py").run()) == ["Demo"]


def test_when_nothing_matches_the_filters_can_be_cleared(app: AppTest, put: Put) -> None:
    put()
    app.run()
    app.text_input(key="gallery.text").input("nowhere").run()
    assert "No video matches" in words(app)
    assert titles(click(app, "gallery.clear")) == ["Fog"]


@pytest.mark.parametrize(
    ("order", "found"), [("newest", ["B", "A"]), ("oldest", ["A", "B"]), ("name", ["A", "B"])], ids=str
)
def test_the_order_can_be_chosen(app: AppTest, put: Put, order: str, found: list[str]) -> None:
    put("A", age=5)
    put("B")
    app.run()
    choose_order(app, order)
    assert titles(app) == found
    app.switch_page("pages/jobs.py").run()
    assert titles(app.switch_page("pages/gallery.py").run()) == found


def choose_order(app: AppTest, order: str) -> None:
    menu = app.menu_button(key="gallery.sort_menu")
    menu.click(order).run()
    assert (
        app.menu_button(key="gallery.sort_menu").label
        == {"newest": "Newest first", "oldest": "Oldest first", "name": "By name"}[order]
    )


def test_a_click_opens_the_video_and_back_returns_to_the_same_page(app: AppTest, put: Put) -> None:
    jobs = [put(f"Video {number}", age=number) for number in range(PAGE + 2)]
    app.run()
    app.session_state["gallery.page"] = 2
    app.run()
    open_video(app, jobs[-1])
    assert film(app)["src"].startswith(f"./app/static/library/videos/{jobs[-1].id}.mp4?")
    assert not titles(app)
    assert titles(click(app, "gallery.back")) == [f"Video {PAGE}", f"Video {PAGE + 1}"]
    assert "video" not in app.query_params


def test_the_open_video_keeps_its_address_through_reruns(app: AppTest, put: Put) -> None:
    open_video(app, put())
    url = film(app)["src"]
    app.text_input(key=app.text_input[-1].key).input("Another name").run()
    assert film(app)["src"] == url


def test_the_settings_that_made_it_are_told(app: AppTest, put: Put, studio: Studio, now: datetime) -> None:
    studio.store.people.set_name("anna", "Anna *A*", now)
    job = put(person="anna", seed=4711, off_peak=True, watermark=True, wm_position=1, model="viduq2-pro", bgm=True)
    open_video(app, job)
    told = settings(app)
    assert told["Model"] == "Q2 Pro"
    assert told["Resolution"].startswith("540p, 960 × 540")
    assert (told["Music"], told["Off\\-peak"], told["Watermark"]) == ("on", "yes", "top left")
    assert told["Took"] == "1 min 35 s"
    assert told["Made by"] == r"Anna \*A\*"
    assert "4711" in [code.value for code in app.code]
    assert "@Mia and @Bear walk through fog" in words(app)


def test_neighbours_follow_the_filters_and_the_order(app: AppTest, put: Put) -> None:
    first, _, last = put("A", age=1), put("Demo", age=2, service=DEMO), put("B", age=3)
    app.run()
    app.selectbox(key="gallery.kind.en").select("real").run()
    open_video(app, first)
    assert app.button(key="gallery.previous").disabled
    click(app, "gallery.next")
    assert app.query_params["video"] in (last.id, [last.id])
    assert app.button(key="gallery.next").disabled


@pytest.mark.parametrize("video", ["nope", "../../etc/passwd", "<b>"])
def test_a_link_to_nothing_is_told_in_a_sentence(app: AppTest, studio: Studio, video: str) -> None:
    app.query_params["video"] = video
    app.run()
    assert not app.exception
    assert "no longer here" in words(app)
    assert app.button(key="gallery.back")


def test_a_video_that_is_not_ready_points_to_its_story(
    app: AppTest, studio: Studio, draft: Draft, now: datetime
) -> None:
    open_video(app, studio.desk.generate(Actor(ME), draft, "click", now)[0])
    assert "not ready" in words(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Show the job"]


def test_a_lost_file_is_told_and_everything_else_stays(app: AppTest, put: Put, studio: Studio) -> None:
    job = put()
    studio.library.video(job.id).unlink()
    open_video(app, job)
    assert "no longer on this machine" in words(app)
    assert settings(app)["Model"]


def test_the_name_can_be_written_over_and_an_empty_one_is_not_taken(app: AppTest, put: Put, studio: Studio) -> None:
    job = put("Fog")
    open_video(app, job)
    key = f"gallery.name.{job.id}"
    app.text_input(key=key).input("Nebel 雾").run()
    assert studio.store.jobs.get(job.id) == replace(job, name="Nebel 雾", unseen=False)
    app.text_input(key=key).input("   ").run()
    assert app.text_input(key=key).value == "Nebel 雾"


def test_same_again_hands_the_whole_board_to_create(app: AppTest, put: Put, studio: Studio) -> None:
    job = put(seed=99, duration=3)
    open_video(app, job)
    follow(app, "Same again")
    assert app.title[0].value == "Create a video" and app.session_state["create.seed"] == "99"


def test_delete_has_a_way_back(app: AppTest, put: Put) -> None:
    job = put("Fog")
    put("Other", age=1)
    open_video(app, job)
    assert titles(click(app, "gallery.delete_one")) == ["Other"]
    assert "Fog" in words(app)
    assert titles(click(app, "gallery.undo_now")) == ["Fog", "Other"]


def test_a_video_of_someone_else_can_be_opened(app: AppTest, put: Put) -> None:
    open_video(app, put(person="someone-else"))
    assert settings(app)["Made by"] == "Someone without a name"
    assert settings(app)["Seed"] == "random"


def test_videos_of_somebody_else_are_deleted_only_after_a_question(
    app: AppTest, put: Put, studio: Studio, now: datetime
) -> None:
    video = put("Fog", person="p2")
    studio.store.people.set_name("p2", "Ann", now)
    open_video(app, video)
    assert "Ann made this" in "".join(one.value for one in app.markdown)
    click(app, "gallery.delete_one")
    assert studio.store.jobs.is_deleted(video.id)


def test_of_several_videos_the_question_says_how_many_are_not_one_s_own(app: AppTest, put: Put) -> None:
    choose(app, put("Fog"), put("Rain", person="p2"))
    assert "1 of these 2 was made by someone else." in words(app)
