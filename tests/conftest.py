"""What tests share: the demo service as the one fake of the outside world, and a studio beside it."""

from __future__ import annotations

import gc
import io
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest
from hypothesis import settings
from PIL import Image, ImageDraw

from lib.app import Studio
from lib.demo.service import DemoService
from lib.domain.actor import Actor
from lib.domain.draft import Draft, DraftSubject
from lib.services.media.pictures import Pictures
from lib.services.settings import Settings
from lib.services.store import Store
from tests import video_variants
from tests.contract_schema import judge
from tests.postgres import PostgresServer, temporary_server

settings.register_profile("thorough", max_examples=10_000, deadline=None)
settings.register_profile("brief", max_examples=100, deadline=None)  # for tests.mutants
settings.register_profile("quick", max_examples=500, deadline=None)
settings.load_profile("quick")  # pytest --hypothesis-profile=thorough takes the other.

KEY = "not-a-real-key"
SOMEONE = Actor("a" * 32)
"""Whoever does something in tests in which it does not matter who."""
ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-press", action="store_true", help="press each button twice with every pause, not only one"
    )
    parser.addoption("--long-cuts", action="store_true", help="also take the line of a page away for 70 s")
    parser.addoption("--every-variant", action="store_true", help="every value in every column of a damaged row")
    parser.addoption("--kill-rounds", type=int, default=10, help="rounds of kill -9 in tests/faults (default: 10)")
    parser.addoption("--fuzz-rounds", type=int, default=1000, help="mutated files for each reader (default: 1000)")


LONG = ("tests/browser/", "tests/faults/", "tests/test_s", "tests/test_lifespan", "tests/demo/")
"""Files that start servers, browsers and processes. They come first, so that the workers end together."""


def pytest_configure() -> None:
    # What is collected stays: looking through it for what could go took a third of the time of collecting (14 s to 9).
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Chromium is kept from one file to the next as long as each wants it."""
    yield
    goes_on = nextitem and (nextitem.path == item.path or "browser" in getattr(nextitem, "fixturenames", ()))
    if not goes_on and (chrome := sys.modules.get("tests.browser.chrome")):
        chrome.let_go()


@pytest.fixture(autouse=True)
def everything_sent_keeps_the_contract(request: pytest.FixtureRequest) -> Iterator[None]:
    """A JSON Schema written from the contract by itself judges every body that any demo service kept under tmp_path.

    Tests that talk nonsense to the service on purpose are marked `nonsense`; thousands have no tmp_path.
    """
    folder = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if folder is None or request.node.get_closest_marker("nonsense"):
        return
    for kept in sorted(folder.rglob("received/*")):
        if kept.is_file() and kept.suffix == ".json":
            assert judge(kept.read_bytes()) == [], f"{kept.name} breaks the contract"


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def upstream(tmp_path: Path) -> Iterator[DemoService]:
    """The demo service, asking for a key and done as soon as drawn."""
    service = DemoService(tmp_path / "upstream", api_key=KEY, min_s=0, inbox=True)
    service.start()
    yield service
    service.close()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real video, one second of 320 x 180, drawn once: `upstream.hold()`, then `upstream.finish(task_id, film)`."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for at in range(24):
            image = Image.new("RGB", (320, 180), (40, 10 * at, 90))
            ImageDraw.Draw(image).rectangle((8 * at, 40, 8 * at + 60, 140), fill="white")
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def mp4_variants(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Playable MP4 files by what is unusual about them."""
    return video_variants.mp4_variants(tmp_path_factory.mktemp("variants"))


@pytest.fixture(scope="session")
def video_formats(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Videos of other formats and codecs, by what they are."""
    return video_variants.other_formats(tmp_path_factory.mktemp("formats"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, one for each worker. Without PostgreSQL its tests are skipped; in CI that is a failure."""
    with temporary_server() as server:
        yield server


DATABASES = ("sqlite", "postgresql")
"""What the store works on."""
ON_EACH_DATABASE = pytest.mark.parametrize("database_url", DATABASES, indirect=True)
"""For tests of the whole app whose outcome depends on how the database locks and commits."""


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with this version's tables, to be copied: all the steps to it take longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "castboard.db"
    store = Store(f"sqlite:///{file.as_posix()}")
    store.open()
    store.close()
    return file


def new_database(request: pytest.FixtureRequest, kind: str, file: Path, *, empty: bool = False) -> Iterator[str]:
    """The address of a new database with this version's tables; if `empty`, of a file that SQLite has yet to make, or
    of a database of PostgreSQL without tables."""
    if kind == "sqlite":
        if not empty:
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(request.getfixturevalue("migrated_file"), file)
        yield f"sqlite:///{file.as_posix()}"
        return
    with request.getfixturevalue("postgres").database(empty=empty) as url:
        yield url


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of the app's database: SQLite, unless the test is marked ON_EACH_DATABASE. It has its tables."""
    yield from new_database(request, getattr(request, "param", "sqlite"), tmp_path / "data" / "castboard.db")


@pytest.fixture
def environment(tmp_path: Path, upstream: DemoService, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's settings: the real service is `upstream`. Each is set: nobody's own secrets.toml counts here."""
    data_dir = tmp_path / "data"
    monkeypatch.setenv("OCTOPUSX_API_KEY", KEY)
    monkeypatch.setenv("OCTOPUSX_BASE_URL", upstream.base_url)
    monkeypatch.setenv("CASTBOARD_DATA_DIR", str(data_dir))
    monkeypatch.setenv("CASTBOARD_DATABASE_URL", database_url)
    for name, field in Settings.model_fields.items():
        if name.startswith(("poll", "query", "max")):
            monkeypatch.setenv(str(field.alias), str(field.default))


@pytest.fixture
def studio(environment: None) -> Iterator[Studio]:
    """The Studio that pages share, opened and not started: tests call `studio.tracker.step(now)`."""
    from lib.ui.state import studio as shared

    shared.clear()
    yield shared()
    shared.clear()


def png(colour: str = "red", width: int = 320, height: int = 240, kind: str = "PNG") -> bytes:
    """A picture with something on it."""
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), fill="white")
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """Makes a PNG: `picture("red")`, `picture("blue", 800, 600)`."""
    return png


@pytest.fixture(scope="session")
def checked_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of the pictures of `draft`, to be copied: to check them takes as long as a page."""
    folder = tmp_path_factory.mktemp("pictures")
    for colour in ("red", "blue"):
        Pictures(folder).add(png(colour))
    return folder


@pytest.fixture
def draft(studio: Studio, checked_pictures: Path) -> Draft:
    """Two subjects with a picture each and a scene that mentions both; one second of 540p, quick to draw."""
    # New files as of now, as if they had just been added.
    shutil.copytree(
        checked_pictures,
        studio.settings.data_dir / "pictures",
        dirs_exist_ok=True,
        copy_function=shutil.copyfile,
    )
    mia = DraftSubject(uid="mia", name="Mia", pictures=(studio.desk.add_picture(SOMEONE, png("red"), "mia.png"),))
    bear = DraftSubject(uid="bear", name="Bear", pictures=(studio.desk.add_picture(SOMEONE, png("blue"), "bear.png"),))
    return Draft(cast=(mia, bear), scene="@Mia and @Bear walk through fog", duration=1, resolution="540p")
