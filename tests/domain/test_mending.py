"""What each remedy makes of a draft: its finding goes, nothing new must be fixed, and nothing else is meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.catalog import CATALOG
from lib.domain.check import check_draft
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.failure import Part, Place, Refusal
from lib.domain.finding import Finding, FindingKind, Level, RemedyKind
from lib.domain.finding_groups import merged
from lib.domain.job import Trouble
from lib.domain.mending import all_mended, certain_of, mended
from lib.domain.naming import mentions
from lib.text.remedy_words import remedy_label

URL = "https://example.com/a.png"
MOST_PRESSES = 40
"""A board of these has at most some twenty lines."""


def subject(name: str, pictures: int = 1, uid: str = "") -> DraftSubject:
    return DraftSubject(uid=uid or name, name=name, pictures=(DraftPicture(url=URL),) * pictures)


GOOD = Draft(cast=(subject("Mia"), subject("Bear")), scene="@Mia and @Bear walk", model="viduq2-pro")
TWINS = (subject("Mia", uid="1"), subject("Mia", uid="2"), subject("Mia", uid="3"))
FILE = DraftSubject(uid="x", pictures=(DraftPicture(url=URL, name="Lena_front.jpg"),))
BROKEN = DraftSubject(uid="x", name="Tom", pictures=(DraftPicture(url="a.png"), DraftPicture(url=URL)))

ROWS: list[tuple[FindingKind, RemedyKind, dict[str, Any], dict[str, Any]]] = [
    (FindingKind.NOT_IN_CAST, RemedyKind.CORRECT, {"scene": "@Mai, @Bear, @Mai."}, {"scene": "@Mia, @Bear, @Mia."}),
    (
        FindingKind.NOT_IN_CAST,
        RemedyKind.CORRECT,
        {"cast": (subject("小红"),), "scene": "@小虹走进雾里"},
        {"scene": "@小红走进雾里"},
    ),
    (FindingKind.RUNS_ON, RemedyKind.SPACE, {"scene": "@Bear @Mia_x @Mia_y"}, {"scene": "@Bear @Mia _x @Mia _y"}),
    (FindingKind.NOT_MENTIONED, RemedyKind.MENTION, {"scene": "@Mia walks"}, {"scene": "@Mia walks @Bear "}),
    (FindingKind.NOT_MENTIONED, RemedyKind.MENTION, {"scene": "fog"}, {"scene": "fog @Mia @Bear "}),
    (FindingKind.LENGTH, RemedyKind.USE_LENGTH, {"duration": 12}, {"duration": 10}),
    (FindingKind.LENGTH, RemedyKind.USE, {"duration": 12}, {"duration": 12, "model": "viduq3-pro"}),
    (FindingKind.LONG_SCENE, RemedyKind.USE, {"scene": "@Mia @Bear ".ljust(3000, "x")}, {"model": "viduq3-pro"}),
    (FindingKind.RESOLUTION, RemedyKind.USE, {"resolution": "360p"}, {"resolution": "720p"}),
    (FindingKind.SOUND_OFF_PEAK, RemedyKind.SILENCE, {"off_peak": True}, {"audio": False, "off_peak": True}),
    (FindingKind.SOUND_OFF_PEAK, RemedyKind.PEAK, {"off_peak": True}, {"audio": True, "off_peak": False}),
    (FindingKind.VOICE_IGNORED, RemedyKind.DROP, {"model": "viduq3-pro", "voice_id": "v"}, {"voice_id": ""}),
    (FindingKind.VOICE_IGNORED, RemedyKind.USE, {"model": "viduq3-pro", "voice_id": "v"}, {"model": "viduq2-pro"}),
    (FindingKind.VOICES_UNHEARD, RemedyKind.SOUND, {"audio": False, "voice_id": "v"}, {"audio": True}),
    (FindingKind.NO_MUSIC_AT, RemedyKind.NO_MUSIC, {"bgm": True, "duration": 9}, {"bgm": False}),
    (FindingKind.NO_SEED, RemedyKind.RANDOM_SEED, {"seed": 4, "seed_typed": "x"}, {"seed": 0, "seed_typed": ""}),
    (FindingKind.WATERMARK_CORNER, RemedyKind.BOTTOM_RIGHT, {"wm_position": 9}, {"wm_position": 3}),
    (FindingKind.BAD_LABEL, RemedyKind.DROP, {"meta_data": "x"}, {"meta_data": ""}),
    (FindingKind.RETIRED, RemedyKind.USE, {"model": "viduq0"}, {"model": "viduq3-pro"}),
    (
        FindingKind.NO_ADDRESS,
        RemedyKind.DROP_PICTURE,
        {"cast": (BROKEN,), "scene": "@Tom"},
        {"cast": (subject("Tom"),)},
    ),
    (
        FindingKind.MANY_PICTURES_OF_ONE,
        RemedyKind.DROP_PICTURE,
        {"cast": (subject("Mia", 5), subject("Bear", 4))},
        {"cast": (subject("Mia", 3), subject("Bear", 3))},
    ),
    (
        FindingKind.MANY_PICTURES,
        RemedyKind.DROP_PICTURE,
        {"cast": (subject("Mia", 3), subject("Bear", 3), subject("Tom", 1), subject("Ann", 2))},
        {"cast": (subject("Mia", 3), subject("Bear", 2), subject("Tom", 1), subject("Ann", 1))},
    ),
    (
        FindingKind.MANY_SUBJECTS,
        RemedyKind.DROP_SUBJECT,
        {"cast": tuple(subject(f"S{at}") for at in range(9))},
        {"cast": tuple(subject(f"S{at}") for at in range(7))},
    ),
    (FindingKind.LONG_VOICE_ID, RemedyKind.DROP, {"voice_id": "v" * 257}, {"voice_id": ""}),
    (FindingKind.LONG_JOB_NAME, RemedyKind.DROP, {"name": "n" * 121}, {"name": ""}),
    (FindingKind.NO_NAME, RemedyKind.NAME, {"cast": (FILE,)}, {"cast": (FILE.model_copy(update={"name": "Lena"}),)}),
]


def test_what_makes_the_demo_refuse_a_scene_is_taken_out_of_it() -> None:
    refusal = Refusal(Trouble("Refused"), Place(Part.FIELD, "prompt"))
    draft = GOOD.model_copy(update={"scene": f"{GOOD.scene} [refuse]"})
    (line,) = [one for one in check_draft(draft, 0, refusal) if one.kind is FindingKind.REFUSED]
    assert [remedy_label(one) for one in line.remedies] == ["Remove [refuse]"]
    assert mended(draft, line.remedies[0]) == GOOD
    (line,) = [one for one in check_draft(GOOD, 0, refusal) if one.kind is FindingKind.REFUSED]
    assert not line.remedies


def _same_cast(draft: Draft) -> list[tuple[str, int]]:
    return [(one.name, len(one.pictures)) for one in draft.cast]


@pytest.mark.parametrize(
    ("kind", "remedy", "change", "after"), ROWS, ids=[f"{row[0]} {row[1]} {at}" for at, row in enumerate(ROWS)]
)
def test_a_remedy_changes_what_it_says(
    kind: FindingKind, remedy: RemedyKind, change: dict[str, Any], after: dict[str, Any]
) -> None:
    draft = GOOD.model_copy(update=change)
    (line,) = [one for one in merged(check_draft(draft, 0)) if one.kind is kind]
    (button,) = [one for one in line.remedies if one.kind is remedy]
    result = mended(draft, button)
    assert _same_cast(result) == _same_cast(draft.model_copy(update=after))
    assert {name: getattr(result, name) for name in after if name != "cast"} == {
        name: value for name, value in after.items() if name != "cast"
    }


def test_twins_get_names_of_their_own_and_the_scene_means_the_same_as_before() -> None:
    """ "@Mia" is the first, "@Mia_3" the third, also afterwards; "Mia 2" was no name and must not become one."""
    draft = Draft(cast=TWINS, scene="@Mia 2 times, @Mia_3 and @Mia_2走")
    before = [one.subject for one in mentions(draft.scene, ["Mia"] * 3)]
    (line,) = [one for one in merged(check_draft(draft, 0)) if one.kind is FindingKind.SAME_NAME]
    result = mended(draft, line.remedies[0])
    names = [one.name for one in result.cast]
    assert names == ["Mia", "Mia 4", "Mia 3"]
    assert result.scene == "@Mia 2 times, @Mia 3 and @Mia 4走"
    assert [one.subject for one in mentions(result.scene, names)] == before == [0, 2, 1]


def test_who_is_mentioned_and_unknown_joins_the_cast() -> None:
    draft = GOOD.model_copy(update={"scene": "@Mia @Bear @Zebra"})
    (finding,) = [one for one in check_draft(draft, 0) if one.kind is FindingKind.NOT_IN_CAST]
    (button,) = finding.remedies
    result = mended(draft, button)
    assert [one.name for one in result.cast] == ["Mia", "Bear", "Zebra"]
    assert len({one.uid for one in result.cast}) == 3
    assert mended(draft, button) == result


def test_a_remedy_for_somebody_who_is_gone_changes_nothing() -> None:
    draft = GOOD.model_copy(update={"cast": (subject("Mia", 4),)})
    (button,) = [one.remedy for one in check_draft(draft, 0) if one.kind is FindingKind.MANY_PICTURES_OF_ONE]
    assert button and mended(GOOD.model_copy(update={"cast": ()}), button).cast == ()


def test_the_voices_of_several_go_with_one_press() -> None:
    long = [subject(name).model_copy(update={"voice_id": "v" * 257}) for name in ("Mia", "Bear")]
    draft = GOOD.model_copy(update={"cast": (*long, subject("Tom").model_copy(update={"voice_id": "v"}))})
    (line,) = [one for one in merged(check_draft(draft, 0)) if one.kind is FindingKind.LONG_VOICE_ID]
    (button,) = line.remedies
    assert [one.voice_id for one in mended(draft, button).cast] == ["", "", "v"]


def test_where_voices_were_chosen_fix_all_does_not_silence_them() -> None:
    voiced = GOOD.model_copy(update={"off_peak": True, "voice_id": "v"})
    (line,) = [one for one in check_draft(voiced, 0) if one.kind is FindingKind.SOUND_OFF_PEAK]
    assert [one.kind for one in line.remedies] == [RemedyKind.PEAK, RemedyKind.SILENCE]
    assert all_mended(voiced, 0) == voiced


def test_another_model_is_offered_only_where_nothing_is_lost_that_this_one_heeds() -> None:
    wanted = GOOD.model_copy(update={"duration": 12, "voice_id": "v"})
    (line,) = [one for one in check_draft(wanted, 0) if one.kind is FindingKind.LENGTH]
    assert [one.kind for one in line.remedies] == [RemedyKind.USE_LENGTH]


def test_fix_all_takes_what_cannot_be_wrong_and_leaves_the_rest() -> None:
    change = {"duration": 12, "off_peak": True, "bgm": True, "wm_position": 9, "scene": "@Mia @Tom", "meta_data": "x"}
    result = all_mended(GOOD.model_copy(update=change), 0)
    left = {one.kind for one in check_draft(result, 0) if one.level is not Level.OK}
    assert left == {FindingKind.BAD_LABEL, FindingKind.NOT_IN_CAST, FindingKind.NOT_MENTIONED}
    assert (result.duration, result.audio, result.bgm) == (10, False, False)


NAMES = st.sampled_from(["", "Mia", "mia", "Mia 2", "Mia_2", "@Mia", "Bear", "Bera", "小红", "小", "🐻", "é"])
WORDS = st.sampled_from(
    [
        "@Mia",
        "@Mai",
        "@Mia_2",
        "@Mia 2",
        "@mia_",
        "＠Mia",
        "@Bear",
        "@Zoe",
        "@小虹走",
        "@小红",
        "_x",
        "a",
        "2",
        " ",
        "，",
    ]
)
PICTURES = st.lists(
    st.builds(DraftPicture, url=st.sampled_from([URL, "a.png"]), name=st.sampled_from(["", "Lena.png", "Mia_1.png"])),
    max_size=5,
).map(tuple)
VOICES = st.sampled_from(["", "", "v", "v" * 257])
CASTS = st.lists(st.tuples(NAMES, PICTURES, VOICES), max_size=9).map(
    lambda rows: tuple(
        DraftSubject(uid=str(at), name=name, pictures=some, voice_id=voice)
        for at, (name, some, voice) in enumerate(rows)
    )
)
DRAFTS = st.builds(
    Draft,
    cast=CASTS,
    scene=st.lists(WORDS, max_size=8).map("".join),
    model=st.sampled_from([*(one.id for one in CATALOG), "viduq0"]),
    duration=st.integers(0, 18),
    resolution=st.sampled_from(["360p", "540p", "720p", "1080p"]),
    audio=st.booleans(),
    bgm=st.booleans(),
    voice_id=VOICES,
    name=st.sampled_from(["", "n" * 121]),
    seed=st.sampled_from([0, -1]),
    seed_typed=st.sampled_from(["", "x"]),
    off_peak=st.booleans(),
    watermark=st.booleans(),
    wm_position=st.sampled_from([3, 9]),
    wm_url=st.sampled_from(["", "mark.png"]),
    meta_data=st.sampled_from(["", "x"]),
)


def _point(finding: Finding) -> tuple[object, ...]:
    """What tells it from others of its kind."""
    about = finding.params.get("name") if finding.field == "scene" else finding.params.get("url")
    return finding.kind, finding.subject, about, finding.params.get("handle") if finding.field == "scene" else ""


def _to_fix(found: list[Finding]) -> set[FindingKind]:
    return {one.kind for one in found if one.level is Level.FIX and not one.missing}


@settings(max_examples=300, deadline=None)
@given(DRAFTS)
def test_every_remedy_makes_its_finding_go_and_nothing_new_must_be_fixed(draft: Draft) -> None:
    before = check_draft(draft, 0)
    same, to_fix = [_point(one) for one in before], _to_fix(before)
    for finding in before:
        for remedy in finding.remedies:
            mended_draft = mended(draft, remedy)
            after = check_draft(mended_draft, 0)
            left = [_point(one) for one in after]
            assert left.count(_point(finding)) < same.count(_point(finding)), (finding, mended_draft)
            # What was not said of a model that is gone is said of the next.
            new = _to_fix(after) - to_fix if finding.kind is not FindingKind.RETIRED else set()
            assert not new, (remedy, new)


@settings(max_examples=200, deadline=None)
@given(DRAFTS)
def test_fix_all_ends_with_nothing_certain_left_and_nothing_new_to_fix(draft: Draft) -> None:
    mended_draft = all_mended(draft, 0)
    after = check_draft(mended_draft, 0)
    assert not certain_of(after)
    assert _to_fix(after) <= _to_fix(check_draft(draft, 0))
    assert [one.uid for one in mended_draft.cast] == [one.uid for one in draft.cast]


@settings(max_examples=100, deadline=None)
@given(DRAFTS, st.data())
def test_pressing_the_usual_remedies_in_any_order_comes_to_an_end(draft: Draft, data: st.DataObject) -> None:
    for _press in range(MOST_PRESSES):
        offered = [one.remedy for one in merged(check_draft(draft, 0)) if one.remedy]
        if not offered:
            return
        draft = mended(draft, data.draw(st.sampled_from(offered)))
    raise AssertionError(f"after {MOST_PRESSES} presses there is still something to press: {offered}")
