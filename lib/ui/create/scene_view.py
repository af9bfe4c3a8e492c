"""What the scene's part of the board shows, as a value: made without Streamlit, drawn from nothing else (scene.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lib.domain.cast_member import MemberLine, members_on
from lib.domain.catalog import model_named
from lib.domain.draft import Draft, DraftSubject
from lib.domain.finding import Finding, FindingKind, Level, about
from lib.domain.naming import called, can_be_named, folded, job_name, known_names, mentions_of


@dataclass(frozen=True)
class Typing:
    """What the editor has to know of the server to tell whether its text has arrived."""

    board: str
    """Of the board as it was opened: another for each."""
    session: str
    """Of this tab's stay: another after a reload, or after the server began anew."""
    draft: str
    taken: int
    """The number of the last report whose text is on the board."""
    kept: bool
    """The board is in the store, too."""
    fresh: bool
    """Nothing is on the board: its draft stands in no address yet."""


@dataclass(frozen=True)
class Mentionable:
    """A member of the cast that can be mentioned."""

    uid: str
    name: str
    handle: str
    """As it stands in a scene: `@Mia`."""
    face: str
    """SHA-256 of its first picture; empty: none of ours."""


@dataclass(frozen=True)
class Library:
    """What the scene's list has at hand of the team's cast."""

    last_used: tuple[MemberLine, ...] = ()
    has_more: bool = False
    """There are others than those: they are found as they are typed."""
    looked_for: str = ""
    found: tuple[MemberLine, ...] = ()
    """In whose names that stands."""
    found_more: bool = False
    """It stands in the names of others, too."""


NOBODY = Library()


@dataclass(frozen=True)
class SceneView:
    """Two that are equal look the same."""

    scene: str
    service_writes: bool
    limit: int
    """Characters that the model takes."""
    cast: tuple[Mentionable, ...]
    """Each member of the cast that has a name: a card without one is no news to the scene."""
    known: tuple[tuple[str, str], ...]
    """What is read as a mention, folded, and the uid of whom it means."""
    typing: Typing
    notes: tuple[Finding, ...]
    """What stands under the prompt. Who is not mentioned stands in the list of what will be sent."""
    name: str
    """Of the job, as it was typed."""
    usual_name: str
    """What it is called without one; empty while nothing says it."""
    name_notes: tuple[Finding, ...]
    library: tuple[Mentionable, ...]
    """Who of the team's cast could be mentioned and would join the board: with the member's id in place of a uid."""
    search: Library
    """How that was found, without the members."""
    cleared: int
    """How often it was cleared on this page: each time the cursor goes into it."""


def view_scene(
    draft: Draft, findings: Sequence[Finding], *, typing: Typing, cleared: int = 0, library: Library = NOBODY
) -> SceneView:
    """Of this board and all that was found about it. Of an empty scene nothing is noted."""
    names = [subject.name for subject in draft.cast]
    return SceneView(
        scene=draft.scene,
        service_writes=draft.service_writes,
        limit=model_named(draft.model).prompt_limit,
        cast=tuple(_mentionable(one, at) for one, at in zip(draft.cast, mentions_of(names), strict=True) if at),
        known=tuple((name, draft.cast[place].uid) for name, place in known_names(names).items()),
        typing=typing,
        name=draft.name,
        usual_name=_usual_name(draft),
        name_notes=about(findings, "job_name"),
        library=_from_library(draft, known_names(names), library),
        search=replace(library, last_used=(), found=()),
        cleared=cleared,
        notes=tuple(finding for finding in findings if draft.scene.strip() and _is_note(finding)),
    )


def _mentionable(subject: DraftSubject, handle: str) -> Mentionable:
    first = next((picture.fitted for picture in subject.pictures if picture.fitted), None)
    return Mentionable(subject.uid, called(subject.name), handle, first.shown if first else "")


def _from_library(draft: Draft, known: Mapping[str, int], library: Library) -> tuple[Mentionable, ...]:
    """Not whoever is on the board, nor whose name means somebody there: their mention would be another's."""
    on_board = members_on(draft)
    lines = {one.id: one for one in (*library.last_used, *library.found)}
    return tuple(
        Mentionable(one.id, called(one.name), f"@{called(one.name)}", one.face_sha)
        for one in lines.values()
        if one.id not in on_board and can_be_named(one.name) and folded(called(one.name)) not in known
    )


def _usual_name(draft: Draft) -> str:
    # Of a very long scene its beginning says it, too.
    scene = draft.scene.strip()[:1000]
    return job_name(scene, [subject.name for subject in draft.cast]) if scene else ""


def _is_note(finding: Finding) -> bool:
    return finding.field == "scene" and finding.level is not Level.OK and finding.kind is not FindingKind.NOT_MENTIONED
