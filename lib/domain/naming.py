"""From names to ids and mentions (contract 1.4), and from a scene to the name of a job and its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pathvalidate import sanitize_filename

_NOT_IN_ID = re.compile(r"[^\w]+")
_WORD = re.compile(r"[\w-]+")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)*\.[A-Za-z]{2}")
_JOINERS = "\u200c\u200d"
"""Unseen, and yet part of writing: Persian words and many emoji need them."""
_UNSEEN = ("Cc", "Cf", "Cs")
"""Unicode categories: control and format characters, halves of surrogate pairs."""
NAME_LENGTH = 60
"""Characters of a job's name made from its scene."""
FILE_NAME_BYTES = 200
"""Bytes of a file's name that come from the job's name."""


def normal(text: str) -> str:
    """NFC: the same letters typed on two keyboards are the same name."""
    return unicodedata.normalize("NFC", text)


def id_of(name: str) -> str:
    """The id of one name: each run of characters that are neither letters, digits nor `_` becomes `_`; "" stays ""."""
    return _NOT_IN_ID.sub("_", normal(name).strip())


def ids_of(names: Sequence[str]) -> list[str]:
    """One id a name, in order, unique also when case is ignored; a second "Mia" becomes `Mia_2`."""
    taken: set[str] = set()
    # A name that is already like "Mia_2" keeps it, wherever it stands: numbers are given around the plain ids.
    plain = {id_of(name).casefold() for name in names}
    ids = []
    for name in names:
        base = chosen = id_of(name)
        number = 2
        while chosen and (chosen.casefold() in taken or (chosen != base and chosen.casefold() in plain)):
            chosen, number = f"{base}_{number}", number + 1
        taken.add(chosen.casefold())
        ids.append(chosen)
    return ids


def mentions_of(names: Sequence[str]) -> list[str]:
    """How each is mentioned: `@` and its name, or its id where another bears that name; "" without a name."""
    said = zip((normal(name).strip() for name in names), ids_of(names), strict=True)
    return ["" if not id_ else f"@{name}" if id_ == id_of(name) else f"@{id_}" for name, id_ in said]


@dataclass(frozen=True)
class Mention:
    """`@name` in a scene, at `start` to `end` (characters). `subject`: place in the cast, None for an unknown one."""

    start: int
    end: int
    text: str
    """Without the `@`."""
    subject: int | None
    runs_on: bool = False
    """A Latin name goes straight on into more letters: "@Mia" in "@Miami" may not be what was meant."""


def mentions(scene: str, names: Sequence[str]) -> list[Mention]:
    """Every mention in `scene` (NFC), in order, found by the longest known name or id, whatever the case.

    Of two subjects with one name the first is meant. An unknown `@word` counts unless letters stand straight before
    it; a known name counts there too, since Chinese has no spaces. What looks like an e-mail address never counts.
    """
    known: dict[str, tuple[str, int]] = {}
    for place, (name, id_) in enumerate(zip(names, ids_of(names), strict=True)):
        for form in (normal(name).strip(), id_):
            if form:
                known.setdefault(form.casefold(), (form, place))
    longest_first = sorted(known.values(), key=lambda one: len(one[0]), reverse=True)
    found: list[Mention] = []
    at = scene.find("@")
    while at >= 0:
        mention = None if _in_address(scene, at, found) else _mention_at(scene, at, longest_first)
        if mention:
            found.append(mention)
        at = scene.find("@", mention.end if mention else at + 1)
    return found


def _in_address(scene: str, at: int, found: list[Mention]) -> bool:
    """Whether the `@` belongs to something like mia@example.com, and not to the second of "@Mia@Bear"."""
    glued = at > 0 and _is_latin(scene[at - 1]) and not (found and found[-1].end == at)
    return glued and bool(_DOMAIN.match(scene, at + 1))


def _mention_at(scene: str, at: int, longest_first: list[tuple[str, int]]) -> Mention | None:
    for form, place in longest_first:
        end = at + 1 + len(form)
        if scene[at + 1 : end].casefold() == form.casefold():
            after = scene[end : end + 1]
            runs_on = _is_latin(scene[end - 1]) and (_is_latin(after) or after == "_")
            return Mention(at, end, scene[at + 1 : end], place, runs_on)
    word = _WORD.match(scene, at + 1)
    if not word or (at and _is_latin(scene[at - 1])):
        return None
    return Mention(at, word.end(), word[0], None)


def _is_latin(char: str) -> bool:
    return bool(char) and (char.isdigit() or (char.isalpha() and "LATIN" in unicodedata.name(char, "")))


def with_ids(scene: str, names: Sequence[str]) -> str:
    """The scene as it is sent: each known mention as `@id`, followed by a space (contract 1.4); the rest as typed."""
    ids = ids_of(names)
    scene = normal(scene)
    parts: list[str] = []
    position = 0
    for mention in mentions(scene, names):
        if mention.subject is None:
            continue
        space = "" if scene[mention.end : mention.end + 1].isspace() else " "
        parts += [scene[position : mention.start], "@", ids[mention.subject], space]
        position = mention.end
    return "".join([*parts, scene[position:]])


def job_name(scene: str, cast: Sequence[str] = ()) -> str:
    """A name for a job: the start of its scene without `@`, cut at a word; the cast if there is no scene."""
    text = _visible(scene.replace("@", "")) or ", ".join(filter(None, map(_visible, cast))) or "Untitled"
    if len(text) <= NAME_LENGTH:
        return text
    cut = text[:NAME_LENGTH]
    return (cut[: cut.rfind(" ")] if " " in cut[NAME_LENGTH // 2 :] else cut).rstrip(" ,.;:，。、") + "…"


def _visible(text: str) -> str:
    """In one line, without marks that cannot be seen: some turn the reading direction, and "gpj.exe" into "exe.jpg"."""
    seen = (
        char for char in normal(" ".join(text.split())) if char in _JOINERS or unicodedata.category(char) not in _UNSEEN
    )
    return " ".join("".join(seen).split()).strip(_JOINERS + " ")


def file_name(name: str, job_id: str, ending: str) -> str:
    """A file name that every system accepts, e.g. "Mia walks through fog 3f9a2c.mp4"; unique by the job's id."""
    safe = str(sanitize_filename(_visible(name).replace("…", "").replace(" .", "."), platform="universal"))[:80]
    # 255 bytes is what most file systems take, and an emoji alone has up to 25.
    safe = safe.encode()[:FILE_NAME_BYTES].decode(errors="ignore").strip(" ." + _JOINERS)
    return f"{safe or 'Castboard'} {job_id[:6]}.{ending}"
