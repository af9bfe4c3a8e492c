"""What takes room in the data folder, by the path of a file in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class DiskKind(StrEnum):
    """What a file is to people."""

    VIDEOS = "videos"
    PREVIEWS = "previews"
    POSTERS = "posters"
    PICTURES = "pictures"
    INBOX = "inbox"
    """Pictures on their way to a board."""
    DATABASE = "database"
    DEMO = "demo"
    OTHER = "other"


_FOLDERS: dict[tuple[str, ...], DiskKind] = {
    ("library", "videos"): DiskKind.VIDEOS,
    ("library", "previews"): DiskKind.PREVIEWS,
    ("library", "posters"): DiskKind.POSTERS,
    ("pictures", "inbox"): DiskKind.INBOX,
    ("pictures",): DiskKind.PICTURES,
    ("demo",): DiskKind.DEMO,
}


def disk_kind(parts: Sequence[str]) -> DiskKind:
    """The kind of a file, by its path within the data folder: ("library", "videos", "x.mp4")."""
    for length in (2, 1):
        kind = _FOLDERS.get(tuple(parts[:length]))
        if kind and len(parts) > length:
            return kind
    # Beside the database lie its log and the copies that were kept before an upgrade.
    return DiskKind.DATABASE if len(parts) == 1 and "castboard.db" in parts[0] else DiskKind.OTHER
