"""Which part of a request the service did not take, in words, and why an earlier request is on the board again."""

from __future__ import annotations

from lib.domain.failure import Part, Place, Refusal
from lib.text.error_sentences import error_hint, error_message
from lib.text.formats import at_start, in_a_row
from lib.text.language import _
from lib.text.request_sentences import field_text


def place_text(place: Place) -> str:
    """A part of a request within a sentence: "picture 2 of Mia"."""
    match place.part:
        case Part.FIELD:
            return field_text(place.field)
        case Part.SUBJECT_NAME:
            return _("the name of {who}", who=place.who)
        case Part.SUBJECT_VOICE:
            return _("the voice of {who}", who=place.who)
        case Part.SUBJECT_PICTURES:
            return _("the pictures of {who}", who=place.who)
        case Part.PICTURE:
            return _("picture {number} of {who}", number=(place.picture or 0) + 1, who=place.who)
        case Part.SOME_PICTURE:
            return _("one of the pictures")


def refusal_text(refusal: Refusal) -> str:
    """What happened, which part it is about, and what to do, in one line."""
    trouble, place = refusal.trouble, refusal.place
    facts = [
        error_message(trouble),
        _("The problem is in {part}.", part=place_text(place)) if place else "",
        quote_text(trouble.quote),
        error_hint(trouble),
    ]
    return in_a_row(*facts)


def refused_part_text(refusal: Refusal) -> str:
    """The same for the line of that part itself; "" where nobody knows which it is."""
    if refusal.place is None:
        return ""
    message, hint = error_message(refusal.trouble), error_hint(refusal.trouble)
    if refusal.place.part is Part.FIELD:
        return in_a_row(message, hint)  # It stands under its field, or behind the field's name.
    return _("{part}: {message} {hint}", part=at_start(place_text(refusal.place)), message=message, hint=hint)


def quote_text(quote: str) -> str:
    """The service's own words; "" where they do not help."""
    return _("The video service says: “{quote}”", quote=quote) if quote else ""
