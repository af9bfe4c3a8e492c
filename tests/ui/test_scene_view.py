"""What the scene's part of the board shows, and when it would show something else."""

from __future__ import annotations

from typing import Any

import pytest

from lib.domain.cast_member import MemberKind, MemberLine
from lib.domain.catalog import model_named
from lib.domain.draft import Draft, DraftSubject
from lib.domain.finding import Finding, FindingKind, Level, Param, Remedy, RemedyKind
from lib.domain.permission import Permission
from lib.ui.create.scene_view import Library, Mentionable, SceneView, Typing, view_scene

MIA, NAMELESS = DraftSubject(uid="1", name="Mia"), DraftSubject(uid="2")
TYPING = Typing(board="b", session="s", draft="d", taken=0, kept=True, fresh=False)
BOARD = Draft(scene="@Mia waits", cast=(MIA, NAMELESS))


def _view(**changes: Any) -> SceneView:
    # Without findings: a note that comes or goes would make any two views differ.
    return view_scene(BOARD.model_copy(update=changes), (), typing=TYPING)


def test_it_says_who_can_be_mentioned_and_how_long_the_scene_may_be() -> None:
    seen = _view()
    assert (seen.scene, seen.service_writes) == ("@Mia waits", False)
    assert seen.limit == model_named(BOARD.model).prompt_limit
    assert seen.cast == (Mentionable("1", "Mia", "@Mia", ""),)
    assert dict(seen.known) == {"mia": "1"}


@pytest.mark.parametrize(
    "changes",
    [
        {"scene": "@Mia goes"},
        {"service_writes": True},
        {"cast": ()},
        {"name": "Fog"},
        {"cast": (MIA.model_copy(update={"name": "Bo"}),)},
    ],
)
def test_what_it_shows_makes_it_another(changes: dict[str, Any]) -> None:
    assert _view(**changes) != _view()


@pytest.mark.parametrize("changes", [{"seed_text": "7"}, {"takes": 3}, {"cast": (MIA,)}])
def test_what_it_does_not_show_leaves_it_the_same(changes: dict[str, Any]) -> None:
    assert _view(**changes) == _view()


def _member(id_: str, name: str) -> MemberLine:
    return MemberLine(id_, name, MemberKind.PERSON, (), "", "", 1, Permission(), False, 0, None)


def test_the_list_has_those_used_last_and_those_looked_for_once_and_nobody_of_the_board() -> None:
    owl, fox, mia, bound = _member("o", "Owl"), _member("f", "Fox"), _member("m", "MIA"), _member("b", "Bear")
    board = Draft(cast=(MIA, DraftSubject(uid="3", name="Ben", member_id="b")))
    library = Library((owl, mia, bound), True, "o", (fox, owl, _member("x", " @ ")), True)
    seen = view_scene(board, (), typing=TYPING, library=library)
    assert [(one.uid, one.handle) for one in seen.library] == [("o", "@Owl"), ("f", "@Fox")]
    assert (seen.search.has_more, seen.search.looked_for, seen.search.found_more) == (True, "o", True)


def test_it_says_what_the_job_is_called_without_a_name() -> None:
    assert (_view().usual_name, _view(name="Fog").name) == ("Mia waits", "Fog")
    assert _view(scene=" ").usual_name == ""
    long = Finding(Level.CHECK, "job_name", FindingKind.LONG_JOB_NAME, {"count": 200, "most": 120})
    assert view_scene(BOARD, (long,), typing=TYPING).name_notes == (long,)


def test_under_the_prompt_stands_what_has_no_remedy_and_is_about_a_scene_that_was_begun() -> None:
    bare = Finding(Level.CHECK, "scene", FindingKind.NOT_IN_CAST, {"name": "Bear"})
    handle: dict[str, Param] = {"handle": "@Mia"}
    mention = Remedy(RemedyKind.MENTION, "scene", "@Mia", handle)
    findings = (
        bare,
        Finding(Level.OK, "scene", FindingKind.ALL_MENTIONED, {"count": 1}),
        Finding(Level.FIX, "seed", FindingKind.NO_SEED, {"typed": "x"}),
        Finding(Level.CHECK, "scene", FindingKind.NOT_MENTIONED, handle, (mention,)),
    )
    assert view_scene(BOARD, findings, typing=TYPING).notes == (bare,)
    assert view_scene(BOARD.model_copy(update={"scene": " "}), findings, typing=TYPING).notes == ()
