"""The words on the buttons that mend a draft, and of the fields that findings are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lib.domain.finding import Finding, Remedy, RemedyKind
from lib.text.formats import seconds, side_by_side
from lib.text.language import N_, _, _n

_MOST_NAMED = 3
"""Of what one button is for, what it names."""


def remedy_label(remedy: Remedy) -> str:
    """What stands on its button."""
    if remedy.each:
        return _OF_MANY[remedy.kind](remedy.each)
    words = {name: value for name, value in remedy.params.items() if isinstance(value, str | int)}
    if remedy.kind is RemedyKind.USE_LENGTH:
        return _(_LABELS[remedy.kind], length=seconds(int(words["length"])))
    if "who" in words:
        words["who"] = _who(remedy)
    return _(_LABELS[remedy.kind], **words)


def field_name(finding: Finding) -> str:
    """The field that it is about, as the page calls it."""
    who = str(finding.params.get("who", ""))
    if finding.field == "pictures" and who and "names" not in finding.params:
        return _("Pictures of {who}", who=who)
    return field_label(finding.field)


def field_label(field: str) -> str:
    """What the page calls this field of a board."""
    return _(_FIELDS.get(field, "Cast"))


def _who(remedy: Remedy) -> str:
    return str(remedy.params["who"]) or _("Subject {number}", number=int(str(remedy.params["place"])))


def _correct(each: Sequence[Remedy]) -> str:
    if len(each) > _MOST_NAMED:
        return _("Correct them")
    return _("Use {handle}", handle=side_by_side([str(one.value) for one in each]))


def _drop_pictures(each: Sequence[Remedy]) -> str:
    if len(each) > _MOST_NAMED:
        return _n("Remove {count} picture", "Remove {count} pictures", len(each))
    pictures = [
        _("{who} (picture {picture})", who=_who(one), picture=int(one.value))
        for one in sorted(each, key=lambda one: (int(str(one.params["place"])), int(one.value)))
    ]
    return _("Remove {names}", names=side_by_side(pictures))


def _drop_subjects(each: Sequence[Remedy]) -> str:
    if len(each) > _MOST_NAMED:
        return _n("Remove {count} subject", "Remove {count} subjects", len(each))
    return _("Remove {names}", names=side_by_side([_who(one) for one in each]))


_LABELS: dict[RemedyKind, str] = {
    RemedyKind.MENTION: N_("Add {handle}"),
    RemedyKind.CORRECT: N_("Use {handle}"),
    RemedyKind.CAST: N_("Add {name} to the cast"),
    RemedyKind.SPACE: N_("Add a space"),
    RemedyKind.RENAME: N_("Rename to {name}"),
    RemedyKind.NAME: N_("Name it {name}"),
    RemedyKind.DROP_PICTURE: N_("Remove picture {picture} of {who}"),
    RemedyKind.DROP_SUBJECT: N_("Remove {who}"),
    RemedyKind.USE: N_("Use {choice}"),
    RemedyKind.USE_LENGTH: N_("Use {length}"),
    RemedyKind.SILENCE: N_("Make it silent"),
    RemedyKind.SOUND: N_("Turn sound on"),
    RemedyKind.PEAK: N_("Turn off-peak off"),
    RemedyKind.NO_MUSIC: N_("Turn music off"),
    RemedyKind.RANDOM_SEED: N_("Use a random seed"),
    RemedyKind.BOTTOM_RIGHT: N_("Bottom right"),
    RemedyKind.DROP: N_("Remove it"),
    RemedyKind.TAKE_OUT: N_("Remove {words}"),
}
_OF_MANY: dict[RemedyKind, Callable[[Sequence[Remedy]], str]] = {
    RemedyKind.MENTION: lambda each: _("Add all"),
    RemedyKind.CORRECT: _correct,
    RemedyKind.CAST: lambda each: _("Add them to the cast"),
    RemedyKind.SPACE: lambda each: _("Add the spaces"),
    RemedyKind.RENAME: lambda each: _("Rename them"),
    RemedyKind.NAME: lambda each: _("Name them after their files"),
    RemedyKind.DROP_PICTURE: _drop_pictures,
    RemedyKind.DROP_SUBJECT: _drop_subjects,
    RemedyKind.DROP: lambda each: _("Remove them"),
}
_FIELDS: dict[str, str] = {
    "cast": N_("Cast"),
    "pictures": N_("Pictures"),
    "name": N_("Name"),
    "voice": N_("Voice"),
    "permission": N_("Permission"),
    "scene": N_("Scene"),
    "job_name": N_("Name of the job"),
    "model": N_("Model"),
    "look": N_("Look and sound"),
    "duration": N_("Length"),
    "resolution": N_("Resolution"),
    "audio": N_("Sound and dialogue"),
    "bgm": N_("Background music"),
    "voice_id": N_("Voice for the whole video"),
    "seed": N_("Seed"),
    "off_peak": N_("Off-peak"),
    "watermark": N_("Watermark"),
    "wm_url": N_("Watermark"),
    "wm_position": N_("Watermark"),
    "payload": N_("Custom data"),
    "meta_data": N_("AI-content label"),
}
"""The same words as on the page (lib/ui/create)."""
