"""What is said of a file that was not taken."""

from __future__ import annotations

from lib.text.language import _
from lib.text.picture_sentences import remark_text
from lib.ui.create.cast_view import NotTaken


def not_taken_sentence(one: NotTaken) -> str:
    """Why, in the language of whoever looks."""
    why = remark_text(one.remark) if one.remark else f"{one.trouble.message} {one.trouble.hint}"
    return _("{file}: {why}", file=one.file, why=why) if one.file else why
