"""From names to ids and mentions (contract 1.4), and from a scene to the name of a job and its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pathvalidate import sanitize_filename

_NOT_IN_ID = re.compile(r"[^\w]+")
NAME_LENGTH = 60
"""Characters of a job's name made from its scene."""


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
    it, as in an e-mail address; a known name counts everywhere, since Chinese has no spaces.
    """
    known: dict[str, int] = {}
    for place, (name, id_) in enumerate(zip(names, ids_of(names), strict=True)):
        for form in (normal(name).strip(), id_):
            if form:
                known.setdefault(form.casefold(), place)
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile("@(?:(" + ("|".join(map(re.escape, longest_first)) or "(?!)") + r")|([\w-]+))", re.IGNORECASE)
    found = []
    for match in pattern.finditer(scene):
        start, end = match.span()
        if match[1] and match[1].casefold() in known:
            runs_on = _is_latin(scene[end - 1 : end]) and _is_latin(scene[end : end + 1])
            found.append(Mention(start, end, match[1], known[match[1].casefold()], runs_on))
        elif not (start and _is_latin(scene[start - 1])):
            found.append(Mention(start, end, match[0][1:], None))
    return found


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
    text = " ".join(scene.replace("@", "").split()) or ", ".join(name for name in cast if name.strip()) or "Untitled"
    if len(text) <= NAME_LENGTH:
        return text
    cut = text[:NAME_LENGTH]
    return (cut[: cut.rfind(" ")] if " " in cut[NAME_LENGTH // 2 :] else cut).rstrip(" ,.;:，。、") + "…"


def file_name(name: str, job_id: str, ending: str) -> str:
    """A file name that every system accepts, e.g. "Mia walks through fog 3f9a2c.mp4"; unique by the job's id."""
    safe = str(sanitize_filename(normal(name).replace("…", ""), platform="universal")).strip(" .")[:80].strip(" .")
    return f"{safe or 'Castboard'} {job_id[:6]}.{ending}"
