"""What the list of voices takes, what it says of the rest, and which changes can be made on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.lists import Voice
from lib.domain.voice_list import OddId, VoiceChange, meant, odd_id, possible, tags_of, tidied, voice_remark
from lib.text.voice_sentences import odd_id_text, voice_remark_text

KNOWN = [Voice("1", "Warm narrator", "voice-17")]
ANN, BOB = Voice("ann", "Ann", "voice-ann"), Voice("bob", "Bob", "voice-bob")


@pytest.mark.parametrize(
    ("name", "voice_id", "words"),
    [
        ("", " ", "Enter a name and the voice id."),
        ("\u200b", "v", "Enter a name for this voice, so that your team knows it."),
        ("Cold", "", "Enter the voice id, as the video service writes it."),
        (
            "WARM  narrator",
            "v",
            "“Warm narrator” is already in the list. Choose another name, or remove that one first.",
        ),
        (
            " warm Narrator ",
            "v",
            "“Warm narrator” is already in the list. Choose another name, or remove that one first.",
        ),
        ("Cold", " voice-17 ", "This voice id is already in the list, as “Warm narrator”."),
        ("Warm narrator", "voice-17", "This voice id is already in the list, as “Warm narrator”."),
        ("Cold", "VOICE-17", None),
        ("Cold", "任意", None),
        ("x" * 61, "v", "A voice's name has at most 60 characters."),
        ("Cold", "x" * 1001, "This is too long for a voice id: more than 1,000 characters."),
    ],
)
def test_a_voice_needs_a_name_and_an_id_of_its_own(name: str, voice_id: str, words: str | None) -> None:
    remark = voice_remark(tidied(Voice("2", name, voice_id)), KNOWN)
    assert (voice_remark_text(remark) if remark else None) == words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"language": "x" * 41}, "A language has at most 40 characters."),
        ({"note": "x" * 301}, "A note has at most 300 characters."),
        ({"tags": tuple("abcdefghijk")}, "A voice has at most 10 tags."),
        ({"tags": ("calm", "x" * 31)}, f"The tag “{'x' * 31}” is too long: tags have at most 30 characters."),
        ({"language": "English", "note": "n", "tags": ("calm",)}, None),
    ],
)
def test_what_is_told_of_a_voice_stays_short(more: dict[str, object], words: str | None) -> None:
    remark = voice_remark(replace(ANN, **more), [])
    assert (voice_remark_text(remark) if remark else None) == words


def test_a_voice_is_not_in_its_own_way() -> None:
    assert voice_remark(replace(KNOWN[0], note="new"), KNOWN) is None


@pytest.mark.parametrize(
    ("voice_id", "odd"),
    [
        ("voice_001", None),
        ("a" * 256, None),
        ("a" * 257, OddId.LONG),
        ("voice_1", OddId.SHORT),
        ("1voice_001", OddId.BEGINNING),
        ("voice_001-", OddId.END),
        ("voice_001_", OddId.END),
        ("Chinese (Mandarin)_Warm", OddId.LETTERS),
        ("音色音色音色音色", OddId.LETTERS),
    ],
)
def test_an_id_unlike_those_of_cloned_voices_is_told_and_taken(voice_id: str, odd: OddId | None) -> None:
    assert odd_id(voice_id) is odd
    assert voice_remark(Voice("2", "Cold", voice_id), KNOWN) is None
    if odd:
        assert "cloned voice" in odd_id_text(odd) and "That is fine" in odd_id_text(odd)


def test_tags_are_typed_with_whatever_stands_between_them() -> None:
    assert tags_of(" calm, Deep；  for  films、calm |，CALM\nlow") == ("calm", "Deep", "for films", "low")
    assert tags_of(" , ") == ()


def test_an_entry_is_tidied() -> None:
    typed = Voice("1", "  Warm \n narrator ", "\tvoice-17 ", "a\x00b\r\nc", " English ", (" calm ", "calm", "a,b"))
    assert tidied(typed) == Voice("1", "Warm narrator", "voice-17", "a b c", "English", ("calm", "a", "b"))
    assert tidied(tidied(typed)) == tidied(typed)


@pytest.mark.parametrize(
    ("changes", "made"),
    [
        ([VoiceChange(ANN, replace(ANN, note="n"))], [True]),
        ([VoiceChange(replace(ANN, note="was"), replace(ANN, note="n"))], [False]),
        ([VoiceChange(None, Voice("c", "ann", "voice-c"))], [False]),
        ([VoiceChange(None, Voice("c", "Cid", "voice-ann"))], [False]),
        ([VoiceChange(None, Voice("c", "Cid", "voice-c")), VoiceChange(BOB, None)], [True, True]),
        # Names change hands, all at once.
        ([VoiceChange(ANN, replace(ANN, name="Bob")), VoiceChange(BOB, replace(BOB, name="Ann"))], [True, True]),
        # The one that wants the name of one that cannot be changed has to wait as well.
        ([VoiceChange(replace(ANN, note="was"), None), VoiceChange(BOB, replace(BOB, name="Ann"))], [False, False]),
        ([VoiceChange(None, ANN)], [False]),
    ],
)
def test_only_what_still_fits_is_changed(changes: list[VoiceChange], made: list[bool]) -> None:
    done = possible(changes, [ANN, BOB])
    assert [change in done for change in changes] == made


@pytest.mark.parametrize(
    ("typed", "voice_id"),
    [
        ("voice-ann", "voice-ann"),
        (" ann ", "voice-ann"),
        ("Ann · English", "voice-ann"),
        ("voice-other", "voice-other"),
        ("", ""),
    ],
)
def test_a_name_or_an_earlier_label_means_its_voice(typed: str, voice_id: str) -> None:
    assert meant(typed, [ANN, BOB], {"Ann · English": "voice-ann", "": "x"} if typed else {}) == voice_id
