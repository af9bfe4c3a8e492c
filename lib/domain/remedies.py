"""Which remedies a finding has: made of the draft, the usual one first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import regex

from lib.domain.catalog import CATALOG, Model, model_named
from lib.domain.demo_words import without_words, words_in
from lib.domain.draft import DEFAULT_MODEL, Draft, DraftSubject, with_model
from lib.domain.finding import Params, Remedy, RemedyKind
from lib.domain.naming import called, can_be_named, folded, id_of, ids_of, letters, mentions_of
from lib.domain.near_names import nearest
from lib.domain.picture_names import offered_name
from lib.domain.request import ADVISED_SUBJECTS

MOST_GUESSED = 20
"""Unknown mentions for which a near name is sought: a pasted text may have thousands."""
_MOST_TWINS = 50
_LONGEST_NAME, _LONGEST_RUN = 30, 4
"""Letters of a mention that may be a name. Where words have no spaces between them, more are a clause."""
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")


def use_length(draft: Draft, model: Model) -> Iterator[Remedy]:
    """The nearest that the model takes, or a model that takes this one."""
    near = min(model.durations, key=lambda seconds: abs(seconds - draft.duration))
    yield Remedy(RemedyKind.USE_LENGTH, "duration", near, {"length": near}, certain=True)
    yield from another_model(draft, lambda _model: True)


def use_resolution(draft: Draft, model: Model, *, refused: bool) -> Iterator[Remedy]:
    """The model's usual one, or a model that takes this one. `refused`: this one certainly does not work."""
    usual = model.default_resolution
    yield Remedy(RemedyKind.USE, "resolution", usual, {"choice": usual}, certain=refused)
    yield from another_model(draft, lambda _model: True)


def another_model(draft: Draft, takes: Callable[[Model], bool]) -> Iterator[Remedy]:
    """The first that takes it and all else that is set; of the same family, if one does.

    What the present one does not heed either, such as music, may stay unheeded.
    """
    now = model_named(draft.model)
    for model in sorted(CATALOG, key=lambda one: one.family != now.family):
        after = with_model(draft, model.id)
        kept = (after.duration, after.resolution) == (draft.duration, draft.resolution)
        fits = after.duration in model.durations and after.resolution in model.resolutions
        heeds = all(then or not today for today, then in zip(_heeded(draft, now), _heeded(after, model), strict=True))
        if model != now and kept and fits and heeds and len(draft.scene) <= model.prompt_limit and takes(model):
            yield _use_model(model)
            return


def _heeded(draft: Draft, model: Model) -> tuple[bool, bool]:
    """Whether a model does with the voice for the whole video, and with the music, what the draft wants."""
    return not draft.voice_id or model.takes_overall_voice, not draft.bgm or model.takes_music(draft.duration)


def take_out(draft: Draft) -> Iterator[Remedy]:
    """The scene as it was meant, where somebody made the demo service refuse it on purpose."""
    if words := words_in(draft.scene):
        written = " ".join(word.written for word in words)
        yield Remedy(RemedyKind.TAKE_OUT, "scene", without_words(draft.scene), {"words": written})


def usual_model() -> Remedy:
    """The one that a new board has."""
    return _use_model(model_named(DEFAULT_MODEL))


def _use_model(model: Model) -> Remedy:
    return Remedy(RemedyKind.USE, "model", model.id, {"choice": model.label})


def rename_twin(draft: Draft, place: int) -> Iterator[Remedy]:
    """A distinct name for the subject at this place, e.g. "Mia 2"; nothing that the scene says means it yet."""
    names = [subject.name for subject in draft.cast]
    name, scene = called(names[place]), folded(draft.scene)
    taken = {folded(id_) for at, id_ in enumerate(ids_of(names)) if at != place}
    for number in range(2, _MOST_TWINS):
        own = f"{name} {number}"
        after = mentions_of([*names[:place], own, *names[place + 1 :]])
        if after[place] == f"@{own}" and folded(id_of(own)) not in taken and folded(own) not in scene:
            yield Remedy(RemedyKind.RENAME, "name", own, {"name": own}, subject=draft.cast[place].uid)
            return


def name_by_file(draft: Draft, subject: DraftSubject) -> Iterator[Remedy]:
    """What the names of its pictures' files say."""
    others = [one.name for one in draft.cast if one.uid != subject.uid]
    if name := offered_name([picture.name for picture in subject.pictures], others):
        yield Remedy(RemedyKind.NAME, "name", name, {"name": name}, subject=subject.uid)


def know_mention(draft: Draft, text: str) -> Iterator[Remedy]:
    """A near name of the cast for this unknown mention, and adding it to the cast while there is room."""
    names = [subject.name for subject in draft.cast]
    if meant := _meant(text, names):
        part, handle = meant
        params: Params = {"name": part, "handle": handle, "text": text}
        yield Remedy(RemedyKind.CORRECT, "scene", handle, params)
    most = _LONGEST_RUN if _UNSPACED.search(text) else _LONGEST_NAME
    if len(draft.cast) >= ADVISED_SUBJECTS:
        return
    if len(letters(text)) <= most and can_be_named(text) and mentions_of([*names, text])[-1] == f"@{called(text)}":
        yield Remedy(RemedyKind.CAST, "cast", text, {"name": text})


def _meant(text: str, names: Sequence[str]) -> tuple[str, str] | None:
    """Which beginning of a mention stands for whom (`@name`)."""
    handles = dict(zip(reversed(names), reversed(mentions_of(names)), strict=True))
    named = [name for name in names if id_of(name)]
    if name := nearest(text, named):
        return text, handles[name]
    if not _UNSPACED.search(text):
        return None
    clusters = letters(text)
    found = {name: "".join(clusters[: len(letters(called(name)))]) for name in dict.fromkeys(named)}
    near = [(part, name) for name, part in found.items() if _UNSPACED.search(part) and nearest(part, [name])]
    return (near[0][0], handles[near[0][1]]) if len(near) == 1 else None


def space_after(text: str) -> Remedy:
    """Put a space after every such mention that runs on. It is sent that way anyway."""
    return Remedy(RemedyKind.SPACE, "scene", text, {"name": text}, certain=True)


def drop_picture(subject: DraftSubject, place: int, number: int) -> Remedy:
    """Remove one of its pictures. `place`: the subject's number, `number`: the picture's, from 1."""
    params: Params = {"who": called(subject.name), "place": place, "picture": number}
    return Remedy(RemedyKind.DROP_PICTURE, "pictures", number, params, subject=subject.uid)


def drop_surplus(subject: DraftSubject, place: int, most: int) -> Remedy:
    """Remove the pictures beyond the most that one subject can have."""
    return together([drop_picture(subject, place, number) for number in range(len(subject.pictures), most, -1)])


def drop_last(draft: Draft, most: int) -> Iterator[Remedy]:
    """The last pictures of the cast until no more are left than `most`; everybody keeps one."""
    left = [len(subject.pictures) for subject in draft.cast]
    drops: list[Remedy] = []
    while sum(left) > most:
        several = [at for at, number in enumerate(left) if number > 1]
        if not several:
            return
        at = several[-1]
        drops.append(drop_picture(draft.cast[at], at + 1, left[at]))
        left[at] -= 1
    yield together(drops)


def drop_subjects(draft: Draft, most: int) -> Remedy:
    """Remove the subjects beyond the most that the service accepts."""
    surplus = list(enumerate(draft.cast, start=1))[most:]
    return together(
        [
            Remedy(RemedyKind.DROP_SUBJECT, "cast", place, {"who": called(one.name), "place": place}, subject=one.uid)
            for place, one in surplus
        ]
    )


def drop_voice(uid: str) -> Remedy:
    """The voice of one subject, or of the whole video where there is no `uid`."""
    return Remedy(RemedyKind.DROP, "voice" if uid else "voice_id", "", subject=uid)


def silence_or_peak(draft: Draft) -> tuple[Remedy, Remedy]:
    """Turn off sound, or off-peak. Where voices were chosen, the sound is what was wanted."""
    voiced = bool(draft.voice_id or any(subject.voice_id for subject in draft.cast))
    silent = Remedy(RemedyKind.SILENCE, "audio", False, certain=not voiced)
    peak = Remedy(RemedyKind.PEAK, "off_peak", False)
    return (peak, silent) if voiced else (silent, peak)


def together(remedies: Sequence[Remedy]) -> Remedy:
    """Several of one kind as one button."""
    if len(remedies) == 1:
        return remedies[0]
    first = remedies[0]
    each = tuple(part for one in remedies for part in one.each or (one,))
    return Remedy(first.kind, first.control, "", certain=all(one.certain for one in remedies), each=each)
