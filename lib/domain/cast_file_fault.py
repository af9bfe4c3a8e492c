"""Why a file cannot be imported as a cast, as values; `lib.text.cast_file_sentences` says each of them. Pure."""

from __future__ import annotations

from enum import StrEnum

from lib.domain.causes import Fact, facts_in, written
from lib.domain.errors import CastFileRefused


class CastFileFault(StrEnum):
    """What is wrong with the file as a whole. Behind each, the facts that it has."""

    NO_ZIP = "no_zip"
    DAMAGED = "damaged"
    """It ends early, or what is in it does not come out as it went in."""
    NO_CAST = "no_cast"
    """A zip of something else."""
    UNREADABLE = "unreadable"
    """Its list of members is no JSON."""
    NEWER = "newer"  # version
    TOO_LARGE = "too_large"  # most_bytes
    TOO_MANY_FILES = "too_many_files"  # most
    TOO_MANY_MEMBERS = "too_many_members"  # count, most
    LONG_LIST = "long_list"  # most_bytes
    PICTURE_TOO_LARGE = "picture_too_large"  # name, most_bytes
    BOMB = "bomb"  # name
    OUTSIDE = "outside"  # name
    NO_PLAIN_FILE = "no_plain_file"  # name
    TWICE = "twice"  # name
    ENCRYPTED = "encrypted"
    OTHER_CONTENT = "other_content"  # name
    NO_PICTURE = "no_picture"  # name


_CODE = "castboard.cast_file."


def refused(fault: CastFileFault, /, **facts: Fact) -> CastFileRefused:
    """The error of a file that is not imported for this reason."""
    return CastFileRefused(code=f"{_CODE}{fault}", detail=written(facts))


def fault_in(error: CastFileRefused) -> tuple[CastFileFault, dict[str, Fact]]:
    """What `refused` was given."""
    return CastFileFault(error.code.removeprefix(_CODE)), facts_in(error.detail)
