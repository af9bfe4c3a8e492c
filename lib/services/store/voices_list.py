"""What the team calls the service's voices, and what it knows of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, select

from lib.domain.lists import Voice
from lib.domain.naming import order_key
from lib.domain.voice_list import VoiceChange, possible, tags_of
from lib.services.store.columns import clean
from lib.services.store.database import Part, bump
from lib.services.store.reading import text_of
from lib.services.store.tables import voices

_COLUMNS = (voices.c.id, voices.c.name, voices.c.voice_id, voices.c.note, voices.c.language, voices.c.tags)


class Voices(Part):
    """The team's list. Whatever has become of a row, the others are there."""

    def all(self) -> list[Voice]:
        """The team's voices by name."""
        with self._read() as connection:
            return _all(connection)

    def apply(self, changes: Sequence[VoiceChange]) -> tuple[VoiceChange, ...]:
        """Make those changes that are `possible` on the list as it stands; which those were."""
        with self._write() as connection:
            made = possible(changes, _all(connection))
            for change in made:
                _make(connection, change)
            if made:
                bump(connection)
            return made


def _all(connection: Connection) -> list[Voice]:
    found = [_voice(*map(text_of, row)) for row in connection.execute(select(*_COLUMNS))]
    return sorted(found, key=lambda voice: (order_key(voice.name), voice.id))


def _voice(id_: str, name: str, voice_id: str, note: str, language: str, tags: str) -> Voice:
    return Voice(id_, name, voice_id, note, language, _tags(tags))


def _make(connection: Connection, change: VoiceChange) -> None:
    row = voices.c.id == change.id
    if change.after is None:
        connection.execute(voices.delete().where(row))
        return
    voice = change.after
    values = {"name": voice.name, "voice_id": voice.voice_id, "note": voice.note, "language": voice.language}
    values["tags"] = json.dumps(list(map(clean, voice.tags)), ensure_ascii=False) if voice.tags else ""
    if change.before is None:
        connection.execute(voices.insert(), {"id": voice.id, **values})
    else:
        connection.execute(voices.update().where(row).values(values))


def _tags(text: str) -> tuple[str, ...]:
    """As they were kept; whatever else stands there is read as people type tags."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return tags_of(text)
    return tuple(tag for tag in read if isinstance(tag, str)) if isinstance(read, list) else tags_of(text)
