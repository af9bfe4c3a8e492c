"""The list of voices as a value, and how voices are named in a choice."""

from __future__ import annotations

import pytest

from lib.domain.lists import Voice
from lib.text.voice_sentences import voice_labels
from lib.ui.create.voices_view import view_voices

WARM = Voice("1", "Warm", "voice_001", "for films", "English", ("calm", "Low"))
BASS = Voice("2", "Bass", "voice_002", "", "Deutsch", ("low",))
VOICES = [BASS, WARM]


@pytest.mark.parametrize(
    ("text", "marks", "found"),
    [
        ("", (), ["Bass", "Warm"]),
        ("films", (), ["Warm"]),
        ("  ENGL calm ", (), ["Warm"]),
        ("voice_002", (), ["Bass"]),
        ("deutsch calm", (), []),
        ("Ｂäss", (), ["Bass"]),
        ("", ("low",), ["Bass", "Warm"]),
        ("", ("LOW", "English"), ["Warm"]),
        ("bass", ("English",), []),
    ],
)
def test_voices_are_found_by_every_word_and_every_mark(text: str, marks: tuple[str, ...], found: list[str]) -> None:
    assert [voice.name for voice in view_voices(VOICES, text=text, marks=marks).rows] == found


def test_only_so_many_are_shown_and_the_rest_is_counted() -> None:
    view = view_voices(VOICES, most=1)
    assert (len(view.rows), view.left, view.count) == (1, 1, 2)
    assert view_voices(VOICES, text="bass", most=1).left == 0


def test_languages_come_first_then_tags_each_once() -> None:
    assert view_voices(VOICES).marks == ("Deutsch", "English", "calm", "Low")


def test_a_filter_is_offered_from_six_voices_on() -> None:
    many = [Voice(str(n), f"n{n}", f"v{n}") for n in range(6)]
    assert view_voices(many, text="nobody").filtered and not view_voices(many[:5]).filtered


def test_a_choice_names_language_and_tags_and_no_two_lines_are_the_same() -> None:
    bare, twin, automatic = Voice("3", "Ann", "a1"), Voice("4", "Ann", "a2"), Voice("5", "Automatic", "a3")
    assert voice_labels([WARM, bare]) == {"voice_001": "Warm · English · calm, Low", "a1": "Ann"}
    assert voice_labels([bare, twin, automatic]) == {"a1": "Ann · a1", "a2": "Ann · a2", "a3": "Automatic · a3"}
