"""Writes PNG chunks and colour profiles by hand: what no library would write, and what cameras and editors do write."""

import struct
import zlib

from tests.services.costly_pictures import chunk

SRGB = (0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
P3 = (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060)
# Red, green and blue of Display P3 and of sRGB as XYZ under D50, as profiles hold them.
P3_XYZ = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
SRGB_XYZ = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))
END_OF_IHDR = 33


def with_chunks(png, *chunks, at=END_OF_IHDR):
    return png[:at] + b"".join(chunk(name, body) for name, body in chunks) + png[at:]


def gama(stored):
    return b"gAMA", struct.pack(">I", round(stored * 100_000))


def chrm(primaries):
    return b"cHRM", struct.pack(">8I", *(round(value * 100_000) for value in primaries))


def cicp(primaries, transfer, matrix=0, full=1):
    return b"cICP", bytes((primaries, transfer, matrix, full))


def clli(nits):
    return b"cLLI", struct.pack(">II", 10_000 * nits, 1000 * nits)


def mdcv(nits):
    """A display that can show the colours of BT.2020."""
    return b"mDCV", struct.pack(">8H2I", 35400, 14600, 8500, 39850, 6550, 2300, 15635, 16450, 10_000 * nits, 50)


def iccp(profile):
    return b"iCCP", b"icc\0\0" + zlib.compress(profile)


def profile(xyz=SRGB_XYZ, gamma=2.2, *, space=b"RGB ", name=b"a profile", padding=0):
    """A version 2 display profile of three colours, or of grey, with a plain gamma."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    text = name + b"\0"
    tags = [
        (b"desc", b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78)),
        (b"wtpt", _xyz((0.9642, 1, 0.8249))),
        (b"cprt", b"text" + bytes(4) + b"none\0"),
    ]
    if space == b"GRAY":
        tags.append((b"kTRC", curve))
    else:
        tags += [(letter + b"XYZ", _xyz(one)) for letter, one in zip((b"r", b"g", b"b"), xyz, strict=True)]
        tags += [(letter + b"TRC", curve) for letter in (b"r", b"g", b"b")]
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, value in tags:
        table += tag + struct.pack(">II", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    body += bytes(padding)
    head = struct.pack(">I4sI4s4s4s", 128 + len(table) + len(body), b"none", 0x02400000, b"mntr", space, b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _xyz((0.9642, 1, 0.8249))[8:]
    return head.ljust(128, b"\0") + table + body


def coded_profile(primaries, transfer):
    """A profile that names its colours by code points, too (ICC.1:2022)."""
    plain = profile(P3_XYZ)
    count = int.from_bytes(plain[128:132], "big")
    tags, body = struct.unpack(f">{3 * count}I", plain[132 : 132 + 12 * count]), plain[132 + 12 * count :]
    table = b"".join(struct.pack(">3I", tags[at], tags[at + 1] + 12, tags[at + 2]) for at in range(0, len(tags), 3))
    table += b"cicp" + struct.pack(">II", len(plain) + 12, 12)
    code = b"cicp" + bytes((0, 0, 0, 0, primaries, transfer, 0, 1))
    made = plain[4:8] + b"\x04\x40\0\0" + plain[12:128] + struct.pack(">I", count + 1) + table + body + code
    return struct.pack(">I", len(made) + 4) + made


def _xyz(values):
    return b"XYZ " + bytes(4) + b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def idat(png):
    """Where the first IDAT begins, its size, and the start of its body."""
    at = png.index(b"IDAT") - 4
    size = int.from_bytes(png[at : at + 4], "big")
    return at, size, at + 8


def with_pixels(png, change):
    """The same PNG with other raw lines, all checksums right."""
    at, size, body = idat(png)
    raw = zlib.decompress(png[body : body + size])
    return png[:at] + chunk(b"IDAT", zlib.compress(change(raw))) + chunk(b"IEND", b"")


def in_parts(jpeg, parts):
    """The same JPEG with these parts of a profile: (number, of how many, bytes) of each."""
    bodies = [b"ICC_PROFILE\0" + bytes((number, count)) + body for number, count, body in parts]
    return jpeg[:2] + b"".join(b"\xff\xe2" + struct.pack(">H", len(body) + 2) + body for body in bodies) + jpeg[2:]
