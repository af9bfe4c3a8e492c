"""Settings of a board as a preset, and a preset on a board."""

from __future__ import annotations

from typing import Any

import pytest

from lib.domain.draft import Draft, DraftSubject
from lib.domain.preset import (
    LONGEST_NAME,
    Change,
    NameProblem,
    Preset,
    applied,
    matching,
    name_beside,
    name_problem,
    read_settings,
    settings_of_board,
)

BOARD = Draft(cast=(DraftSubject(uid="1", name="Mia"),), scene="@Mia walks", name="Walk", takes=4, model="viduq2-pro")


def preset(id_: str, name: str = "Teaser", person_id: str = "ann", *, team: bool = False, **settings: Any) -> Preset:
    return Preset(id_, person_id, team, name, settings)


def test_a_preset_holds_neither_cast_nor_scene_nor_takes() -> None:
    assert not {"cast", "scene", "name", "takes", "service_writes"} & settings_of_board(BOARD).keys()


@pytest.mark.parametrize(("seed", "kept"), [(0, False), (7, True), (-7, True)])
def test_a_seed_is_kept_only_where_one_was_chosen(seed: int, kept: bool) -> None:
    assert ("seed" in settings_of_board(BOARD.having("seed", seed))) is kept


def test_a_board_with_what_was_saved_from_another_has_its_settings_and_its_own_scene() -> None:
    other = Draft(model="viduq2-turbo", duration=8, resolution="1080p", watermark=True, wm_position=1, payload="x")
    result = applied(BOARD, settings_of_board(other))
    kept = {"cast": BOARD.cast, "scene": BOARD.scene, "name": BOARD.name, "takes": BOARD.takes}
    assert result.draft == other.model_copy(update=kept)
    assert not result.left_out


def test_what_changed_is_told_with_both_values_and_what_stays_is_not() -> None:
    assert applied(BOARD, {"duration": 8, "resolution": "720p"}).changes == (Change("duration", 5, 8),)


def test_a_second_time_changes_nothing() -> None:
    once = applied(BOARD, {"model": "viduq2-turbo", "duration": 8}).draft
    assert applied(once, {"model": "viduq2-turbo", "duration": 8}).changes == ()


def test_a_chosen_seed_replaces_what_was_typed() -> None:
    result = applied(BOARD.having("seed_text", "abc"), {"seed": 7})
    assert result.draft.seed_text == "7"


def test_without_a_seed_that_of_the_board_stays() -> None:
    assert applied(BOARD.having("seed", 7), settings_of_board(BOARD)).draft.seed == 7


def test_a_retired_model_leaves_that_of_the_board_and_is_told() -> None:
    result = applied(BOARD, {"model": "vidu0", "duration": 8})
    assert (result.draft.model, result.draft.duration) == ("viduq2-pro", 8)
    assert result.left_out == (("model", "vidu0"),)


@pytest.mark.parametrize(
    ("settings", "field", "stands"),
    [
        ({"model": "viduq2-pro", "duration": 16}, "duration", 5),
        ({"model": "viduq1", "resolution": "720p"}, "resolution", "1080p"),
        ({"duration": 16}, "duration", 5),
    ],
    ids=["too long", "no such size", "for the board's own model"],
)
def test_a_value_that_the_model_does_not_take_stands_on_its_default(
    settings: dict[str, Any], field: str, stands: object
) -> None:
    result = applied(BOARD.having("duration", 7), settings)
    assert getattr(result.draft, field) == stands
    assert result.left_out == ((field, settings[field]),)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{"duration": 8, "mood": "calm"}', {"duration": 8}),
        ('{"duration": "8", "audio": 1, "bgm": true}', {"bgm": True}),
        ('{"model": null, "seed": 1e3}', {}),
        ('{"seed": 1' + "0" * 30 + "}", {}),
        ('{"cast": [], "scene": "x", "takes": 8}', {}),
    ],
    ids=["a field of later", "of another kind", "null", "too large a seed", "no settings"],
)
def test_settings_are_read_leniently(text: str, read: dict[str, Any]) -> None:
    assert read_settings(text) == read


@pytest.mark.parametrize("text", ["", "[]", "3", '{"duration": ', "[" * 100_000], ids=lambda text: text[:5] or "empty")
def test_what_holds_no_settings_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_settings(text)


def test_a_board_corresponds_to_the_preset_that_says_most_of_what_stands_on_it() -> None:
    vague, exact = preset("1", duration=5), preset("2", duration=5, audio=True)
    assert matching(BOARD, [vague, exact, preset("3", duration=8, audio=True, bgm=False)]) == exact
    assert matching(BOARD.having("duration", 9), [vague, exact]) is None


def test_a_board_corresponds_to_a_preset_of_which_a_part_is_not_taken_any_more() -> None:
    old = preset("1", model="vidu0", duration=16, audio=False)
    board = applied(BOARD, old.settings).draft
    assert (board.model, board.duration) == ("viduq2-pro", 5)
    assert matching(board, [old]) == old
    assert matching(board.having("duration", 6), [old]) is None


def test_one_of_which_nothing_can_be_read_corresponds_to_no_board() -> None:
    assert matching(BOARD, [preset("1")]) is None


@pytest.mark.parametrize(
    ("name", "team", "but", "problem"),
    [
        (" ", False, "", NameProblem.EMPTY),
        ("x" * (LONGEST_NAME + 1), False, "", NameProblem.TOO_LONG),
        (f" {'x' * LONGEST_NAME} ", False, "", None),
        (" teaser ", False, "", NameProblem.TAKEN),
        ("TEASER", False, "own", None),
        ("Teaser", True, "", None),
        ("Spot", True, "", NameProblem.TAKEN),
        ("Spot", False, "", None),
        ("Secret", False, "", None),
    ],
    ids=[
        "empty",
        "long",
        "just fits",
        "taken",
        "its own",
        "of the team",
        "taken in the team",
        "not one's own",
        "bob's",
    ],
)
def test_names_are_checked_under_one_owner(name: str, team: bool, but: str, problem: NameProblem | None) -> None:
    there = [preset("own"), preset("team", "Spot", "bob", team=True), preset("bob", "Secret", "bob")]
    assert name_problem(name, "ann", there, team=team, but=but) is problem


@pytest.mark.parametrize(
    ("name", "taken", "after"),
    [
        ("Teaser", ["Trailer"], "Teaser"),
        ("Teaser", ["teaser"], "Teaser 2"),
        ("Teaser", ["Teaser", "TEASER 2", "Teaser 4"], "Teaser 3"),
        ("x" * LONGEST_NAME, ["x" * LONGEST_NAME], "x" * (LONGEST_NAME - 2) + " 2"),
    ],
)
def test_one_that_comes_back_has_a_name_that_nothing_beside_it_has(name: str, taken: list[str], after: str) -> None:
    others = [preset(str(place), one) for place, one in enumerate(taken)]
    another = [preset("team", name, team=True), preset("bob", name, "bob"), preset("back", name)]
    assert name_beside(preset("back", name), [*others, *another]) == after
