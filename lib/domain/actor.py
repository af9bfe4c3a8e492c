"""Who does something, and who may do what. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from hashlib import sha256
from typing import Protocol


@dataclass(frozen=True)
class Actor:
    """A person, by their id, or the app itself, which has none."""

    person_id: str = ""

    @property
    def is_app(self) -> bool:
        return not self.person_id


def person_id_of(secret: str) -> str:
    """The id of whoever has this secret, such as the value of a cookie. It tells nothing of the secret."""
    return sha256(f"castboard person {secret}".encode()).hexdigest()[:32]


APP = Actor()
"""The app itself: its tracker, its sweep, an upgrade."""


class Operation(StrEnum):
    """What can be done; each method of `desk` that changes something is one."""

    GENERATE = "generate"
    CANCEL = "cancel"
    SEND_AGAIN = "send_again"
    ENTER_TASK = "enter_task"
    FETCH_AGAIN = "fetch_again"
    SET_ASIDE = "set_aside"
    RENAME = "rename"
    DELETE = "delete"
    RESTORE = "restore"
    DELETE_FOR_GOOD = "delete_for_good"
    CLEAR_DEMO = "clear_demo"
    ADOPT = "adopt"
    CHANGE_DRAFT = "change_draft"
    CHANGE_VOICES = "change_voices"
    MAKE_PRESET = "make_preset"
    CHANGE_OWN_PRESET = "change_own_preset"
    CHANGE_TEAM_PRESET = "change_team_preset"
    CHANGE_CAST = "change_cast"
    DELETE_MEMBER = "delete_member"


class _May(Enum):
    EVERYONE = "everyone"
    OWNER = "owner"


_RIGHTS: dict[Operation, _May] = {
    Operation.GENERATE: _May.EVERYONE,
    Operation.CANCEL: _May.EVERYONE,
    Operation.SEND_AGAIN: _May.EVERYONE,
    Operation.ENTER_TASK: _May.EVERYONE,
    Operation.FETCH_AGAIN: _May.EVERYONE,
    Operation.SET_ASIDE: _May.EVERYONE,
    Operation.RENAME: _May.EVERYONE,
    Operation.DELETE: _May.EVERYONE,
    Operation.RESTORE: _May.EVERYONE,
    Operation.DELETE_FOR_GOOD: _May.EVERYONE,
    Operation.CLEAR_DEMO: _May.EVERYONE,
    Operation.ADOPT: _May.EVERYONE,
    Operation.CHANGE_DRAFT: _May.OWNER,
    Operation.CHANGE_VOICES: _May.EVERYONE,
    Operation.MAKE_PRESET: _May.EVERYONE,
    Operation.CHANGE_OWN_PRESET: _May.OWNER,
    Operation.CHANGE_TEAM_PRESET: _May.EVERYONE,
    Operation.CHANGE_CAST: _May.EVERYONE,
    Operation.DELETE_MEMBER: _May.EVERYONE,
}
"""Who may do what (design.md section 5): everything with everybody's jobs, and only one's own drafts and presets."""


class Owned(Protocol):
    """Something that belongs to a person: a job, a draft."""

    @property
    def person_id(self) -> str: ...


def may(actor: Actor, operation: Operation, thing: Owned | None = None) -> bool:
    """Whether `actor` may do this with `thing`; None: with nothing that belongs to anybody."""
    if actor.is_app or thing is None or _RIGHTS[operation] is _May.EVERYONE:
        return True
    return thing.person_id == actor.person_id
