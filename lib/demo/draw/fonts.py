"""Letters for every name: the first font that has all of a text's characters; those that no font has are left out."""

from __future__ import annotations

import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FOLDERS = {
    "win32": ("C:/Windows/Fonts",),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}
_LINUX = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_WANTED = (
    # (file, face): in Noto's collections face 2 is simplified Chinese.
    ("NotoSansCJK-Regular.ttc", 2),
    ("NotoSansSC-Regular.otf", 0),
    ("NotoSansCJKsc-Regular.otf", 0),
    ("PingFang.ttc", 0),
    ("Hiragino Sans GB.ttc", 0),
    ("msyh.ttc", 0),
    ("YuGothR.ttc", 0),
    ("malgun.ttf", 0),
    ("wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", 0),
    ("DroidSansFallback.ttf", 0),
    ("simhei.ttf", 0),
    ("Arial Unicode.ttf", 0),
    ("NotoSans-Regular.ttf", 0),
    ("segoeui.ttf", 0),
    ("Arial.ttf", 0),
    ("DejaVuSans.ttf", 0),
)
_PAUSES = " ，。！？；：、"
_NO_CHARACTER = "\U0010fffe"


@cache
def _files() -> tuple[tuple[str, int], ...]:
    """Paths and faces of the wanted fonts on this machine, in the order of the wish."""
    found: dict[str, str] = {}
    for folder in _FOLDERS.get(sys.platform, _LINUX):
        for path in Path(folder).expanduser().rglob("*.[tToO][tT][cCfF]"):
            found.setdefault(path.name.lower(), str(path))
    return tuple((found[name.lower()], face) for name, face in _WANTED if name.lower() in found)


@dataclass(frozen=True)
class Face:
    """One font at any size; an empty path is Pillow's own."""

    path: str = ""
    index: int = 0

    def at(self, size: int) -> Font:
        """The font at `size` pixels. Raises OSError if the file is no font."""
        size = max(size, 6)
        return ImageFont.truetype(self.path, size, index=self.index) if self.path else ImageFont.load_default(size)

    def drawable(self, text: str) -> str:
        """What this font can draw of a text."""
        font = self.at(20)
        missing = _shape(font, _NO_CHARACTER)
        known = {char for char in set(text) if char == " " or (char.isprintable() and _shape(font, char) != missing)}
        return "".join(char for char in text if char in known)


def _shape(font: Font, char: str) -> tuple[tuple[int, int], bytes]:
    """How a glyph looks: one that looks like the missing one is the missing one."""
    shape = font.getmask(char)
    return shape.size, bytes(shape)


@cache
def face_for(text: str) -> Face:
    """The first face that has all characters of a text, else the one that has most.

    Pillow's own comes first: it looks the same everywhere, but it knows little beyond English.
    """
    best, most = Face(), -1
    for face in (Face(), *(Face(path, index) for path, index in _files())):
        try:
            count = len(face.drawable(text))
        except OSError:
            continue
        if count > most:
            best, most = face, count
        if count == len(text):
            break
    return best


def fitted(text: str, size: int, width: int, face: Face | None = None) -> tuple[Font, str]:
    """Font and text that fit into one line of `width` pixels: smaller down to 70 %, then cut with an ellipsis."""
    face = face or face_for(text)
    shown, smallest = face.drawable(text), size * 7 // 10
    while size > smallest and face.at(size).getlength(shown) > width:
        size -= 1
    font = face.at(size)
    return font, _shortened(font, shown, width)


def _shortened(font: Font, text: str, width: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    fits = _fitting(font, text, width)
    if fits == len(text):
        return text
    return text[: _fitting(font, text, width - font.getlength("…"))].rstrip() + "…"


def _fitting(font: Font, text: str, width: float) -> int:
    """How many of its first characters fit into `width` pixels. By halving: a prompt may have 5,000 characters."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda count: font.getlength(text[:count]))


def wrapped(text: str, size: int, width: int, most: int, face: Face) -> tuple[Font, list[str]]:
    """Font and lines for a text: at most `most` lines of `width` pixels, the last with an ellipsis if it is not all."""
    font, rest = face.at(size), face.drawable(text)
    lines: list[str] = []
    while rest and len(lines) < most - 1 and font.getlength(rest) > width:
        end = max(_fitting(font, rest, width), 1)
        # After a space, or after a mark of a script without spaces; else in the middle of a word.
        pause = max(rest[:end].rfind(mark) + 1 for mark in _PAUSES)
        end = pause if pause > end // 2 and not rest[end : end + 1].isspace() else end
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return font, [*lines, _shortened(font, rest, width)] if rest else lines


def draw_text(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    font: Font,
    fill: tuple[int, ...] | int,
    anchor: str = "la",
) -> None:
    """One line; bitmap fonts (Pillow without FreeType) know no anchors."""
    if isinstance(font, ImageFont.FreeTypeFont):
        draw.text(at, text, fill=fill, font=font, anchor=anchor)
    else:
        draw.text(at, text, fill=fill, font=font)
