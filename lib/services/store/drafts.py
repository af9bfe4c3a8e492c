"""Drafts: what each person has on the board. They are nobody else's business and never change the revision."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, false, select

from lib.domain.actor import Actor
from lib.domain.draft import Draft, read_draft
from lib.domain.lists import StoredDraft
from lib.services.store.columns import clean
from lib.services.store.database import Part
from lib.services.store.reading import LONG_AGO, text_of
from lib.services.store.tables import draft_pictures, drafts, dropped_pictures, notes

_BOX = "box."
"""Begins the note of the jobs that stand beside a draft."""
SHA256_IN_JSON = re.compile(r'"sha256":"([0-9a-f]{64})"')
"""Every picture that a kept board or member refers to."""

_THERE = drafts.c.deleted_at.is_(None)


class Drafts(Part):
    """One board a draft, each belonging to a person."""

    def save(self, draft_id: str, person_id: str, draft: Draft, now: datetime) -> None:
        """Keep a draft under its id. ValueError if it is another person's: that one has to be copied."""
        with self._write() as connection:
            keep_draft(connection, draft_id, person_id, draft, now)

    def get(self, draft_id: str) -> StoredDraft | None:
        """The draft with this id; an empty one that says why, if nothing of it can be read. None for a deleted one."""
        found = self._drafts(select(drafts).where(drafts.c.id == draft_id, _THERE))
        return found[0] if found else None

    def owner(self, draft_id: str) -> Actor | None:
        """Whose draft it is; None if there is none with this id."""
        with self._read() as connection:
            person_id = connection.execute(select(drafts.c.person_id).where(drafts.c.id == draft_id)).scalar()
            return None if person_id is None else Actor(text_of(person_id))

    def keep_box(self, draft_id: str, job_ids: Sequence[str]) -> None:
        """The jobs that stand beside this draft after Generate, newest first; none: they were put away."""
        box = notes.c.key == f"{_BOX}{draft_id}"
        with self._write() as connection:
            connection.execute(notes.delete().where(box))
            if job_ids:
                connection.execute(notes.insert(), {"key": f"{_BOX}{draft_id}", "value": " ".join(job_ids)})

    def box(self, draft_id: str) -> list[str]:
        """The ids of these jobs, also of some that are gone."""
        with self._read() as connection:
            kept = connection.execute(select(notes.c.value).where(notes.c.key == f"{_BOX}{draft_id}")).scalar()
            return text_of(kept).split()

    def latest(self, person_id: str) -> StoredDraft | None:
        """What this person worked on last and has not sent as it is; empty boards left out."""
        return next((one for one in self.of_person(person_id) if not (one.sent or one.unreadable)), None)

    def rename(self, draft_id: str, name: str) -> None:
        """Its own name from now on; "" for none. It counts as no change of the board: other tabs go on with it."""
        self._set(draft_id, {"name": name})

    def delete(self, draft_id: str, now: datetime) -> None:
        """Out of the lists and links, with a way back; its pictures stay needed. Saving it again brings it back."""
        self._set(draft_id, {"deleted_at": now})

    def restore(self, draft_id: str) -> None:
        """Bring a deleted draft back as it was; one that is here already stays as it is."""
        self._set(draft_id, {"deleted_at": None})

    def note_sent(self, draft_id: str, draft: Draft) -> None:
        """This board was sent from the draft: it is not unsent until it changes."""
        self._set(draft_id, {"sent_body": _digest(_written(draft))})

    def duplicate(self, draft_id: str, copy_id: str, person_id: str, now: datetime) -> bool:
        """A copy under another id, with its name and unsent, for this person; False if there is nothing to copy."""
        with self._write() as connection:
            row = connection.execute(select(drafts).where(drafts.c.id == draft_id, _THERE)).first()
            if row is None or (stored := _stored(row)).unreadable:
                return False
            keep_draft(connection, copy_id, person_id, stored.draft, now)
            connection.execute(drafts.update().where(drafts.c.id == copy_id).values(name=stored.name))
            return True

    def _set(self, draft_id: str, values: dict[str, object]) -> None:
        with self._write() as connection:
            connection.execute(drafts.update().where(drafts.c.id == draft_id).values(values))

    def of_person(self, person_id: str, limit: int = 20, offset: int = 0, *, mentioning: str = "") -> list[StoredDraft]:
        """This person's drafts that are neither empty nor deleted, the one that changed last first.

        One of which nothing can be read is among them, and says why. `mentioning`: only those with this id in them.
        """
        theirs = select(drafts).where(drafts.c.person_id == person_id, drafts.c.empty == false(), _THERE)
        if mentioning:
            theirs = theirs.where(drafts.c.body.contains(mentioning, autoescape=True))
        in_order = theirs.order_by(drafts.c.updated_at.desc(), drafts.c.id)
        return self._drafts(in_order.limit(limit).offset(offset))

    def _drafts(self, statement: Select[Any]) -> list[StoredDraft]:
        with self._read() as connection:
            return [_stored(row) for row in connection.execute(statement)]


def keep_draft(connection: Connection, draft_id: str, person_id: str, draft: Draft, now: datetime) -> None:
    """`Drafts.save` within a write that keeps more."""
    body = _written(draft)
    values = {"updated_at": now, "empty": draft.is_empty, "body": body, "deleted_at": None}
    owner = connection.execute(select(drafts.c.person_id).where(drafts.c.id == draft_id)).scalar()
    if owner is None:
        connection.execute(drafts.insert(), {"id": draft_id, "person_id": person_id, **values})
    elif owner == person_id:
        connection.execute(drafts.update().where(drafts.c.id == draft_id).values(values))
    else:
        raise ValueError(f"draft {draft_id} is another person's")
    _note_pictures(connection, draft_id, body)


def forget_drafts(connection: Connection, ids: Sequence[str]) -> None:
    """Delete these drafts with what was noted about them."""
    theirs = draft_pictures.c.draft_id.in_(ids)
    drop_pictures(connection, connection.execute(select(draft_pictures.c.sha256).where(theirs)).scalars().all())
    connection.execute(draft_pictures.delete().where(theirs))
    connection.execute(notes.delete().where(notes.c.key.in_([f"{_BOX}{draft_id}" for draft_id in ids])))
    connection.execute(drafts.delete().where(drafts.c.id.in_(ids)))


def drop_pictures(connection: Connection, shas: Collection[str]) -> None:
    """Note that these were taken off something, so that they may leave the disk once nothing needs them."""
    known = select(dropped_pictures.c.sha256).where(dropped_pictures.c.sha256.in_(shas))
    if new := set(shas) - set(connection.execute(known).scalars()):
        connection.execute(dropped_pictures.insert(), [{"sha256": sha256} for sha256 in sorted(new)])


def _note_pictures(connection: Connection, draft_id: str, body: str) -> None:
    """Keep the list of the pictures that a board refers to; most changes of a board leave it as it is."""
    theirs = draft_pictures.c.draft_id == draft_id
    before = set(connection.execute(select(draft_pictures.c.sha256).where(theirs)).scalars())
    named = set(SHA256_IN_JSON.findall(body))
    if before - named:
        drop_pictures(connection, before - named)
        connection.execute(draft_pictures.delete().where(theirs, draft_pictures.c.sha256.in_(before - named)))
    if named - before:
        added = [{"draft_id": draft_id, "sha256": sha256} for sha256 in sorted(named - before)]
        connection.execute(draft_pictures.insert(), added)


def _written(draft: Draft) -> str:
    # pydantic's own JSON raises at half a surrogate pair, which the column then cleans away.
    return json.dumps(draft.model_dump(), ensure_ascii=False, separators=(",", ":"))


def _stored(row: Row[Any]) -> StoredDraft:
    at = row.updated_at if isinstance(row.updated_at, datetime) else LONG_AGO
    body, name = text_of(row.body), text_of(row.name)
    try:
        sent = text_of(row.sent_body) == _digest(body)
        return StoredDraft(row.id, read_draft(body), text_of(row.person_id), at, name=name, sent=sent)
    except ValueError as exc:
        damaged = f"The draft is damaged: {exc}"
        return StoredDraft(row.id, Draft(), text_of(row.person_id), at, damaged, name=name)


def _digest(body: str) -> str:
    return sha256(clean(body).encode()).hexdigest()
