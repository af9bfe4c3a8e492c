"""JSON as the standard has it, for a document that goes to others: Python's own reader takes more."""

from __future__ import annotations

import json


def is_json(text: str) -> bool:
    """Whether every reader of JSON would read this document, and all of them the same."""
    try:
        json.loads(text, parse_constant=_no_json, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        return False
    return True


def _no_json(word: str) -> None:
    raise ValueError(f"Python reads {word}, JSON does not have it")


def _each_once(pairs: list[tuple[str, object]]) -> None:
    # Which of the two counts, readers of JSON do not agree on.
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands there twice")
