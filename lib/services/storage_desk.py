"""What whoever looks after Castboard does about the disk: look at what takes room, and free what nobody needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from lib.domain.actor import Actor, Operation
from lib.domain.disk import DiskKind
from lib.domain.trash import Leaving
from lib.services.media.disk_use import count_disk_use, free_space
from lib.services.media.sweep import Sweeper
from lib.services.rights import Allow, allow


class StorageDesk:
    """Its sweeps are their own: the daily one may run beside them, as that of another process may."""

    def __init__(self, data_dir: Path, make_sweeper: Callable[[], Sweeper], allow: Allow = allow) -> None:
        self._data_dir, self._make_sweeper, self.allow = data_dir, make_sweeper, allow

    def used(self) -> Iterator[Mapping[DiskKind, int]]:
        """Bytes by kind, while they are counted; the last figures are those of all. Raises DiskTrouble."""
        return count_disk_use(self._data_dir)

    def free(self) -> tuple[int, int]:
        """Bytes that are free on the disk, and those of all of it. Raises DiskTrouble."""
        return free_space(self._data_dir)

    def foresee(self, actor: Actor, now: datetime) -> Iterator[Leaving]:
        """What a sweep would free now, while it is found; changes nothing."""
        self.allow(actor, Operation.LOOK_AFTER)
        return self._make_sweeper().plan(now)

    def sweep(self, actor: Actor, now: datetime) -> Iterator[Leaving]:
        """Free it now: what leaves, while it does. It may be left at any point, and goes on with the next sweep."""
        self.allow(actor, Operation.SWEEP)
        return self._make_sweeper().run(now)
