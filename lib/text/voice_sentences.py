"""What is said of a voice that the team's list does not take."""

from __future__ import annotations

from lib.domain.voice_list import VoiceRemark, VoiceRemarkKind
from lib.text.language import N_, _

_SENTENCES = {
    VoiceRemarkKind.NOTHING: N_("Enter a name and the voice id."),
    VoiceRemarkKind.NO_NAME: N_("Enter a name for this voice, so that your team knows it."),
    VoiceRemarkKind.NO_ID: N_("Enter the voice id, as the video service writes it."),
    VoiceRemarkKind.SAME_NAME: N_("“{name}” is already in the list. Choose another name, or remove that one first."),
    VoiceRemarkKind.SAME_ID: N_("This voice id is already in the list, as “{name}”."),
}


def voice_remark_text(remark: VoiceRemark) -> str:
    """Why, and what helps. The name in it stands as it was written."""
    return _(_SENTENCES[remark.kind], name=remark.name)
