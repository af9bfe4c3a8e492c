"""Presets in the store, and which of them a person's new boards begin with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from lib.domain.draft import Draft
from lib.domain.preset import Preset, settings_of_board
from lib.services.store import Store
from lib.services.store.tables import preset_defaults, presets
from tests.services.store_kit import NOW, later

SETTINGS = settings_of_board(Draft(duration=8, payload="熊 \N{CLAPPER BOARD}"))
OWN = Preset("p1", "ann", team=False, name="Teaser", settings=SETTINGS)
TEAM = Preset("p2", "bob", team=True, name="Spot", settings=SETTINGS)
BOBS = Preset("p3", "bob", team=False, name="Bob's", settings=SETTINGS)


@pytest.fixture
def kept(store: Store) -> Store:
    for preset in (TEAM, BOBS, OWN):
        store.presets.save(preset, NOW)
    return store


def test_a_person_finds_their_own_and_then_those_of_the_team(kept: Store) -> None:
    assert kept.presets.usable_by("ann") == [OWN, TEAM]
    assert kept.presets.usable_by("carl") == [TEAM]


def test_a_preset_is_written_over_and_stays_with_who_made_it(kept: Store) -> None:
    kept.presets.save(replace(TEAM, person_id="ann", name="Film", settings={"duration": 3}), later(minutes=1))
    assert kept.presets.get("p2") == replace(TEAM, name="Film", settings={"duration": 3})


def test_a_deleted_preset_leaves_the_list_and_comes_back(kept: Store) -> None:
    kept.presets.delete("p1", NOW)
    assert kept.presets.usable_by("ann") == [TEAM]
    kept.presets.restore("p1")
    assert kept.presets.usable_by("ann") == [OWN, TEAM]


def test_each_person_has_one_default_and_may_take_it_from_the_team(kept: Store) -> None:
    kept.presets.choose_default("ann", "p1")
    kept.presets.choose_default("ann", "p2")
    kept.presets.choose_default("bob", "p3")
    assert (kept.presets.default_of("ann"), kept.presets.default_of("bob")) == (TEAM, BOBS)
    with kept._read() as connection:
        assert len(connection.execute(select(preset_defaults)).all()) == 2


def test_a_default_can_be_taken_back(kept: Store) -> None:
    kept.presets.choose_default("ann", "p1")
    kept.presets.choose_default("ann", "")
    assert kept.presets.default_of("ann") is None


def test_a_deleted_default_is_the_standard_until_it_is_back(kept: Store) -> None:
    kept.presets.choose_default("ann", "p2")
    kept.presets.delete("p2", NOW)
    assert kept.presets.default_of("ann") is None
    kept.presets.restore("p2")
    assert kept.presets.default_of("ann") == TEAM


def test_nobody_s_boards_begin_with_what_is_another_s_own(kept: Store) -> None:
    kept.presets.choose_default("ann", "p3")
    assert kept.presets.default_of("ann") is None


def test_a_damaged_preset_has_no_settings_and_takes_no_other_along(kept: Store) -> None:
    with kept._write() as connection:
        connection.execute(presets.update().where(presets.c.id == "p1").values(settings="{"))
    assert kept.presets.usable_by("ann") == [replace(OWN, settings={}), TEAM]
