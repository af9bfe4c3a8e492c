"""What a card of the library says about a member."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from lib.domain.cast_member import MemberLine
from lib.domain.naming import letters
from lib.domain.permission import Validity, validity_of
from lib.domain.request import is_url
from lib.text.cast_words import kind_name
from lib.text.deletion_words import deleted_texts
from lib.text.formats import side_by_side
from lib.text.member_words import looks_text, member_title, permission_text, used_text
from lib.ui import media_links as media
from lib.ui.cast.face_grid import FaceCard
from lib.ui.words import in_its_place

_TONES = {Validity.ENDS_SOON: "orange", Validity.EXPIRED: "red"}


def face_card(line: MemberLine, today: date) -> FaceCard:
    """A line of the list as a card, with a signed address."""
    name = in_its_place(member_title(line.name))
    return FaceCard(
        id=line.id,
        title=name,
        facts=f"{kind_name(line.kind)} · {looks_text(line.looks)}",
        tags=side_by_side([in_its_place(tag) for tag in line.tags]),
        used=used_text(line.videos),
        note=permission_text(line.permission, today),
        tone=_TONES.get(validity_of(line.permission, today), ""),
        picture=_face(line),
        letter="".join(letters(line.name.strip().upper())[:1]),
    )


def deleted_card(line: MemberLine, today: date, now: datetime) -> FaceCard:
    """The card of a member that was deleted: until when it can be brought back counts, not what it may be used for."""
    note = " · ".join(deleted_texts(line.deleted_at or now, now))
    return replace(face_card(line, today), note=note, tone="")


def _face(line: MemberLine) -> str:
    """Where the browser finds it: with us, or at its own address. Empty for what is no address."""
    if line.face_sha:
        return media.based(media.thumb(line.face_sha))
    return line.face_url if is_url(line.face_url) else ""
