"""The languages: which one it is, and how a sentence is said in it."""

from __future__ import annotations

import gettext

import pytest
from babel import Locale

from lib.text.language import CODES, ENGLISH, N_, Language, _, _n, _p, language_for, language_of, speaking, spoken

CHOICES = {
    "the one that was chosen": ("zh_Hans", "en-US", "zh_Hans"),
    "English, chosen in a Chinese browser": ("en", "zh-CN", "en"),
    "the browser's": ("", "zh-CN", "zh_Hans"),
    "Chinese of another place": ("", "zh-TW", "zh_Hans"),
    "Chinese without a place": ("", "zh", "zh_Hans"),
    "English of another place": ("", "en-AU", "en"),
    "one that the app does not speak": ("", "fr-FR", "en"),
    "a browser that says nothing": ("", None, "en"),
    "a browser that says nonsense": ("", "x!", "en"),
    "an unknown language": ("", "qq-QQ", "en"),
    "a choice of a later version": ("ja", "zh-CN", "zh_Hans"),
}


@pytest.mark.parametrize(("chosen", "browser", "expected"), CHOICES.values(), ids=CHOICES)
def test_a_choice_counts_before_the_browser(chosen: str, browser: str | None, expected: str) -> None:
    assert language_for(chosen, browser).code == expected


class _Shouted(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid2.upper()

    def pgettext(self, context: str, message: str) -> str:
        return f"{context}: {message}"


LOUD = Language("loud", "Loud", Locale("de"), _Shouted())


def test_sentences_are_said_in_the_language_of_whoever_looks() -> None:
    assert spoken() is ENGLISH
    with speaking(LOUD):
        assert _("Jobs") == "JOBS"
        assert _(N_("Jobs")) == "JOBS"
        assert _p("button", "Open") == "button: Open"
    assert _("Jobs") == "Jobs"


def test_nothing_stays_nothing() -> None:
    """gettext would give the head of its file."""
    with speaking(language_of("zh_Hans")):
        assert _("") == ""


def test_parameters_are_written_as_the_language_does() -> None:
    said = _("{name} has {number} of {all}", name="{Mia}", number=1234, all=["a", "b", "c"])
    assert said == "{Mia} has 1,234 of a, b and c"
    with speaking(LOUD):
        assert _("{NUMBER} of {ALL}", NUMBER=1234.5, ALL=["a", "b"]) == "1.234,5 OF a und b"


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 videos"), (1, "1 video"), (2, "2 videos"), (1000, "1,000 videos")]
)
def test_what_is_counted_has_its_plural(count: int, expected: str) -> None:
    assert _n("{count} video", "{count} videos", count) == expected


@pytest.mark.parametrize("code", CODES)
def test_every_language_can_be_read(code: str) -> None:
    assert language_of(code).code == code
