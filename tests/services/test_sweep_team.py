"""What the sweep takes of a team: sign-ins, invitations and traces of deleted accounts, long after their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.domain.invitation import VALID_FOR, Invitation
from lib.domain.role import Role
from lib.domain.sign_in import ERASED_FOR, SIGNED_IN_FOR
from lib.domain.trash import KEPT_FOR, Kind, Leaving, Why
from tests.services.store_kit import NOW
from tests.services.sweep_kit import Place

SECOND = timedelta(seconds=1)
SIGN_INS_GO, LINKS_GO = NOW + SIGNED_IN_FOR + KEPT_FOR, NOW + VALID_FOR + KEPT_FOR


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place.at(tmp_path)
    made.store.accounts.join("ann", Role.OWNER, NOW, name="Ann")
    yield made
    made.close()


def link(place: Place, name: str) -> None:
    place.store.invitations.add(Invitation(name, Role.MAKER, "", "", NOW, NOW + VALID_FOR))


def join(place: Place, name: str) -> None:
    """A new person of that name, whose link and sign-in have it, too."""
    link(place, name)
    row = {"token_hash": name, "made_at": NOW, "renewed_at": NOW, "expires_at": NOW + SIGNED_IN_FOR}
    assert place.store.invitations.join(name, name, name, row | {"address": "", "browser": ""}, NOW)


def of_the_team(place: Place, now: datetime) -> list[Leaving]:
    return [one for one in place.sweep(now) if one.kind in (Kind.SIGN_IN, Kind.INVITATION, Kind.ERASED)]


def test_a_sign_in_goes_thirty_days_after_its_end_and_one_that_was_renewed_stays(place: Place) -> None:
    join(place, "mia")
    join(place, "ben")
    place.store.sign_ins.renew("mia", NOW + SECOND, NOW + SECOND + SIGNED_IN_FOR)
    place.store.sign_ins.end_mark("mark", "ann", NOW, NOW + SIGNED_IN_FOR, NOW)
    assert [one for one in of_the_team(place, SIGN_INS_GO) if one.kind is Kind.SIGN_IN] == []
    planned = [one for one in place.sweeper.plan(SIGN_INS_GO + SECOND) if one.kind is Kind.SIGN_IN]
    went = of_the_team(place, SIGN_INS_GO + SECOND)
    assert went == planned == [Leaving(Kind.SIGN_IN, name, Why.ENDED) for name in ("ben", "mark")]
    assert place.store.sign_ins.of_token("ben") is None and place.store.sign_ins.of_token("mia") is not None


def test_a_link_goes_thirty_days_after_its_end_whatever_became_of_it(place: Place) -> None:
    join(place, "used")
    for name in ("revoked", "open"):
        link(place, name)
    assert place.store.invitations.revoke("revoked", NOW)
    assert of_the_team(place, LINKS_GO) == []
    went = of_the_team(place, LINKS_GO + SECOND)
    assert went == [Leaving(Kind.INVITATION, name, Why.ENDED) for name in ("open", "revoked", "used")]
    assert place.store.invitations.all() == []


def test_thousands_go_in_small_steps(place: Place) -> None:
    for number in range(450):
        link(place, f"link {number:03}")
    late, sizes = LINKS_GO + SECOND, list[int]()
    while len(place.store.invitations.all()) > 0 and len(sizes) < 40:
        sizes.append(len(place.sweeper.step(late)))
    assert max(sizes) <= 200 and sum(sizes) == 450


def test_one_that_was_renewed_meanwhile_stays(place: Place) -> None:
    join(place, "mia")
    late = SIGN_INS_GO + SECOND
    rows = place.store.past_sign_ins
    assert rows.older(late - KEPT_FOR, "", 10) == ["mia"]
    place.store.sign_ins.renew("mia", late, late + SIGNED_IN_FOR)
    assert rows.forget(["mia"], late - KEPT_FOR) == [] and place.store.sign_ins.of_token("mia") is not None


def test_the_trace_of_a_deleted_account_goes_after_a_year(place: Place) -> None:
    place.store.accounts.join("mia", Role.MAKER, NOW, name="Mia")
    assert place.store.erasure.erase("mia", NOW) and place.store.erasure.was_erased("mia", NOW)
    assert of_the_team(place, NOW + ERASED_FOR - SECOND) == []
    assert place.store.erasure.was_erased("mia", NOW + ERASED_FOR - SECOND)
    assert not place.store.erasure.was_erased("mia", NOW + ERASED_FOR), "also before a sweep"
    (went,) = of_the_team(place, NOW + ERASED_FOR)
    assert (went.kind, went.why) == (Kind.ERASED, Why.YEAR) and "mia" not in went.id
    assert place.store.leftovers.traces("", 10) == []
