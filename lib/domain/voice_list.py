"""What the team's list of voices takes: a name and a voice id, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.domain.lists import Voice
from lib.domain.naming import folded


class VoiceRemarkKind(StrEnum):
    NOTHING = "nothing"
    NO_NAME = "no_name"
    NO_ID = "no_id"
    SAME_NAME = "same_name"
    SAME_ID = "same_id"


@dataclass(frozen=True)
class VoiceRemark:
    """Why an entry was not taken. `name`: of the one that is on the list."""

    kind: VoiceRemarkKind
    name: str = ""


def voice_remark(name: str, voice_id: str, known: Sequence[Voice]) -> VoiceRemark | None:
    """What is wrong with one more voice beside those that are `known`; None: nothing.

    A voice id is free text (contract 5): what the service takes is for it to say.
    """
    name, voice_id = name.strip(), voice_id.strip()
    if not folded(name) or not voice_id:
        both = not folded(name) and not voice_id
        kind = VoiceRemarkKind.NO_ID if not voice_id else VoiceRemarkKind.NO_NAME
        return VoiceRemark(VoiceRemarkKind.NOTHING if both else kind)
    for voice in known:
        if voice.voice_id == voice_id:
            return VoiceRemark(VoiceRemarkKind.SAME_ID, voice.name)
    for voice in known:
        if folded(voice.name) == folded(name):
            return VoiceRemark(VoiceRemarkKind.SAME_NAME, voice.name)
    return None
