"""The command line about people: the first owner, the list, roles, keeping out; the last owner stays."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from lib.admin.command import OK, TROUBLE, run
from lib.app import Studio, build
from lib.domain.role import Role
from lib.domain.sign_in import Caller
from lib.services.settings import NAMES, load
from tests.conftest import ROOT

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def environment_of_a_team(tmp_path: Path) -> dict[str, str]:
    return dict.fromkeys(NAMES, "") | {"CASTBOARD_DATA_DIR": str(tmp_path / "data"), "CASTBOARD_SIGN_IN": "invite"}


@pytest.fixture
def command(environment_of_a_team: dict[str, str]) -> Run:
    def done(*words: str, sign_in: str = "invite") -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        code = run(words, environment_of_a_team | {"CASTBOARD_SIGN_IN": sign_in}, out, err)
        return code, out.getvalue(), err.getvalue()

    return done


@pytest.fixture
def team(environment_of_a_team: dict[str, str]) -> Iterator[Studio]:
    studio = build(load(ROOT, environment_of_a_team))
    studio.open()
    yield studio
    studio.close()


def test_the_link_of_the_first_owner_makes_one(command: Run, team: Studio, now: datetime) -> None:
    code, out, _ = command("owner", "--url", "https://studio.example.com/")
    address, said = out.splitlines()
    assert code == OK and address.startswith("https://studio.example.com/join/") and "once" in said
    now = max(now, team.store.invitations.all()[0].made_at)
    assert team.invitations.join(address.rpartition("/")[2], "Olga", Caller(address="::1"), now)
    (owner,) = team.store.accounts.all()
    assert (owner.name, owner.role) == ("Olga", Role.OWNER)


def test_without_sign_in_there_is_no_owner_to_be_made(command: Run) -> None:
    code, out, err = command("owner", sign_in="")
    assert (code, out) == (TROUBLE, "") and "CASTBOARD_SIGN_IN" in err


def test_people_are_listed_and_names_stay_on_their_line(command: Run, team: Studio, now: datetime) -> None:
    assert command("people")[1] == "Nobody is in the team yet.\n"
    team.store.accounts.join("a" * 32, Role.MAKER, now, name="Mia\x1b[2J\nL.", mail="mia@example.com")
    team.store.accounts.join("b" * 32, Role.PENDING, now, name="Ben")
    code, out, _ = command("people")
    assert code == OK and len(out.splitlines()) == 2 and "\x1b" not in out
    assert "maker" in out and "<mia@example.com>" in out and "pending" in out


def test_somebody_is_found_by_id_mail_or_name_and_only_where_that_is_one(
    command: Run, team: Studio, now: datetime
) -> None:
    for at, name in enumerate(("Mia", "Ben", "Ben")):
        team.store.accounts.join(str(at) * 32, Role.PENDING, now, name=name, mail=f"{at}@example.com")
    assert command("role", "mia", "maker")[:2] == (OK, "Mia is a maker now.\n")
    assert command("role", "1@example.com", "lead")[0] == OK and command("role", "2" * 32, "viewer")[0] == OK
    assert [one.role for one in team.store.accounts.all()] == [Role.LEAD, Role.VIEWER, Role.MAKER]
    code, _, err = command("role", "ben", "owner")
    assert code == TROUBLE and "More than one" in err
    assert command("disable", "nobody")[0] == TROUBLE


def test_the_last_owner_stays(command: Run, team: Studio, now: datetime) -> None:
    team.store.accounts.join("a" * 32, Role.OWNER, now, name="Olga")
    team.store.accounts.join("b" * 32, Role.MAKER, now, name="Mia")
    for words in (("role", "Olga", "maker"), ("disable", "Olga")):
        code, _, err = command(*words)
        assert code == TROUBLE and "last owner" in err
    assert command("role", "Mia", "owner")[1] == "Mia is an owner now.\n"
    assert command("disable", "Olga")[0] == OK and command("disable", "Mia")[0] == TROUBLE
    assert command("enable", "Olga")[0] == OK
    assert all(one.disabled_at is None for one in team.store.accounts.all())
