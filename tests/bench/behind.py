"""All that is measured behind the pages and around them, in the order of the table."""

from __future__ import annotations

from tests.bench import fitting, memory, parts, whole
from tests.bench.measure import Measure

MEASURES: tuple[Measure, ...] = (
    *parts.SUBMIT,
    parts.LOOKS,
    whole.START,
    *parts.STORE,
    parts.POSTER,
    *fitting.MEASURES,
    whole.PLAYABLE,
    whole.GENERATE_14MB,
    *memory.MEASURES,
)
