"""Makes pictures whose colours, transparency and place a browser reads by rules of their own."""

from __future__ import annotations

import functools
import struct

from PIL import Image

from tests.services.costly_pictures import chunk
from tests.services.picture_chunks import (
    P3,
    P3_XYZ,
    chrm,
    cicp,
    clli,
    coded_profile,
    gama,
    iccp,
    in_parts,
    mdcv,
    profile,
    with_chunks,
)
from tests.services.picture_kit import file_of

LINEAR_P3, GREY_18 = profile(P3_XYZ, 1.0), profile(space=b"GRAY", gamma=1.8)


@functools.cache
def colours(mode: str = "RGB") -> Image.Image:
    """All corners of the cube, a grey ramp, and another picture when turned."""
    across = Image.linear_gradient("L").rotate(90).resize((192, 144))
    down = Image.linear_gradient("L").resize((192, 144))
    image = Image.merge("RGB", [across, down, across.transpose(Image.Transpose.FLIP_LEFT_RIGHT)])
    image.paste((220, 20, 30), (0, 0, 60, 48))
    image.paste(across.resize((96, 36)).convert("RGB"), (96, 108))
    return image.convert(mode)


def see_through() -> Image.Image:
    image = colours("RGBA").copy()
    image.putalpha(Image.linear_gradient("L").rotate(90).resize(image.size))
    return image


def png(image: Image.Image, *chunks: tuple[bytes, bytes]) -> bytes:
    return with_chunks(file_of(image, "PNG"), *chunks)


def hidden_first(image: Image.Image) -> bytes:
    red = Image.new("RGB", image.size, "red")
    return bytes(file_of(red, "PNG", save_all=True, append_images=[image, red], default_image=True))


def few_colours() -> Image.Image:
    return colours().quantize(60)


def coded(avif: bytes, primaries: int, transfer: int) -> bytes:
    """The same file with other code points for its colours."""
    at = avif.index(b"colrnclx") + 8
    return avif[:at] + bytes((0, primaries, 0, transfer)) + avif[at + 4 :]


def odd() -> dict[str, bytes]:
    """Of which something counts as not said, as browsers read it."""
    rgb, best = colours(), {"quality": 95, "subsampling": 0}
    return {
        "gAMA beside sRGB of no kind.png": png(rgb, (b"sRGB", b"\xff"), gama(1.0), chrm(P3)),
        "gAMA beside impossible primaries.png": png(rgb, gama(0.5), (b"cHRM", bytes(32))),
        "profile with a wrong checksum.png": other_checksum(png(rgb, iccp(LINEAR_P3))),
        "profile with a name of 100 letters.png": png(rgb, (b"iCCP", b"n" * 100 + iccp(LINEAR_P3)[1][3:])),
        "profile that is shorter than it says.png": png(rgb, iccp(b"\0\1\0\0" + LINEAR_P3[4:])),
        "turned by EXIF of a long number.jpg": with_exif(file_of(rgb, **best), kind=4),
        "turned by EXIF of two numbers.jpg": with_exif(file_of(rgb, **best), count=2),
        "turned by EXIF of a Mac.jpg": with_exif(file_of(rgb, **best), order=">"),
        "animated, with a profile.webp": file_of(
            rgb, "WEBP", lossless=True, save_all=True, append_images=[rgb.rotate(180)], icc_profile=LINEAR_P3
        ),
        "animation of no frames.png": hidden_first(rgb).replace(
            chunk(b"acTL", b"\0\0\0\2" + bytes(4)), chunk(b"acTL", bytes(8))
        ),
    }


def high_range() -> dict[str, bytes]:
    """By PQ (16) and HLG (18), whose highlights a plain screen cannot show."""
    rgb, avif = colours(), file_of(colours(), "AVIF", quality=95, subsampling="4:4:4")
    return {
        "PQ.png": png(rgb, cicp(9, 16)),
        "PQ in P3.png": png(rgb, cicp(12, 16)),
        "PQ in primaries of sRGB.png": png(rgb, cicp(1, 16)),
        "PQ of grey.png": png(colours("L"), cicp(9, 16)),
        "PQ of a palette.png": png(few_colours(), cicp(9, 16)),
        "PQ with alpha.png": png(see_through(), cicp(9, 16)),
        "PQ of narrow range.png": png(rgb, cicp(9, 16, full=0)),
        "PQ beside a profile.png": png(rgb, cicp(9, 16), iccp(LINEAR_P3)),
        "PQ up to 400 nits.png": png(rgb, cicp(9, 16), clli(400)),
        "PQ up to 4,000 nits.png": png(rgb, cicp(9, 16), clli(4000)),
        "PQ up to white.png": png(rgb, cicp(9, 16), clli(203)),
        "PQ from a display of 600 nits.png": png(rgb, cicp(9, 16), mdcv(600)),
        "PQ.avif": coded(avif, 9, 16),
        "HLG.png": png(rgb, cicp(9, 18)),
        "HLG in P3.png": png(rgb, cicp(12, 18)),
        "HLG of 16 bit.png": png(deep(), cicp(9, 18)),
        "HLG up to 400 nits.png": png(rgb, cicp(9, 18), clli(400)),
        "HLG.avif": coded(avif, 9, 18),
        "PQ by its profile.png": png(rgb, iccp(coded_profile(9, 16))),
        "HLG by its profile.jpg": file_of(rgb, quality=95, subsampling=0, icc_profile=coded_profile(9, 18)),
        "sRGB of BT.2020 by its profile.png": png(rgb, iccp(coded_profile(9, 13))),
        "cICP of XYZ.png": png(rgb, cicp(10, 13)),
    }


def of_a_profile_in_parts() -> dict[str, bytes]:
    jpeg = file_of(colours(), quality=95, subsampling=0)
    half = len(LINEAR_P3) // 2
    one, two = LINEAR_P3[:half], LINEAR_P3[half:]
    parts = {
        "two": [(1, 2, one), (2, 2, two)],
        "two, the second first": [(2, 2, two), (1, 2, one)],
        "one of two": [(1, 2, LINEAR_P3)],
        "two, each alone": [(1, 1, one), (2, 1, two)],
        "two of three": [(1, 3, one), (2, 3, two)],
        "two, of two and of three": [(1, 2, one), (2, 3, two)],
        "the first twice": [(1, 2, one), (1, 2, one), (2, 2, two)],
        "a whole one and another": [(1, 1, LINEAR_P3), (1, 1, profile(P3_XYZ))],
        "number 0": [(0, 1, LINEAR_P3)],
        "count 0": [(1, 0, LINEAR_P3)],
    }
    return {f"profile in parts, {name}.jpg": in_parts(jpeg, given) for name, given in parts.items()}


def deep() -> Image.Image:
    return Image.linear_gradient("L").resize((192, 144)).convert("I").point(lambda value: value * 257).convert("I;16")


def short_of_colours() -> dict[str, bytes]:
    """With indices for which the palette has no colour."""
    few = file_of(few_colours(), "PNG")
    at, size = few.index(b"PLTE") + 4, int.from_bytes(few[few.index(b"PLTE") - 4 :][:4], "big")
    rest = few[at + size + 4 :]

    def cut(*chunks: tuple[bytes, bytes]) -> bytes:
        return few[: at - 8] + chunk(b"PLTE", few[at : at + 60]) + b"".join(chunk(*one) for one in chunks) + rest

    gif = file_of(few_colours(), "GIF")
    table = 13 + (6 << (gif[10] & 7))
    short = gif[:10] + bytes([gif[10] & 0xF8 | 3]) + gif[11 : 13 + 48]
    shows_through = b"\x21\xf9\x04\x01\0\0\x03\0"
    place = gif.index(b"\x2c", table)
    return {
        "short palette.png": cut(),
        "short palette, its last colour shows through.png": cut((b"tRNS", b"\x80" * 20)),
        "short palette, more that show through.png": cut((b"tRNS", b"\x80" * 40)),
        "short palette.gif": short + gif[place:],
        "short palette, one shows through.gif": short + shows_through + gif[place:],
        "first frame smaller.gif": gif[:6]
        + struct.pack("<HH", 240, 180)
        + gif[10 : place + 1]
        + struct.pack("<HH", 20, 10)
        + gif[place + 5 :],
    }


def with_exif(jpeg: bytes, *, order: str = "<", kind: int = 3, count: int = 1) -> bytes:
    """Turned by a quarter, with the number as this type."""
    value = struct.pack(order + ("I" if kind == 4 else "H"), 6).ljust(4, b"\0")
    entry = struct.pack(order + "HHI", 0x0112, kind, count) + value
    begin = b"II*\0" if order == "<" else b"MM\0*"
    tiff = begin + struct.pack(order + "IH", 8, 1) + entry + bytes(4)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff + jpeg[2:]


def other_checksum(file: bytes) -> bytes:
    """With that of the first chunk behind the header wrong."""
    end = 33 + 8 + int.from_bytes(file[33:37], "big")
    return file[:end] + bytes([file[end] ^ 1]) + file[end + 1 :]
