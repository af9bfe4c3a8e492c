"""Presets of people and of the team, and which of them a person's new boards begin with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, true

from lib.domain.naming import order_key
from lib.domain.preset import NameProblem, Preset, name_beside, name_problem, read_settings
from lib.services.store.database import Part
from lib.services.store.reading import text_of
from lib.services.store.tables import preset_defaults, presets

_THERE: ColumnElement[bool] = presets.c.deleted_at.is_(None)


class Presets(Part):
    """Named settings. Whatever has become of a row, the others are there."""

    def usable_by(self, person_id: str) -> list[Preset]:
        """This person's own by name, then the team's by name. One that cannot be read has no settings."""
        with self._read() as connection:
            found = _usable_by(connection, person_id)
        return sorted(found, key=lambda preset: (preset.team, order_key(preset.name), preset.id))

    def get(self, preset_id: str) -> Preset | None:
        """Also one that was deleted, so that it can be brought back."""
        with self._read() as connection:
            row = connection.execute(select(presets).where(presets.c.id == preset_id)).first()
            return None if row is None else _preset(row)

    def save(self, preset: Preset, now: datetime) -> None:
        """Add a preset, or give the one with its id this name and these settings; who made it stays."""
        with self._write() as connection:
            _save(connection, preset, now)

    def save_named(self, preset: Preset, now: datetime) -> NameProblem | None:
        """`save`, or why it cannot be called so: nobody else takes the name between the look and the write."""
        with self._write() as connection:
            beside = _usable_by(connection, preset.person_id)
            problem = name_problem(preset.name, preset.person_id, beside, team=preset.team, but=preset.id)
            if problem is None:
                _save(connection, preset, now)
            return problem

    def delete(self, preset_id: str, now: datetime) -> None:
        """Take it off the lists. Who began boards with it begins with the standard settings until it is back."""
        with self._write() as connection:
            connection.execute(presets.update().where(presets.c.id == preset_id, _THERE).values(deleted_at=now))

    def restore(self, preset_id: str) -> Preset | None:
        """Bring a deleted one back, also as the default of those who had chosen it; as it is then.

        Another name where its own was taken meanwhile; None where it is gone.
        """
        this = presets.c.id == preset_id
        with self._write() as connection:
            row = connection.execute(select(presets).where(this)).first()
            if row is None:
                return None
            preset = _preset(row)
            name = name_beside(preset, _usable_by(connection, preset.person_id))
            renamed = {} if name == preset.name else {"name": name}
            connection.execute(presets.update().where(this).values(deleted_at=None, **renamed))
            return replace(preset, name=name)

    def choose_default(self, person_id: str, preset_id: str) -> None:
        """What this person's new boards begin with; "": the standard settings."""
        with self._write() as connection:
            connection.execute(preset_defaults.delete().where(preset_defaults.c.person_id == person_id))
            if preset_id:
                connection.execute(preset_defaults.insert(), {"person_id": person_id, "preset_id": preset_id})

    def default_of(self, person_id: str) -> Preset | None:
        """None: the standard settings, also where the preset was deleted, or is another person's own."""
        chosen = presets.c.id == preset_defaults.c.preset_id
        theirs = (presets.c.team == true()) | (presets.c.person_id == person_id)
        wanted = select(presets).where(chosen, preset_defaults.c.person_id == person_id, _THERE, theirs)
        with self._read() as connection:
            row = connection.execute(wanted).first()
            return None if row is None else _preset(row)


def forget_presets(connection: Connection, ids: Sequence[str]) -> None:
    """Delete these; whose boards began with one begin with the standard settings."""
    connection.execute(preset_defaults.delete().where(preset_defaults.c.preset_id.in_(ids)))
    connection.execute(presets.delete().where(presets.c.id.in_(ids)))


def _usable_by(connection: Connection, person_id: str) -> list[Preset]:
    theirs = (presets.c.team == true()) | (presets.c.person_id == person_id)
    return [_preset(row) for row in connection.execute(select(presets).where(_THERE, theirs))]


def _save(connection: Connection, preset: Preset, now: datetime) -> None:
    values = {"name": preset.name, "settings": _written(preset.settings), "updated_at": now}
    if not connection.execute(presets.update().where(presets.c.id == preset.id).values(values)).rowcount:
        made = {"id": preset.id, "person_id": preset.person_id, "team": preset.team, "created_at": now}
        connection.execute(presets.insert(), made | values)


def _written(settings: Mapping[str, Any]) -> str:
    return json.dumps(dict(settings), ensure_ascii=False, separators=(",", ":"))


def _preset(row: Row[Any]) -> Preset:
    try:
        settings = read_settings(text_of(row.settings))
    except ValueError:
        settings = {}
    return Preset(text_of(row.id), text_of(row.person_id), row.team in (True, 1), text_of(row.name), settings)
