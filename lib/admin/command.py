"""The commands: what they are called, which settings they take, and what they end with."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TextIO

from lib.admin import people_commands as people
from lib.admin.report import lines
from lib.app import ROOT, Studio, build
from lib.domain.errors import SettingsInvalid, StudioError
from lib.services.settings import load
from lib.text.cause_sentences import seen_text
from lib.text.error_sentences import error_hint, error_message

OK, TROUBLE, USAGE = 0, 1, 2
"""Exit codes; USAGE is argparse's own, and that of a setting that is not right."""


def run(arguments: Sequence[str], environment: Mapping[str, str], out: TextIO, err: TextIO) -> int:
    """Do what the arguments say; the exit code. May run beside the app: both find what the other has left."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(stream=err, level=logging.WARNING, format="%(message)s")
    try:
        studio = build(load(ROOT, environment))
        studio.open()
        try:
            for line in _done(studio, options, datetime.now(UTC)):
                out.write(f"{line}\n")
        finally:
            studio.close()
    except SettingsInvalid as error:
        err.write(f"{error_message(error)} {seen_text(error.code, error.detail)}\n")
        return USAGE
    except StudioError as error:
        err.write(f"{error_message(error)} {seen_text(error.code, error.detail)}\n{error_hint(error)}\n")
        return TROUBLE
    except people.NotDone as error:
        err.write(f"{error}\n")
        return TROUBLE
    except BrokenPipeError:
        return TROUBLE  # Whoever read along has seen enough. What was begun is finished by the next sweep.
    return OK


def _done(studio: Studio, options: argparse.Namespace, now: datetime) -> Iterable[str]:
    """What the command tells, while it does it. Raises NotDone, StudioError."""
    match options.command:
        case "owner":
            return people.owner_link(studio, options.url, now)
        case "people":
            return people.listed(studio)
        case "role":
            return people.give_role(studio, options.person, options.role, now)
        case "disable":
            return people.disable(studio, options.person, now)
        case "enable":
            return people.enable(studio, options.person, now)
    found = studio.sweeper.plan(now) if options.dry_run else studio.sweeper.run(now)
    return lines(found, dry_run=options.dry_run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib.admin", description="For whoever runs Castboard.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    sweep = commands.add_parser(
        "sweep",
        help="free the disk of what nobody needs",
        description="Free the disk of what was deleted for good or more than 30 days ago, of pictures that nothing "
        "needs, of what was left half written, and of what the audit log tells of more than a year ago. The app does "
        "the same by itself, once a day.",
    )
    sweep.add_argument("--dry-run", action="store_true", help="only list what would be freed; change nothing")
    _add_people(commands)
    return parser


def _add_people(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    owner = commands.add_parser("owner", help="print a link that makes whoever opens it an owner")
    owner.add_argument("--url", default=people.LOCAL, help="where people open Castboard (default: %(default)s)")
    commands.add_parser("people", help="list everybody in the team")
    role = commands.add_parser("role", help="let somebody in, or change their role")
    role.add_argument("person", help="an id, a mail address or a name")
    role.add_argument("role", choices=people.ROLES)
    for name, what in (("disable", "keep somebody out"), ("enable", "let somebody in again")):
        commands.add_parser(name, help=what).add_argument("person", help="an id, a mail address or a name")
