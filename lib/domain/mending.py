"""What a remedy makes of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from hashlib import sha256

from lib.domain.check import check_draft
from lib.domain.draft import Draft, DraftSubject, with_model
from lib.domain.finding import Finding, Remedy, RemedyKind
from lib.domain.naming import Mention, mentions, mentions_of
from lib.domain.remedies import rename_twin


def mended(draft: Draft, remedy: Remedy) -> Draft:
    """The draft with this remedy. One whose subject or picture is gone changes nothing."""
    if remedy.each:
        return reduce(mended, _from_behind(remedy.each), draft)
    value, params = str(remedy.value), remedy.params
    match remedy.kind:
        case RemedyKind.MENTION:
            scene = draft.scene.rstrip()
            return _with_scene(draft, f"{scene} {value} " if scene else f"{value} ")
        case RemedyKind.CORRECT:
            return _corrected(draft, str(params["text"]), str(params["name"]), value)
        case RemedyKind.SPACE:
            return _spaced(draft, value)
        case RemedyKind.RENAME:
            return _named_apart(draft, remedy.subject, value)
        case RemedyKind.NAME:
            return renamed(draft, remedy.subject, value)
        case RemedyKind.CAST:
            return draft.model_copy(update={"cast": (*draft.cast, DraftSubject(uid=_uid(draft, value), name=value))})
        case RemedyKind.DROP_PICTURE:
            return _without_picture(draft, remedy.subject, int(remedy.value))
        case RemedyKind.DROP_SUBJECT:
            return draft.model_copy(update={"cast": tuple(one for one in draft.cast if one.uid != remedy.subject)})
        case RemedyKind.DROP if remedy.subject:
            return _silenced(draft, remedy.subject)
        case RemedyKind.USE if remedy.control == "model":
            return with_model(draft, value)
        case _:
            return draft.having(remedy.control, remedy.value)


def all_mended(draft: Draft, body_bytes: int) -> Draft:
    """The draft after every remedy that is certain, one after another, as each leaves it."""
    for _round in check_draft(draft, body_bytes):
        remedies = certain_of(check_draft(draft, body_bytes))
        if not remedies:
            break
        draft = mended(draft, remedies[0])
    return draft


def certain_of(findings: Sequence[Finding]) -> list[Remedy]:
    """The usual remedies of these that cannot be wrong."""
    return [one.remedy for one in findings if one.remedy and one.remedy.certain]


def _from_behind(remedies: Sequence[Remedy]) -> list[Remedy]:
    """A picture that goes moves those behind it."""
    if remedies[0].kind is not RemedyKind.DROP_PICTURE:
        return list(remedies)
    return sorted(remedies, key=lambda one: int(one.value), reverse=True)


def _silenced(draft: Draft, uid: str) -> Draft:
    cast = [one.model_copy(update={"voice_id": ""}) if one.uid == uid else one for one in draft.cast]
    return draft.model_copy(update={"cast": tuple(cast)})


def _with_scene(draft: Draft, scene: str) -> Draft:
    return draft.model_copy(update={"scene": scene})


def _names(draft: Draft) -> list[str]:
    return [subject.name for subject in draft.cast]


def _corrected(draft: Draft, text: str, part: str, handle: str) -> Draft:
    """Every unknown mention of this text, of which `part` stands for somebody, as a mention of that somebody."""
    wrong = [one for one in mentions(draft.scene, _names(draft)) if one.subject is None and one.text == text]
    return _with_scene(draft, _replaced(draft.scene, [(one, handle + text[len(part) :]) for one in wrong]))


def _spaced(draft: Draft, text: str) -> Draft:
    glued = [one for one in mentions(draft.scene, _names(draft)) if one.runs_on and one.text == text]
    scene = draft.scene
    return _with_scene(draft, _replaced(scene, [(one, f"{scene[one.start : one.end]} ") for one in glued]))


def _named_apart(draft: Draft, uid: str, name: str) -> Draft:
    """A twin under this name, or another where a twin of its own has just got that one."""
    if name in _names(draft):
        place = next((at for at, subject in enumerate(draft.cast) if subject.uid == uid), len(draft.cast))
        name = next((str(one.value) for one in rename_twin(draft, place)), name)
    return renamed(draft, uid, name)


def renamed(draft: Draft, uid: str, name: str) -> Draft:
    """The draft with the subject of this uid renamed. Every mention in the scene still means the same subject."""
    cast = tuple(one.model_copy(update={"name": name}) if one.uid == uid else one for one in draft.cast)
    after = draft.model_copy(update={"cast": cast})
    before, handles = mentions_of(_names(draft)), mentions_of(_names(after))
    moved = {at for at, one in enumerate(cast) if one.uid == uid or before[at] != handles[at]}
    changed = [one for one in mentions(draft.scene, _names(draft)) if one.subject in moved]
    return _with_scene(after, _replaced(draft.scene, [(one, handles[one.subject or 0]) for one in changed]))


def _replaced(scene: str, changes: Sequence[tuple[Mention, str]]) -> str:
    parts, position = [], 0
    for mention, text in changes:
        parts += [scene[position : mention.start], text]
        position = mention.end
    return "".join([*parts, scene[position:]])


def _without_picture(draft: Draft, uid: str, number: int) -> Draft:
    cast = tuple(
        one.model_copy(update={"pictures": (*one.pictures[: number - 1], *one.pictures[number:])})
        if one.uid == uid
        else one
        for one in draft.cast
    )
    return draft.model_copy(update={"cast": cast})


def _uid(draft: Draft, name: str) -> str:
    """New on this board, and the same each time: the draft and the remedy alone decide what comes of them."""
    return sha256("\n".join([name, *(one.uid for one in draft.cast)]).encode(errors="replace")).hexdigest()[:8]
