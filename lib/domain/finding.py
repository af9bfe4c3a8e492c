"""What is found about a draft: one line of the list above Generate, and its remedy if it has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum

from lib.domain.failure import Refusal
from lib.domain.picture_remark import PictureRemark

Param = str | int | float | tuple[str, ...] | PictureRemark | Refusal
Params = dict[str, Param]


class Level(StrEnum):
    OK = "ok"
    FIX = "fix"
    CHECK = "check"


class FindingKind(StrEnum):
    """Behind each, the parameters that it has.

    `who` is the name of a subject, `place` its number, for one without a name. A `length` is in seconds.
    """

    REFUSED = "refused"  # refusal
    # The cast
    NO_CAST = "no_cast"
    MANY_SUBJECTS = "many_subjects"  # count, most
    MANY_PICTURES = "many_pictures"  # count, most
    CAST = "cast"  # count, pictures, most
    NO_NAME = "no_name"  # place
    SAME_NAME = "same_name"  # name, handle
    LONG_NAME = "long_name"  # count, most
    NO_PICTURE = "no_picture"  # who, place
    MANY_PICTURES_OF_ONE = "many_pictures_of_one"  # who, place, count, most
    PICTURE = "picture"  # who, place, picture, remark
    NO_ADDRESS = "no_address"  # who, place, url
    PERMISSION_ENDED = "permission_ended"  # who, place, until, keeper, yours
    PERMISSION_ENDS = "permission_ends"  # who, place, until, keeper, yours
    """`until`: an ISO date; `keeper`: the name of whoever looks after it, "" without one; `yours`: the reader does."""
    # The scene
    SERVICE_WRITES = "service_writes"
    SERVICE_WRITES_INSTEAD = "service_writes_instead"
    """Something is written that it ignores."""
    NO_SCENE = "no_scene"
    LONG_SCENE = "long_scene"  # count, most
    NOT_IN_CAST = "not_in_cast"  # name
    RUNS_ON = "runs_on"  # name
    NOT_MENTIONED = "not_mentioned"  # handle
    ALL_MENTIONED = "all_mentioned"  # count
    # Look and sound
    RETIRED = "retired"  # model
    LENGTH = "length"  # model, least, count, length
    OFF_LIST = "off_list"  # model, resolution
    RESOLUTION = "resolution"  # model, choices, resolution
    LOOK = "look"  # model, length, resolution
    LOOK_SILENT = "look_silent"  # model, length, resolution
    SOUND_OFF_PEAK = "sound_off_peak"
    VOICE_IGNORED = "voice_ignored"  # model
    VOICES_UNHEARD = "voices_unheard"
    LONG_VOICE_ID = "long_voice_id"  # count, most
    NO_MUSIC = "no_music"  # model
    NO_MUSIC_AT = "no_music_at"  # model, length
    # The rest
    NO_SEED = "no_seed"  # typed
    ODD_SEED = "odd_seed"  # most
    LONG_JOB_NAME = "long_job_name"  # count, most
    WATERMARK_ADDRESS = "watermark_address"
    WATERMARK_CORNER = "watermark_corner"
    LONG_PAYLOAD = "long_payload"  # count, most
    BAD_LABEL = "bad_label"
    TOO_LARGE = "too_large"  # size_bytes, most_bytes


class RemedyKind(StrEnum):
    """Behind each, the parameters that it has, as a finding has them."""

    MENTION = "mention"  # handle
    CORRECT = "correct"  # name, handle, text
    """An unknown mention into one of the cast. `name`: the beginning of its `text` that is replaced."""
    CAST = "cast"  # name
    """One more in the cast."""
    SPACE = "space"  # name
    RENAME = "rename"  # name
    NAME = "name"  # name
    """After the file of a picture."""
    DROP_PICTURE = "drop_picture"  # who, place, picture
    DROP_SUBJECT = "drop_subject"  # who, place
    USE = "use"  # choice
    USE_LENGTH = "use_length"  # length
    SILENCE = "silence"
    SOUND = "sound"
    PEAK = "peak"
    NO_MUSIC = "no_music"
    RANDOM_SEED = "random_seed"
    BOTTOM_RIGHT = "bottom_right"
    DROP = "drop"
    TAKE_OUT = "take_out"  # words
    """From the scene what makes the demo service refuse it."""


@dataclass(frozen=True)
class Remedy:
    """A button. What it makes of a draft: lib/domain/mending.py; by itself the field `control` becomes `value`."""

    kind: RemedyKind
    control: str
    value: str | int | bool
    params: Params = made(default_factory=dict)
    subject: str = ""
    """The uid of the card that it changes, or empty."""
    certain: bool = False
    """It cannot be wrong: nothing is lost by it that would have been sent and heeded."""
    each: tuple[Remedy, ...] = ()
    """Several of this kind as one button; then there is no value."""


@dataclass(frozen=True)
class Finding:
    """One line of the list. `field` names the control; `subject` the uid of the card it belongs to, or empty."""

    level: Level
    field: str
    kind: FindingKind
    params: Params = made(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()
    """The usual one first."""
    subject: str = ""
    asks: bool = False
    """Worth a question before it is sent: the service is known to refuse it [V], or it was hardly meant."""
    missing: bool = False
    """Not there yet: a step that is still to do, and nobody's mistake."""

    @property
    def remedy(self) -> Remedy | None:
        """The usual one."""
        return self.remedies[0] if self.remedies else None


def about(findings: Sequence[Finding], *fields: str, subject: str = "") -> tuple[Finding, ...]:
    """Those about one of these fields, of one member of the cast if `subject` says so; nothing that is well."""
    return tuple(
        one
        for one in findings
        if one.field in fields and one.level is not Level.OK and (not subject or one.subject == subject)
    )


def may_send(findings: Sequence[Finding]) -> bool:
    """Whether nothing is left that the service's binding rules refuse."""
    return all(finding.level is not Level.FIX for finding in findings)
