"""The pictures people add: originals kept once by content hash, with the copies that are sent and shown."""

from __future__ import annotations

import builtins
import hashlib
import json
import os
import re
import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lib.domain.crop import Crop
from lib.domain.errors import DiskTrouble
from lib.domain.picture_remark import PictureRemark, RemarkKind, unusable
from lib.domain.picture_rules import WHITE, Fitted, Picture, shrink_plan
from lib.services.media.picture.cropping import crop_and_copy
from lib.services.media.picture.facts import facts_in, ground_in, written_facts
from lib.services.media.picture.fit import smaller, thumbnail
from lib.services.media.picture.redrawing import Drawn
from lib.services.media.picture.sending_copy import check_and_copy

_THUMBNAIL_EDGES = (96, 320, 640)
_VERSION = 4
"""Of how copies are made: raise it when they come out differently, and all are made anew from the originals."""
_A_DAY_S = 24 * 3600
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Pictures:
    """One folder: `files` (originals and copies, named by sha256) and what is made from them: `facts`, `fits` ...

    Safe to use from several threads and processes. One picture at a time is decoded, which bounds the memory.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._one_at_a_time = threading.Lock()

    def add(self, data: bytes, ground: str = WHITE) -> Fitted:
        """Check an upload, keep it, and make its sending copy, transparent parts on `ground`; at once if it is here.

        Raises PictureUnusable (with its remark) and DiskTrouble.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._recorded(self._facts(sha256, ground))
        if known is not None:
            return known
        with self._one_at_a_time:
            checked = check_and_copy(data, ground)
        original = Picture(sha256, checked.kind, checked.width, checked.height, len(data))
        fitted = Fitted(original, checked.copy.facts, checked.notes, checked.warnings, checked.traits, ground)
        self._write(self._file(sha256), data)
        # Before the copy: it alone tells the sweep what that is, if this process ends in between.
        self._record(self._facts(sha256, ground), fitted)
        self._keep(checked.copy)
        return fitted

    def cropped(self, sha256: str, crop: Crop, ground: str = WHITE) -> Fitted:
        """A part of an original, as a picture of its own. Raises PictureUnusable (with its remark), DiskTrouble."""
        data = self.bytes(sha256)
        with self._one_at_a_time:
            checked = crop_and_copy(data, crop, ground)
        part = self._keep(checked.copy)
        fitted = Fitted(part, part, checked.notes, checked.warnings, checked.traits, ground)
        self._record(self._facts(part.sha256, ground), fitted)
        return fitted

    def known(self, sha256: str) -> bool:
        """Whether this original or copy is kept here."""
        return bool(_SHA256.fullmatch(sha256)) and self._file(sha256).is_file()

    def find(self, sha256: str, ground: str = WHITE) -> Fitted:
        """What `add` found out about an original on this ground. Raises PictureUnusable if it is not kept here."""
        found = self._recorded(self._facts(sha256, ground))
        if found is None:
            # The facts can be made again as long as the file is there (a newer version draws differently).
            return self.add(self.bytes(sha256), ground)
        return found

    def bytes(self, sha256: str) -> bytes:
        """The file of an original or a copy. Raises PictureUnusable if it is not kept here, DiskTrouble."""
        with _disk():
            return self._file(sha256).read_bytes()

    def of_copy(self, sha256: str) -> Fitted:
        """The original that a copy was made from, with that copy; the copy alone where nothing tells. Like `find`."""
        paths = [*self._records_of_copy(sha256)]
        for path in paths:
            found = self._recorded(path)
            if found is not None:
                return found
        # By another version: its copy would be drawn anew anyway.
        return self._original_by(paths, sha256)

    def to_send(self, sha256: str) -> builtins.bytes:
        """The file of a copy as it may leave. One that another version drew is drawn anew, no larger than it was.

        Raises PictureUnusable with the reason if its original is refused today or nothing is kept here, DiskTrouble.
        """
        return self.bytes(sha256 if self._is_ours(sha256) else self._drawn_again(sha256).sending.sha256)

    def size(self, sha256: str) -> int:
        """Bytes of an original or a copy. Raises like `bytes`."""
        with _disk():
            return self._file(sha256).stat().st_size

    def fit(self, pictures: Sequence[Fitted], room_bytes: int) -> list[Fitted]:
        """What to send for each, in this order, so that all data URIs together take at most `room_bytes`.

        A picture that is in the request twice must be in `pictures` twice. Small ones stay as they are, the largest
        come down (`shrink_plan`). Made once for each size and kept. Raises PictureUnusable if it cannot be done.
        """
        found = [self.find(one.original.sha256, one.ground) for one in pictures]
        plan = shrink_plan([one.sending for one in found], room_bytes)
        return [self._fitted(one, plan.get(one.sending.sha256)) for one in found]

    def thumbnail(self, sha256: str, edge: int = 320) -> Path:
        """A small WebP of an original or copy, made on first use. `edge` in pixels, one of _THUMBNAIL_EDGES."""
        if edge not in _THUMBNAIL_EDGES:
            raise ValueError(f"edge is one of {_THUMBNAIL_EDGES}, not {edge}")
        path = self._folder / "thumbs" / f"{_checked(sha256)}-{edge}-{_VERSION}.webp"
        if not path.is_file():
            known = self._recorded(self._facts(sha256))
            data = self.bytes(known.sending.sha256 if known else sha256)
            with self._one_at_a_time:
                small = thumbnail(data, edge)
            self._write(path, small)
        return path

    # What may go is decided by the sweep; see there how it and whoever uses a picture keep out of each other's way.

    @property
    def files(self) -> Path:
        """Originals and copies, named by their sha256; the time of a file is that of its last use, by the day."""
        return self._folder / "files"

    @property
    def aside(self) -> Path:
        """Where the sweep puts what it is about to remove."""
        return self._folder / "going"

    @property
    def records(self) -> tuple[Path, ...]:
        """Folders of the records that tell which file is a copy of which."""
        return (self._folder / "facts", self._folder / "fits")

    @property
    def made_from_files(self) -> tuple[Path, ...]:
        """Folders whose files begin with the sha256 of a picture and can be made again from it."""
        return (*self.records, self._folder / "thumbs", self._folder / "sent")

    @staticmethod
    def is_outdated(path: Path) -> bool:
        """Whether this is a thumbnail that an earlier version drew: nobody asks for it any more."""
        return path.parent.name == "thumbs" and path.stem.partition("-")[2].partition("-")[2] != str(_VERSION)

    @staticmethod
    def recorded(record: Path) -> tuple[str, str] | None:
        """The sha256 of the original and of its copy in one of our records, by whatever version; None in none.

        Raises DiskTrouble for one that cannot be read.
        """
        try:
            raw = json.loads(record.read_text("utf-8"))
            return str(raw["original"]["sha256"]), str(raw["sending"]["sha256"])
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
        except (ValueError, KeyError, TypeError):
            return None

    def use(self, sha256: str) -> bool:
        """Whether this original or copy is kept here; from now on it counts as used, and no sweep takes it soon."""
        path = self._file(sha256)
        try:
            # Once a day is enough, and a page asks often.
            if time.time() - path.stat().st_mtime > _A_DAY_S:
                os.utime(path)
        except FileNotFoundError:
            return False
        except OSError as exc:
            raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
        return True

    def _fitted(self, found: Fitted, cap_bytes: int | None) -> Fitted:
        """In at most so many bytes; None: as it is."""
        if cap_bytes is None:
            return found
        path = self._folder / "fits" / f"{found.original.sha256}-{cap_bytes}-{_version(found.ground)}.json"
        cached = self._recorded(path)
        if cached is not None:
            return cached
        data = self.bytes(found.sending.sha256)
        with self._one_at_a_time:
            drawn = smaller(data, cap_bytes)
        fitted = replace(found, sending=drawn.facts)
        self._record(path, fitted)
        self._keep(drawn)
        return fitted

    def _is_ours(self, sha256: str) -> bool:
        """Whether this version drew the copy."""
        try:
            return (self._folder / "sent" / _checked(sha256)).read_text("utf-8") == str(_VERSION)
        except FileNotFoundError:
            return False
        except OSError as exc:
            raise DiskTrouble(detail=str(exc.strerror or exc)) from exc

    def _drawn_again(self, sha256: str) -> Fitted:
        old_bytes = self.size(sha256)
        found = self._original_by(self._records_of_copy(sha256), sha256)
        return found if found.sending.size_bytes <= old_bytes else self._fitted(found, old_bytes)

    def _original_by(self, records: Iterable[Path], sha256: str) -> Fitted:
        """The original of a copy, as these records of it tell. A copy whose original is gone is what there is."""
        record = next((one for one in records if self.known(one.name[:64])), None)
        if record is None:
            return self.find(sha256)
        with _disk():
            return self.find(record.name[:64], ground_in(record.read_text("utf-8")))

    def _records_of_copy(self, sha256: str) -> Iterator[Path]:
        for folder in self.records:
            for path in folder.glob("*.json"):
                family = self.recorded(path)
                if family and family[1] == sha256:
                    yield path

    def _keep(self, drawn: Drawn) -> Picture:
        self._write(self._file(drawn.facts.sha256), drawn.data)
        self._write(self._folder / "sent" / drawn.facts.sha256, str(_VERSION).encode())
        return drawn.facts

    def _file(self, sha256: str) -> Path:
        return self._folder / "files" / _checked(sha256)

    def _facts(self, sha256: str, ground: str = WHITE) -> Path:
        return self._folder / "facts" / f"{_checked(sha256)}-{_version(ground)}.json"

    def _recorded(self, path: Path) -> Fitted | None:
        """A record whose files are all there; None otherwise, and the caller makes it again."""
        try:
            found = facts_in(path.read_text("utf-8"), _VERSION)
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
        if found is None or not (self.use(found.original.sha256) and self.use(found.sending.sha256)):
            return None
        return found

    def _record(self, path: Path, fitted: Fitted) -> None:
        self._write(path, written_facts(fitted, _VERSION).encode())

    def _write(self, path: Path, data: builtins.bytes) -> None:
        """Complete or not at all; a file named by its content is written once."""
        with _disk():
            whole = path.parent == self.files and path.is_file() and path.stat().st_size == len(data)
            if whole and self.use(path.name):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
            try:
                with part.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as exc:
        raise unusable(PictureRemark(RemarkKind.GONE)) from exc
    except OSError as exc:
        raise DiskTrouble(detail=str(exc.strerror or exc)) from exc


def _version(ground: str) -> str:
    """The end of a record's name."""
    return str(_VERSION) if ground == WHITE else f"{_VERSION}-{ground[1:]}"


def _checked(sha256: str) -> str:
    # It becomes part of a path and may come from a draft or a link.
    if not _SHA256.fullmatch(sha256):
        raise unusable(PictureRemark(RemarkKind.UNKNOWN))
    return sha256
