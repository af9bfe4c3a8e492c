"""What the board keeps as a kind and says when it is shown: what can be undone, what is asked, the example."""

from __future__ import annotations

import pytest

from lib.domain.finding import Finding, Level
from lib.domain.naming import mentions, mentions_of
from lib.text.language import CODES, _, language_of, speaking
from lib.ui.create.example import EXAMPLE, example_beginning, example_scene
from lib.ui.create.question_sentences import question_sentence
from lib.ui.create.send_view import Question
from lib.ui.create.undo_step import Change, UndoStep, undo_label
from lib.ui.state import utc_now

UNDONE = {
    UndoStep(Change.REMOVED_SUBJECT, "Mia"): "Undo: Removed Mia",
    UndoStep(Change.REMOVED_SUBJECT): "Undo: Removed a subject",
    UndoStep(Change.REMOVED_PICTURE, "Mia"): "Undo: Removed a picture of Mia",
    UndoStep(Change.REMOVED_PICTURE): "Undo: Removed a picture",
    UndoStep(Change.STARTED_OVER): "Undo: Started over",
    UndoStep(Change.OPENED_ANOTHER): "Undo: Opened another board",
    UndoStep(Change.USED_EXAMPLE): "Undo: Used the example",
    UndoStep(Change.WENT_BACK): "Undo: Going back",
}


@pytest.mark.parametrize(("step", "label"), UNDONE.items())
def test_the_button_says_what_it_takes_back(step: UndoStep, label: str) -> None:
    assert undo_label(step, step.name) == label


ASKED = {
    Question("changed", ()): "The board has changed since you pressed. Generate it as it is now?",
    Question("first_real", ()): (
        "This goes to the real video service and costs credits; until now it was the demo. Go on?"
    ),
    Question("many", (), videos=1200): "With these, 1,200 videos are on their way at once. Go on?",
    Question("check", (), (Finding(Level.CHECK, "scene", "It is empty."),)): "It is empty. Generate anyway?",
    Question("same", (), sent_at=utc_now()): "This is the same as the one you sent just now. Make it again?",
}


@pytest.mark.parametrize(("question", "sentence"), ASKED.items(), ids=[one.kind for one in ASKED])
def test_a_question_is_one_sentence(question: Question, sentence: str) -> None:
    assert question_sentence(question) == sentence


@pytest.mark.parametrize("code", CODES)
def test_the_scene_of_the_example_mentions_its_cast_in_every_language(code: str) -> None:
    with speaking(language_of(code)):
        names = [_(subject.name) for subject in EXAMPLE]
        for scene in (example_scene(*mentions_of(names)), example_beginning(*mentions_of(names))):
            assert [mention.subject for mention in mentions(scene, names)] == [0, 1]
