"""What people do with presets, and what they may not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.errors import NotPermitted
from lib.domain.preset import NameProblem, Preset
from lib.services.preset_desk import PresetDesk
from lib.services.store import Store
from tests.services.store_kit import NOW

ANN, BOB = Actor("ann"), Actor("bob")
ROUNDS = 15
"""Looked at before it was written, at least every second round made two of one name."""
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


@pytest.mark.parametrize("deed", ["make", "rename"])
def test_of_two_who_take_one_name_at_the_same_moment_one_is_told(open_store: Callable[[], Store], deed: str) -> None:
    desks, actors = [PresetDesk(open_store()), PresetDesk(open_store())], [ANN, BOB]
    for turn in range(ROUNDS):
        ids = []
        if deed == "rename":
            for desk, actor in zip(desks, actors, strict=True):
                assert desk.make(actor, BOARD, f"{actor.person_id} {turn}", NOW, team=True) is None
            ids = [one.id for one in desks[0].store.presets.usable_by("carl") if one.name.endswith(f" {turn}")]
        together = threading.Barrier(2)

        def take(place: int, turn: int = turn, ids: list[str] = ids, together: threading.Barrier = together) -> object:
            desk, actor, name = desks[place], actors[place], f"Teaser {turn}"
            together.wait(10)
            if ids:
                return desk.rename(actor, ids[place], name, NOW)
            return desk.make(actor, BOARD, name, NOW, team=True)

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(take, range(2)))
        assert sorted(answers, key=str) == [NameProblem.TAKEN, None], f"turn {turn}"
    names = [one.name for one in desks[0].store.presets.usable_by("carl")]
    assert len([name for name in names if name.startswith("Teaser")]) == ROUNDS


def test_a_deleted_one_comes_back_as_it_was(desk: PresetDesk) -> None:
    preset = made(desk, team=False)
    desk.choose_default(ANN, preset.id)
    desk.delete(ANN, preset.id, NOW)
    assert desk.store.presets.default_of("ann") is None
    desk.restore(ANN, preset.id)
    assert desk.store.presets.default_of("ann") == preset
