"""Colours as every browser shows them: what a file means by its numbers, in sRGB with 8 bits a channel."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pyvips

from lib.services.media.picture.tone_map import displayed, light_of_hlg, light_of_pq, toned

_PRIMARIES = {
    1: (0.3127, 0.3290, 0.640, 0.330, 0.300, 0.600, 0.150, 0.060),
    4: (0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08),
    5: (0.3127, 0.3290, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06),
    6: (0.3127, 0.3290, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    7: (0.3127, 0.3290, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    8: (0.310, 0.316, 0.681, 0.319, 0.243, 0.692, 0.145, 0.049),
    9: (0.3127, 0.3290, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    10: (1 / 3, 1 / 3, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    11: (0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    12: (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    22: (0.3127, 0.3290, 0.630, 0.340, 0.295, 0.605, 0.155, 0.077),
}
"""By code point of H.273, table 2: x and y of white, red, green, blue."""
_SRGB, _BT_2020 = _PRIMARIES[1], _PRIMARIES[9]
_PQ, _HLG = 16, 18
_SRGB_GAMMA = 0.45455
_MAX_PROFILE_BYTES = 4_000_000
_LONGEST_NAME, _MOST_TAGS = 79, 100
Curve = Callable[[pyvips.Image], pyvips.Image]
"""From what is stored to light, both 0 to 1, for a whole picture at once."""


def in_srgb(image: pyvips.Image, png: dict[bytes, bytes]) -> pyvips.Image:
    """As grey or RGB, with alpha where it has some, 8 bits a channel. `png`: what the file says as chunks of a PNG.

    What a file says first counts, as in a browser: cICP, then a profile, then sRGB, then gAMA and cHRM. What makes no
    sense counts as missing.
    """
    # A profile may name code points, too, and browsers heed these before its curves.
    png = {b"cICP": _code_in(_profile(image, png)), **png}
    if _is_high_range(png[b"cICP"]):
        return _by_high_range(in_colour(image), png)
    space = _png_space(png)
    if space is not None:
        primaries, curve = space
        return _by_numbers(in_colour(image), curve, lambda light: light.recomb(_between(primaries, _SRGB)))
    profile = _profile(image, png)
    if profile:
        return _by_profile(image, profile)
    return _eight_bit(_without_ink(image))


def is_high_range(image: pyvips.Image, png: dict[bytes, bytes]) -> bool:
    """Whether it holds more light than a plain screen shows: by PQ or HLG."""
    return _is_high_range(png.get(b"cICP", _code_in(_profile(image, png))))


def _is_high_range(code: bytes) -> bool:
    return len(code) == 4 and code[2:] == b"\x00\x01" and code[0] in _PRIMARIES and code[1] in (_PQ, _HLG)


def has_profile(image: pyvips.Image) -> bool:
    """Whether a profile that can be used came with it."""
    return bool(_profile(image, {}))


def _profile(image: pyvips.Image, png: dict[bytes, bytes]) -> bytes:
    """The embedded profile, if the file may have one of its kind."""
    profile = b""
    if b"iCCP" in png:
        # libpng gives no profile for RGB to a grey picture; browsers use it.
        profile = _unpacked(png[b"iCCP"])
    elif image.get_typeof("icc-profile-data"):
        profile = bytes(image.get("icc-profile-data"))
    own = {1: b"GRAY", 2: b"GRAY", 3: b"RGB ", 4: b"RGB "}.get(image.bands, b"")
    own = b"CMYK" if image.interpretation == "cmyk" else own
    # Grey may be meant as equal parts of red, green and blue.
    fitting = (own, b"RGB ") if own == b"GRAY" else (own,)
    is_whole = int.from_bytes(profile[:4], "big") <= len(profile)
    return profile if is_whole and profile[16:20] in fitting else b""


def _code_in(profile: bytes) -> bytes:
    """The code points that a profile gives (ICC.1:2022, 9.2.17), as a cICP chunk has them; empty if it gives none."""
    tags = int.from_bytes(profile[128:132], "big") if profile[16:20] == b"RGB " else 0
    for at in range(132, 132 + 12 * min(tags, _MOST_TAGS), 12):
        if profile[at : at + 4] == b"cicp":
            start = int.from_bytes(profile[at + 4 : at + 8], "big")
            return profile[start + 8 : start + 12]
    return b""


def _unpacked(body: bytes) -> bytes:
    """The profile in an iCCP chunk, empty if it cannot be had or is larger than any profile."""
    name, _, packed = body.partition(b"\0")
    if not 1 <= len(name) <= _LONGEST_NAME:
        return b""
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(packed[1:], _MAX_PROFILE_BYTES)
    except zlib.error:
        return b""
    return profile if unpacker.eof else b""


def with_profile(image: pyvips.Image, profile: bytes) -> pyvips.Image:
    """The same picture with this profile instead of its own; with none if it is empty."""
    marked = image.copy()
    if profile:
        marked.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    else:
        marked.remove("icc-profile-data")
    return marked


def _by_profile(image: pyvips.Image, profile: bytes) -> pyvips.Image:
    if profile[16:20] == b"RGB ":
        image = in_colour(image)
    try:
        shown = with_profile(image, profile).icc_transform("srgb", embedded=True, intent="perceptual", depth=8)
    except pyvips.Error:
        # A profile that cannot be used: the numbers are taken as they are.
        return _eight_bit(_without_ink(image))
    return _eight_bit(shown)


def in_colour(image: pyvips.Image) -> pyvips.Image:
    """As RGB, with alpha where it has some."""
    if image.bands > 2:
        return image
    grey = image[0]
    bands = [grey, grey, *([image[1]] if image.bands == 2 else [])]
    return grey.bandjoin(bands).copy(interpretation="rgb16" if image.format == "ushort" else "srgb")


def _eight_bit(image: pyvips.Image) -> pyvips.Image:
    if image.format == "ushort":
        image = (image / 257.0).rint().cast("uchar")
    return image.copy(interpretation="b-w" if image.bands < 3 else "srgb")


def _without_ink(image: pyvips.Image) -> pyvips.Image:
    """CMYK without a profile, as browsers mix it: each colour is what ink and black leave of white."""
    if image.interpretation != "cmyk":
        return image
    left = image.invert()
    return (left[0:3] * left[3] / 255.0).floor().cast("uchar").copy(interpretation="srgb")


def _png_space(png: dict[bytes, bytes]) -> tuple[tuple[float, ...], Curve] | None:
    """Primaries and curve that a PNG gives in figures; None if a profile, sRGB or nothing counts."""
    code = png.get(b"cICP", b"")
    if len(code) == 4 and code[2:] == b"\x00\x01" and code[0] in _PRIMARIES and code[1] in _CURVES:
        return None if code[:2] == b"\x01\x0d" else (_PRIMARIES[code[0]], _CURVES[code[1]])
    gamma = png.get(b"gAMA", b"")
    if b"iCCP" in png or _says_srgb(png) or len(gamma) != 4:
        return None
    value = int.from_bytes(gamma, "big") / 100_000
    if value <= 0:
        return None
    white_red_green_blue = _chromaticities(png.get(b"cHRM", b""))
    if white_red_green_blue is None and len(png.get(b"cHRM", b"")) == 32:
        return None  # Of a file with impossible primaries browsers heed nothing.
    if white_red_green_blue is None:
        return None if abs(value - _SRGB_GAMMA) < 1e-4 else (_SRGB, _power(1 / value))
    return white_red_green_blue, _power(1 / value)


def _says_srgb(png: dict[bytes, bytes]) -> bool:
    """Whether it is sRGB, with one of the four intents that there are."""
    return len(png.get(b"sRGB", b"")) == 1 and png[b"sRGB"][0] < 4


def _chromaticities(body: bytes) -> tuple[float, ...] | None:
    if len(body) != 32:
        return None
    found = tuple(value / 100_000 for value in struct.unpack(">8I", body))
    return found if all(0 < value <= 1 for value in found) else None


def _by_high_range(image: pyvips.Image, png: dict[bytes, bytes]) -> pyvips.Image:
    primaries, transfer = _PRIMARIES[png[b"cICP"][0]], png[b"cICP"][1]
    peak_nits = _nits(png.get(b"cLLI", b"")[:4]) or _nits(png.get(b"mDCV", b"")[16:20])

    def on_a_screen(light: pyvips.Image) -> pyvips.Image:
        wide = light.recomb(_between(primaries, _BT_2020))
        return toned(displayed(wide) if transfer == _HLG else wide, peak_nits).recomb(_between(_BT_2020, _SRGB))

    return _by_numbers(image, light_of_hlg if transfer == _HLG else light_of_pq, on_a_screen)


def _nits(stored: bytes) -> float:
    return int.from_bytes(stored, "big") / 10_000


def _by_numbers(image: pyvips.Image, curve: Curve, mix: Curve) -> pyvips.Image:
    """By way of light: the curve as a table, what makes it the light of sRGB, and sRGB's own curve as a table again."""
    deep = image.format == "ushort"
    colour = image[0:3]
    alpha = _eight_bit(image[3]) if image.bands == 4 else None
    light = colour.maplut(curve(pyvips.Image.identity(ushort=deep) / (65535.0 if deep else 255.0)))
    try:
        mixed = mix(light)
    except pyvips.Error:
        # Primaries on one line mix to nothing.
        return _eight_bit(image)
    steps = (mixed * 65535.0).rint().cast("ushort")
    shown = steps.maplut(_srgb_table()).copy(interpretation="srgb")
    return shown if alpha is None else shown.bandjoin(alpha)


def _srgb_table() -> pyvips.Image:
    light = pyvips.Image.identity(ushort=True) / 65535.0
    stored = (light <= 0.0031308).ifthenelse(12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return (stored * 255.0).rint().cast("uchar")


def _between(primaries: tuple[float, ...], others: tuple[float, ...]) -> pyvips.Image:
    """The matrix from light in some primaries to light in others."""
    return _to_d50(others).matrixinvert().matrixmultiply(_to_d50(primaries))


def _to_d50(primaries: tuple[float, ...]) -> pyvips.Image:
    """The matrix from light in these primaries to XYZ under D50, adapted as ICC profiles are (Bradford)."""
    white, *colours = [(x, y, 1 - x - y) for x, y in zip(primaries[::2], primaries[1::2], strict=True)]
    lit = [[value / white[1]] for value in white]
    columns = _matrix([list(row) for row in zip(*colours, strict=True)])
    parts = _numbers(columns.matrixinvert().matrixmultiply(_matrix(lit)))
    scaled = columns.matrixmultiply(_diagonal(parts))
    cones = _matrix([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    here = _numbers(cones.matrixmultiply(_matrix(lit)))
    there = _numbers(cones.matrixmultiply(_matrix([[0.9642], [1.0], [0.8249]])))
    adapted = _diagonal([after / before for after, before in zip(there, here, strict=True)])
    return cones.matrixinvert().matrixmultiply(adapted).matrixmultiply(cones).matrixmultiply(scaled)


def _matrix(rows: list[list[float]]) -> pyvips.Image:
    return pyvips.Image.new_from_array(rows)


def _diagonal(values: list[float]) -> pyvips.Image:
    return _matrix([[value if row == column else 0.0 for column in range(3)] for row, value in enumerate(values)])


def _numbers(column: pyvips.Image) -> list[float]:
    return [column(0, row)[0] for row in range(3)]


def _power(exponent: float) -> Curve:
    return lambda stored: stored**exponent


def _broken(gamma: float, slope: float, offset: float, edge: float) -> Curve:
    """A power with a straight start, as television and sRGB have it."""
    return lambda stored: (stored < edge).ifthenelse(stored / slope, ((stored + offset) / (1 + offset)) ** gamma)


_TELEVISION = _power(2.4)
"""As screens show it (BT.1886) and browsers do, not as cameras record it."""
_CURVES: dict[int, Curve] = {
    1: _TELEVISION,
    4: _power(2.2),
    5: _power(2.8),
    6: _TELEVISION,
    7: _broken(1 / 0.45, 4.0, 0.1115, 0.0912),
    8: _power(1.0),
    11: _TELEVISION,
    13: _broken(2.4, 12.92, 0.055, 0.04045),
    14: _TELEVISION,
    15: _TELEVISION,
    17: lambda stored: stored**2.6 * (52.37 / 48.0),
}
"""By code point of H.273, table 3. Those for high dynamic range (16, 18) stand in tone_map.py."""
