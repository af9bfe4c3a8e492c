"""What stands between a draft and Generate: a list of findings, some with their remedy.

[M] rules of the contract give FIX: the request is not sent. [V] rules give CHECK: it stays, is shown, and can be sent.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from lib.domain.catalog import Model, model_named
from lib.domain.draft import Draft, DraftSubject
from lib.domain.failure import Refusal
from lib.domain.finding import Finding, Level, Param, Remedy, RemedyKind
from lib.domain.finding import FindingKind as Kind
from lib.domain.naming import Mention, called, can_be_named, id_of, letters, mentions, mentions_of
from lib.domain.picture_rules import judge
from lib.domain.remedies import (
    MOST_GUESSED,
    another_model,
    drop_last,
    drop_picture,
    drop_subjects,
    drop_surplus,
    drop_voice,
    know_mention,
    name_by_file,
    rename_twin,
    silence_or_peak,
    space_after,
    take_out,
    use_length,
    use_resolution,
    usual_model,
)
from lib.domain.request import ADVISED_IMAGES, ADVISED_SUBJECTS, MAX_BODY_BYTES, MAX_IMAGES_A_SUBJECT, is_url
from lib.domain.strict_json import is_json

MAX_PAYLOAD = 1_048_576
"""Characters of the custom data [V]."""
_MAX_VOICE_ID = 256
"""Characters of a voice id [V]."""
NAME_LETTERS, JOB_NAME_LETTERS = 80, 120
"""What is well read on a card and in a list, in letters as people count them. Ours: longer ones are kept and sent."""
_SEEDS = range(2**31)
"""What is usual as a seed. The contract asks for an integer, no more."""


def check_draft(draft: Draft, body_bytes: int, refused: Refusal | None = None) -> list[Finding]:
    """Everything worth saying about a draft: what must be fixed, what is still to do, what to check, what is well.

    `body_bytes`: exact size of its POST body.

    `refused`: what the service did not take when this draft was sent before.
    """
    model = model_named(draft.model)
    findings = [
        *_refused(draft, refused),
        *_cast(draft),
        *_scene(draft),
        *(_retired(model) if model.retired else (*_look(draft, model), *_sound(draft, model))),
        *_more(draft),
        *_size(body_bytes),
    ]
    return in_order(findings)


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """What must be fixed first, then what is still to do, what to check, and what is well."""
    order = {Level.FIX: 0, Level.CHECK: 2, Level.OK: 3}
    return sorted(findings, key=lambda finding: 1 if finding.missing else order[finding.level])


def _fix(field: str, kind: Kind, *remedies: Remedy, subject: str = "", **params: Param) -> Finding:
    return Finding(Level.FIX, field, kind, params, remedies, subject)


def _missing(finding: Finding) -> Finding:
    return replace(finding, missing=True)


def _care(field: str, kind: Kind, *remedies: Remedy, subject: str = "", **params: Param) -> Finding:
    return Finding(Level.CHECK, field, kind, params, remedies, subject)


def _ask(field: str, kind: Kind, *remedies: Remedy, subject: str = "", **params: Param) -> Finding:
    return Finding(Level.CHECK, field, kind, params, remedies, subject, asks=True)


def _well(field: str, kind: Kind, **params: Param) -> Finding:
    return Finding(Level.OK, field, kind, params)


def _refused(draft: Draft, refused: Refusal | None) -> Iterator[Finding]:
    place = refused.place if refused else None
    if refused is None or place is None:
        return
    known = place.subject is not None and place.subject < len(draft.cast)
    uid = draft.cast[place.subject or 0].uid if known else ""
    remedies = take_out(draft) if place.control == "scene" else ()
    yield _care(place.control, Kind.REFUSED, *remedies, subject=uid, refusal=refused)


def _cast(draft: Draft) -> Iterator[Finding]:
    before = yield from _count(draft)
    for place, subject in enumerate(draft.cast, start=1):
        if not can_be_named(subject.name):
            named = name_by_file(draft, subject)
            nameless = _fix("name", Kind.NO_NAME, *named, subject=subject.uid, place=place)
            yield nameless if subject.name.strip() else _missing(nameless)
        yield from _pictures(subject, place)
    yield from _names(draft)
    if before:
        pictures = sum(len(subject.pictures) for subject in draft.cast)
        yield _well("cast", Kind.CAST, count=len(draft.cast), pictures=pictures, most=ADVISED_IMAGES)


def _pictures(subject: DraftSubject, place: int) -> Iterator[Finding]:
    uid, number, who = subject.uid, len(subject.pictures), called(subject.name)
    if not number:
        yield _missing(_fix("pictures", Kind.NO_PICTURE, subject=uid, who=who, place=place))
    elif number > MAX_IMAGES_A_SUBJECT:
        most = MAX_IMAGES_A_SUBJECT
        drop = drop_surplus(subject, place, most)
        yield _fix(
            "pictures", Kind.MANY_PICTURES_OF_ONE, drop, subject=uid, who=who, place=place, count=number, most=most
        )
    for at, picture in enumerate(subject.pictures, start=1):
        drop = drop_picture(subject, place, at)
        if picture.fitted:
            sent = picture.fitted.sending
            verdict = judge(sent.width, sent.height, sent.size_bytes)
            for remark in verdict.refused:
                yield _fix("pictures", Kind.PICTURE, drop, subject=uid, who=who, place=place, picture=at, remark=remark)
            for remark in (*verdict.advised, *picture.fitted.warnings):
                yield _care("pictures", Kind.PICTURE, subject=uid, who=who, place=place, picture=at, remark=remark)
        elif not is_url(picture.url):
            yield _fix("pictures", Kind.NO_ADDRESS, drop, subject=uid, who=who, place=place, url=picture.url)


def _count(draft: Draft) -> Generator[Finding, None, bool]:
    """Findings about how many there are; returns whether the numbers are right."""
    pictures = sum(len(subject.pictures) for subject in draft.cast)
    if not draft.cast:
        yield _missing(_fix("cast", Kind.NO_CAST))
    if len(draft.cast) > ADVISED_SUBJECTS:
        drop = drop_subjects(draft, ADVISED_SUBJECTS)
        yield _ask("cast", Kind.MANY_SUBJECTS, drop, count=len(draft.cast), most=ADVISED_SUBJECTS)
    if pictures > ADVISED_IMAGES:
        drops = drop_last(draft, ADVISED_IMAGES)
        yield _ask("cast", Kind.MANY_PICTURES, *drops, count=pictures, most=ADVISED_IMAGES)
    complete = all(1 <= len(subject.pictures) <= MAX_IMAGES_A_SUBJECT for subject in draft.cast)
    return bool(draft.cast) and complete and len(draft.cast) <= ADVISED_SUBJECTS and pictures <= ADVISED_IMAGES


def _names(draft: Draft) -> Iterator[Finding]:
    for place, (subject, handle) in enumerate(zip(draft.cast, _handles(draft), strict=True)):
        name = called(subject.name)
        if handle and handle != f"@{name}":
            renamed = rename_twin(draft, place)
            yield _care("name", Kind.SAME_NAME, *renamed, subject=subject.uid, name=name, handle=handle)
        if (length := len(letters(name))) > NAME_LETTERS:
            yield _care("name", Kind.LONG_NAME, subject=subject.uid, count=length, most=NAME_LETTERS)


def _handles(draft: Draft) -> list[str]:
    return mentions_of([subject.name for subject in draft.cast])


def _scene(draft: Draft) -> Iterator[Finding]:
    limit = model_named(draft.model).prompt_limit
    if draft.service_writes:
        yield _well("scene", Kind.SERVICE_WRITES_INSTEAD if draft.scene.strip() else Kind.SERVICE_WRITES)
        return
    if not draft.scene.strip():
        yield _missing(_ask("scene", Kind.NO_SCENE))
        return
    if len(draft.scene) > limit:
        longer = another_model(draft, lambda _model: True)
        yield _ask("scene", Kind.LONG_SCENE, *longer, count=len(draft.scene), most=limit)
    yield from _mentioned(draft, mentions(draft.scene, [subject.name for subject in draft.cast]))


def _mentioned(draft: Draft, found: list[Mention]) -> Iterator[Finding]:
    for number, text in enumerate(dict.fromkeys(mention.text for mention in found if mention.subject is None)):
        remedies = know_mention(draft, text) if number < MOST_GUESSED else ()
        yield _care("scene", Kind.NOT_IN_CAST, *remedies, name=text)
    for mention in found:
        if mention.runs_on:
            yield _care("scene", Kind.RUNS_ON, space_after(mention.text), name=mention.text)
    there = {mention.subject for mention in found}
    missing = [place for place in range(len(draft.cast)) if place not in there and id_of(draft.cast[place].name)]
    handles = _handles(draft)
    for place in missing:
        handle = handles[place]
        remedy = Remedy(RemedyKind.MENTION, "scene", handle, {"handle": handle})
        yield _care("scene", Kind.NOT_MENTIONED, remedy, subject=draft.cast[place].uid, handle=handle)
    if draft.cast and not missing and all(mention.subject is not None for mention in found):
        yield _well("scene", Kind.ALL_MENTIONED, count=len(draft.cast))


def _retired(model: Model) -> Iterator[Finding]:
    """What the other rules would say about a model that is gone means nothing."""
    yield _fix("model", Kind.RETIRED, usual_model(), model=model.label)


def _look(draft: Draft, model: Model) -> Iterator[Finding]:
    bound = _fix if model.source == "M" else _ask
    right = True
    if draft.duration not in model.durations:
        right = False
        least, most = model.durations[0], model.durations[-1]
        remedies = use_length(draft, model)
        yield bound(
            "duration", Kind.LENGTH, *remedies, model=model.label, least=least, count=most, length=draft.duration
        )
    if draft.resolution not in model.resolutions:
        right = False
        now = draft.resolution
        remedies = use_resolution(draft, model, refused=now not in model.off_list)
        if draft.resolution in model.off_list:
            yield _care("resolution", Kind.OFF_LIST, *remedies, model=model.label, resolution=now)
        else:
            choices = model.resolutions
            yield bound("resolution", Kind.RESOLUTION, *remedies, model=model.label, choices=choices, resolution=now)
    if right:
        kind = Kind.LOOK if draft.audio else Kind.LOOK_SILENT
        yield _well("look", kind, model=model.label, length=draft.duration, resolution=draft.resolution)


def _sound(draft: Draft, model: Model) -> Iterator[Finding]:
    if draft.audio and draft.off_peak:
        yield _ask("audio", Kind.SOUND_OFF_PEAK, *silence_or_peak(draft))
    if draft.voice_id and not model.takes_overall_voice:
        drop = Remedy(RemedyKind.DROP, "voice_id", "", certain=True)
        others = another_model(draft, lambda other: other.takes_overall_voice)
        yield _care("voice_id", Kind.VOICE_IGNORED, drop, *others, model=model.label)
    if not draft.audio and (draft.voice_id or any(subject.voice_id for subject in draft.cast)):
        yield _care("audio", Kind.VOICES_UNHEARD, Remedy(RemedyKind.SOUND, "audio", True))
    for uid, voice_id in [("", draft.voice_id), *((one.uid, one.voice_id) for one in draft.cast)]:
        if (length := len(voice_id)) > _MAX_VOICE_ID:
            field = "voice" if uid else "voice_id"
            yield _ask(field, Kind.LONG_VOICE_ID, drop_voice(uid), subject=uid, count=length, most=_MAX_VOICE_ID)
    if draft.bgm and not model.takes_music(draft.duration):
        off = Remedy(RemedyKind.NO_MUSIC, "bgm", False, certain=True)
        others = another_model(draft, lambda other: other.takes_music(draft.duration))
        if model.family == "q3":
            yield _care("bgm", Kind.NO_MUSIC, off, *others, model=model.label)
        else:
            yield _care("bgm", Kind.NO_MUSIC_AT, off, *others, model=model.label, length=draft.duration)


def _more(draft: Draft) -> Iterator[Finding]:
    random_seed = Remedy(RemedyKind.RANDOM_SEED, "seed_text", "0")
    if draft.seed_typed:
        yield _fix("seed", Kind.NO_SEED, replace(random_seed, certain=True), typed=draft.seed_typed)
    elif draft.seed not in _SEEDS:
        yield _care("seed", Kind.ODD_SEED, random_seed, most=_SEEDS[-1])
    if (length := len(letters(draft.name))) > JOB_NAME_LETTERS:
        yield _care(
            "job_name", Kind.LONG_JOB_NAME, Remedy(RemedyKind.DROP, "name", ""), count=length, most=JOB_NAME_LETTERS
        )
    if draft.watermark and draft.wm_url and not is_url(draft.wm_url):
        yield _fix("wm_url", Kind.WATERMARK_ADDRESS, Remedy(RemedyKind.DROP, "wm_url", ""))
    if not 1 <= draft.wm_position <= 4:
        yield _fix(
            "wm_position", Kind.WATERMARK_CORNER, Remedy(RemedyKind.BOTTOM_RIGHT, "wm_position", 3, certain=True)
        )
    if len(draft.payload) > MAX_PAYLOAD:
        yield _ask(
            "payload",
            Kind.LONG_PAYLOAD,
            Remedy(RemedyKind.DROP, "payload", ""),
            count=len(draft.payload),
            most=MAX_PAYLOAD,
        )
    if draft.meta_data and not is_json(draft.meta_data):
        yield _fix("meta_data", Kind.BAD_LABEL, Remedy(RemedyKind.DROP, "meta_data", ""))


def _size(body_bytes: int) -> Iterator[Finding]:
    if body_bytes > MAX_BODY_BYTES:
        yield _fix("size", Kind.TOO_LARGE, size_bytes=body_bytes, most_bytes=MAX_BODY_BYTES)
