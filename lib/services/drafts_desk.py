"""What people do with their drafts beside working on them: each action is one call, and only with one's own."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from lib.domain.actor import Actor, Operation
from lib.domain.draft import Draft
from lib.services.rights import Allow, allow
from lib.services.store import Store


class DraftsDesk:
    """Each action raises NotPermitted with another person's draft, and does nothing with one that is not there."""

    def __init__(self, store: Store, allow: Allow = allow) -> None:
        self.store, self.allow = store, allow

    def rename(self, actor: Actor, draft_id: str, name: str) -> None:
        """Name a draft; with an empty name it is listed by its scene again."""
        self._allow(actor, draft_id)
        self.store.drafts.rename(draft_id, name.strip())

    def duplicate(self, actor: Actor, draft_id: str, now: datetime) -> str | None:
        """Copy a draft, sent or not, and return the copy's id; None if there is nothing to copy."""
        self._allow(actor, draft_id)
        copy_id = uuid4().hex
        return copy_id if self.store.drafts.duplicate(draft_id, copy_id, actor.person_id, now) else None

    def delete(self, actor: Actor, draft_id: str, now: datetime) -> None:
        """Delete a draft; it can be restored for 30 days from `now`. What was made from it stays."""
        self._allow(actor, draft_id)
        self.store.drafts.delete(draft_id, now)

    def restore(self, actor: Actor, draft_id: str) -> None:
        """Bring a deleted draft back as it was."""
        self._allow(actor, draft_id)
        self.store.drafts.restore(draft_id)

    def note_sent(self, actor: Actor, draft_id: str, draft: Draft) -> None:
        """Jobs were made from this board: it is not unsent until it changes."""
        self._allow(actor, draft_id)
        self.store.drafts.note_sent(draft_id, draft)

    def _allow(self, actor: Actor, draft_id: str) -> None:
        owner = self.store.drafts.owner(draft_id)
        self.allow(actor, Operation.CHANGE_DRAFT, *[owner] if owner else ())
