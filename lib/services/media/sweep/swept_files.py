"""What leaves as files: parts that were never finished, pictures that nothing refers to, what was made from these."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from lib.domain.errors import DiskTrouble
from lib.domain.trash import (
    Kind,
    Leaving,
    Why,
    expired_before,
    is_spared,
    part_leaves,
    picture_leaves,
    record_leaves,
)
from lib.services.media.pictures import Pictures
from lib.services.store import Store

log = logging.getLogger(__name__)

_ENTRIES = 100
"""Files looked at in one step."""
_OURS = ("library", "pictures", "demo", "imports")
"""Folders in the data folder in which every file is ours. Beside them may lie anybody's: only known names count."""
_PART_AT_THE_TOP = re.compile(r"(link-secret|castboard\.db)\..*\.?part")
_SHA256 = re.compile(r"[0-9a-f]{64}")


Judge = Callable[[str, datetime], Why | None]
"""Given a picture's sha256 and the time of its last use: why it may go."""


class Parts:
    """Files that a process left half written when it was killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        for page in _pages(self.folder):
            yield _parts([one for one in page if _PART_AT_THE_TOP.fullmatch(one.name)], now)
        todo = [self.folder / name for name in _OURS]
        while todo:
            for page in _pages(todo.pop()):
                todo += [Path(one.path) for one in page if one.is_dir(follow_symlinks=False)]
                yield _parts(page, now)

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        return [one for one in page if _removed(Path(one.id))]


class PictureFiles:
    """Originals that were dropped, and sending copies, to which no job, draft or board refers."""

    def __init__(self, store: Store, pictures: Pictures) -> None:
        self.store, self.pictures = store, pictures
        self.copies: dict[str, set[str]] = {}
        """By the sha256 of each original, those of its copies, as the records tell."""
        self.unknown: set[str] = set()
        """Originals of which a record cannot be read."""
        self.foreseen: set[str] = set()
        """What was found and not freed (yet)."""

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        """What may go, in small lots; `foresee`: also what will once the trash has gone, as for a dry run."""
        self.foreseen.clear()
        yield from self._read_records()
        made = {copy for original, copies in self.copies.items() for copy in copies if copy != original}
        for page in _pages(self.pictures.files):
            files = [(one, at) for one in page if _SHA256.fullmatch(one.name) and (at := _used_at(one))]
            old = [(one, at) for one, at in files if not is_spared(at, now)]
            judge = self._judge([one.name for one, _ in old], made, now, foresee=foresee)
            found = [_leaving(Kind.PICTURE, one, judge(one.name, at)) for one, at in old]
            leaving = [one for one in found if one]
            self.foreseen |= {Path(one.id).name for one in leaving}
            yield leaving

    def _read_records(self) -> Iterator[list[Leaving]]:
        """A page of nothing for each page that was read."""
        self.copies, self.unknown = {}, set()
        for folder in self.pictures.records:
            for page in _pages(folder):
                for one in page:
                    self._read_record(Path(one.path))
                yield []

    def _read_record(self, path: Path) -> None:
        try:
            found = self.pictures.recorded(path)
        except DiskTrouble as error:
            log.warning("Nobody knows what %s is about (%s); its picture stays", path, error)
            self.unknown.add(path.name[:64])
            return
        if found:
            self.copies.setdefault(found[0], set()).add(found[1])

    def _judge(self, shas: Sequence[str], made: Collection[str], now: datetime, *, foresee: bool = False) -> Judge:
        """What decides about these: asked of the store once for all of them."""
        family = {sha256: [sha256, *self.copies.get(sha256, ())] for sha256 in shas}
        asked = [one for some in family.values() for one in some]
        expired = expired_before(now) if foresee else None
        needed = self.store.needs.pictures(asked, expired=expired) | self.unknown
        dropped = self.store.needs.dropped(asked, expired=expired)

        def judge(sha256: str, used_at: datetime) -> Why | None:
            """Why this picture may go; None if it stays."""
            # An original stays for its copies; one of which only a copy was sent went with that.
            return picture_leaves(
                used_at,
                now,
                needed=not needed.isdisjoint(family[sha256]),
                dropped=not dropped.isdisjoint(family[sha256]),
                is_copy=sha256 in made and sha256 not in self.copies,
            )

        return judge

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        """Move the files aside, check once more, then delete them.

        Whoever hands a picture to a board sets its time anew, or, once it is out of the way, does not find it and
        writes it again. So what is still old and unneeded after it was moved is nobody's.
        """
        moved = [one for one in page if _moved(Path(one.id), self.pictures.aside / Path(one.id).name)]
        went = self._settle([Path(one.id).name for one in moved], now)
        self.foreseen -= {Path(one.id).name for one in page}
        return [one for one in moved if Path(one.id).name in went]

    def recover(self, now: datetime) -> None:
        """Decide about what a sweep that was killed had moved out of the way."""
        for page in _pages(self.pictures.aside):
            self._settle([one.name for one in page if _SHA256.fullmatch(one.name)], now)

    def _settle(self, shas: Sequence[str], now: datetime) -> set[str]:
        """Put back what is needed or was used meanwhile; the names of what is gone. All of it was once found to go."""
        judge, went = self._judge(shas, shas, now), set()
        for sha256 in shas:
            aside = self.pictures.aside / sha256
            try:
                used_at = datetime.fromtimestamp(aside.stat().st_mtime, UTC)
            except FileNotFoundError:
                continue  # Another process has decided about it.
            if judge(sha256, used_at) is None:
                _moved(aside, self.pictures.files / sha256)
            elif _removed(aside):
                went.add(sha256)
        return went


class PictureRecords:
    """Thumbnails of an earlier version, and what was made from pictures that are no longer there."""

    def __init__(self, pictures: Pictures, files: PictureFiles) -> None:
        self.pictures, self.files = pictures, files

    def find(self, now: datetime, *, foresee: bool = False) -> Iterator[list[Leaving]]:
        for folder in self.pictures.made_from_files:
            for page in _pages(folder):
                found = [_leaving(Kind.RECORD, one, self._why(one, now)) for one in page]
                yield [one for one in found if one]

    def _why(self, entry: os.DirEntry[str], now: datetime) -> Why | None:
        sha256 = entry.name[:64]
        if not _SHA256.fullmatch(sha256) or (used_at := _used_at(entry)) is None:
            return None
        # Its copies need the record as well: it alone tells that they are copies.
        family = {sha256, *self.files.copies.get(sha256, ())} - self.files.foreseen
        there = any((self.pictures.files / one).is_file() for one in family)
        return record_leaves(used_at, now, has_picture=there and not self.pictures.is_outdated(Path(entry.path)))

    def free(self, page: Sequence[Leaving], now: datetime) -> list[Leaving]:
        return [one for one in page if _removed(Path(one.id))]


def _pages(folder: Path) -> Iterator[list[os.DirEntry[str]]]:
    """The entries of a folder, a few at a time; none of one that is not there or cannot be read."""
    try:
        scan = os.scandir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        log.warning("%s cannot be looked through: %s", folder, error)
        return
    with scan:
        while page := list(islice(scan, _ENTRIES)):
            yield page


def _parts(page: Sequence[os.DirEntry[str]], now: datetime) -> list[Leaving]:
    found = [
        _leaving(Kind.PART, one, part_leaves(at, now))
        for one in page
        if one.name.endswith(".part") and (at := _used_at(one)) is not None
    ]
    return [one for one in found if one]


def _used_at(entry: os.DirEntry[str]) -> datetime | None:
    """When a file was written or last used; None for what is no file, or not there any more."""
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        return datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC)
    except FileNotFoundError:
        return None


def _leaving(kind: Kind, entry: os.DirEntry[str], why: Why | None) -> Leaving | None:
    if why is None:
        return None
    return Leaving(kind, entry.path, why, entry.stat(follow_symlinks=False).st_size)


def _moved(path: Path, to: Path) -> bool:
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
    except FileNotFoundError:
        return False  # Another process was there first.
    except OSError as error:
        log.warning("%s cannot be moved: %s", path, error)
        return False
    return True


def _removed(path: Path) -> bool:
    """Whether it is gone by our doing; whoever comes second, or may not, leaves it to others."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        log.warning("%s cannot be removed yet: %s", path, error)
        return False
    return True
