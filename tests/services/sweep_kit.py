"""What tests of the sweep share: a data folder with jobs, boards, pictures and videos of any age."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image

from lib.domain.draft import NOBODY, Draft, DraftPicture, DraftSubject, build_request
from lib.domain.job import Job, JobState, Video
from lib.domain.picture_rules import Fitted
from lib.domain.trash import Leaving
from lib.services.media.library import Library
from lib.services.media.pictures import Pictures
from lib.services.media.sweep import Sweeper
from lib.services.store import Store
from tests.services.store_kit import NOW, a_job

MONTHS = NOW + timedelta(days=100)
"""So much later that everything may go that ever may."""


@dataclass
class Place:
    """The parts over one data folder; files are as old as NOW, whatever the real time is."""

    folder: Path
    store: Store
    library: Library
    pictures: Pictures
    sweeper: Sweeper

    @classmethod
    def at(cls, folder: Path) -> Place:
        store = Store(f"sqlite:///{folder / 'castboard.db'}")
        store.open()
        library, pictures = Library(folder / "library"), Pictures(folder / "pictures")
        return cls(folder, store, library, pictures, Sweeper(store, library, pictures, folder))

    def close(self) -> None:
        self.store.close()

    def picture(self, number: int) -> Fitted:
        """A photo with a mark of its own, turned so that its sending copy is another file."""
        image = Image.new("RGB", (320, 240), (number % 256, number // 256 % 256, 90))
        exif = Image.Exif()
        exif[0x0112] = 6
        file = io.BytesIO()
        image.save(file, "JPEG", exif=exif)
        fitted = self.pictures.add(file.getvalue())
        self.pictures.thumbnail(fitted.original.sha256)
        self.settle_time()
        return fitted

    def ready(self, fitted: Fitted, **fields: object) -> Job:
        """A finished job with this picture, its board, its video and its poster."""
        board = a_board(fitted)
        job = a_job(
            **{
                "request": build_request(board),
                "state": JobState.READY,
                "video": Video(1.0, 320, 180, False, 9, "e" * 64),
                **fields,
            }
        )
        self.store.drafts.save(job.click, NOBODY, board, NOW)
        self.store.jobs.add([job])
        self.film(job.id)
        return job

    def film(self, job_id: str) -> None:
        for path, content in ((self.library.video(job_id), b"the video"), (self.library.poster(job_id), b"poster")):
            self.write(path, content)

    def write(self, path: Path, content: bytes = b"something", at: datetime = NOW) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (at.timestamp(), at.timestamp()))
        return path

    def settle_time(self) -> None:
        """Let every file be as old as NOW."""
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.name.startswith("castboard.db"):
                os.utime(path, (NOW.timestamp(), NOW.timestamp()))

    def names(self) -> set[str]:
        """Every file, without the database."""
        paths = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        return {path.as_posix() for path in paths if not path.name.startswith("castboard.db")}

    def sweep(self, now: datetime = MONTHS) -> list[Leaving]:
        return list(self.sweeper.run(now))


def a_board(fitted: Fitted) -> Draft:
    mia = DraftSubject(uid="mia", name="Mia", pictures=(DraftPicture(fitted=fitted),))
    return Draft(cast=(mia,), scene="@Mia walks")


def files_of(fitted: Fitted) -> set[str]:
    return {f"pictures/files/{one.sha256}" for one in (fitted.original, fitted.sending)}
