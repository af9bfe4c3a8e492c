"""Files that are no cast, or that would do harm: each is refused in one sentence, and nothing is changed."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.app import Studio
from lib.domain.cast_file_fault import CastFileFault, fault_in
from lib.domain.errors import CastFileRefused
from lib.text.cast_file_sentences import refusal_text
from tests.services.cast_kit import ANN, cast_of, entry, file_name, files_below, hand_made

Make = Callable[[Path], object]
DOCUMENT = json.dumps({"castboard_cast": 1, "members": [entry(1)]})
PDF = b"%PDF-1.7 " + b"x" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


def with_files(*files: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_STORED) -> Make:
    """A cast with these files more; a name may be there twice."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", how) as file:
            file.writestr("cast.json", DOCUMENT)
            for name, data in files:
                if isinstance(name, zipfile.ZipInfo):
                    name.compress_type = how
                file.writestr(name, data)

    return make


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def spelled(name: str) -> zipfile.ZipInfo:
    """A name as it stands, which Python would make harmless."""
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    return info


def changed(make: Make, change: Callable[[bytearray], object]) -> Make:
    def made(path: Path) -> None:
        make(path)
        data = bytearray(path.read_bytes())
        path.write_bytes(bytes(change(data) or data))  # type: ignore[call-overload]

    return made


def encrypted(data: bytearray) -> None:
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1


def many_listed(data: bytearray) -> None:
    at = data.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", data, at + 8, 60_000, 60_000)


def damaged_content(data: bytearray) -> None:
    at = data.find(b"Member 1")
    data[at] ^= 0xFF


def of_members(members: object, **fields: object) -> Make:
    return lambda path: hand_made(path, members, **fields)


def text(content: str) -> Make:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("cast.json", content)

    return make


def bomb(path: Path) -> None:
    with_files((file_name(b"bomb"), b"\0" * 40_000_000), how=zipfile.ZIP_DEFLATED)(path)


def too_large_a_list(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("cast.json", " " * 21_000_000)


def too_large_in_all(path: Path) -> None:
    """Says that it holds 200 GB, each file within its limit."""
    with_files(*((f"{number}.txt", b"") for number in range(60)))(path)
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<L", data, at + 24, 4_000_000_000)
        at += 4
    path.write_bytes(data)


HOSTILE: dict[str, tuple[Make, CastFileFault]] = {
    "no file at all": (lambda path: path.write_bytes(b""), CastFileFault.NO_ZIP),
    "a picture": (lambda path: path.write_bytes(PNG), CastFileFault.NO_ZIP),
    "a zip of something else": (lambda path: zipfile.ZipFile(path, "w").close(), CastFileFault.NO_CAST),
    "cut short": (changed(with_files((file_name(PNG), PNG)), lambda data: data[:-60]), CastFileFault.DAMAGED),
    "a bit flipped": (changed(with_files(), damaged_content), CastFileFault.DAMAGED),
    "zip slip": (with_files(("../../evil.png", PNG)), CastFileFault.OUTSIDE),
    "an absolute name": (with_files((spelled("/etc/cron.d/evil"), b"x")), CastFileFault.OUTSIDE),
    "a name of Windows": (with_files((spelled("C:evil.png"), b"x")), CastFileFault.OUTSIDE),
    "backslashes": (with_files((spelled("pictures\\..\\..\\evil.png"), b"x")), CastFileFault.OUTSIDE),
    "a member's picture elsewhere": (of_members([entry(1, "../castboard.db")]), CastFileFault.OUTSIDE),
    "a link": (with_files((link(file_name(PNG)), b"/etc/passwd")), CastFileFault.NO_PLAIN_FILE),
    "a bomb": (bomb, CastFileFault.BOMB),
    "200 GB by its own account": (too_large_in_all, CastFileFault.TOO_LARGE),
    "a picture of 51 MB": (with_files((file_name(b"p"), b"p" * 51_000_000)), CastFileFault.PICTURE_TOO_LARGE),
    "a list of 21 MB": (too_large_a_list, CastFileFault.LONG_LIST),
    "60,000 files": (changed(with_files(), many_listed), CastFileFault.TOO_MANY_FILES),
    "one file twice": (with_files((file_name(PNG), PNG), (file_name(PNG), PNG)), CastFileFault.TWICE),
    "the list twice": (with_files(("CAST.json", b"{}")), CastFileFault.TWICE),
    "one picture under two endings": (
        with_files((file_name(PNG), PNG), (file_name(PNG, "jpg"), PNG)),
        CastFileFault.TWICE,
    ),
    "with a password": (changed(with_files(), encrypted), CastFileFault.ENCRYPTED),
    "another content than its name says": (with_files((file_name(PNG), PNG + b"!")), CastFileFault.OTHER_CONTENT),
    "a PDF for a picture": (with_files((file_name(PDF), PDF)), CastFileFault.NO_PICTURE),
    "no JSON": (text("{"), CastFileFault.UNREADABLE),
    "nested deeply": (text("[" * 200_000), CastFileFault.UNREADABLE),
    "a later version": (of_members([], castboard_cast=2), CastFileFault.NEWER),
    "5,000 members": (of_members([entry(number) for number in range(5_000)]), CastFileFault.TOO_MANY_MEMBERS),
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_would_do_harm_is_refused_and_changes_nothing(what: str, studio: Studio, tmp_path: Path) -> None:
    make, fault = HOSTILE[what]
    path = tmp_path / "hostile.zip"
    make(path)
    before = files_below(tmp_path)
    with pytest.raises(CastFileRefused) as caught:
        studio.cast_import.plan(ANN, path)
    assert fault_in(caught.value)[0] is fault
    said = refusal_text(caught.value)
    assert said[0].isalnum() and said.endswith(".") and "{" not in said
    assert files_below(tmp_path) == before and cast_of(studio) == []


def test_every_fault_is_met_by_one_of_them() -> None:
    assert {fault for _, fault in HOSTILE.values()} == set(CastFileFault)


def test_a_cast_that_was_unpacked_and_packed_again_with_its_folder_is_read(
    studio: Studio, picture: Callable[..., bytes], tmp_path: Path
) -> None:
    data, path = picture("red"), tmp_path / "again.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("My cast/", b"")
        file.writestr("My cast/cast.json", json.dumps({"castboard_cast": 1, "members": [entry(1, file_name(data))]}))
        file.writestr(f"My cast/{file_name(data)}", data)
        file.writestr("__MACOSX/My cast/._cast.json", b"x")
    assert [one.member.name for one in studio.cast_import.plan(ANN, path).members] == ["Member 1"]


def test_what_another_program_put_beside_is_passed_over(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "mac.zip"
    with_files(("pictures/", b""), ("__MACOSX/._cast.json", b"x"), (".DS_Store", b"x"), ("notes.txt", b"x"))(path)
    assert [one.member.name for one in studio.cast_import.plan(ANN, path).members] == ["Member 1"]
