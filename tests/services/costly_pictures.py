"""Picture files that cost as much as they may: many pixels, many bytes, and every way to hold them."""

import io
import os
import struct
import zlib

from PIL import Image
from pillow_heif import register_heif_opener

from tests.services.picture_kit import file_of, metadata

LARGE_BYTES = 47_000_000
"""Close to the 50 MB that a file may have."""
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""By PNG colour type: grey, RGB, palette, grey with alpha, RGBA."""


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def costly_png(side, *, colour=2, depth=8, size_bytes=LARGE_BYTES, turned=False, interlaced=False, texts=0):
    """A square PNG of about that many bytes: noise, and then nothing, in each line."""
    line = (side * CHANNELS[colour] * depth + 7) // 8
    noise = min(line, int(0.97 * size_bytes / side))
    packer = zlib.compressobj(1)
    pixels = [packer.compress(b"\0" + os.urandom(noise) + bytes(line - noise)) for _ in range(side)]
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, depth, colour, 0, 0, interlaced))]
    if colour == 3:
        parts.append(chunk(b"PLTE", bytes(range(256)) * 3))
    if turned:
        parts.append(chunk(b"eXIf", metadata(6).tobytes()[6:]))
    packed = zlib.compress(b"x" * 1_000_000, 9)
    parts += [chunk(b"zTXt", b"text %d\0\0" % number + packed) for number in range(texts)]
    return b"".join([*parts, chunk(b"IDAT", b"".join([*pixels, packer.flush()])), chunk(b"IEND", b"")])


def grain(width, height, strength):
    """Noise. It takes long to make, so it comes again after 256 lines: no format looks as far back."""
    band, image = Image.effect_noise((width, min(height, 256)), strength), Image.new("L", (width, height))
    for top in range(0, height, 256):
        image.paste(band, (0, top))
    return image


def grainy(side, mode, share):
    """A picture of which this share is noise."""
    image = Image.linear_gradient("L").resize((side, side)).convert(mode)
    if share:
        image.paste(grain(side, int(side * share), 100).convert(mode), (0, 0))
    return image


def costly_jpeg(side, mode="RGB", share=0.0, **options):
    return file_of(grainy(side, mode, share), "JPEG", **({"quality": 75} | options))


def costly_webp(side, mode="RGB", *, share=0.9, frames=1, **options):
    first, *more = [grainy(side, mode, share / (number + 1)) for number in range(frames)]
    several = {"save_all": True, "append_images": more} if more else {}
    return file_of(first, "WEBP", method=0, **several, **options)


def costly_other(kind, width, height, mode="RGB", **options):
    """In a format that is converted."""
    register_heif_opener()
    return file_of(grainy(max(width, height), mode, 0.2).crop((0, 0, width, height)), kind, **options)


def lossless_noise(side):
    """A WebP of noise in all colours, nearly as large as its pixels."""
    noise = Image.merge("RGB", [grain(side, side, 120) for _ in range(3)])
    into = io.BytesIO()
    noise.save(into, "WEBP", lossless=True, quality=0, method=0)
    return into.getvalue()
