"""What stands between a draft and Generate: a list of findings, each with its sentence and, if any, its remedy.

[M] rules of the contract give FIX: the request is not sent. [V] rules give CHECK: it stays, is shown, and can be sent.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from lib.domain.catalog import Model, model_named
from lib.domain.draft import DEFAULT_MODEL, Draft
from lib.domain.failure import Refusal
from lib.domain.finding import Finding, Level, Remedy
from lib.domain.naming import Mention, called, can_be_named, id_of, letters, mentions, mentions_of
from lib.domain.picture_rules import in_bytes, judge
from lib.domain.request import ADVISED_IMAGES, ADVISED_SUBJECTS, MAX_BODY_BYTES, MAX_IMAGES_A_SUBJECT, is_url
from lib.domain.strict_json import is_json

MAX_PAYLOAD = 1_048_576
"""Characters of the pass-through text [V]."""
_MAX_VOICE_ID = 256
"""Characters of a voice id [V]."""
NAME_LETTERS, JOB_NAME_LETTERS = 80, 120
"""What is well read on a card and in a list, in letters as people count them. Ours: longer ones are kept and sent."""
_SEEDS = range(2**31)
"""What is usual as a seed. The contract asks for an integer, no more."""


def check_draft(draft: Draft, body_bytes: int, refused: Refusal | None = None) -> list[Finding]:
    """Everything worth saying about a draft, what must be fixed first. `body_bytes`: exact size of its POST body.

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
    order = {Level.FIX: 0, Level.CHECK: 1, Level.OK: 2}
    return sorted(findings, key=lambda finding: order[finding.level])


def _fix(field: str, text: str, remedy: Remedy | None = None, subject: str = "") -> Finding:
    return Finding(Level.FIX, field, text, remedy, subject)


def _care(field: str, text: str, remedy: Remedy | None = None, subject: str = "", *, asks: bool = False) -> Finding:
    return Finding(Level.CHECK, field, text, remedy, subject, asks)


def _refused(draft: Draft, refused: Refusal | None) -> Iterator[Finding]:
    place = refused.place if refused else None
    if refused is None or place is None:
        return
    known = place.subject is not None and place.subject < len(draft.cast)
    uid = draft.cast[place.subject or 0].uid if known else ""
    yield _care(place.control, f"{place.words}: {refused.message} {refused.hint}", subject=uid)


def _cast(draft: Draft) -> Iterator[Finding]:
    before = yield from _count(draft)
    for place, subject in enumerate(draft.cast, start=1):
        who = called(subject.name) or f"Subject {place}"
        if not can_be_named(subject.name):
            yield _fix("name", f"Subject {place} needs a name: at least one letter or digit.", subject=subject.uid)
        if not subject.pictures:
            yield _fix("pictures", f"{who} needs at least one picture.", subject=subject.uid)
        elif len(subject.pictures) > MAX_IMAGES_A_SUBJECT:
            text = f"{who} has {len(subject.pictures)} pictures; a subject takes at most {MAX_IMAGES_A_SUBJECT}."
            yield _fix("pictures", text, subject=subject.uid)
        for at, picture in enumerate(subject.pictures, start=1):
            if picture.fitted:
                sent = picture.fitted.sending
                verdict = judge(sent.width, sent.height, sent.size_bytes)
                yield from (_fix("pictures", f"{who}: {text}", subject=subject.uid) for text in verdict.refused)
                yield from (_care("pictures", f"{who}: {text}", subject=subject.uid) for text in verdict.advised)
                for text in picture.fitted.warnings:
                    yield _care("pictures", f"{who}, picture {at}: {text}", subject=subject.uid)
            elif not is_url(picture.url):
                text = f"{who}: “{picture.url}” is not a web address of a picture."
                yield _fix("pictures", text, subject=subject.uid)
    yield from _names(draft)
    if before:
        pictures = sum(len(subject.pictures) for subject in draft.cast)
        yield Finding(Level.OK, "cast", f"{_many(len(draft.cast), 'subject')}, {pictures} of {ADVISED_IMAGES} pictures")


def _count(draft: Draft) -> Generator[Finding, None, bool]:
    """Findings about how many there are; returns whether the numbers are right."""
    pictures = sum(len(subject.pictures) for subject in draft.cast)
    if not draft.cast:
        yield _fix("cast", "Add at least one subject with a name and a picture.")
    if len(draft.cast) > ADVISED_SUBJECTS:
        yield _care("cast", f"{len(draft.cast)} subjects; the service takes at most {ADVISED_SUBJECTS}.", asks=True)
    if pictures > ADVISED_IMAGES:
        yield _care("cast", f"{pictures} pictures in all; the service takes at most {ADVISED_IMAGES}.", asks=True)
    complete = all(1 <= len(subject.pictures) <= MAX_IMAGES_A_SUBJECT for subject in draft.cast)
    return bool(draft.cast) and complete and len(draft.cast) <= ADVISED_SUBJECTS and pictures <= ADVISED_IMAGES


def _names(draft: Draft) -> Iterator[Finding]:
    for subject, handle in zip(draft.cast, _handles(draft), strict=True):
        name = called(subject.name)
        if handle and handle != f"@{name}":
            text = f"Another subject is also named “{name}”: mention this one as {handle}."
            yield _care("name", text, subject=subject.uid)
        if (length := len(letters(name))) > NAME_LETTERS:
            text = f"This name has {length:,} letters; up to {NAME_LETTERS} work best. It is sent as it is."
            yield _care("name", text, subject=subject.uid)


def _handles(draft: Draft) -> list[str]:
    return mentions_of([subject.name for subject in draft.cast])


def _scene(draft: Draft) -> Iterator[Finding]:
    limit = model_named(draft.model).prompt_limit
    if draft.service_writes:
        yield Finding(Level.OK, "scene", "The service writes the scene itself" + _ignored(draft))
        return
    if not draft.scene.strip():
        yield _care("scene", "The scene is empty: nothing says what happens.", asks=True)
        return
    if len(draft.scene) > limit:
        text = f"The scene has {len(draft.scene):,} characters; this model takes {limit:,}."
        yield _care("scene", text, asks=True)
    yield from _mentioned(draft, mentions(draft.scene, [subject.name for subject in draft.cast]))


def _ignored(draft: Draft) -> str:
    return "; what you wrote is kept here and not sent." if draft.scene.strip() else "."


def _mentioned(draft: Draft, found: list[Mention]) -> Iterator[Finding]:
    for text in dict.fromkeys(mention.text for mention in found if mention.subject is None):
        yield _care("scene", f"@{text} is not in the cast.")
    for mention in found:
        if mention.runs_on:
            yield _care("scene", f"@{mention.text} is followed by “_”. Put a space after the name.")
    there = {mention.subject for mention in found}
    missing = [place for place in range(len(draft.cast)) if place not in there and id_of(draft.cast[place].name)]
    handles = _handles(draft)
    for place in missing:
        handle = handles[place]
        remedy = Remedy(f"Add {handle}", "scene", handle)
        yield _care("scene", f"The scene does not mention {handle}.", remedy, draft.cast[place].uid)
    if draft.cast and not missing and all(mention.subject is not None for mention in found):
        all_of_them = {1: "its subject", 2: "both"}.get(len(draft.cast), f"all {len(draft.cast)}")
        yield Finding(Level.OK, "scene", f"The scene mentions {all_of_them}")


def _retired(model: Model) -> Iterator[Finding]:
    """What the other rules would say about a model that is gone means nothing."""
    other = model_named(DEFAULT_MODEL)
    text = f"{model.label or 'This model'} is no longer offered by the service. Choose another model."
    yield _fix("model", text, Remedy(f"Use {other.label}", "model", other.id))


def _look(draft: Draft, model: Model) -> Iterator[Finding]:
    right = True
    if draft.duration not in model.durations:
        right = False
        nearest = min(model.durations, key=lambda seconds: abs(seconds - draft.duration))
        text = f"{model.label} takes {_lengths(model)}; {draft.duration} s is set."
        remedy = Remedy(f"Use {nearest} s", "duration", nearest)
        yield _fix("duration", text, remedy) if model.source == "M" else _care("duration", text, remedy, asks=True)
    if draft.resolution not in model.resolutions:
        right = False
        remedy = Remedy(f"Use {model.default_resolution}", "resolution", model.default_resolution)
        if draft.resolution in model.off_list:
            yield _care(
                "resolution", f"{model.label} is not listed with {draft.resolution}; it may be refused.", remedy
            )
        else:
            text = f"{model.label} makes {_either(model.resolutions)}; {draft.resolution} is set."
            yield (
                _fix("resolution", text, remedy)
                if model.source == "M"
                else _care("resolution", text, remedy, asks=True)
            )
    if right:
        sound = "with sound" if draft.audio else "silent"
        yield Finding(Level.OK, "look", f"{model.label}, {draft.duration} s, {draft.resolution}, {sound}")


def _sound(draft: Draft, model: Model) -> Iterator[Finding]:
    if draft.audio and draft.off_peak:
        text = "Sound does not go with off-peak."
        yield _care("audio", text, Remedy("Make it silent", "audio", False), asks=True)
    if draft.voice_id and not model.takes_overall_voice:
        text = f"{model.label} ignores the voice for the whole video."
        yield _care("voice_id", text, Remedy("Drop it", "voice_id", ""))
    if not draft.audio and (draft.voice_id or any(subject.voice_id for subject in draft.cast)):
        yield _care("audio", "Voices are only heard with sound on.", Remedy("Turn sound on", "audio", True))
    for uid, voice_id in [("", draft.voice_id), *((one.uid, one.voice_id) for one in draft.cast)]:
        if len(voice_id) > _MAX_VOICE_ID:
            text = f"This voice id has {len(voice_id):,} characters; ids have at most {_MAX_VOICE_ID}."
            yield _care("voice" if uid else "voice_id", text, subject=uid, asks=True)
    if draft.bgm and not model.takes_music(draft.duration):
        when = "" if model.family == "q3" else f" at {draft.duration} s"
        yield _care("bgm", f"{model.label} has no background music{when}.", Remedy("Turn music off", "bgm", False))


def _more(draft: Draft) -> Iterator[Finding]:
    if draft.seed_typed:
        text = f"“{draft.seed_typed}” is not a valid seed. A seed is a whole number; 0 is random."
        yield _fix("seed", text, Remedy("Use a random seed", "seed_text", "0"))
    elif draft.seed not in _SEEDS:
        text = f"Seeds are usually from 0 to {_SEEDS[-1]:,}; this one is sent as it is and may be refused."
        yield _care("seed", text, Remedy("Use a random seed", "seed_text", "0"))
    if (length := len(letters(draft.name))) > JOB_NAME_LETTERS:
        text = f"The name of the job has {length:,} letters; up to {JOB_NAME_LETTERS} work best. It is kept as it is."
        yield _care("job_name", text)
    if draft.watermark and draft.wm_url and not is_url(draft.wm_url):
        yield _fix(
            "wm_url", "The watermark picture must be a web address (http or https).", Remedy("Drop it", "wm_url", "")
        )
    if not 1 <= draft.wm_position <= 4:
        yield _fix(
            "wm_position", "The watermark goes into one of four corners.", Remedy("Bottom right", "wm_position", 3)
        )
    if len(draft.payload) > MAX_PAYLOAD:
        text = f"The pass-through text has {len(draft.payload):,} characters; the service takes {MAX_PAYLOAD:,}."
        yield _care("payload", text, asks=True)
    if draft.meta_data and not is_json(draft.meta_data):
        text = "The content label is not a valid JSON document, or names a field twice."
        yield _fix("meta_data", text, Remedy("Drop it", "meta_data", ""))


def _size(body_bytes: int) -> Iterator[Finding]:
    if body_bytes > MAX_BODY_BYTES:
        text = f"The request has {in_bytes(body_bytes)}; the service takes at most 20 MB."
        yield _fix("size", text + " Use fewer or smaller pictures.")


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _lengths(model: Model) -> str:
    first, last = model.durations[0], model.durations[-1]
    return f"{first} seconds" if first == last else f"{first} to {last} seconds"


def _either(choices: tuple[str, ...]) -> str:
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"
