"""What was found about a draft, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from lib.domain.failure import Refusal
from lib.domain.finding import Finding, FindingKind, Params
from lib.domain.picture_remark import PictureRemark
from lib.text.formats import either, seconds, side_by_side, size
from lib.text.language import N_, _, _n
from lib.text.permission_sentences import PERMISSION_SENTENCES, permission_line
from lib.text.picture_sentences import remark_text
from lib.text.refusal_sentences import refused_part_text

Words = dict[str, str | int | float]
MOST_NAMES = 12
"""Of those that one line is about: a pasted text may mention thousands that nobody knows."""


def finding_text(finding: Finding) -> str:
    """What was found, in a sentence or two. Names and whatever else people wrote stand in it as they are."""
    refusal = finding.params.get("refusal")
    if isinstance(refusal, Refusal):
        return refused_part_text(refusal)
    if finding.kind in PERMISSION_SENTENCES:
        return permission_line(finding.kind, finding.params)
    words = _words(finding.params)
    if "names" in finding.params:
        return _OF_MANY[finding.kind](words | {"names": _named(finding.params)})
    if finding.kind in _COUNTED:
        return _COUNTED[finding.kind](words, int(words["count"]))
    return _(_SENTENCES[finding.kind], **words)


def step_text(finding: Finding) -> str:
    """The same as something still to do, for what is only missing."""
    return _(_STEPS[finding.kind]) if finding.kind in _STEPS else finding_text(finding)


def _words(params: Params) -> Words:
    """The parameters as sentences have them: each in its unit, and whatever is a value of its own in its words."""
    words = {name: _in_words(name, value) for name, value in params.items()}
    if "most_bytes" in params:
        most = int(words["most_bytes"])
        words |= {"size": size(int(words["size_bytes"]), most), "most": size(most)}
    if "who" in params:
        words["who"] = words["who"] or _("Subject {number}", number=words["place"])
    if params.get("model") == "":
        words["model"] = _("This model")
    return words


def _named(params: Params) -> str:
    """All that a line is about, side by side."""
    names, places, pictures = (_several(params, name) for name in ("names", "places", "pictures"))
    whos = [name or _("Subject {number}", number=int(places[at])) if places else name for at, name in enumerate(names)]
    if pictures:
        whos = [
            _("{who} (picture {picture})", who=who, picture=int(picture))
            for who, picture in zip(whos, pictures, strict=True)
        ]
    listed = side_by_side(whos[:MOST_NAMES])
    more = len(whos) - MOST_NAMES
    return _n("{names} and {count} more", "{names} and {count} more", more, names=listed) if more > 0 else listed


def _several(params: Params, name: str) -> tuple[str, ...]:
    value = params.get(name, ())
    return value if isinstance(value, tuple) else ()


def _in_words(name: str, value: object) -> str | int | float:
    match value:
        case PictureRemark():
            return remark_text(value)
        case tuple():
            return either(value)
        case int() if name == "length":
            return seconds(value)
        case str() | int() | float():
            return value
    raise TypeError(f"{name} is {value!r}")


def _length(words: Words, most: int) -> str:
    if words["least"] != most:
        return _("{model} videos are {least} to {count} seconds long; the length is set to {length}.", **words)
    return _n(
        "{model} videos are {count} second long; the length is set to {length}.",
        "{model} videos are {count} seconds long; the length is set to {length}.",
        most,
        **words,
    )


def _all_mentioned(_words: Words, number: int) -> str:
    if number == 1:
        return _("The scene mentions its subject")
    return _("The scene mentions both") if number == 2 else _("The scene mentions all {count}", count=number)


_COUNTED: dict[FindingKind, Callable[[Words, int], str]] = {
    FindingKind.MANY_SUBJECTS: lambda words, count: _n(
        "{count} subject; the video service accepts at most {most}.",
        "{count} subjects; the video service accepts at most {most}.",
        count,
        **words,
    ),
    FindingKind.MANY_PICTURES: lambda words, count: _n(
        "{count} picture in all; the video service accepts at most {most}.",
        "{count} pictures in all; the video service accepts at most {most}.",
        count,
        **words,
    ),
    FindingKind.CAST: lambda words, count: _n(
        "{count} subject, {pictures} of {most} pictures",
        "{count} subjects, {pictures} of {most} pictures",
        count,
        **words,
    ),
    FindingKind.MANY_PICTURES_OF_ONE: lambda words, count: _n(
        "{who} has {count} picture; a subject can have at most {most}.",
        "{who} has {count} pictures; a subject can have at most {most}.",
        count,
        **words,
    ),
    FindingKind.LONG_NAME: lambda words, count: _n(
        "This name has {count} character; up to {most} work best. It is sent as it is.",
        "This name has {count} characters; up to {most} work best. It is sent as it is.",
        count,
        **words,
    ),
    FindingKind.LONG_SCENE: lambda words, count: _n(
        "The scene has {count} character; this model accepts at most {most}.",
        "The scene has {count} characters; this model accepts at most {most}.",
        count,
        **words,
    ),
    FindingKind.ALL_MENTIONED: _all_mentioned,
    FindingKind.LENGTH: _length,
    FindingKind.LONG_VOICE_ID: lambda words, count: _n(
        "This voice id has {count} character; ids have at most {most}.",
        "This voice id has {count} characters; ids have at most {most}.",
        count,
        **words,
    ),
    FindingKind.LONG_JOB_NAME: lambda words, count: _n(
        "The name of the job has {count} character; up to {most} work best. It is kept as it is.",
        "The name of the job has {count} characters; up to {most} work best. It is kept as it is.",
        count,
        **words,
    ),
    FindingKind.LONG_PAYLOAD: lambda words, count: _n(
        "The custom data has {count} character; the video service accepts at most {most}.",
        "The custom data has {count} characters; the video service accepts at most {most}.",
        count,
        **words,
    ),
}
_OF_MANY: dict[FindingKind, Callable[[Words], str]] = {
    FindingKind.NO_NAME: lambda words: _("Without a name: {names}", **words),
    FindingKind.NO_PICTURE: lambda words: _("Without a picture: {names}", **words),
    FindingKind.MANY_PICTURES_OF_ONE: lambda words: _("More than {most} pictures: {names}", **words),
    FindingKind.PICTURE: lambda words: _("{names}: {remark}", **words),
    FindingKind.SAME_NAME: lambda words: _("Some names are used twice. Mention these as {names}", **words),
    FindingKind.LONG_NAME: lambda words: _(
        "{count} names have more than {most} characters. They are sent as they are.", **words
    ),
    FindingKind.LONG_VOICE_ID: lambda words: _("{count} voice ids have more than {most} characters.", **words),
    FindingKind.NO_ADDRESS: lambda words: _("Not the web address of a picture: {names}", **words),
    FindingKind.NOT_IN_CAST: lambda words: _("Not in the cast: {names}", **words),
    FindingKind.RUNS_ON: lambda words: _("Followed by “_”, put a space after the name: {names}", **words),
    FindingKind.NOT_MENTIONED: lambda words: _("Not mentioned: {names}", **words),
}
"""One line about many of a kind (lib/domain/finding_groups.py)."""
_STEPS: dict[FindingKind, str] = {
    FindingKind.NO_CAST: N_("Add a subject with a name and a picture."),
    FindingKind.NO_SCENE: N_("Write the scene, with your subjects as @name."),
}
_SENTENCES: dict[FindingKind, str] = {
    FindingKind.NO_CAST: N_("Add at least one subject with a name and a picture."),
    FindingKind.NO_NAME: N_("Subject {place} needs a name: at least one letter or digit."),
    FindingKind.SAME_NAME: N_("Another subject is also named “{name}”: mention this one as {handle}."),
    FindingKind.NO_PICTURE: N_("{who} needs at least one picture."),
    FindingKind.PICTURE: N_("{who}, picture {picture}: {remark}"),
    FindingKind.NO_ADDRESS: N_("{who}: “{url}” is not a web address of a picture."),
    FindingKind.SERVICE_WRITES: N_("The service writes the scene itself."),
    FindingKind.SERVICE_WRITES_INSTEAD: N_(
        "The service writes the scene itself; what you wrote is kept here and not sent."
    ),
    FindingKind.NO_SCENE: N_("The scene is empty: nothing says what happens."),
    FindingKind.NOT_IN_CAST: N_("@{name} is not in the cast."),
    FindingKind.RUNS_ON: N_("@{name} is followed by “_”. Put a space after the name."),
    FindingKind.NOT_MENTIONED: N_("The scene does not mention {handle}."),
    FindingKind.RETIRED: N_("{model} is no longer offered by the video service. Choose another model."),
    FindingKind.OFF_LIST: N_("{resolution} is not listed for {model} and may be refused."),
    FindingKind.RESOLUTION: N_("{model} videos are {choices}; the resolution is set to {resolution}."),
    FindingKind.LOOK: N_("{model}, {length}, {resolution}, with sound"),
    FindingKind.LOOK_SILENT: N_("{model}, {length}, {resolution}, silent"),
    FindingKind.SOUND_OFF_PEAK: N_("Off-peak videos cannot have sound."),
    FindingKind.VOICE_IGNORED: N_("{model} ignores the voice for the whole video."),
    FindingKind.VOICES_UNHEARD: N_("Voices are only heard with sound on."),
    FindingKind.NO_MUSIC: N_("{model} has no background music."),
    FindingKind.NO_MUSIC_AT: N_("{model} has no background music at {length}."),
    FindingKind.NO_SEED: N_("“{typed}” is not a valid seed. A seed is a whole number; 0 is random."),
    FindingKind.ODD_SEED: N_("Seeds are usually from 0 to {most}; this one is sent as it is and may be refused."),
    FindingKind.WATERMARK_ADDRESS: N_("The watermark picture must be a web address (http or https)."),
    FindingKind.WATERMARK_CORNER: N_("The watermark goes into one of four corners."),
    FindingKind.BAD_LABEL: N_("The AI-content label is not a valid JSON document, or names a field twice."),
    FindingKind.TOO_LARGE: N_(
        "The request is {size}; the video service accepts at most {most}. Use fewer or smaller pictures."
    ),
}
