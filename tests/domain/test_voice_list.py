"""What the list of voices takes, and what it says of the rest."""

from __future__ import annotations

import pytest

from lib.domain.lists import Voice
from lib.domain.voice_list import voice_remark
from lib.text.voice_sentences import voice_remark_text

KNOWN = [Voice("1", "Warm narrator", "voice-17")]


@pytest.mark.parametrize(
    ("name", "voice_id", "words"),
    [
        ("", " ", "Enter a name and the voice id."),
        ("\u200b", "v", "Enter a name for this voice, so that your team knows it."),
        ("Cold", "", "Enter the voice id, as the video service writes it."),
        ("WARM  narrator", "v", None),
        (
            " warm Narrator ",
            "v",
            "“Warm narrator” is already in the list. Choose another name, or remove that one first.",
        ),
        ("Cold", " voice-17 ", "This voice id is already in the list, as “Warm narrator”."),
        ("Warm narrator", "voice-17", "This voice id is already in the list, as “Warm narrator”."),
        ("Cold", "VOICE-17", None),
        ("Cold", "任意", None),
    ],
)
def test_a_voice_needs_a_name_and_an_id_of_its_own(name: str, voice_id: str, words: str | None) -> None:
    remark = voice_remark(name, voice_id, KNOWN)
    assert (voice_remark_text(remark) if remark else None) == words
