"""The head of the Create page as a value: the messages about the whole board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lib.domain.demo_words import DemoWord, words_in
from lib.domain.draft import Draft
from lib.domain.failure import Refusal
from lib.domain.lists import StoredDraft


@dataclass(frozen=True)
class LastBoard:
    """What was left unfinished: a way back to it."""

    draft_id: str
    names: tuple[str, ...]
    """Its own, or those of its cast; without any the beginning of its scene, and none without that."""
    updated_at: datetime


@dataclass(frozen=True)
class HeadView:
    """Two that are equal look the same."""

    last: LastBoard | None
    copied: bool
    """Another tab has changed this board; here a copy of it goes on."""
    refused: Refusal | None
    refused_uid: str
    """The member of the cast that the refusal is about; empty: none."""
    mishaps: tuple[DemoWord, ...] = ()
    """What the demo does with this scene on purpose."""


def view_head(
    draft: Draft, last: StoredDraft | None, refused: Refusal | None, *, copied: bool, demo: bool = False
) -> HeadView:
    """Of this board. `last`: another board that the same person left unfinished. `demo`: in demo mode."""
    place = refused.place if refused else None
    about = draft.cast[place.subject :][:1] if place and place.subject is not None else ()
    return HeadView(
        last=_left(last) if last else None,
        copied=copied,
        refused=refused,
        refused_uid=about[0].uid if about else "",
        mishaps=words_in(draft.scene) if demo else (),
    )


def still_offering(view: HeadView, before: object, gone: Sequence[object]) -> HeadView:
    """With the way back that was offered `before`, unless that is `gone`: its line stays until the page is drawn anew.

    Going with the first letter, it would move all that is below it away under a press.
    """
    last = before.last if isinstance(before, HeadView) else None
    return view if view.last or last is None or last.draft_id in gone else replace(view, last=last)


def _left(stored: StoredDraft) -> LastBoard:
    cast = tuple(subject.name for subject in stored.draft.cast if subject.name.strip())
    names = (stored.name,) if stored.name.strip() else cast or (stored.draft.scene.strip()[:40],)
    return LastBoard(stored.id, tuple(filter(None, names)), stored.updated_at)
