"""From names to ids and mentions (contract 1.4), and from a scene to the name of a job and its file."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import regex
from pathvalidate import sanitize_filename

_NOT_IN_ID = regex.compile(r"[^\p{L}\p{N}_]+")
_SIGN = regex.compile("[@＠﹫]")
_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(r"\w[\w\u200c\u200d-]*")
_UNSEEN_MARK = regex.compile(r"[\p{Default_Ignorable_Code_Point}[\p{Cc}--\s]]", regex.VERSION1)
"""What nobody sees: zero-width marks, joiners, direction marks, control characters but for spaces and breaks."""
_BINDS = regex.compile(r"[\p{Latin}\p{Nd}]")
"""Latin letters and digits: in their scripts words are told apart by what stands between them."""
_DIGITS = regex.compile(r"\p{Nd}+")
_BEFORE_NAME = regex.compile(r"^[\s@＠﹫\p{Default_Ignorable_Code_Point}]+")
_TRAILING = regex.compile(r"[\p{M}\p{Default_Ignorable_Code_Point}]")
_ACCENTED = regex.compile(r"([\p{Latin}\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Arabic}])\p{Mn}+")
"""Elsewhere such a mark makes another letter: か is not が."""
_STROKED = str.maketrans("øłđħıŧ", "oldhit")
"""Letters whose accent Unicode takes for a part of them."""
_JOINERS = "\u200c\u200d"
"""Unseen, and yet part of writing: Persian words and many emoji need them."""
_UNSEEN = ("Cc", "Cf", "Cs")
"""Unicode categories: control and format characters, halves of surrogate pairs."""
_MOST_UNSEEN = 64
"""Marks that nobody sees within one mention: a text of nothing else is not read for long."""
_LONGEST_NUMBER = 999
"""Digits of a number in a name that are told apart by how many they are."""
NAME_LENGTH = 60
"""Characters of a job's name made from its scene, as people count them."""
_FILE_NAME_BYTES = 200
"""Bytes of a file's name that come from the job's name."""


def normal(text: str) -> str:
    """NFC: the same letters typed on two keyboards are the same name."""
    return unicodedata.normalize("NFC", text)


def letters(text: str) -> list[str]:
    """The characters of a text as people count them: an emoji or a letter with its accents is one."""
    return _CLUSTER.findall(text)


def called(name: str) -> str:
    """What a subject is called, from what was typed as its name: a name typed as `@Mia` is Mia."""
    return _BEFORE_NAME.sub("", normal(name)).rstrip()


def folded(text: str) -> str:
    """What is compared: without case, accents' ways of writing, ligatures, widths and what nobody sees."""
    if text.isascii():  # As most names are: none of these characters joins another one.
        return "".join(map(_folded, text))
    return "".join(map(_folded, letters(text)))


def _folded(cluster: str) -> str:
    if cluster.isascii() and cluster.isprintable():
        return cluster.lower()
    # Unicode's "compatibility caseless match" (3.13, D146), and without what its NFKC_Casefold leaves out.
    seen = _UNSEEN_MARK.sub("", unicodedata.normalize("NFD", cluster))
    once = unicodedata.normalize("NFKD", seen.casefold())
    return unicodedata.normalize("NFKD", once.casefold())


def search_key(text: str) -> str:
    """What is searched and sorted by: as `folded`, in one line and without accents, so that "angstrom" finds Ångström.

    It is stored: whoever changes it brings a migration along (see 0021).
    """
    return " ".join(_ACCENTED.sub(r"\1", folded(text)).translate(_STROKED).split())


def order_key(text: str) -> str:
    """What names are sorted by: as `search_key`, with numbers as people count them, so that "Tram 14" comes first.

    Each number has its length before it. It is stored: whoever changes it brings a migration along (see 0022).
    """
    return _DIGITS.sub(_counted, search_key(text))


def _counted(found: regex.Match[str]) -> str:
    # As ASCII digits: numbers are written in many scripts, of which Python may not know the last ones.
    digits = "".join(str(unicodedata.decimal(one, one)) for one in found[0]).lstrip("0") or "0"
    return f"{min(len(digits), _LONGEST_NUMBER):03}{digits}"


def id_of(name: str) -> str:
    """The id of one name: each run of characters that are neither letters, digits nor `_` becomes `_`; "" stays ""."""
    return _NOT_IN_ID.sub("_", called(name))


def can_be_named(name: str) -> bool:
    """Whether a name has a letter or digit that can be seen."""
    return bool(folded(id_of(name)).strip("_"))


def ids_of(names: Sequence[str]) -> list[str]:
    """One id a name, in order, unique also as names are compared; a second "Mia" becomes `Mia_2`."""
    taken: set[str] = set()
    # A name that is already like "Mia_2" keeps it, wherever it stands: numbers are given around the plain ids.
    plain = {folded(id_of(name)) for name in names}
    ids = []
    for name in names:
        base = chosen = id_of(name)
        number = 2
        while chosen and (folded(chosen) in taken or (chosen != base and folded(chosen) in plain)):
            chosen, number = f"{base}_{number}", number + 1
        taken.add(folded(chosen))
        ids.append(chosen)
    return ids


def known_names(names: Sequence[str]) -> dict[str, int]:
    """Who is meant by a name or an id, folded. An id means one subject alone; of two with one name the first."""
    known = {folded(id_): place for place, id_ in enumerate(ids_of(names))}
    for place, name in enumerate(names):
        known.setdefault(folded(called(name)), place)
    known.pop("", None)
    return known


def mentions_of(names: Sequence[str]) -> list[str]:
    """How each is mentioned: `@` and its name, or its id where that name means another; "" without a name."""
    known = known_names(names)
    named = enumerate(zip(map(called, names), ids_of(names), strict=True))
    return ["" if not id_ else f"@{name if known.get(folded(name)) == place else id_}" for place, (name, id_) in named]


@dataclass(frozen=True)
class Mention:
    """`@name` in a scene, at `start` to `end` (characters). `subject`: place in the cast, None for an unknown one."""

    start: int
    end: int
    text: str
    """Without the `@`."""
    subject: int | None
    runs_on: bool = False
    """A Latin name goes straight on with `_`: "@Mia" in "@Mia_Rose" may not be what was meant."""


def mentions(scene: str, names: Sequence[str]) -> list[Mention]:
    """Every mention in `scene`, in order, found by the longest known name or id as people see it (`folded`).

    Of two subjects with one name the first is meant. A name that ends in a Latin letter or a digit is not followed by
    one: `@user10` is not user1. Nor is an `@` preceded by one, as in an address (`x@user1`), unless another mention
    ends there; Chinese has no spaces, so other letters may stand on both sides.
    """
    known = known_names(names)
    longest = max(map(len, known), default=0)
    found: list[Mention] = []
    sign = _SIGN.search(scene)
    while sign:
        at, mention = sign.start(), None
        if not _glued(scene, at, found[-1].end if found else 0):
            mention = _known_at(scene, at, known, longest) or _unknown_at(scene, at)
        if mention:
            found.append(mention)
        sign = _SIGN.search(scene, mention.end if mention else at + 1)
    return found


def _glued(scene: str, at: int, since: int) -> bool:
    """Whether a Latin letter or digit stands straight before the sign, and after `since`."""
    before = at - 1
    while before >= since and _TRAILING.match(scene, before):
        before -= 1
    return before >= since and bool(_BINDS.match(_folded(scene[before])))


def _known_at(scene: str, at: int, known: dict[str, int], longest: int) -> Mention | None:
    """The longest name that begins after the sign. A name ends between two letters as people see them."""
    best: Mention | None = None
    candidate, end, so_far, last = None, at + 1, "", ""
    for stop, cluster in islice(_folded_from(scene, at + 1), _MOST_UNSEEN + longest):
        if candidate is not None and cluster:
            if not (_BINDS.match(last) and _BINDS.match(cluster)):
                runs_on = bool(_BINDS.match(last)) and cluster[0] == "_"
                best = Mention(at, end, scene[at + 1 : end], candidate, runs_on)
            candidate = None
        if len(so_far) > longest:
            return best
        if cluster:
            so_far, last, end = so_far + cluster, cluster, stop
            candidate = known.get(so_far)
    return best


def _folded_from(scene: str, at: int) -> Iterator[tuple[int, str]]:
    """Each letter from there on: where it ends, and what is compared of it; after the last one a space."""
    for cluster in _CLUSTER.finditer(scene, at):
        yield cluster.end(), _folded(cluster[0])
    yield len(scene), " "


def _unknown_at(scene: str, at: int) -> Mention | None:
    word = _WORD.match(scene, at + 1)
    return Mention(at, word.end(), word[0], None) if word else None


def with_ids(scene: str, names: Sequence[str]) -> str:
    """The scene as it is sent: each known mention as `@id`, followed by a space (contract 1.4); the rest as typed."""
    ids = ids_of(names)
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
    members = filter(None, (_visible(called(name)) for name in cast))
    text = _visible(_SIGN.sub("", scene)) or ", ".join(members) or "Untitled"
    counted = letters(text)
    if len(counted) <= NAME_LENGTH:
        return text
    cut = "".join(counted[:NAME_LENGTH])
    return (cut[: cut.rfind(" ")] if " " in cut[NAME_LENGTH // 2 :] else cut).rstrip(" ,.;:，。、") + "…"


def _visible(text: str) -> str:
    """In one line, without marks that cannot be seen: some turn the reading direction, and "gpj.exe" into "exe.jpg"."""
    seen = (
        char for char in normal(" ".join(text.split())) if char in _JOINERS or unicodedata.category(char) not in _UNSEEN
    )
    return " ".join("".join(seen).split()).strip(_JOINERS + " ")


def file_name(name: str, ending: str, *, job_id: str = "") -> str:
    """A file name that every system accepts, e.g. "Mia walks through fog.mp4"; `job_id` makes it unique."""
    safe = str(sanitize_filename(_visible(name).replace("…", "").replace(" .", "."), platform="universal"))[:80]
    # 255 bytes is what most file systems take, and an emoji alone has up to 25.
    safe = safe.encode()[:_FILE_NAME_BYTES].decode(errors="ignore").strip(" ." + _JOINERS)
    mark = f" {job_id[:6]}" if job_id else ""
    return f"{safe or 'Castboard'}{mark}.{ending}"


def file_names(files: Sequence[tuple[str, str, str]]) -> list[str]:
    """A name for each (job's id, name, ending), e.g. "Fog.mp4"; those that would be the same have a part of the id."""
    plain = [file_name(name, ending) for _, name, ending in files]
    count = Counter(one.casefold() for one in plain)
    return [
        one if count[one.casefold()] == 1 else file_name(name, ending, job_id=job_id)
        for one, (job_id, name, ending) in zip(plain, files, strict=True)
    ]


def numbered(place: int, count: int, name: str) -> str:
    """A file's name in a folder that keeps its order: "03 Fog.mp4" for the third of twelve."""
    return f"{place:0{max(2, len(str(count)))}} {name}"
