"""The first-run guide: which of its four notes stand on a board, and which one is the next."""

from __future__ import annotations

import pytest

from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.finding import Finding, FindingKind, Level
from lib.ui.create.guide_view import GuideStep, view_guide

MIA = DraftSubject(uid="1", name="Mia", pictures=(DraftPicture(url="https://example.com/mia.png"),))
MISSING = (Finding(Level.FIX, "scene", FindingKind.NO_SCENE),)
CAST, SCENE, CHECK, GENERATE = GuideStep


@pytest.mark.parametrize(
    ("board", "findings", "left"),
    [
        (Draft(), MISSING, [CAST, SCENE, CHECK, GENERATE]),
        (Draft(cast=(DraftSubject(uid="1", name="Mia"),)), MISSING, [CAST, SCENE, CHECK, GENERATE]),
        (Draft(cast=(MIA.model_copy(update={"name": " "}),)), MISSING, [CAST, SCENE, CHECK, GENERATE]),
        (Draft(cast=(MIA,)), MISSING, [SCENE, CHECK, GENERATE]),
        (Draft(cast=(MIA,), scene="@Bear waits"), MISSING, [SCENE, CHECK, GENERATE]),
        (Draft(cast=(MIA,), scene="@Mia waits"), MISSING, [CHECK, GENERATE]),
        (Draft(cast=(MIA,), service_writes=True), (), [GENERATE]),
        (Draft(cast=(MIA,), scene="@Mia waits"), (), [GENERATE]),
        (Draft(scene="words"), MISSING, [CAST, SCENE, CHECK, GENERATE]),
    ],
    ids=["empty", "no-picture", "no-name", "cast", "a-stranger", "to-fix", "service-writes", "ready", "scene-first"],
)
def test_what_is_done_is_gone_and_the_first_of_the_rest_is_next(
    board: Draft, findings: tuple[Finding, ...], left: list[GuideStep]
) -> None:
    notes = [view_guide(step, board, findings, on=True) for step in GuideStep]
    assert [note.step for note in notes if note] == left
    assert [note.step for note in notes if note and note.is_next] == left[:1]
    assert [view_guide(step, board, findings, on=False) for step in GuideStep] == [None] * 4
