"""Who does something, and who may do what. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from lib.domain.role import Role


@dataclass(frozen=True)
class Actor:
    """A person, by their id, or the app itself, which has none. Who they are counts, not what they may just now."""

    person_id: str = ""
    role: Role = field(default=Role.OWNER, compare=False)
    """Without sign-in everybody is an owner; with it, `lib.ui.state.actor` alone says who may what."""
    address: str = field(default="", compare=False)
    """Where they do it from, as far as it is known: an IP address."""

    @property
    def is_app(self) -> bool:
        """Not so for a visitor whom nobody knows, who has no id either, and may nothing."""
        return not self.person_id and self.role is Role.OWNER


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
    CHANGE_SELF = "change_self"
    ERASE_PERSON = "erase_person"
    ASK_FOR_MORE = "ask_for_more"
    CHANGE_LIMITS = "change_limits"
    ANSWER_WISH = "answer_wish"
    LOOK_AFTER = "look_after"
    """Open the page of those who look after the team."""
    INVITE = "invite"
    CHANGE_PEOPLE = "change_people"
    SET_BANNER = "set_banner"
    SWEEP = "sweep"
    SAVE_DIAGNOSTICS = "save_diagnostics"


@dataclass(frozen=True)
class Right:
    """Who may do something: the smallest role that may."""

    own: Role
    """With what is one's own, and with what belongs to nobody."""
    others: Role | None
    """With what is another person's; None: nobody may, whatever their role."""

    def least(self, actor: Actor, thing: Owned | None) -> Role | None:
        """The smallest role that may do it with this thing, from where `actor` stands; None: nobody."""
        return self.own if thing is None or thing.person_id == actor.person_id else self.others


_V, _M, _L, _O = Role.VIEWER, Role.MAKER, Role.LEAD, Role.OWNER

RIGHTS: dict[Operation, Right] = {
    Operation.GENERATE: Right(_M, _M),
    Operation.CANCEL: Right(_M, _L),
    Operation.SEND_AGAIN: Right(_M, _L),
    Operation.ENTER_TASK: Right(_M, _L),
    Operation.FETCH_AGAIN: Right(_M, _M),  # costs nothing, and a video may be lost
    Operation.SET_ASIDE: Right(_M, _L),
    Operation.RENAME: Right(_M, _L),
    Operation.DELETE: Right(_M, _L),
    Operation.RESTORE: Right(_M, _L),
    Operation.DELETE_FOR_GOOD: Right(_M, _L),
    Operation.CLEAR_DEMO: Right(_L, _L),  # those of all
    Operation.ADOPT: Right(_L, _L),
    Operation.CHANGE_DRAFT: Right(_M, None),
    Operation.CHANGE_VOICES: Right(_M, _M),
    Operation.MAKE_PRESET: Right(_M, _M),
    Operation.CHANGE_OWN_PRESET: Right(_M, None),
    Operation.CHANGE_TEAM_PRESET: Right(_L, _L),
    Operation.CHANGE_CAST: Right(_M, _M),
    Operation.DELETE_MEMBER: Right(_M, _L),
    Operation.CHANGE_SELF: Right(_V, None),
    Operation.ERASE_PERSON: Right(_V, _O),
    Operation.ASK_FOR_MORE: Right(_M, None),
    Operation.CHANGE_LIMITS: Right(_L, _L),
    Operation.ANSWER_WISH: Right(_L, _L),
    Operation.LOOK_AFTER: Right(_L, _L),
    Operation.INVITE: Right(_O, _O),
    Operation.CHANGE_PEOPLE: Right(_O, _O),
    Operation.SET_BANNER: Right(_O, _O),
    Operation.SWEEP: Right(_O, _O),
    Operation.SAVE_DIAGNOSTICS: Right(_O, _O),
}
"""Who may do what: a viewer looks, a maker works with what is their own and with the cast, a lead with what others
made, an owner looks after people and the app. Drafts and one's own presets are nobody else's, whatever their role."""


class Owned(Protocol):
    """Something that belongs to a person: a job, a draft."""

    @property
    def person_id(self) -> str: ...


def may(actor: Actor, operation: Operation, thing: Owned | None = None) -> bool:
    """Whether `actor` may do this with `thing`; None: with nothing that belongs to anybody."""
    if actor.is_app:
        return True
    least = RIGHTS[operation].least(actor, thing)
    return least is not None and actor.role.is_at_least(least)
