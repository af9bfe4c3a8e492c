"""Words for a scene that are ready to be put in: phrases that directors use, and whole scenes for a cast."""

from __future__ import annotations

from collections.abc import Sequence

from lib.text.language import N_, _, language_of, speaking

PHRASES = {
    N_("Camera"): (
        N_("slow push in"),
        N_("slow pull back"),
        N_("pan from left to right"),
        N_("tracking shot at eye level"),
        N_("handheld, close to the face"),
        N_("camera circles around them"),
    ),
    N_("Shot"): (
        N_("wide shot of the whole place"),
        N_("medium shot from the waist up"),
        N_("close-up of the face"),
        N_("low angle, looking up"),
        N_("view from high above"),
        N_("over the shoulder"),
    ),
    N_("Light"): (
        N_("soft evening light"),
        N_("cold morning light"),
        N_("backlit, long shadows"),
        N_("neon at night"),
        N_("candlelight"),
        N_("overcast, even light"),
    ),
    N_("Mood"): (
        N_("calm and tender"),
        N_("mysterious"),
        N_("playful"),
        N_("tense and quiet"),
        N_("dreamlike"),
        N_("epic"),
    ),
}
"""By their menu. Each goes into the scene in the language of the scene."""
EXAMPLES = (
    (1, N_("A walk in the rain"), N_("{a} walks through a street in the rain, looks up and smiles.")),
    (1, N_("A product on a table"), N_("{a} stands on a wooden table; the camera circles around it in soft light.")),
    (2, N_("Two meet again"), N_("{a} and {b} see each other across a crowded station and run towards each other.")),
    (2, N_("A dance"), N_("{a} and {b} dance slowly in an empty hall while the light comes through high windows.")),
    (3, N_("Around a fire"), N_("{a}, {b} and {c} sit around a fire at night and laugh about a story.")),
)
"""How many of a cast each is for, what it is called, and the scene."""
_CODES = {"en": "en", "zh": "zh_Hans"}
"""The languages of scenes."""


def phrase_menus() -> list[dict[str, object]]:
    """The menus of phrases: each choice as whoever looks reads it, and in every language of scenes."""
    return [{"label": _(kind), "choices": [_in_all(phrase) for phrase in phrases]} for kind, phrases in PHRASES.items()]


def example_menu(mentions: Sequence[str]) -> list[dict[str, object]]:
    """The whole scenes for a cast that is mentioned like this; none without a cast."""
    who = dict(zip(("a", "b", "c"), mentions, strict=False))
    choices = [
        {"shown": _(title), "text": _(scene, **who)} for members, title, scene in EXAMPLES if members <= len(who)
    ]
    return [{"label": _("Example scenes"), "choices": choices, "whole": True}] if choices else []


def _in_all(message: str) -> dict[str, str]:
    words = {"shown": _(message)}
    for code, language in _CODES.items():
        with speaking(language_of(language)):
            words[code] = _(message)
    return words
