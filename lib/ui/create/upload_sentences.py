"""What is said of a file that was not taken."""

from __future__ import annotations

from lib.text.error_sentences import error_hint, error_message
from lib.text.formats import in_a_row
from lib.text.language import _
from lib.text.picture_sentences import remark_text
from lib.ui.create.cast_view import NotTaken


def not_taken_sentence(one: NotTaken) -> str:
    """Why, in the language of whoever looks."""
    why = remark_text(one.remark) if one.remark else in_a_row(error_message(one.trouble), error_hint(one.trouble))
    return _("{file}: {why}", file=one.file, why=why) if one.file else why
