"""What is kept about a picture beside its files, as the text of a small file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, get_args

from lib.domain.picture_remark import remarks_in
from lib.domain.picture_rules import Fitted, Kind, Picture, Traits, ground_of


def written_facts(fitted: Fitted, version: int) -> str:
    """For `facts_in`, by this version of how pictures are drawn."""
    return json.dumps({"version": version, **asdict(fitted)})


def facts_in(text: str, version: int) -> Fitted | None:
    """None for what another version, or a disk that was full, has left."""
    try:
        raw: dict[str, Any] = json.loads(text)
        if raw["version"] != version:
            return None
        notes, warnings = remarks_in(raw["notes"]), remarks_in(raw["warnings"])
        traits = Traits(**raw["traits"]) if raw.get("traits") else None
        ground = ground_of(raw.get("ground"))
        return Fitted(_picture(raw["original"]), _picture(raw["sending"]), notes, warnings, traits, ground)
    except (ValueError, KeyError, TypeError):
        return None


def ground_in(text: str) -> str:
    """The ground of what was kept, by whatever version."""
    try:
        raw: Any = json.loads(text)
    except ValueError:
        raw = None
    return ground_of(raw.get("ground") if isinstance(raw, dict) else None)


def _picture(raw: dict[str, Any]) -> Picture:
    if raw["kind"] not in get_args(Kind):
        raise ValueError(raw["kind"])
    return Picture(**raw)
