"""Where the fields of the board are on the page: what a line of the list above Generate leads to, and a refused job."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from lib.ui.create import fields
from lib.ui.create.look_view import MORE_FIELDS

CAST_KEY = "create-cast"
FIELD_LINKS = "field_links"
"""Key of what follows the links; it tells what has to be opened."""
IN_MORE = "more"
"""Holds the fields of the fold of the further settings."""
_KEYS = {field: key for key, field in fields.FIELDS.items() if field != "name"} | {
    "scene": "prompt",
    "seed": "create.seed",
    "job_name": "create.name",
}
"""The key of the control, or of what holds it, by the field as findings and refusals name it."""
_ON_A_CARD = {"name": "create.name.{}", "voice": "create.voice.{}", "pictures": "pictures-{}"}


@dataclass(frozen=True)
class FieldPlace:
    """`key`: of the control, or of what holds it. `within`: what may have to be opened first, IN_MORE or a card."""

    key: str
    within: str = ""

    @property
    def link(self) -> str:
        """The address in the page, as field_links.js reads it."""
        return f"#{urlencode({'to': self.key, 'within': self.within})}"


def place_of(field: str, uid: str = "") -> FieldPlace:
    """Of a field as findings and refusals name it; `uid`: on the card of this member of the cast."""
    if uid and field in _ON_A_CARD:
        return FieldPlace(_ON_A_CARD[field].format(uid), uid)
    if key := _KEYS.get(field):
        return FieldPlace(key, IN_MORE if field in MORE_FIELDS else "")
    return FieldPlace(f"card-{uid}", uid) if uid else FieldPlace(CAST_KEY)
