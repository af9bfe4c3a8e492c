"""What the scene's part of the board shows, as a value: made without Streamlit, drawn from nothing else (scene.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.catalog import model_named
from lib.domain.draft import Draft
from lib.domain.finding import Finding, FindingKind, Level, about
from lib.domain.naming import job_name, mentions_of


@dataclass(frozen=True)
class SceneView:
    """Two that are equal look the same."""

    scene: str
    service_writes: bool
    limit: int
    """Characters that the model takes."""
    mentions: tuple[tuple[str, str], ...]
    """Uid and mention of each member of the cast that has a name: a card without one is no news to the scene."""
    notes: tuple[Finding, ...]
    """What stands under the prompt. Who is not mentioned stands in the list of what will be sent."""
    name: str
    """Of the job, as it was typed."""
    usual_name: str
    """What it is called without one; empty while nothing says it."""
    name_notes: tuple[Finding, ...]
    cleared: int
    """How often it was cleared on this page: each time the cursor goes into it."""


def view_scene(draft: Draft, findings: Sequence[Finding], *, cleared: int = 0) -> SceneView:
    """Of this board and all that was found about it. Of an empty scene nothing is noted."""
    mentions = mentions_of([subject.name for subject in draft.cast])
    return SceneView(
        scene=draft.scene,
        service_writes=draft.service_writes,
        limit=model_named(draft.model).prompt_limit,
        mentions=tuple((one.uid, mention) for one, mention in zip(draft.cast, mentions, strict=True) if mention),
        name=draft.name,
        usual_name=_usual_name(draft),
        name_notes=about(findings, "job_name"),
        cleared=cleared,
        notes=tuple(finding for finding in findings if draft.scene.strip() and _is_note(finding)),
    )


def _usual_name(draft: Draft) -> str:
    # Of a very long scene its beginning says it, too.
    scene = draft.scene.strip()[:1000]
    return job_name(scene, [subject.name for subject in draft.cast]) if scene else ""


def _is_note(finding: Finding) -> bool:
    return finding.field == "scene" and finding.level is not Level.OK and finding.kind is not FindingKind.NOT_MENTIONED
