"""The column types of the store: what they take in and give back is checked and cleaned here, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

# SQLite refuses lone surrogates, PostgreSQL also NUL. Both arrive by paste and in broken answers of other services.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Text that every database takes: without NUL, and with the replacement character for each lone surrogate."""
    return _UNWRITABLE.sub(lambda found: "" if found[0] == "\x00" else "�", text)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time: kept as UTC, given back as UTC. A naive time is a mistake of the caller: ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """What is no time comes back as it lies there: it would else take all rows of its statement along."""
        read = super().result_processor(dialect, coltype)

        def processed(value: Any) -> Any:
            try:
                return read(value) if read else value
            except (ValueError, TypeError):
                return value

        return processed

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone; what lies there was written as UTC above.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text of any length, cleaned on its way in."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[str]:
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _cleaned(value)


class Word(TypeDecorator[str]):
    """Short text that is looked up by an index: ids, states, names of models. It sorts by code point."""

    impl = String(255)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        # PostgreSQL would refuse longer text than declared, and sort by the server's locale. SQLite does neither.
        if dialect.name == "postgresql":
            return dialect.type_descriptor(String(collation="C"))
        return super().load_dialect_impl(dialect)

    @property
    def python_type(self) -> type[str]:
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _cleaned(value)


def _cleaned(value: str | None) -> str | None:
    # An id that is no text was read from a damaged row, and finds only that row again.
    return clean(value) if isinstance(value, str) else value
