"""What people do with presets, and what they may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.errors import NotPermitted
from lib.domain.preset import NameProblem, Preset
from lib.services.preset_desk import PresetDesk
from lib.services.store import Store
from tests.services.store_kit import NOW

ANN, BOB = Actor("ann"), Actor("bob")
BOARD = Draft(duration=8)
Deed = Callable[[PresetDesk, str], object]
CHANGES: dict[str, Deed] = {
    "rename": lambda desk, id_: desk.rename(BOB, id_, "Other", NOW),
    "update": lambda desk, id_: desk.update(BOB, id_, Draft(duration=3), NOW),
    "delete": lambda desk, id_: desk.delete(BOB, id_, NOW),
}


@pytest.fixture
def desk(store: Store) -> PresetDesk:
    return PresetDesk(store)


def made(desk: PresetDesk, *, team: bool) -> Preset:
    assert desk.make(ANN, BOARD, " Teaser ", NOW, team=team) is None
    (preset,) = desk.store.presets.usable_by("ann")
    return preset


def test_what_was_saved_has_the_name_and_the_settings(desk: PresetDesk) -> None:
    preset = made(desk, team=False)
    assert (preset.name, preset.settings["duration"]) == ("Teaser", 8)


@pytest.mark.parametrize("deed", CHANGES.values(), ids=CHANGES)
def test_nobody_changes_what_another_has_for_themselves(desk: PresetDesk, deed: Deed) -> None:
    preset = made(desk, team=False)
    with pytest.raises(NotPermitted):
        deed(desk, preset.id)
    assert desk.store.presets.usable_by("ann") == [preset]


@pytest.mark.parametrize("deed", CHANGES.values(), ids=CHANGES)
def test_everyone_changes_those_of_the_team(desk: PresetDesk, deed: Deed) -> None:
    preset = made(desk, team=True)
    deed(desk, preset.id)
    assert desk.store.presets.usable_by("ann") != [preset]


@pytest.mark.parametrize("deed", CHANGES.values(), ids=CHANGES)
def test_whoever_comes_second_finds_nothing_to_do(desk: PresetDesk, deed: Deed) -> None:
    deed(desk, "gone")
    assert desk.store.presets.usable_by("bob") == []


def test_a_name_that_is_taken_is_said_and_nothing_is_kept(desk: PresetDesk) -> None:
    preset = made(desk, team=False)
    assert desk.make(ANN, Draft(), "teaser", NOW, team=False) is NameProblem.TAKEN
    assert desk.rename(ANN, preset.id, " ", NOW) is NameProblem.EMPTY
    assert desk.store.presets.usable_by("ann") == [preset]


def test_a_deleted_one_comes_back_as_it_was(desk: PresetDesk) -> None:
    preset = made(desk, team=False)
    desk.choose_default(ANN, preset.id)
    desk.delete(ANN, preset.id, NOW)
    assert desk.store.presets.default_of("ann") is None
    desk.restore(ANN, preset.id)
    assert desk.store.presets.default_of("ann") == preset
