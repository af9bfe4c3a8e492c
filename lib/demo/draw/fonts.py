"""Letters for every name: the first font that has all of a text's characters; those that no font has are left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
_NO_CHARACTER = "\U0010fffe"


@cache
def _files() -> tuple[tuple[str, int], ...]:
    """Paths and faces of the wanted fonts on this machine, in the order of the wish."""
    found: dict[str, str] = {}
    for folder in _FOLDERS.get(sys.platform, _LINUX):
        for path in Path(folder).expanduser().rglob("*.[tToO][tT][cCfF]"):
            found.setdefault(path.name.lower(), str(path))
    return tuple((found[name.lower()], face) for name, face in _WANTED if name.lower() in found)


def _candidates(size: int) -> Iterator[Font]:
    """Pillow's own font first: it looks the same everywhere, but knows Latin letters only."""
    yield ImageFont.load_default(size)
    for path, face in _files():
        try:
            yield ImageFont.truetype(path, size, index=face)
        except OSError:
            continue


def font_for(text: str, size: int) -> tuple[Font, str]:
    """The font that draws most of `text` at `size` pixels, and what it can draw of it."""
    best: tuple[Font, str] | None = None
    for font in _candidates(max(size, 6)):
        drawable = "".join(char for char in text if _has(font, char))
        if best is None or len(drawable) > len(best[1]):
            best = font, drawable
        if drawable == text:
            break
    assert best is not None
    return best


def _has(font: Font, char: str) -> bool:
    """Whether the font has a glyph of its own; one that looks like the missing one is the missing one."""
    if char == " ":
        return True
    shape, missing = font.getmask(char), font.getmask(_NO_CHARACTER)
    return char.isprintable() and (shape.size != missing.size or bytes(shape) != bytes(missing))


def fitted(text: str, size: int, width: int) -> tuple[Font, str]:
    """Font and text that fit into one line of `width` pixels: smaller down to 70 %, then cut with an ellipsis."""
    font, shown = font_for(text, size)
    smallest = size * 7 // 10
    while font.getlength(shown) > width and size > smallest:
        size -= 1
        font, shown = font_for(text, size)
    return font, shortened(font, shown, width)


def shortened(font: Font, text: str, width: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if font.getlength(text) <= width:
        return text
    mark = "…" if _has(font, "…") else "..."
    while text and font.getlength(text.rstrip() + mark) > width:
        text = text[:-1]
    return text.rstrip() + mark


def wrapped(text: str, size: int, width: int, most: int) -> tuple[Font, list[str]]:
    """At most `most` lines; breaks at spaces, and anywhere in scripts that have none."""
    font, rest = font_for(text, size)
    lines: list[str] = []
    while rest and len(lines) < most - 1 and font.getlength(rest) > width:
        end = next(n for n in range(len(rest), 0, -1) if n == 1 or font.getlength(rest[:n]) <= width)
        space = rest[: end + 1].rfind(" ")
        end = space if space > end // 2 else end
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return font, [*lines, shortened(font, rest, width)] if rest else lines


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
