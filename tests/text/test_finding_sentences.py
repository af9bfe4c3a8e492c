"""What is found about a draft, in words: each kind of finding and of remedy, each parameter in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lib.domain.cast_check import permission_findings
from lib.domain.cast_member import CastMember, StoredMember
from lib.domain.check import check_draft
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.failure import Part, Place, Refusal
from lib.domain.finding import Finding, FindingKind, RemedyKind
from lib.domain.finding_groups import merged
from lib.domain.job import Trouble
from lib.domain.permission import Permission, PermissionKind
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.picture_rules import Fitted, Picture
from lib.domain.request import MAX_BODY_BYTES
from lib.text.finding_sentences import finding_text, step_text
from lib.text.language import CODES, language_of, speaking
from lib.text.remedy_words import remedy_label
from tests.domain.test_check import GOOD, RULES, cast, draft_of, open_points, shot, subject

REFUSAL = Refusal(Trouble("PictureRefused", "ImageFormatInvalid"), Place(Part.PICTURE, who="Mia", subject=0, picture=0))
REFUSED_SCENE = Refusal(Trouble("Refused", "AuditSubmitIllegal"), Place(Part.FIELD, "prompt"))
HALF = Picture("ab" * 32, "png", 900, 900, 1000)
PARTLY = Fitted(HALF, HALF, (), (PictureRemark(RemarkKind.PARTLY),))
MIA = subject("Mia")

SENTENCES = {
    "nobody in the cast": "Add at least one subject with a name and a picture.",
    "no name": "Subject 1 needs a name: at least one letter or digit.",
    "no picture": "Mia needs at least one picture.",
    "four pictures of one": "Mia has 4 pictures; a subject can have at most 3.",
    "an address that is none": "Mia: “mia.png” is not a web address of a picture.",
    "127 pixels wide": "Mia, picture 1: This picture is 127 × 200 pixels; both sides must be at least 128.",
    "eight pictures in all": "8 pictures in all; the video service accepts at most 7.",
    "twins": "Another subject is also named “mia”: mention this one as @mia_2.",
    "no scene": "The scene is empty: nothing says what happens.",
    "a scene too long for q2": "The scene has 2,001 characters; this model accepts at most 2,000.",
    "an unknown mention": "@Tom is not in the cast.",
    "a mention that runs on": "@Bear is followed by “_”. Put a space after the name.",
    "not mentioned": "The scene does not mention @Bear.",
    "a very long name": "This name has 81 characters; up to 80 work best. It is sent as it is.",
    "a very long name of the job": "The name of the job has 121 characters; up to 120 work best. It is kept as it is.",
    "a voice id too long": "This voice id has 257 characters; ids have at most 256.",
    "a seed below nothing": "Seeds are usually from 0 to 2,147,483,647; this one is sent as it is and may be refused.",
    "a seed that is none": "“1e9” is not a valid seed. A seed is a whole number; 0 is random.",
    "q2 for 11 s": "Q2 Pro videos are 1 to 10 seconds long; the length is set to 11 s.",
    "q1 for 4 s": "Q1 videos are 5 seconds long; the length is set to 4 s.",
    "q2 at 360p": "Q2 Pro videos are 540p, 720p or 1080p; the resolution is set to 360p.",
    "q1 at 720p": "Q1 videos are 1080p; the resolution is set to 720p.",
    "q2-pro-fast at 540p": "540p is not listed for Q2 Pro Fast and may be refused.",
    "sound in quiet hours": "Off-peak videos cannot have sound.",
    "one voice on q3": "Q3 Pro ignores the voice for the whole video.",
    "a voice without sound": "Voices are only heard with sound on.",
    "music on q3": "Q3 Pro has no background music.",
    "music on q2 at 9 s": "Q2 Pro has no background music at 9 s.",
    "a watermark that is no address": "The watermark picture must be a web address (http or https).",
    "a watermark in no corner": "The watermark goes into one of four corners.",
    "too much passed through": (
        "The custom data has 1,048,577 characters; the video service accepts at most 1,048,576."
    ),
    "a label that is no JSON": "The AI-content label is not a valid JSON document, or names a field twice.",
    "one byte over 20 MB": (
        "The request is 20.1 MB; the video service accepts at most 20 MB. Use fewer or smaller pictures."
    ),
}
OTHERS: dict[str, dict[str, Any]] = {
    "2 subjects, 2 of 7 pictures": {},
    "1 subject, 1 of 7 pictures": cast(MIA),
    "8 subjects; the video service accepts at most 7.": cast(*(subject(f"S{number}") for number in range(8))),
    "The scene mentions its subject": cast(MIA),
    "The scene mentions both": {},
    "The scene mentions all 3": cast(MIA, subject("Bear"), subject("Tom")),
    "The service writes the scene itself.": {"service_writes": True, "scene": ""},
    "The service writes the scene itself; what you wrote is kept here and not sent.": {"service_writes": True},
    "Q2 Pro, 5 s, 720p, with sound": {},
    "Q2 Pro, 5 s, 720p, silent": {"audio": False},
    "viduq0 is no longer offered by the video service. Choose another model.": {"model": "viduq0"},
    "This model is no longer offered by the video service. Choose another model.": {"model": ""},
    "Subject 1 needs at least one picture.": {"cast": (subject("", 0),)},
    "Mia, picture 1: Part of this file is damaged or missing: check that the picture is complete, or export it "
    "again.": cast(MIA.model_copy(update={"pictures": (DraftPicture(fitted=PARTLY),)})),
    "Mia, picture 1: This picture is 800 × 200 pixels, exactly 4:1. That is the limit of what the video service "
    "accepts: crop it a little if it is refused.": cast(shot(800, 200)),
    (
        "Picture 1 of Mia: The video service could not read the format of a picture. "
        "Replace the picture with a png, jpeg or webp."
    ): {},
}
LOOSE = subject("Mia", 0)


def from_file(file: str) -> DraftSubject:
    """A subject without a name, with a picture from this file."""
    return DraftSubject(uid=file, pictures=(DraftPicture(fitted=Fitted(HALF, HALF), name=file),))


OF_MANY: dict[str, dict[str, Any]] = {
    "Without a name: Subject 1, Subject 2": {"cast": (subject(""), subject(" "))},
    "Without a picture: Mia, Subject 2": {"cast": (LOOSE, subject("", 0))},
    "More than 3 pictures: Mia, Bear": cast(subject("Mia", 4), subject("Bear", 5)),
    "Mia (picture 1), Bear (picture 1): Part of this file is damaged or missing: check that the picture is complete, "
    "or export it again.": cast(
        *(subject(name).model_copy(update={"pictures": (DraftPicture(fitted=PARTLY),)}) for name in ("Mia", "Bear"))
    ),
    "Some names are used twice. Mention these as @mia_2, @MIA_3": cast(
        MIA, subject("mia"), subject("MIA"), scene="@Mia @mia_2 @MIA_3"
    ),
    "2 names have more than 80 characters. They are sent as they are.": cast(subject("a" * 81), subject("b" * 82)),
    "2 voice ids have more than 256 characters.": cast(
        subject("Mia", voice_id="v" * 257), subject("Bear", voice_id="v" * 258)
    ),
    "Not the web address of a picture: mia.png, bear.png": cast(
        *(
            subject(name).model_copy(update={"pictures": (DraftPicture(url=f"{name.lower()}.png"),)})
            for name in ("Mia", "Bear")
        )
    ),
    "Not in the cast: Tom, Ann": {"scene": "@Mia @Bear @Tom @Ann"},
    "Followed by “_”, put a space after the name: Mia, Bear": {"scene": "@Mia_x @Bear_y"},
    "Not in the cast: Bera, Mai": {"scene": "@Bera @Mai"},
    "Without a name: Subject 1, Subject 2, Subject 3": {
        "cast": (from_file("Lena.png"), from_file("Ann.png"), subject(""))
    },
    "Not mentioned: Mia, Bear": {"scene": "fog"},
    "Not in the cast: a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12 and 3 more": {
        "scene": "@Mia @Bear " + " ".join(f"@a{number}" for number in range(1, 16))
    },
}


def found_anywhere() -> Iterator[Finding]:
    """What each rule and each of the other boards leads to."""
    for row in RULES.values():
        yield from check_draft(draft_of(row), row.body_bytes)
    for change in OTHERS.values():
        yield from found_with(change)
    for change in OF_MANY.values():
        yield from merged(found_with(change))
    for days in (-1, 1):
        yield from permissions(days, "Ann")
    yield from check_draft(GOOD.model_copy(update={"scene": "[refuse]"}), 0, REFUSED_SCENE)


def permissions(days: int, keeper: str, me: str = "bob") -> list[Finding]:
    """Of a member whose permission ends so many days from 3 March 2026."""
    today = date(2026, 3, 3)
    until = Permission(kind=PermissionKind.UNTIL, until=today + timedelta(days=days))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    stored = StoredMember(CastMember(id="m", name="Mia", permission=until), "ann", moment, moment)
    board = Draft(cast=(MIA.model_copy(update={"member_id": "m"}),))
    return permission_findings(board, {"m": stored}, {"ann": keeper}, today, me=me)


def test_a_permission_is_told_with_its_day_and_who_looks_after_it() -> None:
    assert [finding_text(one) for days in (-1, 1) for one in permissions(days, "Ann")] == [
        "The permission for Mia ended on 2 Mar 2026. It can be renewed on the Cast page. Ann looks after it.",
        "The permission for Mia ends on 4 Mar 2026. Ann looks after it.",
    ]
    assert finding_text(permissions(1, "")[0]).endswith("Someone without a name looks after it.")
    assert [finding_text(one) for days in (-1, 1) for one in permissions(days, "", me="ann")] == [
        "The permission for Mia ended on 2 Mar 2026. You look after it and can renew it on the Cast page.",
        "The permission for Mia ends on 4 Mar 2026. You look after it.",
    ]


def found_with(change: dict[str, Any]) -> list[Finding]:
    return check_draft(GOOD.model_copy(update=change), MAX_BODY_BYTES, REFUSAL)


@pytest.mark.parametrize(("rule", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_rule_is_said_in_plain_words(rule: str, sentence: str) -> None:
    assert [finding_text(one) for one in open_points(draft_of(RULES[rule]), RULES[rule].body_bytes)] == [sentence]


@pytest.mark.parametrize(("sentence", "change"), OTHERS.items(), ids=range(len(OTHERS)))
def test_what_no_rule_forbids_is_said_as_well(sentence: str, change: dict[str, Any]) -> None:
    assert sentence in [finding_text(one) for one in found_with(change)]


@pytest.mark.parametrize(("sentence", "change"), OF_MANY.items(), ids=range(len(OF_MANY)))
def test_many_of_a_kind_are_said_in_one_line(sentence: str, change: dict[str, Any]) -> None:
    assert sentence in [finding_text(one) for one in merged(found_with(change))]


def test_what_is_missing_is_said_as_a_step() -> None:
    found = {one.kind: one for one in check_draft(Draft(), 0)}
    assert step_text(found[FindingKind.NO_SCENE]).startswith("Write the scene")
    assert found[FindingKind.NO_SCENE].missing and not found[FindingKind.LOOK].missing


def test_every_kind_of_finding_and_of_remedy_has_its_words_in_every_language() -> None:
    found = list(found_anywhere())
    remedies = [remedy for one in found for remedy in one.remedies]
    assert {one.kind for one in found} == set(FindingKind)
    assert {one.kind for one in remedies} == set(RemedyKind)
    for code in CODES:
        with speaking(language_of(code)):
            words = [*map(finding_text, found), *map(remedy_label, remedies)]
        assert all(words) and not [text for text in words if "{" in text]
