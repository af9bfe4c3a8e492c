"""Pictures as facts: which may be sent, and how much smaller they must become. Rules: contract 1.1 [M]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["png", "jpeg", "webp"]

MIN_SIDE = 128
"""Pixels that width and height must have at least [M]."""
_MAX_RATIO = 4
"""Between 1:4 and 4:1 [M]; exactly on the border is amber, outside is refused."""
_MAX_FILE_BYTES = 50_000_000
"""The safe reading of "50 MB a file" [M]."""
_MAX_PIXELS = 100_000_000
"""Ours: what opens within a bounded memory and time. Some formats bear less (lib.services.media.picture.decoding)."""


@dataclass(frozen=True)
class Picture:
    """Facts about one file. Width and height in pixels, as people see it: turned upright."""

    sha256: str
    kind: Kind
    width: int
    height: int
    size_bytes: int


@dataclass(frozen=True)
class Fitted:
    """An original and what is sent for it: upright, 8 bit, sRGB on white, one frame, free of metadata."""

    original: Picture
    sending: Picture
    notes: tuple[str, ...] = ()
    """Sentences about what else people would want to know, such as an animation of which one frame is used."""
    warnings: tuple[str, ...] = ()
    """Sentences about what people should look at before it is sent (amber), such as a part that is missing."""


@dataclass(frozen=True)
class Verdict:
    """Sentences for people: what forbids a picture (red), and what is only worth knowing (amber)."""

    refused: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()


def judge(width: int, height: int, size_bytes: int) -> Verdict:
    """What contract 1.1 says about a picture of this many pixels (upright) and bytes. Both parts empty: fine."""
    refused = [*(_too_small(width, height) or _too_slim(width, height)), *_too_big(width, height, size_bytes)]
    advised = []
    if not refused and _MAX_RATIO * min(width, height) == max(width, height):
        advised.append(
            f"This picture is {_size(width, height)} pixels, exactly {'4:1' if width > height else '1:4'}. "
            "That is the limit of what the service accepts: crop it a little if it is refused."
        )
    return Verdict(tuple(refused), tuple(advised))


def _too_small(width: int, height: int) -> list[str]:
    if min(width, height) >= MIN_SIDE:
        return []
    return [f"This picture is {_size(width, height)} pixels; both sides must be at least {MIN_SIDE}."]


def _too_slim(width: int, height: int) -> list[str]:
    short, long = min(width, height), max(width, height)
    if short < 1 or long <= _MAX_RATIO * short:
        return []
    shape, over = ("wide", "high") if width > height else ("high", "wide")
    return [
        f"This picture is {_size(width, height)} pixels, too {shape} for the service: "
        f"at most {_MAX_RATIO} times as {shape} as {over}. Crop it."
    ]


def too_large(size_bytes: int) -> str:
    """What the limit of a file says about this many bytes; empty if they are possible."""
    if size_bytes <= _MAX_FILE_BYTES:
        return ""
    return (
        f"This file has {in_bytes(size_bytes)}; at most {in_bytes(_MAX_FILE_BYTES)} are possible. "
        "Save it as a JPEG, or make it smaller."
    )


def _too_big(width: int, height: int, size_bytes: int) -> list[str]:
    found = [too_large(size_bytes)] if too_large(size_bytes) else []
    if width * height > _MAX_PIXELS:
        found.append(
            f"This picture is {_size(width, height)} pixels, {width * height / 1e6:,.1f} megapixels; "
            f"at most {_MAX_PIXELS // 1_000_000} can be opened. Make it smaller."
        )
    return found


def sent_bytes(size_bytes: int) -> int:
    """Characters a file of this size takes in the body: a data URI, base64 with its longest prefix."""
    return len("data:image/jpeg;base64,") + 4 * -(-size_bytes // 3)


def shrink_plan(pictures: Sequence[Picture], room_bytes: int) -> dict[str, int]:
    """Which files must become smaller, by sha256, and the bytes each may keep, so that all data URIs fit the room.

    Sizes to come down to lie on steps, two an octave, so that one picture more does not mean that all others are drawn
    anew. All that are larger come down to the highest step on which everything fits; then, in the order of the request,
    one step up for each for which there is room. A picture that is in the request twice counts twice. Empty: everything
    fits. The size may be 0: no room at all.
    """
    if _total(pictures, {}) <= room_bytes:
        return {}
    steps = [int(2 ** (number / 2)) for number in range(_LOWEST_STEP, 2 * max(_bits(pictures), _LOWEST_STEP) + 1)]
    fitting = [step for step in steps if _total(pictures, _down_to(step, pictures)) <= room_bytes]
    plan = _down_to(fitting[-1] if fitting else 0, pictures)
    above = steps[steps.index(fitting[-1]) + 1] if fitting else 0
    for picture in pictures:
        if picture.sha256 in plan and fitting:
            raised = {**plan, picture.sha256: min(above, picture.size_bytes)}
            plan = raised if _total(pictures, raised) <= room_bytes else plan
    return {
        picture.sha256: plan[picture.sha256]
        for picture in pictures
        if picture.size_bytes > plan.get(picture.sha256, picture.size_bytes)
    }


_LOWEST_STEP = 20
"""1 kB: nothing that can be sent is smaller."""


def _bits(pictures: Sequence[Picture]) -> int:
    return max(picture.size_bytes for picture in pictures).bit_length()


def _down_to(size_bytes: int, pictures: Sequence[Picture]) -> dict[str, int]:
    return {picture.sha256: size_bytes for picture in pictures if picture.size_bytes > size_bytes}


def _total(pictures: Sequence[Picture], plan: dict[str, int]) -> int:
    return sum(sent_bytes(plan.get(picture.sha256, picture.size_bytes)) for picture in pictures)


def said(fitted: Fitted) -> str:
    """From what to what, for the card: "4032 × 3024, 6.2 MB → 2600 × 1950, 1.9 MB". Empty if nobody would notice."""
    original, sending = fitted.original, fitted.sending
    same_shape = (original.width, original.height) == (sending.width, sending.height)
    # A copy without loss may be larger, one without metadata smaller; that is not what the card is for.
    if same_shape and sending.size_bytes > 0.9 * original.size_bytes:
        return ""
    with_kind = original.kind != sending.kind
    return f"{_described(original, with_kind)} → {_described(sending, with_kind)}"


def _described(picture: Picture, with_kind: bool) -> str:
    facts = f"{_size(picture.width, picture.height)}, {in_bytes(picture.size_bytes)}"
    return f"{facts} {picture.kind}" if with_kind else facts


def in_bytes(size_bytes: int) -> str:
    """ "6.2 MB" or "840 kB", decimal units as the limits are meant; never rounded across a limit ("50.1 MB")."""
    if size_bytes < 1000:
        return f"{size_bytes} bytes"
    if size_bytes < 999_500:
        return f"{round(size_bytes / 1000)} kB"
    whole_tenths = -(-size_bytes // 100_000) if size_bytes > _MAX_FILE_BYTES else round(size_bytes / 100_000)
    return f"{whole_tenths / 10:.1f} MB".replace(".0 MB", " MB")


def _size(width: int, height: int) -> str:
    return f"{width} × {height}"
