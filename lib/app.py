"""The one place that puts the parts together. `build(settings)` starts nothing; `Studio.start()` does."""

from __future__ import annotations

import logging
import threading
import tomllib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from lib.demo.service import DemoService
from lib.domain.errors import DiskTrouble
from lib.services.announcement_desk import AnnouncementDesk
from lib.services.cast_desk import CastDesk
from lib.services.cast_export import CastExport
from lib.services.cast_import import CastImport
from lib.services.cast_uploads import CastUploads
from lib.services.desk import Desk
from lib.services.diagnostics import Diagnostics
from lib.services.drafts_desk import DraftsDesk
from lib.services.example_films import ExampleFilms
from lib.services.gateway.balance import Account
from lib.services.gateway.client import Client
from lib.services.gateway.key_mask import mask_in_logs
from lib.services.guesses import Guesses
from lib.services.identity import Identity
from lib.services.invitations import Invitations
from lib.services.limit_desk import LimitDesk
from lib.services.log_tail import LogTail
from lib.services.media.inbox import Inbox
from lib.services.media.library import Library
from lib.services.media.links import Links
from lib.services.media.pictures import Pictures
from lib.services.media.previews import PreviewMaker
from lib.services.media.sweep import Sweeper
from lib.services.people_desk import PeopleDesk
from lib.services.preset_desk import PresetDesk
from lib.services.rights import Allow, Rights, allow
from lib.services.settings import Settings
from lib.services.storage_desk import StorageDesk
from lib.services.store import Store
from lib.services.team_desk import TeamDesk
from lib.services.tracking.answer_files import Answers
from lib.services.tracking.tracker import Tracker
from lib.services.tracking.work import Work
from lib.services.trash_desk import TrashDesk
from lib.services.voice_desk import VoiceDesk

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""

log = logging.getLogger(__name__)


class Studio:
    """Everything pages and server share. Only the server's lifespan calls `start()`; tests call `tracker.step(now)`."""

    def __init__(self, settings: Settings, make_client: Callable[..., Client] = Client) -> None:
        self.settings, self._make_client = settings, make_client
        self.store = Store(settings.database_url)
        self.allow: Allow = Rights(self.store.audit) if settings.sign_in else allow
        self.pictures = Pictures(settings.data_dir / "pictures")
        self.inbox = Inbox(settings.data_dir / "pictures" / "inbox")
        self.answers = Answers(settings.data_dir / "answers")
        self.library = Library(settings.data_dir / "library")
        self.demo = self._demo() if settings.demo else None
        self.sweeper = self._sweeper()
        self.previews = PreviewMaker(self.store, self.library)
        self.trash = TrashDesk(self.store, self.library, settings.base_url, self.allow)
        self._starting = threading.Lock()
        self._closed = False
        self._masked = False
        self.account = Account(self.store, self.connect, settings.service)
        account = None if settings.demo else self.account
        self.tracker = Tracker(
            self.store, self._work, settings.service, settings.max_running, account, self.sweeper.step
        )
        self.desk = Desk(
            self.store,
            self.pictures,
            self.library,
            settings.service,
            settings.pauses,
            self.tracker.nudge,
            self.allow,
        )
        self.people = PeopleDesk(self.store, self.allow)
        self.presets = PresetDesk(self.store, self.allow)
        self.drafts = DraftsDesk(self.store, self.allow)
        self.cast = CastDesk(self.store, self.pictures, self.allow)
        self.cast_export = CastExport(self.store, self.pictures)
        self.cast_import = CastImport(self.cast)
        self.cast_uploads = CastUploads(settings.data_dir)
        self.voices = VoiceDesk(self.store, self.allow)
        self.limits = LimitDesk(self.store, settings.service, self.allow)
        self.example_films = ExampleFilms(self.store, self.desk)
        guesses = Guesses()
        self.identity = Identity(self.store, settings, guesses)
        self.invitations = Invitations(self.store, settings, guesses)
        self.team = TeamDesk(self.store, self.invitations, self.allow)
        self.announcements = AnnouncementDesk(self.store, self.allow)
        self.storage = StorageDesk(settings.data_dir, self._sweeper, self.allow)
        self.log = LogTail()
        self.diagnostics = Diagnostics(self.store, settings, version(), self.log, self.account.status, self.allow)

    def _demo(self) -> DemoService:
        return DemoService(self.settings.data_dir / "demo", inbox=self.settings.demo_inbox == "on")

    def _sweeper(self) -> Sweeper:
        return Sweeper(self.store, self.library, self.pictures, self.settings.data_dir)

    def _work(self, owner: str) -> Work:
        return Work(self.store, self.pictures, self.library, self.connect, self.settings.pauses, owner, self.answers)

    @cached_property
    def links(self) -> Links:
        """Signs what the media route serves. The secret lies in the data folder, so that links outlive a restart."""
        return Links.from_folder(self.settings.data_dir)

    @cached_property
    def client(self) -> Client:
        """The connection to the video service. In demo mode the demo service must have been started."""
        key = self.settings.api_key
        base_url = self.demo.base_url if self.demo else self.settings.base_url
        return self._make_client(
            base_url, key.get_secret_value() if key else None, query_style=self.settings.query_style
        )

    def connect(self) -> Client:
        return self.client

    def open(self) -> None:
        """Make the data folder and open the store; what pages need. Idempotent.

        Raises DiskTrouble, StoreUnavailable.
        """
        try:
            self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskTrouble(detail=f"{type(error).__name__}: {error.strerror or error}") from error
        self.store.open()

    def start(self) -> None:
        """Open, then start demo service (without a key), tracker and previews. Idempotent, from several threads too."""
        with self._starting:
            if self._closed:
                return
            if self.settings.api_key and not self._masked:
                # First of all: what follows may fail, and is logged then.
                mask_in_logs(self.settings.api_key.get_secret_value())
                self._masked = True
            self.log.listen()
            self.open()
            if self.demo:
                self.demo.start()
            self.tracker.start()
            self.previews.start()

    def close(self) -> None:
        """Stop everything that `start()` started. Idempotent; a closed studio is not started again."""
        with self._starting:
            if self._closed:
                return
            self._closed = True
            self.log.close()
            self.previews.close()
            if not self.tracker.close():
                return  # Someone cleared the caches during an upload: what it needs stays until its answer is recorded.
            if "client" in self.__dict__:
                self.client.close()
            if self.demo:
                self.demo.close()
            self.store.close()


def version() -> str:
    """Castboard's own, "" where its checkout does not tell."""
    try:
        found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        return str(found["project"]["version"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError):
        return ""


def build(settings: Settings, *, make_client: Callable[..., Client] = Client) -> Studio:
    """A studio for these settings. Starts nothing and touches nothing outside.

    `make_client` makes the connection from address, key and `query_style`: for one with other timeouts, say.
    """
    return Studio(settings, make_client)
