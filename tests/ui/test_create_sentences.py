"""What the board keeps as a kind and says when it is shown: what can be undone, what is asked, the example."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lib.domain.errors import DiskTrouble
from lib.domain.finding import Finding, FindingKind, Level
from lib.domain.naming import mentions, mentions_of
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.text.error_sentences import error_hint, error_message
from lib.text.language import CODES, _, language_of, speaking
from lib.ui.create.example import EXAMPLE, example_beginning, example_scene
from lib.ui.create.question_sentences import question_sentence
from lib.ui.create.send_view import Question
from lib.ui.create.undo_step import Change, UndoStep, undo_label
from lib.ui.parts.picture_intake import NotTaken, not_taken_sentence, not_taken_sentences
from lib.ui.state import utc_now

UNDONE = {
    UndoStep(Change.REMOVED_SUBJECT, "Mia"): "Undo: Removed Mia",
    UndoStep(Change.REMOVED_SUBJECT): "Undo: Removed a subject",
    UndoStep(Change.REMOVED_PICTURE, "Mia"): "Undo: Removed a picture of Mia",
    UndoStep(Change.REMOVED_PICTURE): "Undo: Removed a picture",
    UndoStep(Change.MOVED_PICTURE, "Mia"): "Undo: Moved a picture of Mia",
    UndoStep(Change.MOVED_PICTURE): "Undo: Moved a picture",
    UndoStep(Change.NAMED_BY_FILE, "Lena"): "Undo: Named Lena after the file",
    UndoStep(Change.STARTED_OVER): "Undo: Started over",
    UndoStep(Change.OPENED_ANOTHER): "Undo: Opened another board",
    UndoStep(Change.USED_EXAMPLE): "Undo: Used the example",
    UndoStep(Change.WENT_BACK): "Redo",
}


@pytest.mark.parametrize(("step", "label"), UNDONE.items())
def test_the_button_says_what_it_takes_back(step: UndoStep, label: str) -> None:
    assert undo_label(step, step.name) == label


EMPTY = Finding(Level.CHECK, "scene", FindingKind.NO_SCENE)
ASKED = [
    (Question("changed", ()), "The board has changed since you pressed Generate. Generate it as it is now?"),
    (
        Question("first_real", ()),
        "This goes to the real video service and costs credits; until now it was the demo. Continue?",
    ),
    (Question("many", (), videos=1200), "That makes 1,200 videos at the same time. Continue?"),
    (Question("check", (), (EMPTY,)), "The scene is empty: nothing says what happens. Generate anyway?"),
    (
        # Ahead of the clock, so that it is just now whenever the test runs.
        Question("same", (), sent_at=utc_now() + timedelta(days=1)),
        "This is the same as the one you sent just now. Make it again?",
    ),
]


@pytest.mark.parametrize(("question", "sentence"), ASKED, ids=[one.kind for one, _sentence in ASKED])
def test_a_question_is_one_sentence(question: Question, sentence: str) -> None:
    assert question_sentence(question) == sentence


@pytest.mark.parametrize("code", CODES)
def test_the_scene_of_the_example_mentions_its_cast_in_every_language(code: str) -> None:
    with speaking(language_of(code)):
        names = [_(subject.name) for subject in EXAMPLE]
        for scene in (example_scene(*mentions_of(names)), example_beginning(*mentions_of(names))):
            assert [mention.subject for mention in mentions(scene, names)] == [0, 1]


NOT_TAKEN = {
    "with its name": (
        NotTaken("a.gif", PictureRemark(RemarkKind.ONE_TOO_MANY, {"most": 3})),
        "a.gif: A subject can have at most 3 pictures.",
    ),
    "all of them": (
        NotTaken("", PictureRemark(RemarkKind.NO_ROOM)),
        "These pictures do not fit into one request, however small. Use fewer pictures.",
    ),
    "for another reason": (
        NotTaken("a.png", None, DiskTrouble),
        f"a.png: {error_message(DiskTrouble)} {error_hint(DiskTrouble)}",
    ),
}


@pytest.mark.parametrize(("one", "sentence"), NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_a_file_that_was_not_taken_says_why(one: NotTaken, sentence: str) -> None:
    assert not_taken_sentence(one) == sentence


def test_files_of_one_reason_are_named_in_one_sentence() -> None:
    too_many = PictureRemark(RemarkKind.ONE_TOO_MANY, {"most": 3})
    some = [NotTaken(f"{number}.jpg", too_many) for number in range(6)]
    damaged = NotTaken("x.jpg", PictureRemark(RemarkKind.DAMAGED))
    assert not_taken_sentences([some[0], damaged, *some[1:]]) == [
        "0.jpg, 1.jpg, 2.jpg, 3.jpg and 2 more: A subject can have at most 3 pictures.",
        "x.jpg: This file is damaged and cannot be opened; export or download it again.",
    ]
    assert not_taken_sentences([]) == []
