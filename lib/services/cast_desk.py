"""What people do with the team's cast: each action is one call with its actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from lib.domain.actor import Actor, Operation
from lib.domain.cast_member import (
    CastMember,
    Look,
    MemberKind,
    StoredMember,
    has_earlier_name,
    member_of,
    under_its_name,
)
from lib.domain.cast_plan import CastChange, ChangedMember
from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.lists import StoredDraft
from lib.domain.member_edits import TakenAway, with_copy_of_look, with_look, with_put_back
from lib.domain.mending import renamed
from lib.services.media.pictures import Pictures
from lib.services.rights import Allow, allow
from lib.services.store import Store

_MOST_DRAFTS = 200
"""A person's drafts that are looked at when a member is renamed."""


@dataclass(frozen=True)
class _Theirs:
    """A member, as the table of rights sees it."""

    person_id: str
    id: str
    name: str


class CastDesk:
    """An action on a member that is already gone changes nothing and returns None."""

    def __init__(self, store: Store, pictures: Pictures, allow: Allow = allow) -> None:
        self.store, self.pictures, self.allow = store, pictures, allow

    def add(self, actor: Actor, name: str, kind: MemberKind, now: datetime) -> CastMember:
        """Add a member with one empty look."""
        return self.keep(
            actor, CastMember(id=uuid4().hex, name=name.strip(), kind=kind, looks=(Look(id=_look_id()),)), now
        )

    def keep(self, actor: Actor, member: CastMember, now: datetime) -> CastMember:
        """Add a complete member under its own id; one that already has this id stays as it is."""
        self.allow(actor, Operation.CHANGE_CAST)
        self._use(member)
        self.store.members.add(member, actor.person_id, now)
        return member

    def put(self, actor: Actor, change: CastChange, now: datetime) -> ChangedMember | None:
        """Write a complete member in place of the one that the change expects; None if another is there by now."""
        self.allow(actor, Operation.CHANGE_CAST)
        self._use(change.member)
        return self.store.members.put(change.member, change.expected, actor.person_id, now, archived=change.archived)

    def take_back(self, actor: Actor, changed: ChangedMember, now: datetime) -> bool:
        """Undo `put`; False, and nothing changed, if the member was changed since."""
        before = changed.before
        if before is not None and before.unreadable:
            return False  # There is nothing to put back.
        if before is not None and self.put(actor, CastChange(before.member, changed.member), now) is None:
            return False
        if changed.is_new:
            stored = self.store.members.get(changed.member.id)
            if stored is None or stored.deleted or (before is None and stored.member != changed.member):
                return False
            self.delete(actor, changed.member.id, now)
        return True

    def keep_subject(self, actor: Actor, subject: DraftSubject, kind: MemberKind, now: datetime) -> CastMember:
        """Make a member from a subject on a board, with its pictures as uploaded, not as shrunk for one request."""
        whole = subject.model_copy(update={"pictures": tuple(self._whole(one) for one in subject.pictures)})
        return self.keep(actor, member_of(whole, uuid4().hex, _look_id(), kind), now)

    def keep_look(self, actor: Actor, subject: DraftSubject, name: str, now: datetime) -> CastMember | None:
        """Add the subject's pictures on the board as another look of the member that it was taken from."""
        pictures = tuple(self._whole(one) for one in subject.pictures)
        look = Look(id=_look_id(), name=name.strip(), pictures=pictures)
        return self.change(actor, subject.member_id, lambda one: with_look(one, look), now)

    def change(
        self, actor: Actor, member_id: str, change: Callable[[CastMember], CastMember], now: datetime
    ) -> CastMember | None:
        """Apply `change` to the member as it is at that moment; returns the changed member."""
        stored = self._to_change(actor, member_id)
        return None if stored is None else self.store.members.change(member_id, change, now)

    def add_look(self, actor: Actor, member_id: str, now: datetime) -> CastMember | None:
        """Add an empty look."""
        look = Look(id=_look_id())
        return self.change(actor, member_id, lambda one: with_look(one, look), now)

    def duplicate_look(self, actor: Actor, member_id: str, look_id: str, name: str, now: datetime) -> CastMember | None:
        """A copy of a look under another name, behind it."""
        copy_id = _look_id()
        return self.change(actor, member_id, lambda one: with_copy_of_look(one, look_id, copy_id, name), now)

    def put_back(self, actor: Actor, member_id: str, taken: TakenAway, now: datetime) -> bool:
        """Put a removed look or picture back where it was; False if there is no room for it any more."""
        stored = self._to_change(actor, member_id)
        if stored is None:
            return False
        self._use(stored.member.model_copy(update={"looks": (taken.look,)}))
        after = self.change(actor, member_id, lambda one: with_put_back(one, taken), now)
        return after is not None and after != stored.member

    def duplicate(self, actor: Actor, member_id: str, name: str, now: datetime) -> CastMember | None:
        """A copy under another name, with looks of its own; not archived, and in no video yet."""
        self.allow(actor, Operation.CHANGE_CAST)
        stored = self.store.members.get(member_id)
        if stored is None or stored.deleted or stored.unreadable:
            return None
        looks = tuple(one.model_copy(update={"id": _look_id()}) for one in stored.member.looks)
        copy = stored.member.model_copy(update={"id": uuid4().hex, "name": name.strip(), "looks": looks})
        return self.keep(actor, copy, now)

    def archive(self, actor: Actor, member_id: str, *, archived: bool) -> None:
        """Out of the library and its pickers, or back; nothing that was made changes."""
        if self._to_change(actor, member_id):
            self.store.members.archive(member_id, archived=archived)

    def delete(self, actor: Actor, member_id: str, now: datetime) -> None:
        """Delete a member; it can be restored for 30 days from `now`. Boards and jobs keep what they took."""
        if stored := self.store.members.get(member_id):
            self.allow(actor, Operation.DELETE_MEMBER, _theirs(stored))
            self.store.members.delete(member_id, now)

    def restore(self, actor: Actor, member_id: str) -> None:
        """Bring a deleted member back as it was."""
        if stored := self.store.members.get(member_id):
            self.allow(actor, Operation.DELETE_MEMBER, _theirs(stored))
            self._use(stored.member)
            self.store.members.restore(member_id)

    def delete_for_good(self, actor: Actor, member_id: str, now: datetime) -> bool:
        """Make a deletion final; False if there is no such deleted member, for example because it was restored.

        Its pictures go with the next sweep after their time, where nothing else needs them.
        """
        stored = self.store.members.get(member_id)
        if stored is None or not stored.deleted:
            return False
        self.allow(actor, Operation.DELETE_FOR_GOOD, _theirs(stored))
        return bool(self.store.members.forget([member_id], now))

    def drafts_behind(self, actor: Actor, member: CastMember) -> list[StoredDraft]:
        """This person's drafts that have the member under an earlier name, unsent ones only."""
        found = self.store.drafts.of_person(actor.person_id, limit=_MOST_DRAFTS, mentioning=member.id)
        wanted = (one for one in found if not (one.sent or one.unreadable))
        return [one for one in wanted if any(has_earlier_name(subject, member) for subject in one.draft.cast)]

    def rename_in_drafts(self, actor: Actor, member: CastMember, now: datetime) -> list[str]:
        """Give the member its present name, with its mentions, in these drafts; the ids of those that changed."""
        self.allow(actor, Operation.CHANGE_DRAFT)
        behind = self.drafts_behind(actor, member)
        for stored in behind:
            draft = stored.draft
            for subject in [one for one in draft.cast if has_earlier_name(one, member)]:
                draft = renamed(draft, subject.uid, member.name)
                after = under_its_name(subject, member)
                cast = tuple(after if one.uid == subject.uid else one for one in draft.cast)
                draft = draft.model_copy(update={"cast": cast})
            self.store.drafts.save(stored.id, actor.person_id, draft, now)
        return [one.id for one in behind]

    def _to_change(self, actor: Actor, member_id: str) -> StoredMember | None:
        """Raises NotPermitted."""
        stored = self.store.members.get(member_id)
        if stored:
            self.allow(actor, Operation.CHANGE_CAST, _theirs(stored))
        return stored

    def _whole(self, picture: DraftPicture) -> DraftPicture:
        if picture.fitted is None:
            return picture
        found = self.pictures.find(picture.fitted.original.sha256, picture.fitted.ground)
        return picture.model_copy(update={"fitted": found})

    def _use(self, member: CastMember) -> None:
        """Until they are noted with the member, no sweep takes its pictures."""
        for fitted in (one for look in member.looks for picture in look.pictures for one in picture.kept):
            self.pictures.use(fitted.original.sha256)
            self.pictures.use(fitted.sending.sha256)


def _theirs(stored: StoredMember) -> _Theirs:
    return _Theirs(stored.made_by, stored.member.id, stored.member.name)


def _look_id() -> str:
    return uuid4().hex[:8]
