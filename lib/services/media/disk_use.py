"""How much of the disk is taken by what, and how much is free."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from lib.domain.disk import DiskKind, disk_kind
from lib.domain.errors import DiskTrouble

_LOT = 500
"""Files between two figures."""


def count_disk_use(folder: Path) -> Iterator[Mapping[DiskKind, int]]:
    """Bytes by kind of what lies in the data folder, while it is counted; the last figures are those of all.

    Raises DiskTrouble. What goes meanwhile is not counted.
    """
    sizes: Counter[DiskKind] = Counter()
    looked_at = 0
    todo: list[tuple[str, ...]] = [()]
    while todo:
        parts = todo.pop()
        for entry in _entries(folder.joinpath(*parts)):
            if entry.is_dir(follow_symlinks=False):
                todo.append((*parts, entry.name))
                continue
            sizes[disk_kind((*parts, entry.name))] += _size(entry)
            looked_at += 1
            if looked_at % _LOT == 0:
                yield sizes
    yield sizes


def free_space(folder: Path) -> tuple[int, int]:
    """Bytes that are free on the disk of this folder, and those of all of it. Raises DiskTrouble."""
    try:
        found = shutil.disk_usage(folder)
    except OSError as error:
        raise _trouble(error) from error
    return found.free, found.total


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _trouble(error) from error


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise _trouble(error) from error


def _trouble(error: OSError) -> DiskTrouble:
    return DiskTrouble(detail=f"{type(error).__name__}: {error.strerror or error}")
