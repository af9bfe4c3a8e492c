"""The sections of the board as values: what they show makes them others, what they do not show does not.

Findings are fixed, or none: one that comes or goes would make any two views differ.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from lib.domain.catalog import CATALOG, model_named
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.failure import Part, Place, Refusal
from lib.domain.finding import Finding, FindingKind, Level, Remedy, RemedyKind
from lib.domain.job import DEMO, Trouble
from lib.domain.limits import LimitKind, LimitStatus, Whose
from lib.domain.lists import StoredDraft
from lib.domain.model_switch import ModelSwitch, switched
from lib.domain.picture_hints import Hint, HintKind
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.ui.create.cast_view import ROOM, CardState, CardView, is_complete, is_refused, opened, view_card, view_cast
from lib.ui.create.head_view import HeadView, view_head
from lib.ui.create.limit_view import LimitView
from lib.ui.create.look_view import (
    AS_USUAL,
    Chosen,
    LookView,
    MoreView,
    WatermarkView,
    chosen_in_more,
    view_look,
    view_models,
    view_more,
    view_watermark,
)
from lib.ui.create.send_view import Question, SendView, view_send

FACE = DraftPicture(url="https://example.com/mia.png")
MIA = DraftSubject(uid="1", name="Mia", pictures=(FACE,))
BOARD = Draft(scene="@Mia waits", cast=(MIA,))
OF_MIA = Finding(Level.FIX, "pictures", FindingKind.NO_PICTURE, {"who": "Mia", "place": 1}, subject="1")
OF_BEAR = Finding(Level.FIX, "pictures", FindingKind.NO_PICTURE, {"who": "Bear", "place": 2}, subject="2")
TO_DO = Finding(Level.FIX, "pictures", FindingKind.NO_PICTURE, {"who": "Mia", "place": 1}, missing=True)
SEED_WRONG = Finding(Level.FIX, "seed", FindingKind.NO_SEED, {"typed": "x"})
SIZE_ODD = Finding(Level.CHECK, "resolution", FindingKind.OFF_LIST, {"model": "Q2 Pro Fast", "resolution": "540p"})
WELL = Finding(Level.OK, "scene", FindingKind.SERVICE_WRITES)
NO_ADDRESS = Finding(Level.FIX, "wm_url", FindingKind.WATERMARK_ADDRESS)
LAST = StoredDraft("d", BOARD, "me", datetime(2026, 1, 2, tzinfo=UTC))
LAST_WITHOUT_NAMES = StoredDraft("d", Draft(scene="A door opens"), "me", datetime(2026, 1, 2, tzinfo=UTC))
_, TO_SMALL = switched(BOARD, "vidu2.0")
_, TO_LIKE = switched(BOARD.model_copy(update={"model": "viduq2-pro", "audio": False}), "viduq2-turbo")
USUAL = model_named(BOARD.model).usual_s


VOICES, SMALL = (("v1", "Warm narrator"),), Hint(HintKind.SMALL, 0, 200, 150)


def _card(subject: DraftSubject = MIA, *findings: Finding, by_service: bool = False, **state: Any) -> CardView:
    return view_card(subject, findings, CardState(**state), [("v1", "Warm narrator")], refused=by_service)


def _look(*findings: Finding, switch: ModelSwitch | None = None, **changes: Any) -> LookView:
    return view_look(BOARD.model_copy(update=changes), findings, [("v1", "Warm narrator")], switch)


def _more(*findings: Finding, opened: bool = False, **changes: Any) -> MoreView:
    return view_more(BOARD.model_copy(update=changes), findings, opened=opened)


def _watermark(*findings: Finding, **changes: Any) -> WatermarkView:
    return view_watermark(BOARD.model_copy(update=changes), findings)


def _send(
    *findings: Finding,
    body_bytes: int = 1_540_000,
    service: str = "https://api.example.com",
    click: str = "token",
    question: Question | None = None,
    hidden: Chosen = AS_USUAL,
    **changes: Any,
) -> SendView:
    draft = BOARD.model_copy(update=changes)
    return view_send(draft, findings, body_bytes, service, click=click, question=question, hidden=hidden)


def _head(draft: Draft = BOARD, last: StoredDraft | None = None, place: Place | None = None) -> HeadView:
    return view_head(draft, last, Refusal(Trouble("Refused"), place) if place else None, copied=False)


SAME: dict[str, tuple[object, object]] = {
    "card: found elsewhere": (_card(), _card(MIA, OF_BEAR, SEED_WRONG, WELL)),
    "cast: another name": (view_cast(BOARD), view_cast(Draft(cast=(MIA.model_copy(update={"name": "Bo"}),)))),
    "cast: one more that finds a place": (view_cast(BOARD), view_cast(Draft(cast=(MIA, MIA)))),
    "look: scene": (_look(), _look(scene="Another")),
    "look: a switch that changed no more than the model": (_look(), _look(switch=TO_LIKE)),
    "look: what a switch changed was changed again": (_look(duration=7), _look(switch=TO_SMALL, duration=7)),
    "models: too few videos of one": (view_models(DEMO, {}), view_models(DEMO, {"vidu2.0": [40.0, 50.0]})),
    "look: found elsewhere": (_look(), _look(SEED_WRONG, OF_MIA, WELL)),
    "more: name of the job": (_more(), _more(name="Fog")),
    "more: watermark": (_more(), _more(watermark=True, wm_url="https://example.com/w.png")),
    "more: found elsewhere": (_more(), _more(SIZE_ODD, OF_MIA)),
    "watermark: off-peak": (_watermark(), _watermark(off_peak=True)),
    "watermark: found elsewhere": (_watermark(), _watermark(SEED_WRONG)),
    "send: a letter more": (_send(), _send(scene="@Mia waits.", body_bytes=1_540_001)),
    "send: where the watermark stands": (_send(), _send(wm_position=1)),
    "head: scene": (_head(), _head(BOARD.model_copy(update={"scene": "Another"}))),
}
OTHERS: dict[str, tuple[object, object]] = {
    "card: name": (_card(), _card(MIA.model_copy(update={"name": "Bo"}))),
    "card: pictures": (_card(), _card(MIA.model_copy(update={"pictures": (FACE, FACE)}))),
    "card: voice": (_card(), _card(MIA.model_copy(update={"voice_id": "v1"}))),
    "card: unfolded": (_card(), _card(opened=True)),
    "card: uploader emptied": (_card(), _card(fresh=1)),
    "card: file not taken": (_card(), _card(refused=("notes.txt: not a picture.",))),
    "card: refused by the service": (_card(), _card(by_service=True)),
    "card: address not taken": (_card(), _card(url_problem=PictureRemark(RemarkKind.NO_ADDRESS))),
    "card: found about it": (_card(), _card(MIA, OF_MIA)),
    "card: a voice of the team renamed": (_card(), view_card(MIA, (), CardState(), [("v1", "Cold")], refused=False)),
    "card: a hint": (_card(), view_card(MIA, (), CardState(), VOICES, refused=False, hints=(SMALL,))),
    "cast: the first": (view_cast(Draft()), view_cast(BOARD)),
    "cast: more than find a place": (view_cast(BOARD), view_cast(Draft(cast=(MIA,) * ROOM))),
    "look: model": (_look(), _look(model=CATALOG[-1].id)),
    "look: length": (_look(), _look(duration=7)),
    "look: size": (_look(), _look(resolution="1080p")),
    "look: sound": (_look(), _look(audio=False)),
    "look: music": (_look(), _look(bgm=True)),
    "look: voice": (_look(), _look(voice_id="v1")),
    "look: found about it": (_look(), _look(SIZE_ODD)),
    "look: a voice of the team renamed": (_look(), view_look(BOARD, (), [("v1", "Cold")])),
    "look: another model changed more": (_look(), _look(switch=TO_SMALL, **asdict(TO_SMALL.after))),
    "models: a wait from the team's own videos": (
        view_models(DEMO, {}),
        view_models(DEMO, {"vidu2.0": [40.0, 50.0, 60.0]}),
    ),
    "more: seed": (_more(), _more(seed=7)),
    "more: what is no seed": (_more(), _more(seed_typed="seven")),
    "more: what the closed fold hides": (
        _more(),
        view_more(BOARD, (), opened=False, hidden=Chosen(seed="7")),
    ),
    "more: off-peak": (_more(), _more(off_peak=True)),
    "more: passed through": (_more(), _more(payload="x")),
    "more: label": (_more(), _more(meta_data="{}")),
    "more: found about it": (_more(), _more(SEED_WRONG)),
    "more: to be open": (_more(), _more(opened=True)),
    "watermark: on": (_watermark(), _watermark(watermark=True)),
    "watermark: corner": (_watermark(), _watermark(wm_position=1)),
    "watermark: picture": (_watermark(), _watermark(wm_url="https://example.com/w.png")),
    "watermark: found about it": (
        _watermark(),
        _watermark(NO_ADDRESS),
    ),
    "send: a tenth of a megabyte": (_send(), _send(body_bytes=1_640_000)),
    "send: takes": (_send(), _send(takes=2)),
    "send: off-peak": (_send(), _send(off_peak=True)),
    "send: model of another pace": (_send(), _send(model=next(m.id for m in CATALOG if m.usual_s != USUAL))),
    "send: service": (_send(), _send(service=DEMO)),
    "send: found": (_send(), _send(SIZE_ODD)),
    "send: what the closed fold hides": (_send(), _send(hidden=Chosen(corner=1))),
    "send: another token": (_send(), _send(click="next")),
    "send: question": (_send(), _send(question=Question("same", ("same",)))),
    "send: the first picture": (_send(cast=(MIA.model_copy(update={"pictures": ()}),)), _send()),
    "head: what was left off": (_head(Draft()), _head(Draft(), LAST)),
    "head: refused": (_head(), _head(place=Place(Part.FIELD, "prompt"))),
    "head: refused part": (
        _head(place=Place(Part.FIELD, "prompt")),
        _head(place=Place(Part.SUBJECT_PICTURES, who="Mia", subject=0)),
    ),
    "head: a copy": (_head(), view_head(BOARD, None, None, copied=True)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_a_section_shows_makes_its_view_another(name: str) -> None:
    before, after = OTHERS[name]
    assert before != after


@pytest.mark.parametrize("name", SAME)
def test_what_a_section_does_not_show_leaves_its_view_the_same(name: str) -> None:
    before, after = SAME[name]
    assert before == after


@pytest.mark.parametrize(
    ("was", "complete", "shown"),
    [(None, True, False), (None, False, True), (True, True, True), (False, True, False), (False, False, True)],
)
def test_a_card_begins_as_a_row_if_complete_and_people_decide_from_then_on(
    was: bool | None, complete: bool, shown: bool
) -> None:
    assert opened(CardState(opened=was), complete=complete) is shown


@pytest.mark.parametrize(
    ("subject", "findings", "refused", "complete"),
    [
        (MIA, (), False, True),
        (MIA, (OF_BEAR, SIZE_ODD), False, True),
        (MIA, (OF_MIA,), False, False),
        (MIA, (), True, False),
        (MIA.model_copy(update={"name": " "}), (), False, False),
        (MIA.model_copy(update={"pictures": ()}), (), False, False),
    ],
)
def test_complete_is_what_has_a_name_and_a_picture_and_nothing_wrong(
    subject: DraftSubject, findings: tuple[Finding, ...], refused: bool, complete: bool
) -> None:
    assert is_complete(subject, findings, refused=refused) is complete


def test_a_refusal_is_about_the_member_of_the_cast_that_it_names() -> None:
    bear = DraftSubject(uid="2", name="Bear")
    board = BOARD.model_copy(update={"cast": (MIA, bear)})
    refusal = Refusal(Trouble("Refused"), Place(Part.PICTURE, who="Bear", subject=1, picture=0))
    assert [is_refused(one, board, refusal) for one in board.cast] == [False, True]
    assert not is_refused(MIA, board, None)
    assert view_head(board, None, refusal, copied=False).refused_uid == "2"


def test_nothing_is_noted_of_a_card_that_was_only_just_added() -> None:
    nobody = DraftSubject(uid="1")
    assert _card(nobody, OF_MIA).notes == ()
    assert _card(nobody.model_copy(update={"name": "Mia"}), OF_MIA).notes == (OF_MIA,)


def test_the_cursor_is_wanted_by_a_card_that_was_just_added_and_has_nothing_yet() -> None:
    nobody = DraftSubject(uid="1")
    assert _card(nobody, OF_MIA, added=True).wants_cursor
    assert not _card(nobody, OF_MIA).wants_cursor
    assert not _card(nobody.model_copy(update={"pictures": (FACE,)}), OF_MIA, added=True).wants_cursor
    assert not _card(MIA, OF_MIA, added=True).wants_cursor


def test_the_last_part_says_what_is_to_do_what_it_weighs_and_how_long_it_takes() -> None:
    assert (_send().fixes, _send().checks, _send().may_send, _send().megabytes) == (0, 0, True, 1.5)
    fix = Finding(Level.FIX, "wm_url", FindingKind.WATERMARK_ADDRESS, {}, Remedy(RemedyKind.DROP, "wm_url", ""))
    assert (_send(fix, SIZE_ODD).fixes, _send(fix).may_send) == (1, False)
    assert (_send(SIZE_ODD).checks, _send(SIZE_ODD).may_send) == (1, True)
    assert (_send(TO_DO, SEED_WRONG).fixes, _send(TO_DO, SEED_WRONG).missing, _send(TO_DO).may_send) == (1, 1, False)
    assert _send(body_bytes=10_000_000).share == 0.5 and _send(body_bytes=30_000_000).share == 1
    assert _send(off_peak=True).usual is None and _send(off_peak=True, service=DEMO).usual is not None


def test_a_limit_that_is_met_keeps_generate_back_and_one_that_is_near_does_not() -> None:
    near, met = (LimitStatus(Whose.PERSON, LimitKind.PER_DAY, 20, used) for used in (19, 20))
    assert replace(_send(), limit=LimitView(near)).can_press and not replace(_send(), limit=LimitView(met)).can_press
    assert not replace(_send(SEED_WRONG), limit=LimitView(near)).can_press


def test_what_was_left_off_is_named_by_its_cast_or_else_by_its_scene() -> None:
    names = [_head(Draft(), LAST).last, _head(Draft(), LAST_WITHOUT_NAMES).last]
    assert [one.names if one else () for one in names] == [("Mia",), ("A door opens",)]
    long = _head(Draft(), replace(LAST_WITHOUT_NAMES, draft=Draft(scene="A" * 99))).last
    assert long and long.names == ("A" * 40,)
    nameless = Draft(cast=(MIA.model_copy(update={"name": " "}),), scene=" ")
    none = _head(Draft(), replace(LAST_WITHOUT_NAMES, draft=nameless)).last
    assert none and none.names == ()


def test_a_cast_has_a_section_to_spare_and_no_more_than_come_at_once() -> None:
    sizes = [view_cast(Draft(cast=(MIA,) * number)).places for number in (0, 1, ROOM - 1, ROOM)]
    assert sizes == [0, ROOM, ROOM, 2 * ROOM]


NOBODY = DraftSubject(uid="1")


@pytest.mark.parametrize(
    ("board", "begun"),
    [
        (Draft(), False),
        (Draft(cast=(NOBODY,), scene=" "), False),
        (Draft(scene="Fog"), True),
        (Draft(cast=(NOBODY.model_copy(update={"name": "M"}),)), True),
        (Draft(cast=(NOBODY.model_copy(update={"pictures": (FACE,)}),)), True),
    ],
)
def test_a_board_is_begun_once_something_was_typed_or_given(board: Draft, begun: bool) -> None:
    assert view_send(board, (), 0, DEMO, click="", question=None).begun is begun


def test_many_findings_of_a_kind_are_one_line_and_count_as_one() -> None:
    assert (len(_send(OF_MIA, OF_BEAR, SIZE_ODD).lines), _send(OF_MIA, OF_BEAR).fixes) == (2, 1)


def test_what_is_not_as_usual_in_the_further_settings_is_known() -> None:
    assert chosen_in_more(BOARD) == AS_USUAL
    assert chosen_in_more(BOARD.model_copy(update={"wm_position": 1})) == AS_USUAL
    odd = BOARD.model_copy(
        update={"seed": 7, "watermark": True, "wm_position": 1, "off_peak": True, "payload": "x", "meta_data": "{}"}
    )
    assert chosen_in_more(odd) == Chosen("7", off_peak=True, corner=1, payload=True, meta_data=True)
    assert chosen_in_more(BOARD.model_copy(update={"seed_typed": "1e9"})).seed == "1e9"
