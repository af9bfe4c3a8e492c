"""What a card of the gallery says about a video."""

from __future__ import annotations

from lib.domain.job import DEMO
from lib.domain.lists import JobLine
from lib.domain.video_file import is_shorter
from lib.text.formats import number, seconds
from lib.text.language import _
from lib.text.model_words import model_label
from lib.ui import media_links as media
from lib.ui.parts.video_grid import Card
from lib.ui.words import ago, in_its_place


def card(line: JobLine, me: str) -> Card:
    """A line of the list as a card, with signed addresses."""
    return Card(
        id=line.id,
        title=line.name,
        facts=facts(line),
        origin=origin(line, me, ago(line.ready_at or line.created_at)),
        length=clock(line.video_duration_s),
        take=_("Take {take} of {takes}", take=line.take, takes=line.takes) if line.takes > 1 else "",
        demo=line.service == DEMO,
        poster=media.based(media.poster(line.id)) if line.has_poster else "",
        video=media.based(media.video(line.id)) if line.plays else "",
    )


def facts(line: JobLine) -> str:
    """ "720p · Q3 Pro"; what was left to the service is left out."""
    return " · ".join(part for part in (shorter(line), line.resolution, _model(line)) if part)


def shorter(line: JobLine) -> str:
    """ "Only 2 of 5 s", for a video that is visibly shorter than was asked for."""
    real_s = line.video_duration_s
    if real_s is None or not is_shorter(line.duration, real_s):
        return ""
    # A card is narrow: a unit alone on its next line says nothing.
    asked = seconds(line.duration or 0).replace(" ", "\N{NO-BREAK SPACE}")
    return _("Only {real} of {asked}", real=number(real_s, 1), asked=asked)


def origin(line: JobLine, me: str, when: str) -> str:
    """ "3 minutes ago · Anna": where there is little room, a long name loses its end, and not the time."""
    who = _("You") if line.person_id == me else in_its_place(line.person_name)
    return " · ".join(part for part in (when, who) if part)


def clock(length_s: float | None) -> str:
    """ "0:05", as players show lengths; empty for an unknown one."""
    if length_s is None:
        return ""
    whole = round(length_s)
    return f"{whole // 60}:{whole % 60:02}"


def _model(line: JobLine) -> str:
    return model_label(line.model) if line.model else ""
