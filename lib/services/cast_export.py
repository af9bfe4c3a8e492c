"""The cast as one file to take along: which files go into the zip, and under which names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lib.domain.cast_file import DOCUMENT, picture_file, pictures_of, written_cast
from lib.domain.cast_member import CastMember, StoredMember
from lib.domain.picture_rules import Fitted, Picture
from lib.services.media.pictures import Pictures
from lib.services.store import Store


@dataclass(frozen=True)
class CastPackage:
    """All that a zip is made of. It holds no picture: those are read when the zip is sent."""

    document: bytes
    files: dict[str, Path]
    """The pictures, by their names in the zip."""

    @property
    def document_name(self) -> str:
        return DOCUMENT


@dataclass(frozen=True)
class ExportedMember:
    """A member that can be exported, and what it brings along."""

    member: CastMember
    files: dict[str, int]
    """Bytes of its pictures, by their names in the zip."""
    gone: int
    """How many of its pictures are not here any more."""


class CastExport:
    """Reads the cast and its pictures, and changes nothing."""

    def __init__(self, store: Store, pictures: Pictures) -> None:
        self.store, self.pictures = store, pictures

    def offered(self) -> list[ExportedMember]:
        """Every member that can be read, archived ones too, in order of names."""
        return [self._offered(one) for one in self.store.members.all(archived=True) if not one.unreadable]

    def package(self, ids: Collection[str], now: datetime) -> CastPackage:
        """The file with those of the members that are still there."""
        found = self.store.members.of_ids(ids)
        # In the order in which they were chosen, which is that of their names.
        there = [found[one] for one in ids if one in found]
        members = [one for one in there if not (one.deleted or one.unreadable)]
        named = (self._there(fitted) for one in members for fitted in pictures_of(one.member))
        files = {picture_file(one): self.pictures.files / one.sha256 for one in named if one}
        return CastPackage(written_cast(members, self._there, now).encode(), files)

    def _offered(self, stored: StoredMember) -> ExportedMember:
        every = [self._there(fitted) for fitted in pictures_of(stored.member)]
        there = [one for one in every if one]
        return ExportedMember(
            stored.member, {picture_file(one): one.size_bytes for one in there}, len(every) - len(there)
        )

    def _there(self, fitted: Fitted) -> Picture | None:
        """The original; the copy that is sent where that is all there is."""
        return next((one for one in (fitted.original, fitted.sending) if self.pictures.use(one.sha256)), None)
