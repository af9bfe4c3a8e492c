"""The team's list of voices: what it takes, what is known of the form of voice ids, and how it changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lib.domain.lists import Voice
from lib.domain.naming import folded

LONGEST_NAME, LONGEST_LANGUAGE, LONGEST_NOTE, LONGEST_TAG = 60, 40, 300, 30
"""Characters."""
LONGEST_ID = 1000
"""Characters. The service's own ids are far shorter: whatever is longer is no id at all."""
MOST_TAGS = 10
CLONED_ID = (8, 256)
"""Characters of a cloned voice's id, at least and at most (contract 5)."""
_BETWEEN_TAGS = re.compile("[,;|，；、\n]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class VoiceRemarkKind(StrEnum):
    NOTHING = "nothing"
    NO_NAME = "no_name"
    NO_ID = "no_id"
    SAME_NAME = "same_name"  # name
    SAME_ID = "same_id"  # name
    LONG_NAME = "long_name"  # most
    LONG_ID = "long_id"  # most
    LONG_LANGUAGE = "long_language"  # most
    LONG_NOTE = "long_note"  # most
    LONG_TAG = "long_tag"  # name, most
    MANY_TAGS = "many_tags"  # most
    # Of a row in a file
    ID_ABOVE = "id_above"  # row
    NAME_ABOVE = "name_above"  # row
    MORE_CELLS = "more_cells"


@dataclass(frozen=True)
class VoiceRemark:
    """Why an entry was not taken. `params` stand behind each kind; a name is that of the voice on the list."""

    kind: VoiceRemarkKind
    params: Mapping[str, str | int] = field(default_factory=dict)


class OddId(StrEnum):
    """In what a voice id differs from those of cloned voices. The service's own need not be like them."""

    SHORT = "short"
    LONG = "long"
    BEGINNING = "beginning"
    END = "end"
    LETTERS = "letters"


@dataclass(frozen=True)
class VoiceChange:
    """One voice, before and after; None: it was not, or is not, on the list."""

    before: Voice | None
    after: Voice | None

    @property
    def back(self) -> VoiceChange:
        """What takes it back."""
        return VoiceChange(self.after, self.before)

    @property
    def id(self) -> str:
        """Of the voice."""
        voice = self.after or self.before
        return voice.id if voice else ""


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as they are typed, one behind the other; the same one twice counts once."""
    return distinct(" ".join(tag.split()) for tag in _BETWEEN_TAGS.split(text))


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, as it is written first; without those in which nothing can be seen."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(folded(word), word)
    found.pop("", None)
    return tuple(found.values())


def tags_text(tags: Iterable[str]) -> str:
    """Tags as they stand in a field and in a file: read again they are the same."""
    return ", ".join(tags)


def tidied(voice: Voice) -> Voice:
    """Each text in one line, without what only looks like spaces around it."""
    return replace(
        voice,
        name=_line(voice.name),
        voice_id=_CONTROL.sub(" ", voice.voice_id).strip(),
        note=_line(voice.note),
        language=_line(voice.language),
        tags=tags_of(tags_text(map(_line, voice.tags))),
    )


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def voice_remark(voice: Voice, known: Iterable[Voice]) -> VoiceRemark | None:
    """What is wrong with a tidied voice on the list of those that are `known`; None: nothing.

    A voice id is free text (contract 5): what the service takes is for it to say.
    """
    if remark := own_remark(voice):
        return remark
    others = [one for one in known if one.id != voice.id]
    for other in others:
        if other.voice_id == voice.voice_id:
            return VoiceRemark(VoiceRemarkKind.SAME_ID, {"name": other.name})
    for other in others:
        if folded(other.name) == folded(voice.name):
            return VoiceRemark(VoiceRemarkKind.SAME_NAME, {"name": other.name})
    return None


def own_remark(voice: Voice) -> VoiceRemark | None:
    """What is wrong with a tidied voice, whatever else is on the list; None: nothing."""
    named = bool(folded(voice.name))
    if not named or not voice.voice_id:
        both = not named and not voice.voice_id
        kind = VoiceRemarkKind.NO_ID if not voice.voice_id else VoiceRemarkKind.NO_NAME
        return VoiceRemark(VoiceRemarkKind.NOTHING if both else kind)
    lengths = (
        (VoiceRemarkKind.LONG_NAME, voice.name, LONGEST_NAME),
        (VoiceRemarkKind.LONG_ID, voice.voice_id, LONGEST_ID),
        (VoiceRemarkKind.LONG_LANGUAGE, voice.language, LONGEST_LANGUAGE),
        (VoiceRemarkKind.LONG_NOTE, voice.note, LONGEST_NOTE),
        (VoiceRemarkKind.MANY_TAGS, voice.tags, MOST_TAGS),
    )
    for kind, value, most in lengths:
        if len(value) > most:
            return VoiceRemark(kind, {"most": most})
    long_tag = next((tag for tag in voice.tags if len(tag) > LONGEST_TAG), None)
    return VoiceRemark(VoiceRemarkKind.LONG_TAG, {"name": long_tag, "most": LONGEST_TAG}) if long_tag else None


def odd_id(voice_id: str) -> OddId | None:
    """In what an id is unlike those of cloned voices (contract 5); None: in nothing. Guidance: nothing is refused."""
    least, most = CLONED_ID
    rules: tuple[tuple[OddId, Callable[[str], object]], ...] = (
        (OddId.LETTERS, lambda text: re.fullmatch(r"[A-Za-z0-9_-]*", text)),
        (OddId.SHORT, lambda text: len(text) >= least),
        (OddId.LONG, lambda text: len(text) <= most),
        (OddId.BEGINNING, lambda text: text[:1].isalpha()),
        (OddId.END, lambda text: text[-1:] not in ("-", "_")),
    )
    return next((odd for odd, holds in rules if not holds(voice_id)), None)


def possible(changes: Sequence[VoiceChange], standing: Sequence[Voice]) -> tuple[VoiceChange, ...]:
    """Those changes that can be made on the list as it stands.

    Not what somebody else has changed since, nor what would put a name or a voice id on the list twice.
    """
    now = {voice.id: voice for voice in standing}
    rest = tuple(change for change in changes if now.get(change.id) == change.before)
    while True:
        after = dict(now)
        for change in rest:
            after.pop(change.id, None)
            if change.after:
                after[change.id] = change.after
        names = Counter(folded(voice.name) for voice in after.values())
        ids = Counter(voice.voice_id for voice in after.values())
        kept = tuple(change for change in rest if _fits(change, names, ids))
        if len(kept) == len(rest):
            return kept
        rest = kept


def _fits(change: VoiceChange, names: Mapping[str, int], ids: Mapping[str, int]) -> bool:
    before, after = change.before, change.after
    if after is None:
        return True
    named = names[folded(after.name)] == 1 or (before is not None and folded(before.name) == folded(after.name))
    return named and (ids[after.voice_id] == 1 or (before is not None and before.voice_id == after.voice_id))


def meant(typed: str, voices: Sequence[Voice], labels: Mapping[str, str]) -> str:
    """The voice id that is meant by what was chosen or typed: an id as it is, or the name of a voice on the list.

    `labels`: the id behind each line that the choice has shown. The browser may report one that was changed since.
    """
    typed = typed.strip()
    if any(voice.voice_id == typed for voice in voices):
        return typed
    if typed in labels:
        return labels[typed]
    named = [voice.voice_id for voice in voices if typed and folded(voice.name) == folded(typed)]
    return named[0] if named else typed
