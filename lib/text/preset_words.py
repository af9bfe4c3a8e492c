"""What a preset holds and what it changed, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lib.domain.preset import LONGEST_NAME, Applied, NameProblem
from lib.text.formats import seconds, side_by_side
from lib.text.language import N_, _
from lib.text.model_words import model_label
from lib.text.remedy_words import field_label

_PROBLEMS = {
    NameProblem.EMPTY: N_("Give the preset a name."),
    NameProblem.TOO_LONG: N_("A preset's name has at most {most} characters."),
    NameProblem.TAKEN: N_("There is a preset with this name already."),
}
_WITH_VALUE = ("seed", "duration", "resolution", "audio", "bgm", "off_peak", "watermark")
"""Beside the model; of the rest only the name is shown: ids, addresses and documents are no words."""


def problem_text(problem: NameProblem) -> str:
    """Why a preset cannot be called so."""
    return _(_PROBLEMS[problem], most=LONGEST_NAME)


def summary(settings: Mapping[str, Any]) -> str:
    """What it sets, in one line: the model, length, resolution and sound, then whatever else is not as usual."""
    parts = [model_label(settings["model"])] if "model" in settings else []
    parts += [_value(field, settings[field]) for field in ("duration", "resolution") if field in settings]
    if "audio" in settings:
        parts.append(_("with sound") if settings["audio"] else _("silent"))
    if settings.get("bgm"):
        parts.append(_("with background music"))
    others = ("off_peak", "watermark", "seed", "voice_id", "payload", "meta_data")
    parts += [_setting(field, settings[field]) for field in others if settings.get(field)]
    return side_by_side(parts)


def changes_text(name: str, applied: Applied) -> str:
    """What the preset of this name made of a board; empty if nothing."""
    sentences = []
    if applied.changes:
        changes = side_by_side([_setting(one.field, one.after) for one in applied.changes])
        sentences.append(_("“{name}” set: {changes}.", name=name, changes=changes))
    if applied.left_out:
        left = side_by_side([_setting(field, value) for field, value in applied.left_out])
        sentences.append(_("No longer available and left out: {settings}.", settings=left))
    return " ".join(sentences)


def _setting(field: str, value: object) -> str:
    label = field_label(field)
    if field != "model" and field not in _WITH_VALUE:
        return label
    return _("{field} {value}", field=label, value=_value(field, value))


def _value(field: str, value: object) -> str:
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if field == "model":
        return model_label(str(value))
    return seconds(value) if field == "duration" and isinstance(value, int) else str(value)
