"""The list of the team's voices as a value: made without Streamlit, drawn from nothing else (voices_dialog.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.domain.lists import Voice
from lib.domain.naming import folded, search_key
from lib.domain.voice_list import distinct

A_PAGE = 8
WORTH_A_FILTER = 6
"""Voices from which on they are looked for."""


@dataclass(frozen=True)
class VoicesView:
    """Two that are equal look the same."""

    rows: tuple[Voice, ...]
    left: int
    """How many more were found than are shown."""
    count: int
    """How many there are."""
    marks: tuple[str, ...]
    """Languages, then tags, by which they can be told apart."""

    @property
    def filtered(self) -> bool:
        """A filter is worth its room."""
        return self.count >= WORTH_A_FILTER


def view_voices(
    voices: Sequence[Voice], *, text: str = "", marks: Sequence[str] = (), most: int = A_PAGE
) -> VoicesView:
    """Those in which each word of `text` is found and that have every one of the `marks`; at most so many."""
    wanted = {folded(mark) for mark in marks}
    found = [voice for voice in voices if wanted <= _marks(voice) and _has(voice, text)]
    return VoicesView(tuple(found[:most]), max(0, len(found) - most), len(voices), _all_marks(voices))


def _has(voice: Voice, text: str) -> bool:
    words = search_key(" ".join([voice.name, voice.voice_id, voice.language, voice.note, *voice.tags]))
    return all(search_key(word) in words for word in text.split())


def _marks(voice: Voice) -> set[str]:
    return {folded(mark) for mark in (voice.language, *voice.tags)}


def _all_marks(voices: Sequence[Voice]) -> tuple[str, ...]:
    languages = _by_name(voice.language for voice in voices)
    return distinct([*languages, *_by_name(tag for voice in voices for tag in voice.tags)])


def _by_name(marks: Iterable[str]) -> list[str]:
    return sorted(marks, key=lambda mark: (folded(mark), mark))
