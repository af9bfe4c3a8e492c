"""What people did, and were refused: who, what, when, from where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from lib.domain.actor import Actor
from lib.services.store.database import Part
from lib.services.store.team_tables import audit


class AuditLog(Part):
    """Lines are only ever added; no page notices a new one by itself."""

    def add(
        self,
        actor: Actor,
        deed: str,
        now: datetime,
        *,
        allowed: bool = True,
        about: str = "",
        params: Mapping[str, object] | None = None,
    ) -> None:
        """Note a deed, or one that was refused. `about`: the id of what it was done with."""
        line = {
            "at": now,
            "person_id": actor.person_id,
            "deed": deed,
            "allowed": allowed,
            "about": about,
            "params": json.dumps(params or {}, ensure_ascii=False),
            "address": actor.address,
        }
        with self._write() as connection:
            connection.execute(audit.insert(), line)
