"""Export… and Import… on the page of the cast: what they say before, and what comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lib.app import Studio
from lib.domain.cast_plan import changes
from lib.domain.member_edits import with_fields
from lib.ui.cast.import_state import Import, Imported
from tests.conftest import ROOT
from tests.services.cast_kit import ANN, another_house, cast_of, entry, file_name, hand_made, kept_member, names, zipped
from tests.services.store_kit import NOW

Paint = Callable[..., bytes]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Studio]:
    with another_house(tmp_path / "there") as made:
        yield made


@pytest.fixture
def file(there: Studio, picture: Paint, tmp_path: Path) -> Path:
    """Mia and Bear, from another house."""
    kept_member(there, 1, picture("red"), name="Mia")
    kept_member(there, 2, picture("blue"), name="Bear")
    return zipped(there, tmp_path / "cast.zip")


def page() -> AppTest:
    return (
        AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30).run().switch_page("pages/cast.py").run()
    )


def export() -> AppTest:
    """What stands in its dialog: a page that is drawn again would close it, as a browser does not."""

    def dialog() -> None:
        from lib.ui.cast.export_dialog import draw_export

        draw_export()

    return AppTest.from_function(dialog, default_timeout=30).run()


def came(studio: Studio, file: Path) -> AppTest:
    """The dialog of an import once this file has come, as the route puts it there."""

    def dialog() -> None:
        from lib.ui.cast.import_dialog import draw_import

        draw_import()

    now = Import()
    studio.cast_uploads.append(now.token, 0, file.read_bytes())
    now.file = file.name
    app = AppTest.from_function(dialog, default_timeout=30)
    app.session_state["cast.import"] = now
    return app.run()


def words(app: AppTest) -> str:
    shown = [*app.markdown, *app.caption, *app.error, *app.info, *app.warning, *app.toast]
    return "\n".join(str(one.value) for one in shown)


def test_the_export_says_how_many_pictures_and_how_large(studio: Studio, picture: Paint) -> None:
    for number, colour in ((1, "red"), (2, "blue")):
        kept_member(studio, number, picture(colour))
    app = export()
    assert "2 pictures · about" in words(app)
    assert app.button(key="cast.export.now").label == "Export 2 members"
    app.button(key="cast.export.now").click().run()
    assert "Castboard cast 20" in words(app)


def test_only_the_chosen_ones_are_exported(studio: Studio, picture: Paint) -> None:
    for number, name in ((1, "Mia"), (2, "Mia"), (3, "Bear")):
        kept_member(studio, number, picture("red"), name=name)
    app = export()
    app.radio(key="cast.export.which.en").set_value("chosen").run()
    assert app.button(key="cast.export.now").disabled
    assert sorted(app.multiselect(key="cast.export.chosen").options) == ["Bear", "Mia", "Mia (2)"]
    app.multiselect(key="cast.export.chosen").select(f"{2:032x}").run()
    app.button(key="cast.export.now").click().run()
    address = urlsplit(app.session_state["cast.export.saved"]["url"])
    token = address.path.rpartition("/")[2].removesuffix(".zip")
    assert json.loads(studio.store.notes.get(f"zip:{token}") or "") == [f"{2:032x}"]


def test_an_empty_library_offers_only_to_import(studio: Studio) -> None:
    keys = [one.key for one in page().button]
    assert "cast.import.open" in keys and "cast.export" not in keys


@pytest.mark.parametrize("key", ["cast.export", "cast.import.open", "cast.pile.open"])
def test_what_a_colleague_adds_does_not_close_a_dialog(studio: Studio, picture: Paint, key: str) -> None:
    kept_member(studio, 1, picture("red"))
    cast = page()

    def runs_again() -> bool:
        """At the next tick, as the page asks then."""
        revision = studio.store.revision()
        return any(differs(revision) for differs, _ in cast.session_state["pulse.watched"])

    kept_member(studio, 2, picture("blue"))
    assert runs_again()
    cast.button(key=key).click().run()
    kept_member(studio, 3, picture("green"))
    assert not runs_again()


def test_an_import_is_shown_first_and_done_then(studio: Studio, file: Path) -> None:
    app = came(studio, file)
    assert "2 new" in words(app) and names(studio) == []
    token = app.session_state["cast.import"].token
    app.button(key="cast.import.now").click().run()
    assert names(studio) == ["Bear", "Mia"] and not studio.cast_uploads.path(token).exists()
    assert [one.member.name for one in app.session_state["cast.imported"].written] == ["Bear", "Mia"]


def test_what_came_has_links_and_a_way_back(studio: Studio, file: Path) -> None:
    app = came(studio, file)
    app.button(key="cast.import.now").click().run()
    cast = page()
    cast.session_state["cast.imported"] = app.session_state["cast.imported"]
    cast.run()
    assert "2 members imported." in words(cast)
    assert cast.button(key=f"cast.import.open.{1:032x}").label == "Mia"
    cast.button(key="cast.import.undo").click().run()
    assert names(studio) == [] and "imported" not in words(cast)


def test_the_way_back_goes_on_where_it_was_cut_and_says_who_stays(studio: Studio, file: Path) -> None:
    app = came(studio, file)
    app.button(key="cast.import.now").click().run()
    result: Imported = app.session_state["cast.imported"]
    mia = result.written[1].member
    studio.cast.change(ANN, mia.id, lambda one: with_fields(one, name="Maria"), NOW)
    result.undone = list(studio.cast_import.undo(ANN, result.written[:1], NOW))
    assert result.undone == [True] and names(studio) == ["Maria"]
    cast = page()
    cast.session_state["cast.imported"] = result
    cast.run()
    assert names(studio) == ["Maria"] and "imported" not in words(cast) and "cast.imported" not in cast.session_state
    assert "1 member stays: someone has changed it since." in words(cast)


def test_who_differs_stays_unless_theirs_are_taken(studio: Studio, file: Path) -> None:
    plan = studio.cast_import.plan(ANN, file)
    list(studio.cast_import.apply(ANN, changes(plan, {}), NOW))
    studio.cast.change(ANN, f"{1:032x}", lambda one: with_fields(one, name="Maria"), NOW)
    app = came(studio, file)
    assert "1 differs" in words(app) and "1 the same" in words(app) and "Name" in words(app)
    assert app.button(key="cast.import.now").disabled
    app.selectbox(key=f"cast.import.choice.{1:032x}.en").select("take_theirs").run()
    assert app.button(key="cast.import.now").label == "Import 1 member"
    app.button(key="cast.import.now").click().run()
    assert names(studio) == ["Bear", "Mia"]


def test_a_file_that_is_refused_says_why_and_another_one_can_come(studio: Studio, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"no zip")
    app = came(studio, bad)
    assert "This is not a zip file." in words(app) and cast_of(studio) == []
    assert app.session_state["cast.import"].file == "" and not app.exception


def test_a_damaged_member_is_named_with_its_reason(studio: Studio, picture: Paint, tmp_path: Path) -> None:
    members = [entry(1, file_name(picture("red"))), entry(2, file_name(picture("blue")), name="Lost *one*")]
    file = hand_made(tmp_path / "half.zip", members, {file_name(picture("red")): picture("red")})
    app = came(studio, file)
    assert "1 new, 1 cannot be imported" in words(app)
    assert "A picture is missing in the file" in words(app) and r"Lost \*one\*" in words(app)


def test_an_import_that_was_cut_goes_on_where_it_was(studio: Studio, file: Path) -> None:
    app = came(studio, file)
    now: Import = app.session_state["cast.import"]
    now.going = tuple(now.changes())
    now.done.append(studio.cast.put(ANN, now.going[0], NOW))
    app.run()
    assert names(studio) == ["Bear", "Mia"] and len(app.session_state["cast.imported"].written) == 2


def test_closing_the_dialog_takes_the_file_off_the_disk(studio: Studio, file: Path) -> None:
    app = came(studio, file)
    token = app.session_state["cast.import"].token
    assert studio.cast_uploads.path(token).exists()
    app.button(key="cast.import.other").click().run()
    assert not studio.cast_uploads.path(token).exists()
