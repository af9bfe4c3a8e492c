"""What a page says in the browser when its connection breaks, in every language."""

from __future__ import annotations

import json
import re

from lib.text.connection_sentences import SENTENCES, sentences_of_all_languages
from lib.text.language import CODES, language_of
from tests.conftest import ROOT


def test_every_language_has_every_sentence() -> None:
    said = json.loads(sentences_of_all_languages())
    assert list(said) == [language_of(code).tag for code in CODES]
    assert all(sentences.keys() == SENTENCES.keys() for sentences in said.values())
    assert said["en"] == SENTENCES


def test_what_is_filled_in_has_the_same_name_in_every_language() -> None:
    for sentences in json.loads(sentences_of_all_languages()).values():
        for name, sentence in sentences.items():
            assert set(re.findall(r"\{(\w+)\}", sentence)) == set(re.findall(r"\{(\w+)\}", SENTENCES[name])), name


def test_the_script_asks_for_sentences_that_are_there_and_for_each_of_them() -> None:
    script = (ROOT / "lib/ui/frame/connection.js").read_text("utf-8")
    asked = re.findall(r'(?:sentence|button)\("(\w+)"|notTaken\([\w.]+, "(\w+)"', script)
    assert {one or other for one, other in asked} == SENTENCES.keys()
