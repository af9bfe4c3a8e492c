"""What is found about a draft: one line of the list above Generate, with its sentence and, if any, its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    FIX = "fix"
    CHECK = "check"


@dataclass(frozen=True)
class Remedy:
    """A button: `label` on it, and what the draft's field becomes. For `scene` the value is added at its end."""

    label: str
    field: str
    value: str | int | bool


@dataclass(frozen=True)
class Finding:
    """One line of the list. `field` names the control; `subject` the uid of the card it belongs to, or empty."""

    level: Level
    field: str
    text: str
    remedy: Remedy | None = None
    subject: str = ""
    asks: bool = False
    """Worth a question before it is sent: the service is known to refuse it [V], or it was hardly meant."""


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
