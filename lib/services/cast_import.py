"""Members from a file: first what it would do, then that, then back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from lib.domain.actor import Actor, Operation
from lib.domain.cast_file import (
    CastDocument,
    DamagedMember,
    EnteredMember,
    KeptAs,
    MemberFault,
    kept_as,
    pictures_of,
    read_cast,
    with_pictures_kept,
)
from lib.domain.cast_file_fault import CastFileFault, refused
from lib.domain.cast_plan import (
    CastChange,
    CastPlan,
    ChangedMember,
    Comparison,
    PlannedMember,
    ids_to_look_for,
    planned,
)
from lib.domain.errors import PictureUnusable
from lib.domain.picture_remark import remark_of
from lib.domain.picture_rules import Fitted
from lib.services.cast_desk import CastDesk
from lib.services.cast_zip import CastZip
from lib.services.media.picture.file_format import kind_of

Progress = Callable[[float], object]
"""Told how much is done, from 0 to 1."""
_LOOKED_THROUGH = 0.2
"""How much of the work it is to look the file through."""


class CastImport:
    """Keeps nothing between the steps: an interrupted import is started again, and finds what is already there."""

    def __init__(self, cast: CastDesk) -> None:
        self.cast, self.store, self.pictures = cast, cast.store, cast.pictures

    def plan(self, actor: Actor, path: Path, progress: Progress = lambda done: None) -> CastPlan:
        """What the import of this file would do. The cast stays as it is.

        The whole file is looked through first; then the pictures of members that are new or differ come into our own
        folder, where each is judged by its content. Raises CastFileRefused, NotPermitted, DiskTrouble.
        """
        self.cast.allow(actor, Operation.CHANGE_CAST)
        with CastZip(path) as zipped:
            document = read_cast(zipped.document())
            pictures = zipped.pictures()
            for done, name in enumerate(pictures):
                progress(_LOOKED_THROUGH * done / len(pictures))
                _check(zipped, name)
            whole, damaged = _whole(document, frozenset(pictures))
            here = self.store.members.of_ids([one for some in whole for one in ids_to_look_for(some)])
            standing = [planned(one, here) for one in whole]
            wanted = [one for one in standing if one.comparison is not Comparison.SAME]
            kept, unusable = self._kept(zipped, wanted, progress)
        members = []
        for one in standing:
            if fault := _unusable(one, unusable):
                damaged.append(fault)
            elif one.comparison is Comparison.SAME:
                # Ours has the facts of its pictures already.
                ours = here.get(one.member.id)
                members.append(replace(one, member=ours.member) if ours else one)
            else:
                members.append(replace(one, member=with_pictures_kept(one.member, kept)))
        return CastPlan(tuple(members), tuple(damaged))

    def apply(self, actor: Actor, wanted: Sequence[CastChange], now: datetime) -> Iterator[ChangedMember | None]:
        """Write these one by one, each in a transaction of its own; None for one that somebody changed meanwhile."""
        return (self.cast.put(actor, one, now) for one in wanted)

    def undo(self, actor: Actor, changed: Sequence[ChangedMember], now: datetime) -> Iterator[bool]:
        """Take it back one by one: the new ones are deleted, the others as they were.

        False for one that somebody changed since, which stays.
        """
        return (self.cast.take_back(actor, one, now) for one in changed)

    def _kept(
        self, zipped: CastZip, members: Sequence[PlannedMember], progress: Progress
    ) -> tuple[dict[KeptAs, Fitted], dict[str, PictureUnusable]]:
        """The facts of their pictures, and why the others cannot be used."""
        wanted = list(dict.fromkeys(kept_as(one) for some in members for one in pictures_of(some.member)))
        if wanted:
            self.store.members.let_go({name for name, _ in wanted})
        kept: dict[KeptAs, Fitted] = {}
        unusable: dict[str, PictureUnusable] = {}
        for done, (name, ground) in enumerate(wanted):
            progress(_LOOKED_THROUGH + (1 - _LOOKED_THROUGH) * done / len(wanted))
            try:
                kept[name, ground] = self.pictures.add(zipped.picture(name), ground)
            except PictureUnusable as error:
                unusable[name] = error
        return kept, unusable


def _check(zipped: CastZip, name: str) -> None:
    data = zipped.picture(name)
    if sha256(data).hexdigest() != name:
        raise refused(CastFileFault.OTHER_CONTENT, name=zipped.name(name))
    if kind_of(data) is None:
        raise refused(CastFileFault.NO_PICTURE, name=zipped.name(name))


def _whole(document: CastDocument, there: frozenset[str]) -> tuple[list[EnteredMember], list[DamagedMember]]:
    """Those whose pictures are all in the file, and those that are damaged."""
    whole, damaged = [], list(document.damaged)
    for one in document.members:
        if all(fitted.original.sha256 in there for fitted in pictures_of(one.member)):
            whole.append(one)
        else:
            damaged.append(DamagedMember(one.member.name, MemberFault.PICTURE_MISSING))
    return whole, damaged


def _unusable(one: PlannedMember, unusable: Mapping[str, PictureUnusable]) -> DamagedMember | None:
    if one.comparison is Comparison.SAME:
        return None
    for fitted in pictures_of(one.member):
        if error := unusable.get(fitted.original.sha256):
            return DamagedMember(one.member.name, MemberFault.PICTURE_UNUSABLE, remark_of(error.code, error.detail))
    return None
