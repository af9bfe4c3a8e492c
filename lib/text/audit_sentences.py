"""The audit list in words, on a page and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from lib.domain.actor import Operation
from lib.domain.audit_line import CHANGES_PEOPLE, LAST_OWNER, AuditLine, Called
from lib.domain.role import GIVEN, Role
from lib.domain.sign_in import SignInEvent
from lib.domain.spreadsheet import guarded
from lib.text.language import N_, _, _n
from lib.text.role_words import role_name

_ACTIONS: dict[str, str] = {
    Operation.GENERATE: N_("Generate videos"),
    Operation.CANCEL: N_("Cancel a job"),
    Operation.SEND_AGAIN: N_("Send a job again"),
    Operation.ENTER_TASK: N_("Enter a task id"),
    Operation.FETCH_AGAIN: N_("Fetch a video again"),
    Operation.SET_ASIDE: N_("Put a job on hold, or take it off hold"),
    Operation.RENAME: N_("Rename a job"),
    Operation.DELETE: N_("Delete videos or jobs"),
    Operation.RESTORE: N_("Restore what was deleted"),
    Operation.DELETE_FOR_GOOD: N_("Delete for good"),
    Operation.CLEAR_DEMO: N_("Clear the demo videos"),
    Operation.ADOPT: N_("Put a found video into the gallery"),
    Operation.CHANGE_DRAFT: N_("Change a draft"),
    Operation.CHANGE_VOICES: N_("Change the team’s voices"),
    Operation.MAKE_PRESET: N_("Save a preset"),
    Operation.CHANGE_OWN_PRESET: N_("Change their own preset"),
    Operation.CHANGE_TEAM_PRESET: N_("Change the team’s presets"),
    Operation.CHANGE_CAST: N_("Change the cast"),
    Operation.DELETE_MEMBER: N_("Delete or restore a cast member"),
    Operation.CHANGE_SELF: N_("Change their own settings"),
    Operation.ERASE_PERSON: N_("Erase a person"),
    Operation.ASK_FOR_MORE: N_("Ask for more videos"),
    Operation.CHANGE_LIMITS: N_("Change limits"),
    Operation.ANSWER_WISH: N_("Answer a request for more videos"),
    Operation.LOOK_AFTER: N_("Open the admin page"),
    Operation.INVITE: N_("Invite people"),
    Operation.CHANGE_PEOPLE: N_("Change roles and access"),
    Operation.SET_BANNER: N_("Change the announcement"),
    Operation.SWEEP: N_("Free up disk space"),
    Operation.SAVE_DIAGNOSTICS: N_("Save diagnostics"),
    SignInEvent.JOINED: N_("Join the team"),
    SignInEvent.SIGNED_IN: N_("Sign in"),
    SignInEvent.SIGNED_OUT: N_("Sign out"),
    SignInEvent.SIGNED_OUT_EVERYWHERE: N_("Sign out everywhere"),
    SignInEvent.GIVEN_ROLE: N_("Get a role by a link"),
}
"""What an action is called, whether it was done or refused."""


def action_text(action: str) -> str:
    """What it is called; its own word for one that this version does not know."""
    return _(_ACTIONS[action]) if action in _ACTIONS else action.replace("_", " ")


_CHANGES: dict[str, str] = {
    "disabled": N_("disabled"),
    "enabled": N_("enabled"),
    "signed out": N_("signed out"),
    LAST_OWNER: N_("the only owner of the team"),
}
"""What happened to a person, beside another role, or why it did not, as the list keeps it."""


def _name_of(line: AuditLine) -> str:
    """What it was done with; of a change of a person also what became of them, which is kept in a word of ours."""
    if line.action not in CHANGES_PEOPLE or not line.name:
        return line.name
    before, arrow, change = line.name.rpartition("→ ")
    if change in _CHANGES:
        return f"{before}{arrow}{_(_CHANGES[change])}"
    return f"{before}{arrow}{role_name(Role(change))}" if change in set(Role) else line.name


def called(text: str) -> Called:
    """What a text that somebody searches for stands for in their language: "邀请" for what is kept as "invite"."""
    wanted = " ".join(text.split()).casefold()

    def fits(words: str) -> bool:
        return bool(wanted) and wanted in words.casefold()

    changes = {word: _(words) for word, words in _CHANGES.items()} | {role.value: role_name(role) for role in GIVEN}
    return Called(
        actions=tuple(action for action in _ACTIONS if fits(action_text(action))),
        changes=tuple(word for word, words in changes.items() if fits(words)),
        refused=fits(refused_text()),
        itself=fits(itself_text()),
    )


def refused_text() -> str:
    """What stands beside an action that was refused."""
    return _("refused")


def itself_text() -> str:
    """Who did what nobody did."""
    return _("Castboard itself")


def audit_text(line: AuditLine) -> str:
    """What was done, and with what: "Delete videos or jobs: Fox"."""
    action = action_text(line.action)
    if name := _name_of(line):
        return _("{action}: {name}", action=action, name=name)
    if line.count > 1:
        return _n("{action}: {count} item", "{action}: {count} items", line.count, action=action)
    return action


def audit_csv(lines: Iterable[AuditLine], zone: str) -> bytes:
    """A row a line, times in ISO 8601 with the offset of the zone. No text begins a formula."""
    heading = [_("Time"), _("Person"), _("Person id"), _("Action"), _("Allowed"), _("Item"), _("Item id"), _("Address")]
    file = io.StringIO(newline="")
    rows = (
        [
            line.at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds"),
            line.person_name,
            line.person_id,
            action_text(line.action),
            _("yes") if line.allowed else _("no"),
            _name_of(line) or (str(line.count) if line.count else ""),
            line.about,
            line.address,
        ]
        for line in lines
    )
    csv.writer(file).writerows([heading, *([guarded(cell) for cell in row] for row in rows)])
    # With the mark at its beginning by which spreadsheets tell UTF-8.
    return file.getvalue().encode("utf-8-sig", "replace")
