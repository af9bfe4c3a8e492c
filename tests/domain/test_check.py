"""What stands between a draft and Generate: one row a rule, with its level, its field and its remedy."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from lib.domain.check import MAX_PAYLOAD, check_draft
from lib.domain.draft import Draft, DraftPicture, DraftSubject, build_body
from lib.domain.finding import Finding, Level, may_send
from lib.domain.mending import mended
from lib.domain.picture_rules import Fitted, Picture
from lib.domain.request import MAX_BODY_BYTES
from lib.text.finding_sentences import finding_text
from lib.text.remedy_words import remedy_label
from tests.contract_schema import judge

URL = "https://example.com/a.png"


def subject(name: str, pictures: int = 1, **fields: Any) -> DraftSubject:
    return DraftSubject(uid=f"uid {name}", name=name, pictures=(DraftPicture(url=URL),) * pictures, **fields)


def shot(width: int, height: int, size_bytes: int = 1000) -> DraftSubject:
    """A subject "Mia" with one uploaded picture of this size."""
    picture = Picture("ab" * 32, "png", width, height, size_bytes)
    return DraftSubject(uid="uid Mia", name="Mia", pictures=(DraftPicture(fitted=Fitted(picture, picture)),))


GOOD = Draft(cast=(subject("Mia"), subject("Bear")), scene="@Mia and @Bear walk", model="viduq2-pro")
MIA = {"scene": "@Mia walks"}


@dataclass(frozen=True)
class Row:
    """`source`: M or V as in the contract, "ours" for what we add. `change`: what is laid over a good draft."""

    source: str
    field: str
    change: dict[str, Any]
    remedy: tuple[str, Any] | None = None
    subject: str = ""
    body_bytes: int = field(default=1000)


def cast(*subjects: DraftSubject, **fields: Any) -> dict[str, Any]:
    return {"cast": subjects, "scene": " ".join(f"@{one.name}" for one in subjects), **fields}


Q1, Q3, V2, FAST = ({"model": name} for name in ("viduq1", "viduq3-pro", "vidu2.0", "viduq2-pro-fast"))
Q1_RIGHT = {**Q1, "resolution": "1080p"}
V2_RIGHT = {**V2, "resolution": "720p", "duration": 4}

RULES = {
    "nobody in the cast": Row("M", "cast", {"cast": (), "scene": "fog"}),
    "no name": Row("M", "name", {"cast": (subject(""),), "scene": "fog"}, subject="uid "),
    "a name of blanks": Row("M", "name", {"cast": (subject("  "),), "scene": "fog"}, subject="uid   "),
    "a name without letters": Row("ours", "name", cast(subject("🐻")), subject="uid 🐻"),
    "no picture": Row("M", "pictures", cast(subject("Mia", 0)), subject="uid Mia"),
    "four pictures of one": Row("M", "pictures", cast(subject("Mia", 4)), ("pictures", 4), "uid Mia"),
    "an address that is none": Row(
        "M",
        "pictures",
        cast(DraftSubject(uid="uid Mia", name="Mia", pictures=(DraftPicture(url="mia.png"),))),
        ("pictures", 1),
        "uid Mia",
    ),
    "127 pixels wide": Row("M", "pictures", cast(shot(127, 200)), ("pictures", 1), "uid Mia"),
    "127 pixels high": Row("M", "pictures", cast(shot(200, 127)), ("pictures", 1), "uid Mia"),
    "wider than 4:1": Row("M", "pictures", cast(shot(801, 200)), ("pictures", 1), "uid Mia"),
    "higher than 1:4": Row("M", "pictures", cast(shot(200, 801)), ("pictures", 1), "uid Mia"),
    "a file over 50 MB": Row("M", "pictures", cast(shot(800, 800, 50_000_001)), ("pictures", 1), "uid Mia"),
    "exactly 4:1": Row("V", "pictures", cast(shot(800, 200)), subject="uid Mia"),
    "exactly 1:4": Row("V", "pictures", cast(shot(200, 800)), subject="uid Mia"),
    "eight pictures in all": Row(
        "V", "cast", cast(subject("Mia", 3), subject("Bear", 3), subject("Tom", 2)), ("pictures", 2)
    ),
    "twins": Row(
        "ours", "name", cast(subject("Mia"), subject("mia"), scene="@Mia @mia_2"), ("name", "mia 2"), "uid mia"
    ),
    "no scene": Row("V", "scene", {"scene": " \n"}),
    "a scene too long for q2": Row("V", "scene", {"scene": "@Mia @Bear " + "x" * 1990}, ("model", "viduq3-pro")),
    "a scene too long for q3": Row("V", "scene", {**Q3, "scene": "@Mia @Bear " + "x" * 4990}),
    "an unknown mention": Row("ours", "scene", {"scene": "@Mia @Bear @Tom"}, ("cast", "Tom")),
    "a mention that runs on": Row("ours", "scene", {"scene": "@Mia @Bear_ing"}, ("scene", "Bear")),
    "not mentioned": Row("ours", "scene", {"scene": "@Mia walks"}, ("scene", "@Bear"), "uid Bear"),
    "a name with a space, not mentioned": Row(
        "ours", "scene", {"cast": (subject("A B"), subject("Bear")), "scene": "@Bear"}, ("scene", "@A B"), "uid A B"
    ),
    "a name that is another's but for what nobody sees": Row(
        "ours",
        "name",
        cast(subject("Mia"), subject("Mia\u200b"), scene="@Mia @Mia_"),
        ("name", "Mia\u200b 2"),
        "uid Mia\u200b",
    ),
    "a name of nothing that is seen": Row(
        "M", "name", {"cast": (subject("\u3164"),), "scene": "fog"}, subject="uid \u3164"
    ),
    "a name of the sign alone": Row("M", "name", {"cast": (subject("@"),), "scene": "fog"}, subject="uid @"),
    "a very long name": Row("ours", "name", cast(subject("é" * 81)), subject="uid " + "é" * 81),
    "a very long name of the job": Row("ours", "job_name", {"name": "👩\u200d🎤" * 121}, ("name", "")),
    "a voice id too long": Row("V", "voice_id", {"voice_id": "v" * 257}, ("voice_id", "")),
    "a subject's voice id too long": Row(
        "V", "voice", cast(subject("Mia", voice_id="v" * 257)), ("voice", ""), "uid Mia"
    ),
    "a seed below nothing": Row("ours", "seed", {"seed": -5}, ("seed_text", "0")),
    "a seed above all": Row("ours", "seed", {"seed": 99_999_999_999}, ("seed_text", "0")),
    "a seed that is none": Row("M", "seed", {"seed_typed": "1e9"}, ("seed_text", "0")),
    "q2 for 0 s": Row("M", "duration", {"duration": 0}, ("duration", 1)),
    "q2 for 11 s": Row("M", "duration", {"duration": 11}, ("duration", 10)),
    "q2-pro-fast for 12 s": Row("M", "duration", {**FAST, "duration": 12}, ("duration", 10)),
    "q3 for 17 s": Row("V", "duration", {**Q3, "duration": 17}, ("duration", 16)),
    "q3 for 0 s": Row("V", "duration", {**Q3, "duration": 0}, ("duration", 1)),
    "q1 for 4 s": Row("V", "duration", {**Q1_RIGHT, "duration": 4}, ("duration", 5)),
    "2.0 for 5 s": Row("V", "duration", {**V2_RIGHT, "duration": 5}, ("duration", 4)),
    "q2 at 360p": Row("M", "resolution", {"resolution": "360p"}, ("resolution", "720p")),
    "q2-pro-fast at 360p": Row("M", "resolution", {**FAST, "resolution": "360p"}, ("resolution", "720p")),
    "q2-pro-fast at 540p": Row("V", "resolution", {**FAST, "resolution": "540p"}, ("resolution", "720p")),
    "q3 at 360p": Row("V", "resolution", {**Q3, "resolution": "360p"}, ("resolution", "720p")),
    "q1 at 720p": Row("V", "resolution", {**Q1, "resolution": "720p"}, ("resolution", "1080p")),
    "2.0 at 1080p": Row("V", "resolution", {**V2_RIGHT, "resolution": "1080p"}, ("resolution", "360p")),
    "sound in quiet hours": Row("V", "audio", {"off_peak": True}, ("audio", False)),
    "one voice on q3": Row("V", "voice_id", {**Q3, "voice_id": "v"}, ("voice_id", "")),
    "a voice without sound": Row("V", "audio", {"audio": False, "voice_id": "v"}, ("audio", True)),
    "a subject's voice without sound": Row(
        "V", "audio", cast(subject("Mia", voice_id="v"), audio=False), ("audio", True)
    ),
    "music on q3": Row("V", "bgm", {**Q3, "bgm": True}, ("bgm", False)),
    "music on q2 at 9 s": Row("V", "bgm", {"bgm": True, "duration": 9}, ("bgm", False)),
    "music on q2 at 10 s": Row("V", "bgm", {"bgm": True, "duration": 10}, ("bgm", False)),
    "a watermark that is no address": Row("M", "wm_url", {"watermark": True, "wm_url": "mark.png"}, ("wm_url", "")),
    "a watermark in no corner": Row("M", "wm_position", {"watermark": True, "wm_position": 5}, ("wm_position", 3)),
    "too much passed through": Row("V", "payload", {"payload": "x" * (MAX_PAYLOAD + 1)}, ("payload", "")),
    "a label that is no JSON": Row("M", "meta_data", {"meta_data": "Label=1"}, ("meta_data", "")),
    "a label only Python reads": Row("M", "meta_data", {"meta_data": '{"Label": NaN}'}, ("meta_data", "")),
    "one byte over 20 MB": Row("M", "size", {}, body_bytes=MAX_BODY_BYTES + 1),
}
IDS = list(RULES)
OURS_THAT_FORBID = {"a name without letters"}


def draft_of(row: Row) -> Draft:
    return GOOD.model_copy(update=row.change)


def open_points(draft: Draft, body_bytes: int = 1000) -> list[Finding]:
    return [finding for finding in check_draft(draft, body_bytes) if finding.level is not Level.OK]


@pytest.mark.parametrize("name", IDS)
def test_a_rule_is_told_with_its_level_at_its_field_with_its_remedy(name: str):
    row = RULES[name]
    (finding,) = open_points(draft_of(row), row.body_bytes)
    forbids = row.source == "M" or name in OURS_THAT_FORBID
    assert finding.level is (Level.FIX if forbids else Level.CHECK)
    assert (finding.field, finding.subject) == (row.field, row.subject)
    assert (finding.remedy and (finding.remedy.control, finding.remedy.value)) == row.remedy
    text = finding_text(finding)
    assert text.endswith(".") and not text[0].islower() and "{" not in text
    assert may_send(check_draft(draft_of(row), row.body_bytes)) is not forbids


@pytest.mark.parametrize("name", [name for name in IDS if RULES[name].remedy])
def test_the_remedy_makes_its_finding_go_away(name: str):
    draft = draft_of(RULES[name])
    (finding,) = open_points(draft)
    assert finding.remedy and remedy_label(finding.remedy)
    assert [one.kind for one in open_points(mended(draft, finding.remedy)) if not one.missing] == []


# Uploads are judged with their bytes where those exist, and the size where the body is built.
JUDGED = [name for name in IDS if RULES[name].body_bytes == 1000]
JUDGED = [name for name in JUDGED if not any(p.fitted for one in draft_of(RULES[name]).cast for p in one.pictures)]


@pytest.mark.parametrize("name", JUDGED)
def test_red_is_what_a_second_reading_of_the_contract_refuses_and_amber_is_not(name: str):
    body = json.dumps(build_body(draft_of(RULES[name]))).encode()
    assert bool(judge(body)) is (RULES[name].source == "M")


FINE = {
    "a good draft": {},
    "seven of each": cast(*(subject(f"S{number}") for number in range(7))),
    "the least scene": {"scene": "@Mia@Bear"},
    "a scene of exactly 2,000": {"scene": "@Mia @Bear ".ljust(2000, "x")},
    "a scene of 5,000 on q3": {**Q3, "scene": "@Mia @Bear ".ljust(5000, "x")},
    "the service writes": {"service_writes": True, "scene": "@Tom"},
    "the service writes, and there is nothing to ignore": {"service_writes": True, "scene": ""},
    "quiet hours in silence": {"off_peak": True, "audio": False},
    "a voice on q2": {"voice_id": "v"},
    "music on q2 at 8 s": {"bgm": True, "duration": 8},
    "music on q1": {**Q1_RIGHT, "bgm": True},
    "q3 for 16 s": {**Q3, "duration": 16},
    "q2 at 540p": {"resolution": "540p"},
    "2.0 on its own": V2_RIGHT,
    "128 pixels": cast(shot(128, 128)),
    "a watermark": {"watermark": True, "wm_url": URL, "wm_position": 4},
    "a watermark's address without a watermark": {"watermark": False, "wm_url": "mark.png"},
    "the longest name": cast(subject("e\u0301" * 80)),
    "a name with the sign": {"cast": (subject("@Mia"), subject("Bear")), "scene": "@Mia ＠bear"},
    "the longest name of a job": {"name": "👩\u200d🎤" * 120},
    "the highest seed": {"seed": 2**31 - 1},
    "the longest payload": {"payload": "x" * MAX_PAYLOAD},
    "a label": {"meta_data": '{"Label": "1"}'},
    "a name beside its own twin's id": cast(subject("Mia"), subject("Mia_2")),
}


@pytest.mark.parametrize("change", FINE.values(), ids=FINE)
def test_what_is_within_the_rules_is_only_praised(change: dict[str, Any]):
    draft = GOOD.model_copy(update=change)
    assert open_points(draft, MAX_BODY_BYTES) == []
    assert "cast" in [finding.field for finding in check_draft(draft, MAX_BODY_BYTES)]


def test_a_good_draft_is_told_as_a_list_of_what_will_be_sent():
    assert [(finding.field, finding_text(finding)) for finding in check_draft(GOOD, 1000)] == [
        ("cast", "2 subjects, 2 of 7 pictures"),
        ("scene", "The scene mentions both"),
        ("look", "Q2 Pro, 5 s, 720p, with sound"),
    ]


def test_what_must_be_fixed_comes_first_and_what_is_fine_last():
    draft = GOOD.model_copy(update={"duration": 12, "off_peak": True, "meta_data": "x"})
    levels = [finding.level for finding in check_draft(draft, MAX_BODY_BYTES + 1)]
    assert levels == [Level.FIX] * 3 + [Level.CHECK] + [Level.OK] * 2


def test_an_eighth_subject_is_told_and_can_be_sent():
    findings = check_draft(GOOD.model_copy(update=cast(*(subject(f"S{number}") for number in range(8)))), 1000)
    assert [finding.level for finding in findings if finding.field == "cast"] == [Level.CHECK, Level.CHECK]
    assert may_send(findings)


def test_a_twin_that_is_not_mentioned_is_added_by_its_own_id():
    draft = GOOD.model_copy(update={"cast": (subject("Mia"), subject("mia")), "scene": "@Mia walks"})
    assert "@mia_2" in [one.remedy.value for one in check_draft(draft, 1000) if one.remedy]


def test_an_unknown_mention_is_told_once_however_often_it_stands_there():
    (finding,) = open_points(GOOD.model_copy(update={"scene": "@Mia @Bear @Tom @Tom"}))
    assert finding_text(finding) == "@Tom is not in the cast."


def test_a_scene_the_service_writes_says_that_ours_is_kept():
    texts = [finding_text(finding) for finding in check_draft(GOOD.model_copy(update={"service_writes": True}), 1000)]
    assert "The service writes the scene itself; what you wrote is kept here and not sent." in texts


NOT_PRAISED = {
    "nobody": ("cast", {"cast": (), "scene": "fog"}),
    "one without a picture": ("cast", cast(subject("Mia", 0), subject("Bear"))),
    "one with four": ("cast", cast(subject("Mia", 4), subject("Bear"))),
    "eight subjects": ("cast", cast(*(subject(f"S{number}") for number in range(8)))),
    "eight pictures": ("cast", cast(subject("Mia", 3), subject("Bear", 3), subject("Tom", 2))),
    "nobody to mention": ("scene", {"cast": (), "scene": "fog"}),
    "one not mentioned": ("scene", {"scene": "@Mia walks"}),
    "a stranger mentioned": ("scene", {"scene": "@Mia @Bear @Tom"}),
    "no scene": ("scene", {"scene": ""}),
    "a length that does not fit": ("look", {"duration": 12}),
    "a size that does not fit": ("look", {"resolution": "360p"}),
}


@pytest.mark.parametrize(("place", "change"), NOT_PRAISED.values(), ids=NOT_PRAISED)
def test_what_is_not_right_is_not_praised_beside_it(place: str, change: dict[str, Any]):
    findings = check_draft(GOOD.model_copy(update=change), 1000)
    assert [finding_text(finding) for finding in findings if finding.level is Level.OK and finding.field == place] == []


ASKS = {
    "no scene",
    "a scene too long for q2",
    "a scene too long for q3",
    "eight pictures in all",
    "q3 for 17 s",
    "q3 for 0 s",
    "q1 for 4 s",
    "2.0 for 5 s",
    "q3 at 360p",
    "q1 at 720p",
    "2.0 at 1080p",
    "sound in quiet hours",
    "too much passed through",
    "a voice id too long",
    "a subject's voice id too long",
}
"""What the service is known to refuse [V], and a scene that says nothing."""


@pytest.mark.parametrize("name", IDS)
def test_generate_asks_for_what_the_service_is_known_to_refuse_and_for_an_empty_scene(name: str):
    assert any(finding.asks for finding in open_points(draft_of(RULES[name]))) is (name in ASKS)
