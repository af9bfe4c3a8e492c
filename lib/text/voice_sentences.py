"""Sentences about voices: why one is not taken, what is odd about an id, and what was done to the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lib.domain.catalog import model_named
from lib.domain.lists import Voice
from lib.domain.voice_list import CLONED_ID, OddId, VoiceChange, VoiceRemark, VoiceRemarkKind, tags_text
from lib.text.formats import in_a_row
from lib.text.language import N_, _, _n
from lib.text.model_words import model_label

_SENTENCES = {
    VoiceRemarkKind.NOTHING: N_("Enter a name and the voice id."),
    VoiceRemarkKind.NO_NAME: N_("Enter a name for this voice, so that your team knows it."),
    VoiceRemarkKind.NO_ID: N_("Enter the voice id, as the video service writes it."),
    VoiceRemarkKind.SAME_NAME: N_("“{name}” is already in the list. Choose another name, or remove that one first."),
    VoiceRemarkKind.SAME_ID: N_("This voice id is already in the list, as “{name}”."),
    VoiceRemarkKind.LONG_NAME: N_("A voice's name has at most {most} characters."),
    VoiceRemarkKind.LONG_ID: N_("This is too long for a voice id: more than {most} characters."),
    VoiceRemarkKind.LONG_LANGUAGE: N_("A language has at most {most} characters."),
    VoiceRemarkKind.LONG_NOTE: N_("A note has at most {most} characters."),
    VoiceRemarkKind.LONG_TAG: N_("The tag “{name}” is too long: tags have at most {most} characters."),
    VoiceRemarkKind.MANY_TAGS: N_("A voice has at most {most} tags."),
    VoiceRemarkKind.ID_ABOVE: N_("This voice id is already in row {row}."),
    VoiceRemarkKind.NAME_ABOVE: N_("This name is already in row {row}."),
    VoiceRemarkKind.MORE_CELLS: N_("This row has more cells than the first row. Put text that has a comma in quotes."),
}
_ODD = {
    OddId.SHORT: N_("This id is shorter than the {least} characters of a cloned voice's id."),
    OddId.LONG: N_("This id is longer than the {most} characters of a cloned voice's id."),
    OddId.BEGINNING: N_("The id of a cloned voice begins with a letter; this one does not."),
    OddId.END: N_("The id of a cloned voice ends with a letter or digit; this one does not."),
    OddId.LETTERS: N_("The id of a cloned voice has only letters A to Z, digits, - and _; this one has others."),
}


def voice_remark_text(remark: VoiceRemark) -> str:
    """Why, and what helps. The name in it stands as it was written."""
    return _(_SENTENCES[remark.kind], **remark.params)


def odd_id_text(odd: OddId) -> str:
    """Guidance only: the service's own voices may have ids of any form."""
    least, most = CLONED_ID
    return in_a_row(
        _(_ODD[odd], least=least, most=most),
        _("That is fine for one of the video service's own voices; check any other."),
    )


def unheard_text(model_id: str, *, audio: bool) -> str:
    """What the model and the sound of a board make of voices; "" where every voice is heard."""
    ignored = _(
        "{model} ignores the voice for the whole video. Choose voices for the subjects instead.",
        model=model_label(model_id),
    )
    takes_it = model_named(model_id).takes_overall_voice
    return in_a_row("" if audio else _("Voices are only heard with sound on."), "" if takes_it else ignored)


def _label(voice: Voice) -> str:
    """In a choice, where typing finds it: "Warm narrator · English · calm, deep"."""
    return " · ".join(part for part in (voice.name, voice.language, tags_text(voice.tags)) if part)


def voice_labels(voices: Sequence[Voice]) -> dict[str, str]:
    """Voice id and label of each. No two are the same, nor that of no voice: the browser reports what it shows."""
    labels = {voice.voice_id: _label(voice) for voice in reversed(voices)}
    count = Counter([*labels.values(), automatic()])
    return {
        voice.voice_id: label if count[label := labels[voice.voice_id]] == 1 else f"{label} · {voice.voice_id}"
        for voice in voices
    }


def automatic() -> str:
    """The choice that leaves the voice to the service."""
    return _("Automatic")


def done_text(changes: Sequence[VoiceChange]) -> str:
    """What was done to the list, e.g. "Added: Mia" or "3 voices added, 1 changed."."""
    if len(changes) == 1:
        (change,) = changes
        if change.after is None:
            return _("Removed: {name}", name=change.before.name if change.before else "")
        return (
            _("Added: {name}", name=change.after.name)
            if not change.before
            else _("Changed: {name}", name=change.after.name)
        )
    added = sum(change.before is None for change in changes)
    changed = len(changes) - added
    return in_a_row(
        _n("{count} voice added.", "{count} voices added.", added) if added else "",
        _n("{count} voice changed.", "{count} voices changed.", changed) if changed else "",
    )


def not_undone_text(left: int) -> str:
    """Of those that were to be taken back."""
    return _n(
        "{count} voice stays as it is: someone has changed it since.",
        "{count} voices stay as they are: someone has changed them since.",
        left,
    )
