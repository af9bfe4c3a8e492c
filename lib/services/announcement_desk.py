"""What stands above every page for everyone, set by an owner. Kept in the store as a note."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from lib.domain.actor import Actor, Operation
from lib.domain.announcement import LONGEST, Announcement, AnnouncementKind
from lib.domain.naming import letters
from lib.services.rights import Allow, allow
from lib.services.store import Store

_NOTE = "announcement"
_adapter = TypeAdapter(Announcement | None)


class AnnouncementDesk:
    """One at a time: a new one takes the place of the one before."""

    def __init__(self, store: Store, allow: Allow = allow) -> None:
        self._store, self.allow = store, allow

    def current(self) -> Announcement | None:
        """The latest one, expired or not; None if there is none, or it cannot be read."""
        try:
            return _adapter.validate_json(self._store.notes.get(_NOTE) or "null")
        except ValidationError:
            return None

    def announce(
        self, actor: Actor, text: str, kind: AnnouncementKind, lasts: timedelta | None, now: datetime
    ) -> Announcement | None:
        """Show this to everyone from now on; None, and nothing shown, if the text is empty or longer than `LONGEST`.

        `lasts` None: until taken away.
        """
        self.allow(actor, Operation.SET_BANNER)
        words = text.strip()
        if not 0 < len(letters(words)) <= LONGEST:
            return None
        made = Announcement(words, kind, now, actor.person_id, now + lasts if lasts else None)
        self._store.notes.set(_NOTE, _adapter.dump_json(made).decode())
        return made

    def take_away(self, actor: Actor) -> None:
        """Take the announcement down for everyone."""
        self.allow(actor, Operation.SET_BANNER)
        self._store.notes.set(_NOTE, "null")
