"""The place for pictures of the whole cast, as a value."""

from __future__ import annotations

from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.picture_rules import Fitted, Picture
from lib.ui.create.deal_view import DealState, view_deal
from lib.ui.parts.picture_intake import NotTaken

BOARD = Draft(cast=(DraftSubject(uid="1", name="Mia"),))


def picture(number: int, name: str = "") -> DraftPicture:
    facts = Picture(f"{number:064x}", "png", 300, 300, 1000)
    return DraftPicture(fitted=Fitted(facts, facts), name=name or f"IMG_{number}.png")


def test_a_board_without_a_cast_asks_for_its_first_pictures_and_another_for_more() -> None:
    assert view_deal(Draft(), DealState()).first
    assert not view_deal(BOARD, DealState()).first
    assert view_deal(BOARD, DealState()) == view_deal(BOARD.model_copy(update={"scene": "x"}), DealState())


def test_what_waits_is_shown_and_what_was_not_taken_is_said() -> None:
    refused = NotTaken("notes.txt", PictureRemark(RemarkKind.NO_PICTURE))
    view = view_deal(BOARD, DealState((picture(1), picture(2)), (refused,)))
    assert view.waiting == (f"{1:064x}", f"{2:064x}") and view.refused == (refused,)
    assert not view.shared and not view.too_many


def test_it_says_when_some_come_together_and_when_they_are_too_many_for_one() -> None:
    assert view_deal(BOARD, DealState((picture(1, "Mia_side.jpg"), picture(2)))).shared
    assert not view_deal(BOARD, DealState(tuple(map(picture, range(3))))).too_many
    assert view_deal(BOARD, DealState(tuple(map(picture, range(4))))).too_many


def test_it_says_when_they_are_more_than_one_video_takes() -> None:
    full = Draft(cast=(DraftSubject(uid="1", pictures=(picture(98), picture(99))),))
    assert [view_deal(full, DealState(tuple(map(picture, range(count))))).beyond for count in (0, 5, 6)] == [
        False,
        False,
        True,
    ]
