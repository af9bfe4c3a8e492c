"""The buttons that mend a draft, and the fields that lines lead to, in words."""

from __future__ import annotations

import pytest

from lib.domain.check import check_draft
from lib.domain.draft import Draft
from lib.domain.finding_groups import merged
from lib.text.remedy_words import field_name, remedy_label
from tests.domain.test_check import RULES, cast, draft_of, open_points, subject
from tests.text.test_finding_sentences import OF_MANY, found_with

LABELS = {
    "four pictures of one": ["Remove picture 4 of Mia"],
    "eight pictures in all": ["Remove picture 2 of Tom"],
    "twins": ["Rename to mia 2"],
    "a scene too long for q2": ["Use Q3 Pro"],
    "an unknown mention": ["Add Tom to the cast"],
    "a mention that runs on": ["Add a space"],
    "not mentioned": ["Add @Bear"],
    "q2 for 11 s": ["Use 10 s", "Use Q3 Pro"],
    "q2 at 360p": ["Use 720p"],
    "q2-pro-fast at 540p": ["Use 720p", "Use Q2 Pro"],
    "sound in quiet hours": ["Make it silent", "Turn off-peak off"],
    "a very long name of the job": ["Remove it"],
    "a voice without sound": ["Turn sound on"],
    "music on q3": ["Turn music off", "Use Q2 Pro"],
    "a seed that is none": ["Use a random seed"],
    "one voice on q3": ["Remove it", "Use Q2 Pro"],
    "a watermark in no corner": ["Bottom right"],
    "no scene": [],
}
LABELS_OF_MANY = {
    "Without a name: Subject 1, Subject 2, Subject 3": ["Name them after their files"],
    "More than 3 pictures: Mia, Bear": [
        "Remove Mia (picture 4), Bear (picture 4), Bear (picture 5)",
    ],
    "Some names are used twice. Mention these as @mia_2, @MIA_3": ["Rename them"],
    "Not the web address of a picture: mia.png, bear.png": ["Remove Mia (picture 1), Bear (picture 1)"],
    "Not in the cast: Bera, Mai": ["Use @Bear, @Mia", "Add them to the cast"],
    "Not in the cast: Tom, Ann": ["Add them to the cast"],
    "Followed by “_”, put a space after the name: Mia, Bear": ["Add the spaces"],
    "Not mentioned: Mia, Bear": ["Add all"],
    "2 voice ids have more than 256 characters.": ["Remove them"],
}
FIELDS = {
    "four pictures of one": "Pictures of Mia",
    "no name": "Name",
    "q2 for 11 s": "Length",
    "q2 at 360p": "Resolution",
    "an unknown mention": "Scene",
    "sound in quiet hours": "Sound and dialogue",
    "a seed that is none": "Seed",
    "one byte over 20 MB": "Cast",
}


@pytest.mark.parametrize(("rule", "labels"), LABELS.items(), ids=LABELS)
def test_a_remedy_says_what_it_does(rule: str, labels: list[str]) -> None:
    (finding,) = open_points(draft_of(RULES[rule]))
    assert [remedy_label(one) for one in finding.remedies] == labels


@pytest.mark.parametrize(("line", "labels"), LABELS_OF_MANY.items(), ids=LABELS_OF_MANY)
def test_one_button_mends_all_of_a_line(line: str, labels: list[str]) -> None:
    found = [[remedy_label(remedy) for remedy in one.remedies] for one in merged(found_with(OF_MANY[line]))]
    assert labels in found


def test_of_many_pictures_their_number_is_said() -> None:
    findings = merged(found_with({"cast": (RULES["four pictures of one"].change["cast"][0],) * 4}))
    assert "Remove 4 pictures" in [remedy_label(remedy) for one in findings for remedy in one.remedies]


@pytest.mark.parametrize(("number", "label"), [(8, "Remove S7"), (10, "Remove S7, S8, S9"), (11, "Remove 4 subjects")])
def test_those_behind_the_most_that_are_taken_can_go(number: int, label: str) -> None:
    findings = found_with(cast(*(subject(f"S{at}") for at in range(number))))
    assert label in [remedy_label(remedy) for one in findings for remedy in one.remedies]


def test_of_a_retired_model_the_remedy_is_the_usual_one() -> None:
    (remedy,) = [one.remedy for one in check_draft(Draft(model="viduq0"), 0) if one.remedy]
    assert remedy_label(remedy) == "Use Q3 Pro"


@pytest.mark.parametrize(("rule", "name"), FIELDS.items(), ids=FIELDS)
def test_a_line_names_its_field_as_the_page_does(rule: str, name: str) -> None:
    (finding,) = open_points(draft_of(RULES[rule]), RULES[rule].body_bytes)
    assert field_name(finding) == name
