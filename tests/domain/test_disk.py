"""What a file in the data folder is to people, by its path."""

import pytest

from lib.domain.disk import DiskKind, disk_kind

PATHS = {
    "library/videos/0a.mp4": DiskKind.VIDEOS,
    "library/previews/0a.mp4": DiskKind.PREVIEWS,
    "library/posters/0a.jpg": DiskKind.POSTERS,
    "library/else/0a": DiskKind.OTHER,
    "pictures/0a": DiskKind.PICTURES,
    "pictures/facts/0a.json": DiskKind.PICTURES,
    "pictures/inbox/0a.part": DiskKind.INBOX,
    "demo/videos/0a.mp4": DiskKind.DEMO,
    "castboard.db": DiskKind.DATABASE,
    "castboard.db-wal": DiskKind.DATABASE,
    "castboard.db.before-0020": DiskKind.DATABASE,
    "link-secret": DiskKind.OTHER,
    "answers/castboard.db": DiskKind.OTHER,
    "pictures": DiskKind.OTHER,
}


@pytest.mark.parametrize("path", PATHS)
def test_a_file_is_of_the_kind_of_its_folder(path: str) -> None:
    assert disk_kind(path.split("/")) is PATHS[path]
