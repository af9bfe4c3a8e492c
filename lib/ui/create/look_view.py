"""What look and sound and the further settings show, as values: made without Streamlit (look.py, more.py draw them)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.domain.catalog import CATALOG, Model, model_named
from lib.domain.draft import Draft
from lib.domain.finding import Finding, about
from lib.domain.lists import Voice
from lib.domain.model_switch import ModelSwitch
from lib.domain.waits import Wait, usual_wait

WATERMARK_FIELDS = ("watermark", "wm_url", "wm_position")
PASSED_FIELDS = ("payload", "meta_data")
MORE_FIELDS = ("seed", "off_peak", *PASSED_FIELDS, *WATERMARK_FIELDS)
"""What stands in the fold of the further settings, as findings name it."""


@dataclass(frozen=True)
class LookView:
    """Two that are equal look the same."""

    model: Model
    duration: int
    resolution: str
    audio: bool
    bgm: bool
    voice_id: str
    voices: tuple[Voice, ...]
    """The team's list."""
    notes: tuple[Finding, ...]
    switch: ModelSwitch | None = None
    """What the model that was just chosen changed; None: nothing to show."""

    def about(self, *fields: str) -> tuple[Finding, ...]:
        """Those of its notes that stand beside these fields."""
        return about(self.notes, *fields)


@dataclass(frozen=True)
class Chosen:
    """What in the fold of the further settings is not as usual."""

    seed: str = ""
    off_peak: bool = False
    corner: int = 0
    """Of the watermark; 0: there is none."""
    payload: bool = False
    meta_data: bool = False


AS_USUAL = Chosen()


@dataclass(frozen=True)
class ModelsView:
    """The models side by side: each with how long it usually takes."""

    rows: tuple[tuple[Model, Wait], ...]


@dataclass(frozen=True)
class MoreView:
    """What few need, without the watermark."""

    opened: bool
    """It is drawn open, from the first time on."""
    hidden: Chosen
    """What is not as usual in it while it is closed."""
    seed_text: str
    off_peak: bool
    payload: str
    meta_data: str
    notes: tuple[Finding, ...]

    def about(self, *fields: str) -> tuple[Finding, ...]:
        """Those of its notes that stand beside these fields."""
        return about(self.notes, *fields)


@dataclass(frozen=True)
class WatermarkView:
    """Drawn by itself: a switch, and what belongs to it."""

    watermark: bool
    position: int
    url: str
    notes: tuple[Finding, ...]


def view_look(
    draft: Draft,
    findings: Sequence[Finding],
    voices: Sequence[Voice],
    switch: ModelSwitch | None = None,
) -> LookView:
    """Of this board and all that was found about it. `switch`: what another model changed last."""
    fields = ("model", "duration", "resolution", "audio", "bgm", "voice_id")
    return LookView(
        model=model_named(draft.model),
        duration=draft.duration,
        resolution=draft.resolution,
        audio=draft.audio,
        bgm=draft.bgm,
        voice_id=draft.voice_id,
        voices=tuple(voices),
        notes=about(findings, *fields),
        switch=switch if switch and switch.tells and switch.stands(draft) else None,
    )


def chosen_in_more(draft: Draft) -> Chosen:
    """Of this board."""
    return Chosen(
        seed=draft.seed_typed or (str(draft.seed) if draft.seed else ""),
        off_peak=draft.off_peak,
        corner=draft.wm_position if draft.watermark else 0,
        payload=bool(draft.payload),
        meta_data=bool(draft.meta_data),
    )


def view_models(service: str, took_s: Mapping[str, Sequence[float]]) -> ModelsView:
    """At this service. `took_s`: as in `usual_wait`."""
    return ModelsView(tuple((model, usual_wait(model.id, service, took_s)) for model in CATALOG))


def view_more(draft: Draft, findings: Sequence[Finding], *, opened: bool, hidden: Chosen = AS_USUAL) -> MoreView:
    """Of this board and all that was found about it."""
    return MoreView(
        opened=opened,
        hidden=hidden,
        seed_text=draft.seed_text,
        off_peak=draft.off_peak,
        payload=draft.payload,
        meta_data=draft.meta_data,
        notes=about(findings, "seed", "off_peak", *PASSED_FIELDS),
    )


def view_watermark(draft: Draft, findings: Sequence[Finding]) -> WatermarkView:
    """Of this board and all that was found about it."""
    return WatermarkView(draft.watermark, draft.wm_position, draft.wm_url, about(findings, *WATERMARK_FIELDS))
