"""Presets: the settings of a board under a name, without its cast and scene, to be used for other boards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from lib.domain.catalog import model_named
from lib.domain.draft import Draft, with_model
from lib.domain.naming import letters, normal

LONGEST_NAME = 60
"""Letters of a name, as people count them."""
_LONGEST_SEED = 15
"""Digits, as in the field of the board."""
_ALWAYS = ("duration", "resolution", "audio", "bgm", "voice_id", "off_peak", "watermark", "payload", "meta_data")
_OF_A_WATERMARK = ("wm_position", "wm_url")
SETTINGS = ("model", *_ALWAYS, *_OF_A_WATERMARK, "seed")
"""What a preset may hold, as fields of a board.

The takes are no setting: how many are tried is decided with each click, and each costs.
"""


@dataclass(frozen=True)
class Preset:
    """One preset. It is its maker's own, or the whole team's."""

    id: str
    person_id: str
    """Who made it."""
    team: bool
    name: str
    settings: Mapping[str, Any]
    """By the names in SETTINGS; what is missing leaves the board as it is."""


@dataclass(frozen=True)
class Change:
    """One setting that became another."""

    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Applied:
    """What a preset made of a board."""

    draft: Draft
    changes: tuple[Change, ...]
    left_out: tuple[tuple[str, object], ...]
    """Settings with the values that are not taken any more: the board has something else there."""


class NameProblem(Enum):
    """Why a preset cannot be called so."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TAKEN = "taken"


def settings_of_board(draft: Draft) -> Mapping[str, Any]:
    """What a preset keeps of this board.

    A seed only where one was chosen: 0 draws another each time, which is no setting to hand on. The corner and the
    picture of a watermark only with the watermark.
    """
    fields = ["model", *_ALWAYS, *(_OF_A_WATERMARK if draft.watermark else ()), *(["seed"] if draft.seed else [])]
    return MappingProxyType({field: getattr(draft, field) for field in fields})


def read_settings(text: str) -> Mapping[str, Any]:
    """Settings as they were kept, read leniently for ever: what is not as it should be is left out.

    Raises ValueError for what holds no settings at all.
    """
    try:
        raw = json.loads(text)
    except RecursionError as exc:
        raise ValueError("it is nested too deeply") from exc
    if not isinstance(raw, dict):
        raise ValueError("it holds no settings")
    return MappingProxyType({field: raw[field] for field in SETTINGS if field in raw and _fits(field, raw[field])})


def applied(draft: Draft, settings: Mapping[str, Any]) -> Applied:
    """The board with these settings, its cast and scene as they were.

    A model that is retired leaves the board's own; a length or size that the model does not take leaves its default.
    """
    left_out = []
    chosen, model = draft, settings.get("model")
    if model is not None and model_named(model).retired:
        left_out.append(("model", model))
    elif model is not None:
        chosen = with_model(draft, model)
    new: dict[str, object] = {}
    for field, value in settings.items():
        if field == "model":
            continue
        if _takes(chosen.model, field, value):
            new[field] = value
        else:
            left_out.append((field, value))
            new[field] = _default(chosen.model, field)
    if "seed" in new:
        new["seed_typed"] = ""
    after = chosen.model_copy(update=new)
    return Applied(after, _changes(draft, after), tuple(left_out))


def matches(draft: Draft, settings: Mapping[str, Any]) -> bool:
    """Whether the board has these settings; what they do not hold, or the model does not take, does not count."""
    return applied(draft, settings).draft == draft


def matching(draft: Draft, presets: Iterable[Preset]) -> Preset | None:
    """The preset that the board corresponds to, computed from its values; of several, the one that says most."""
    found = [preset for preset in presets if preset.settings and matches(draft, preset.settings)]
    return max(found, key=lambda preset: len(preset.settings), default=None)


def name_problem(
    name: str, person_id: str, presets: Iterable[Preset], *, team: bool, but: str = ""
) -> NameProblem | None:
    """Why a preset of this person or of the team cannot be called so. `but`: the id of the one that is renamed."""
    key = _key(name)
    if not key:
        return NameProblem.EMPTY
    if len(letters(name.strip())) > LONGEST_NAME:
        return NameProblem.TOO_LONG
    beside = (one for one in presets if one.id != but and one.team is team and (team or one.person_id == person_id))
    return NameProblem.TAKEN if any(_key(one.name) == key for one in beside) else None


def name_beside(preset: Preset, presets: Iterable[Preset]) -> str:
    """What this one is called among the others: as it is, or with a number where that is taken, e.g. "Teaser 2"."""
    others, name = list(presets), preset.name
    for number in range(2, len(others) + 3):
        if name_problem(name, preset.person_id, others, team=preset.team, but=preset.id) is not NameProblem.TAKEN:
            break
        ending = f" {number}"
        name = "".join(letters(preset.name.strip())[: LONGEST_NAME - len(ending)]) + ending
    return name


def _key(name: str) -> str:
    return normal(name.strip()).casefold()


def _fits(field: str, value: object) -> bool:
    """Whether a board can hold this; strictly, so that no other kind of value is made into one."""
    try:
        Draft.model_validate({field: value}, strict=True)
    except ValidationError:
        return False
    return not isinstance(value, int) or abs(value) < 10**_LONGEST_SEED


def _takes(model_id: str, field: str, value: object) -> bool:
    model = model_named(model_id)
    if model.retired:
        return True
    if field == "duration":
        return value in model.durations
    return field != "resolution" or value in (*model.resolutions, *model.off_list)


def _default(model_id: str, field: str) -> object:
    model = model_named(model_id)
    return model.default_duration if field == "duration" else model.default_resolution


def _changes(before: Draft, after: Draft) -> tuple[Change, ...]:
    pairs = ((field, getattr(before, field), getattr(after, field)) for field in SETTINGS)
    return tuple(Change(field, old, new) for field, old, new in pairs if old != new)
