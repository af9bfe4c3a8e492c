"""The eight example films as boards: casts, scenes and models that differ, with pictures that we drew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.naming import mentions_of
from lib.text.language import N_, _
from lib.ui.gallery.films import drawings

Add = Callable[[bytes, str], DraftPicture]
"""Keeps a picture, under the name of its file."""

CAST: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "nora": (N_("Nora"), drawings.draw_nora),
    "fox": (N_("Fox"), drawings.draw_fox),
    "robot": (N_("Robot"), drawings.draw_robot),
    "lighthouse": (N_("Lighthouse"), drawings.draw_lighthouse),
    "cat": (N_("Cat"), drawings.draw_cat),
    "whale": (N_("Whale"), drawings.draw_whale),
    "balloon": (N_("Balloon"), drawings.draw_balloon),
    "teapot": (N_("Teapot"), drawings.draw_teapot),
}
"""Of each member the name, to be translated by `_`, and how the picture is drawn."""


@dataclass(frozen=True)
class ExampleFilm:
    """One of the eight. Name and scene are translated by `_`; the scene mentions its cast as {one}, {two}, {three}."""

    name: str
    cast: tuple[str, ...]
    lead: int
    """The place in the cast of whoever its poster shows: each film has another."""
    scene: str
    model: str
    duration: int
    resolution: str


EIGHT: tuple[ExampleFilm, ...] = (
    ExampleFilm(
        N_("Tea for two"),
        ("robot", "teapot"),
        1,
        N_("{one} lifts the {two} with great care and pours the first cup. Slow push in, warm morning light."),
        "viduq2-turbo",
        3,
        "540p",
    ),
    ExampleFilm(
        N_("A whale at sunset"),
        ("whale",),
        0,
        N_("{one} rises between the waves and blows. Wide shot, low orange sun."),
        "vidu2.0",
        4,
        "360p",
    ),
    ExampleFilm(
        N_("The keeper's visitor"),
        ("nora", "lighthouse"),
        1,
        N_("{one} climbs the rock below the {two} and waves. Camera circles around her, clear light."),
        "viduq2-pro",
        4,
        "540p",
    ),
    ExampleFilm(
        N_("Night shift"),
        ("cat",),
        0,
        N_("{one} sits on the roof and watches the windows go dark. Slow pull back."),
        "vidu2.0",
        4,
        "360p",
    ),
    ExampleFilm(
        N_("Up and away"),
        ("balloon",),
        0,
        N_("{one} floats over the fields on a bright morning. Tracking shot at eye level."),
        "viduq3-pro",
        4,
        "540p",
    ),
    ExampleFilm(
        N_("A flower for the planet"),
        ("robot",),
        0,
        N_("{one} holds up the only flower for miles. Low angle, stars behind."),
        "viduq2-pro",
        3,
        "540p",
    ),
    ExampleFilm(
        N_("Two of a kind"),
        ("fox", "cat"),
        0,
        N_("{one} meets {two} at dusk. They look at each other and sit down. Calm and tender."),
        "vidu2.0",
        4,
        "360p",
    ),
    ExampleFilm(
        N_("The long way home"),
        ("nora", "balloon", "whale"),
        0,
        N_("{one} crosses the sea in the {two}; {three} swims along below. Epic, evening light."),
        "viduq3-pro",
        5,
        "540p",
    ),
)
_PLACES = ("one", "two", "three")


def example_boards(add: Add) -> Iterator[Draft]:
    """Their boards in the language of whoever looks. Raises DiskTrouble."""
    picture = cache(lambda key: add(CAST[key][1](), f"{key}.png"))
    for film in EIGHT:
        cast = tuple(DraftSubject(uid=key, name=_(CAST[key][0]), pictures=(picture(key),)) for key in film.cast)
        mentions = mentions_of([subject.name for subject in cast])
        yield Draft(
            cast=cast,
            scene=_(film.scene, **dict(zip(_PLACES, mentions, strict=False))),
            name=_(film.name),
            model=film.model,
            duration=film.duration,
            resolution=film.resolution,
            # The demo begins a film with whoever stands in the place of the seed, counted around; 0 would draw one.
            seed=len(cast) + film.lead,
            audio=film.model == "viduq3-pro",
        )
