"""Text in the cells of a spreadsheet, where some beginnings would be read as a formula and run."""

from __future__ import annotations

import re

_SIGNS = "[=+\\-@＝＋－＠]"  # full-width forms are read as formulas too where Chinese or Japanese is typed
_UNSEEN = "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060-\u206f\ufeff]"
_END = "[;,|\"']"
"""What a spreadsheet may take for the end of a cell."""
_GUARD = "\u200b"
_FORMULA = re.compile(rf"^(?={_UNSEEN}*{_SIGNS})|(?<={_END})\s*(?={_SIGNS})")
_GUARDED = re.compile(rf"^{_GUARD}(?={_UNSEEN}*{_SIGNS})|(?<={_END})(\s*){_GUARD}(?={_SIGNS})")


def guarded(text: str) -> str:
    """Text that no spreadsheet reads as a formula: a zero-width character is put in front of one.

    Nobody sees it, and it is enough to make the cell text.
    """
    return _FORMULA.sub(rf"\g<0>{_GUARD}", text)


def unguarded(text: str) -> str:
    """The text that was `guarded`; any other stays as it is."""
    return _GUARDED.sub(lambda found: found[1] or "", text)
