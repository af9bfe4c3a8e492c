"""Rows damaged past the store, as a disk, another version or a curious hand would: for tests of what reads them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from lib.services.store.tables import metadata

KEY = {"jobs": "id", "papers": "job_id", "events": "job_id", "drafts": "id"}
"""The tables that are damaged, and the column by which their rows are found."""
COLUMNS = [(table, column.name) for table in KEY for column in metadata.tables[table].c]
VALUES: tuple[Any, ...] = (
    None,
    "",
    "garbage",
    "2026-13-45 99:99:99",
    '{"model": ',
    "[]",
    "7",
    7,
    -1,
    2**62,
    1.5e300,
    b"\xde\xad\xbe\xef",
    b"",
)
NO_UTF8 = "CAST(X'FF00FE' AS TEXT)"
"""An expression in place of a value."""


def put(path: Path, table: str, column: str, value: Any, row_id: str) -> bool:
    """Write a value into a column; False for one that the database itself refuses."""
    said, values = (value, []) if value == NO_UTF8 else ("?", [value])
    with closing(sqlite3.connect(path, isolation_level=None)) as line:
        try:
            line.execute(f"UPDATE {table} SET {column} = {said} WHERE {KEY[table]} = ?", [*values, row_id])
        except sqlite3.IntegrityError:
            return False
    return True


def lose(path: Path, table: str, row_id: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as line:
        line.execute(f"DELETE FROM {table} WHERE {KEY[table]} = ?", [row_id])
