"""Drafts: what each person has on the board. They are nobody else's business and never change the revision."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, false, select

from lib.domain.draft import Draft
from lib.domain.errors import StoreUnavailable
from lib.domain.lists import StoredDraft
from lib.services.store.database import Database
from lib.services.store.tables import drafts


class Drafts(Database):
    def save_draft(self, draft_id: str, person_id: str, draft: Draft, now: datetime) -> None:
        """Keep a draft under its id. ValueError if it is another person's: that one has to be copied."""
        values = {"updated_at": now, "empty": draft.is_empty, "body": _written(draft)}
        with self._write() as connection:
            owner = connection.execute(select(drafts.c.person_id).where(drafts.c.id == draft_id)).scalar()
            if owner is None:
                connection.execute(drafts.insert(), {"id": draft_id, "person_id": person_id, **values})
            elif owner == person_id:
                connection.execute(drafts.update().where(drafts.c.id == draft_id).values(values))
            else:
                raise ValueError(f"draft {draft_id} is another person's")

    def draft(self, draft_id: str) -> StoredDraft | None:
        found = self._drafts(select(drafts).where(drafts.c.id == draft_id))
        return found[0] if found else None

    def latest_draft(self, person_id: str) -> StoredDraft | None:
        """What this person worked on last, empty boards left out."""
        found = self.drafts(person_id, limit=1)
        return found[0] if found else None

    def drafts(self, person_id: str, limit: int = 20) -> list[StoredDraft]:
        """This person's drafts that are not empty, the one that changed last first."""
        theirs = select(drafts).where(drafts.c.person_id == person_id, drafts.c.empty == false())
        return self._drafts(theirs.order_by(drafts.c.updated_at.desc(), drafts.c.id).limit(limit))

    def forget_draft(self, draft_id: str) -> None:
        """Delete a draft for good."""
        with self._write() as connection:
            connection.execute(drafts.delete().where(drafts.c.id == draft_id))

    def _drafts(self, statement: Select[Any]) -> list[StoredDraft]:
        with self._read() as connection:
            return [_stored(row) for row in connection.execute(statement)]


def _written(draft: Draft) -> str:
    # pydantic's own JSON raises at half a surrogate pair, which the column then cleans away.
    return json.dumps(draft.model_dump(), ensure_ascii=False, separators=(",", ":"))


def _stored(row: Row[Any]) -> StoredDraft:
    try:
        return StoredDraft(row.id, Draft.model_validate_json(row.body), row.person_id, row.updated_at)
    except ValueError as exc:
        raise StoreUnavailable(detail=f"Draft {row.id} cannot be read: {exc}") from exc
