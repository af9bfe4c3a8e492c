"""A zip with a cast from outside: checked before any of it is used, and never unpacked to a path that it names."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lib.domain.cast_file import DOCUMENT, PICTURE_FILE
from lib.domain.cast_file_fault import CastFileFault, refused
from lib.domain.errors import DiskTrouble

MOST_BYTES = 4_000_000_000
"""The file as it comes, and all that is in it."""
MOST_PICTURE_BYTES = 50_000_000
_MOST_DOCUMENT_BYTES = 20_000_000
_MOST_FILES = 20_000
_MOST_DIRECTORY_BYTES = 10_000_000
_MOST_RATIO, _RATIO_FROM_BYTES = 100, 1_000_000
"""No picture becomes so many times smaller; below this size it does no harm."""
_END, _END_SIZE = b"PK\x05\x06", 22
_LONGEST_COMMENT = 65_535
_UNDATED = 0xFFFFFFFF


class CastZip:
    """An open one. Reading it raises CastFileRefused and DiskTrouble; a context manager."""

    def __init__(self, path: Path) -> None:
        with _reading():
            self._file = path.open("rb")
            try:
                _check_directory(self._file, path.stat().st_size)
                self._zip = zipfile.ZipFile(self._file)
            except zipfile.BadZipFile as exc:
                self._file.close()
                raise refused(CastFileFault.NO_ZIP) from exc
            except BaseException:  # Whatever it was, it goes on its way; nobody else would close the file.
                self._file.close()
                raise
        self._pictures: dict[str, zipfile.ZipInfo] = {}

    def __enter__(self) -> CastZip:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def document(self) -> str:
        """The text of its list of members, once all that is in the zip was found harmless."""
        document = self._checked()
        with _reading():
            data = self._zip.read(document)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            raise refused(CastFileFault.UNREADABLE) from exc

    def pictures(self) -> list[str]:
        """The sha256 of each picture in it, as its name says; after `document`."""
        return list(self._pictures)

    def name(self, sha256: str) -> str:
        return self._pictures[sha256].filename

    def picture(self, sha256: str) -> bytes:
        """What is in the file of this name."""
        with _reading():
            return self._zip.read(self._pictures[sha256])

    def _checked(self) -> zipfile.ZipInfo:
        document, seen, total = None, set(), 0
        folder = _folder(self._zip.namelist())
        for info in self._zip.infolist():
            _check(info)
            if info.filename.casefold() in seen:
                raise refused(CastFileFault.TWICE, name=info.filename)
            seen.add(info.filename.casefold())
            name, total = info.filename.removeprefix(folder), total + info.file_size
            if total > MOST_BYTES:
                raise refused(CastFileFault.TOO_LARGE, most_bytes=MOST_BYTES)
            if name == DOCUMENT:
                document = info
            elif found := PICTURE_FILE.fullmatch(name):
                _check_picture(info)
                if found[1] in self._pictures:
                    raise refused(CastFileFault.TWICE, name=name)
                self._pictures[found[1]] = info
        if document is None:
            raise refused(CastFileFault.NO_CAST)
        if document.file_size > _MOST_DOCUMENT_BYTES:
            raise refused(CastFileFault.LONG_LIST, most_bytes=_MOST_DOCUMENT_BYTES)
        return document


def _folder(names: Sequence[str]) -> str:
    """The one that all of it lies in, as after a Mac has unpacked what it downloaded and somebody packed it again."""
    folders = {name.removesuffix(DOCUMENT) for name in names if name == DOCUMENT or name.endswith(f"/{DOCUMENT}")}
    found = min(folders, key=len, default="")
    return found if len(folders) == 1 and found.count("/") == 1 else ""


def _check_directory(file: BinaryIO, size_bytes: int) -> None:
    """How much the zip lists, before all of it is read into memory."""
    if size_bytes > MOST_BYTES:
        raise refused(CastFileFault.TOO_LARGE, most_bytes=MOST_BYTES)
    file.seek(max(0, size_bytes - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise refused(CastFileFault.DAMAGED if _begins_as_zip(file) else CastFileFault.NO_ZIP)
    count, directory_bytes = struct.unpack_from("<HL", tail, at + 10)
    before = tail[max(0, at - 76) : at]
    if before[:4] == b"PK\x06\x06":  # A large zip says it in a record before.
        count, directory_bytes = struct.unpack_from("<QQ", before, 32)
    elif directory_bytes == _UNDATED or before[-20:-16] == b"PK\x06\x07":
        raise refused(CastFileFault.DAMAGED)
    if count > _MOST_FILES or directory_bytes > _MOST_DIRECTORY_BYTES:
        raise refused(CastFileFault.TOO_MANY_FILES, most=_MOST_FILES)
    file.seek(0)


def _begins_as_zip(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


def _check(info: zipfile.ZipInfo) -> None:
    """What counts for every file in it, whether we know its name or not."""
    # As it stands in the zip: Python has made a slash of a backslash on Windows, and cut the name at a NUL.
    name = info.orig_filename
    parts = name.replace("\\", "/").split("/")
    if "\\" in name or "\0" in name or ".." in parts or not parts[0] or ":" in parts[0]:
        raise refused(CastFileFault.OUTSIDE, name=name[:80].replace("\0", " "))
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise refused(CastFileFault.NO_PLAIN_FILE, name=name[:80])
    if info.flag_bits & 0x1:
        raise refused(CastFileFault.ENCRYPTED)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refused(CastFileFault.DAMAGED)


def _check_picture(info: zipfile.ZipInfo) -> None:
    if info.file_size > MOST_PICTURE_BYTES:
        raise refused(CastFileFault.PICTURE_TOO_LARGE, name=info.filename, most_bytes=MOST_PICTURE_BYTES)
    if info.file_size > max(_RATIO_FROM_BYTES, _MOST_RATIO * info.compress_size):
        raise refused(CastFileFault.BOMB, name=info.filename)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, struct.error, ValueError) as exc:
        raise refused(CastFileFault.DAMAGED) from exc
    except OSError as exc:
        raise DiskTrouble(detail=str(exc.strerror or exc)) from exc
