"""Hints about pictures in words."""

from __future__ import annotations

from lib.domain.picture_hints import Hint, HintKind
from lib.text.language import _
from lib.text.picture_sentences import pixels


def hint_text(hint: Hint) -> str:
    """One sentence. Pictures are counted from 1."""
    number, other = hint.place + 1, hint.other + 1
    match hint.kind:
        case HintKind.SMALL:
            size = pixels(hint.width, hint.height)
            return _("Picture {number} is small, {pixels}: the video may lack detail.", number=number, pixels=size)
        case HintKind.BLURRED:
            return _("Picture {number} looks blurred. A sharper one gives a better likeness.", number=number)
        case HintKind.ALIKE:
            return _alike(number, other, hint.other_name)


def _alike(number: int, other: int, name: str | None) -> str:
    if name is None:
        return _("Pictures {other} and {number} are nearly the same.", other=other, number=number)
    if not name:
        return _("Picture {number} is nearly the same as one of another subject.", number=number)
    return _("Picture {number} is nearly the same as picture {other} of {name}.", number=number, other=other, name=name)
