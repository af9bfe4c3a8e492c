"""Casts for tests of export and import, the zips made of them, and a second house to bring them to."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from lib.app import Studio, build
from lib.domain.actor import Actor
from lib.domain.cast_member import CastMember, Look, MemberKind, StoredMember
from lib.services.settings import load
from tests.conftest import SOMEONE
from tests.services.store_kit import NOW

ANN = Actor("ann")


def kept_member(studio: Studio, number: int, *pictures: bytes, **fields: Any) -> CastMember:
    """A member with one look of these pictures, kept in the cast."""
    added = tuple(studio.desk.add_picture(SOMEONE, data, f"picture {place}.png") for place, data in enumerate(pictures))
    look = Look(id="coat", name="Red coat", pictures=added)
    given = {"id": f"{number:032x}", "name": f"Member {number}", "kind": MemberKind.ANIMAL, "looks": (look,)}
    return studio.cast.keep(ANN, CastMember(**{**given, **fields}), NOW)


def zipped(studio: Studio, path: Path, ids: list[str] | None = None) -> Path:
    """The file that an export makes."""
    wanted = [one.member.id for one in studio.cast_export.offered()] if ids is None else ids
    package = studio.cast_export.package(wanted, NOW)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(package.document_name, package.document)
        for name, source in package.files.items():
            file.write(source, name)
    return path


def cast_of(studio: Studio) -> list[StoredMember]:
    return studio.store.members.all(archived=True)


def names(studio: Studio) -> list[str]:
    return [one.member.name for one in cast_of(studio)]


@contextmanager
def another_house(folder: Path) -> Iterator[Studio]:
    """An empty data folder of its own, in demo mode; nothing is started."""
    made = build(load(folder, {"CASTBOARD_DATA_DIR": str(folder)}))
    made.open()
    try:
        yield made
    finally:
        made.close()


def hand_made(path: Path, members: object, files: Mapping[str, bytes] | None = None, **document: object) -> Path:
    """A zip that somebody else made."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("cast.json", json.dumps({"castboard_cast": 1, "members": members} | document))
        for name, data in (files or {}).items():
            file.writestr(name, data)
    return path


def file_name(data: bytes, ending: str = "png") -> str:
    return f"pictures/{sha256(data).hexdigest()}.{ending}"


def entry(number: int, *files: str, **fields: object) -> dict[str, object]:
    """A member as a file has it."""
    looks = [{"id": "l1", "pictures": [{"file": name} for name in files]}]
    return {"id": f"{number:032x}", "name": f"Member {number}", "kind": "person", "looks": looks} | fields


def files_below(folder: Path) -> list[str]:
    """Every file below it but the database's, to see that nothing came or went."""
    files = (one for one in folder.rglob("*") if one.is_file() and not one.name.startswith("castboard.db"))
    return sorted(str(one.relative_to(folder)) for one in files)
