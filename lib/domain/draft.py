"""A draft: what stands on the board while a person works on it, and the request it becomes.

Every control that shows a value is sent explicitly (contract 1): only `None` here means "the service decides".
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from lib.domain.catalog import Model, model_named
from lib.domain.crop import Crop
from lib.domain.naming import ids_of, with_ids
from lib.domain.picture_rules import Fitted
from lib.domain.request import VideoRequest, stored_picture

Kept = TypeVar("Kept", bound=BaseModel)
_SEED = re.compile(r"([+-]?\d{1,15})?")
DEFAULT_MODEL = "viduq3-pro"
MOST_TAKES = 8
"""Takes that the board offers for one click."""
NOBODY = ""
"""Owner of the boards that are kept with their jobs, so that they are nobody's draft."""


class DraftPicture(BaseModel):
    """One picture of a subject: uploaded (`fitted`) or given by web address (`url`)."""

    model_config = ConfigDict(frozen=True)

    fitted: Fitted | None = None
    url: str = ""
    name: str = ""
    """The name of the file it came from, for the card."""
    whole: Fitted | None = None
    """The whole picture, where `fitted` is a part of it or turned."""
    crop: Crop | None = None
    """Which part of `whole`."""
    hidden_hints: tuple[str, ...] = ()
    """Kinds of hints (picture_hints.py) that nobody wants to read about it."""

    @property
    def reference(self) -> str:
        """How the request names it."""
        if self.fitted is None:
            return self.url
        return stored_picture(self.fitted.sending.sha256, self.fitted.sending.kind)

    @property
    def kept(self) -> tuple[Fitted, ...]:
        """What of it must stay on the disk."""
        return tuple(one for one in (self.fitted, self.whole) if one)

    @property
    def as_sent(self) -> Fitted | None:
        """What people gave, and what is sent for it."""
        return replace(self.fitted, original=self.whole.original) if self.fitted and self.whole else self.fitted


class DraftSubject(BaseModel):
    """One card of the cast."""

    model_config = ConfigDict(frozen=True)

    uid: str
    """Stays the same when the name changes."""
    name: str = ""
    pictures: tuple[DraftPicture, ...] = ()
    voice_id: str = ""
    member_id: str = ""
    """The member of the cast that it was taken from; "": it was made on the board."""
    look_id: str = ""
    taken: str = ""
    """Digest of what was taken (`cast_member.digest_of`): another one now means that the member changed since."""


class Draft(BaseModel):
    """The whole board. Lengths in seconds, `resolution` as in the catalog."""

    model_config = ConfigDict(frozen=True)

    cast: tuple[DraftSubject, ...] = ()
    scene: str = ""
    """With the subjects as `@name`."""
    service_writes: bool = False
    """The service writes the scene itself and ignores ours (`is_rec`)."""
    model: str = DEFAULT_MODEL
    duration: int = 5
    resolution: str = "720p"
    audio: bool = True
    bgm: bool = False
    voice_id: str = ""
    """One voice for the whole video."""
    seed: int = 0
    seed_typed: str = ""
    """What stands in the field of the seed and is none."""
    off_peak: bool = False
    watermark: bool = False
    wm_position: int = 3
    wm_url: str = ""
    payload: str = ""
    meta_data: str = ""
    takes: int = 1
    name: str = ""
    """The name of the jobs made from it; empty: from the scene."""

    @property
    def seed_text(self) -> str:
        """What the field of the seed shows."""
        return self.seed_typed or str(self.seed)

    def having(self, field: str, value: object) -> Draft:
        """With one field changed, also by the text of the seed's field."""
        return self.model_copy(update=_seed_of(str(value)) if field == "seed_text" else {field: value})

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on it that a person would miss."""
        return not (self.cast or self.scene.strip())


def _seed_of(text: str) -> dict[str, object]:
    """A seed that a store can keep and JSON's readers agree on, or what was typed instead."""
    typed = text.strip()
    return {"seed": int(typed or 0), "seed_typed": ""} if _SEED.fullmatch(typed) else {"seed_typed": typed}


def read_draft(text: str) -> Draft:
    """A draft as it was kept, read leniently for ever: what is not as it should be takes its default.

    Raises ValueError for what is no draft at all.
    """
    return read_leniently(Draft, text)


def read_leniently(kind: type[Kept], text: str) -> Kept:
    """A record of this kind from its JSON; what is not as it should be is left out and takes its default.

    Raises ValueError for what is none at all.
    """
    try:
        raw = json.loads(text)
    except RecursionError as exc:
        raise ValueError("it is nested too deeply") from exc
    while True:
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            # Where a part is missing, what it is a part of is to blame.
            places = [one["loc"][:-1] if one["type"] == "missing" else one["loc"] for one in error.errors()]
            # From the end: what is taken out of a list moves what stands behind it.
            gone = [_left_out(raw, place) for place in reversed(places)]
            if not any(gone):
                raise


def _left_out(raw: Any, place: tuple[int | str, ...]) -> bool:
    """Take out what stands there; False if it is gone already, or is the whole."""
    try:
        for part in place[:-1]:
            raw = raw[part]
        del raw[place[-1]]
    except (LookupError, TypeError):
        return False
    return True


def build_body(draft: Draft) -> dict[str, object]:
    """The draft as the fields of a request, not yet checked: what `VideoRequest` reads."""
    ids = ids_of([subject.name for subject in draft.cast])
    body: dict[str, object] = {
        "model": draft.model,
        "subjects": [
            {"id": id_, "images": [picture.reference for picture in subject.pictures]}
            | ({"voice_id": subject.voice_id} if subject.voice_id else {})
            for id_, subject in zip(ids, draft.cast, strict=True)
        ],
        "prompt": with_ids(draft.scene, [subject.name for subject in draft.cast]),
        "audio": draft.audio,
    }
    if draft.voice_id:
        body["voice_id"] = draft.voice_id
    body |= {"is_rec": draft.service_writes, "bgm": draft.bgm, "duration": draft.duration}
    body |= {"seed": draft.seed_typed or draft.seed}
    body |= {"resolution": draft.resolution, "off_peak": draft.off_peak, "watermark": draft.watermark}
    if draft.watermark:
        body["wm_position"] = draft.wm_position
        if draft.wm_url:
            body["wm_url"] = draft.wm_url
    if draft.payload:
        body["payload"] = draft.payload
    if draft.meta_data:
        body["meta_data"] = draft.meta_data
    return body


def build_request(draft: Draft) -> VideoRequest:
    """The request a draft becomes. Raises pydantic.ValidationError for what [M] refuses."""
    return VideoRequest.model_validate(build_body(draft))


def with_model(draft: Draft, model_id: str) -> Draft:
    """The draft for another model: what had the old model's default takes the new one's; the rest stays.

    A length or size the new model does not take stays as it is and is shown with its remedy (contract 1.2).
    """
    old, new = model_named(draft.model), model_named(model_id)
    moved: dict[str, object] = {"model": new.id}
    if draft.duration == old.default_duration:
        moved["duration"] = new.default_duration
    if draft.resolution == old.default_resolution:
        moved["resolution"] = new.default_resolution
    if draft.audio == old.audio_default:
        moved["audio"] = new.audio_default
    return draft.model_copy(update=moved)


def from_request(request: VideoRequest, cast: tuple[DraftSubject, ...], name: str = "") -> Draft:
    """The draft for "Same again": every setting of a request, with the cast as the caller found its pictures.

    What the request left to the service takes the model's default. The seed is kept: the same settings again.
    """
    model: Model = model_named(request.model)
    return Draft(
        cast=cast,
        scene=request.prompt or "",
        service_writes=bool(request.is_rec),
        model=request.model,
        duration=model.default_duration if request.duration is None else request.duration,
        resolution=request.resolution or model.default_resolution,
        audio=model.audio_default if request.audio is None else request.audio,
        bgm=bool(request.bgm),
        voice_id=request.voice_id or "",
        seed=request.seed or 0,
        off_peak=bool(request.off_peak),
        watermark=bool(request.watermark),
        wm_position=request.wm_position or 3,
        wm_url=request.wm_url or "",
        payload=request.payload or "",
        meta_data=request.meta_data or "",
        name=name,
    )
