"""The video's link in an answer of any shape. Source: contract 2.

Every place is walked, whatever the objects and lists around it. What says that it is something else (a cover, a frame,
a picture of the request, an address of the API) is refused with all that is inside it; of the rest the likeliest is
preferred: without a watermark before with one, named a video before merely named a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lib.domain.loose_json import Level, name_words, opened, words_of
from lib.domain.web_links import resolved, root_of

MAX_LINK = 100_000
"""Characters. Signed links carry whole policies; servers take some ten thousand at most."""
_MAX_DEPTH, _MAX_PLACES = 12, 20_000

_COVER = words_of("cover covers thumbnail thumbnails thumb thumbs poster posters")
_OTHER_MEDIA = _COVER | words_of(
    "image images img imgs picture pictures photo photos frame frames preview previews snapshot screenshot gif avatar "
    "firstframe lastframe endframe keyframe keyframes icon logo audio audios music bgm sound voice voices subtitle "
    "subtitles caption captions lyrics"
)
_REFUSED = _OTHER_MEDIA | words_of(
    # what was ordered, and what passes through
    "request input inputs subject subjects reference references ref source prompt prompts payload meta param params "
    "parameters properties wm "
    # the API, and people's pages
    "status cancel callback webhook hook notify query poll get self next prev previous stream api web page home doc "
    "docs documentation help support log logs error errors err reason warning warnings user owner author share shared "
    "sharing upload uploads embed embedded viewer dashboard console site website homepage detail details license terms"
)
_VIDEO = words_of("video videos mp4 creation creations film movie clip")
_PLACES = _VIDEO | words_of(
    "url urls uri uris link links href src file files result results output outputs data content contents download "
    "downloads media asset assets play works resource resources response item items list artifact artifacts"
    "body generated"
)
_QUALITY = words_of(
    "p k hd sd fhd uhd hq lq high low medium best original origin raw default main primary small large full mp4"
)
"""Names by which one video's versions are told apart: `{"720p": "...", "hd": "..."}`. Figures are such names, too."""
_WATERMARKED, _WITHOUT = frozenset(["watermark", "watermarked"]), words_of("no non un without free remove")
_KIND = words_of("type kind role format mime")
_OF_WHAT = words_of("media content file asset")
"""Of these is the name under which an object says what it is: `asset_type`, `mimeType`. Not `input_type`."""
_VIDEO_FILE = re.compile(r"[^?#]*\.(?:mp4|m4v|mov|webm|mkv|avi|ts)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
_OTHER_FILE = re.compile(
    r"[^?#]*\.(?:jpe?g|png|webp|gif|bmp|svg|avif|heic|ico|mp3|wav|m4a|aac|ogg|flac|srt|vtt|json|txt|html?|m3u8|mpd)(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
# What opens before a link ends it, as in Markdown and HTML; a link may hold brackets of its own, and other links.
_IN_WORDS = re.compile(
    r"(?<=\()https?://(?:[^\s()]|\([^\s()]*\))*(?=\))|(?<![\w(=/?&%.-])https?://[^\s\"'<>`]+", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True)
class _Place:
    """A text somewhere in an answer, and what the names around it say."""

    text: str
    words: frozenset[str]
    """Of all names from the outside in."""
    own: frozenset[str]
    """Of the nearest name."""

    @property
    def may_be_video(self) -> bool:
        if self.words & _REFUSED or len(self.text) > MAX_LINK or _OTHER_FILE.fullmatch(self.text):
            return False
        return bool(self.own & (_PLACES | _WATERMARKED)) or _VIDEO_FILE.fullmatch(self.text) is not None

    @property
    def rank(self) -> tuple[int, bool]:
        speaks_of_it = bool(self.words & _WATERMARKED)
        marked = speaks_of_it if not self.words & _WITHOUT else -speaks_of_it
        named = bool(self.words & _VIDEO) or _VIDEO_FILE.fullmatch(self.text) is not None
        return marked, not named


def video_link(document: Any, base: str = "") -> str | None:
    """The address of the video; a relative one is joined with `base`, the address that answered. None without one."""
    likely = sorted((place for place in _places(document) if place.may_be_video), key=lambda place: place.rank)
    return next((address for place in likely if (address := address_of(place.text, base))), None)


def address_of(text: str, base: str) -> str | None:
    """`text` as an http(s) address; None where it is none, nor a path that can only be meant as one.

    Of a sentence, Markdown or HTML around it the first link to a video's file counts, and only such a one.
    """
    text = text.strip()
    if not 1 < len(text) <= MAX_LINK:
        return None
    if not re.match(r"https?://", text, re.IGNORECASE) and not text.startswith(("/", "./", "../")):
        if linked := _IN_WORDS.findall(text):
            text = next((link for link in linked if _VIDEO_FILE.fullmatch(link)), "")
        if not _VIDEO_FILE.fullmatch(text):
            return None
    address = resolved(text, base)
    host = re.match(r"https?://([^/]+)/", root_of(address), re.IGNORECASE)
    return address if host and host[1].isprintable() and not any(map(str.isspace, host[1])) else None


def _places(document: Any) -> Iterator[_Place]:
    """Every text with its names, `data` first: a wrapper's own fields speak of the call."""
    todo: list[tuple[Any, frozenset[str], frozenset[str], int]] = [(document, frozenset(), frozenset(), 0)]
    for _ in range(_MAX_PLACES):
        if not todo:
            return
        value, words, own, depth = todo.pop()
        value = opened(value) if not own or own & _PLACES else value
        if isinstance(value, str):
            yield _Place(value, words, own)
        elif depth < _MAX_DEPTH and isinstance(value, list):
            todo += [(item, words, own, depth + 1) for item in reversed(value[:_MAX_PLACES])]
        elif depth < _MAX_DEPTH and isinstance(value, dict):
            words |= _kind_of(value)
            inside = sorted(value.items(), key=lambda item: item[0] != "data")
            for name, item in reversed(inside):
                text = name_words(name)
                # A version of what is named outside.
                nearest = own if own & _PLACES and _is_version(text) else text
                todo.append((item, words | text, nearest, depth + 1))


def _kind_of(level: Level) -> frozenset[str]:
    """What an object says that it is, where that is another medium: "cover", "image/png". Not "image_to_video"."""
    names = (name for name in level if (words := name_words(name)) & _KIND and words <= _KIND | _OF_WHAT)
    kinds = (name_words(kind) for name in names if isinstance(kind := level[name], str))
    return frozenset().union(*(kind & _OTHER_MEDIA for kind in kinds if not kind & _VIDEO))


def _is_version(words: frozenset[str]) -> bool:
    return bool(words) and all(word in _QUALITY or word.isdigit() for word in words)
