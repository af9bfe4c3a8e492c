"""The catalogues say all that the code says, with the same parameters; `python -m tests.catalogues` sees to it."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from lib.text.language import CODES, ENGLISH
from tests.catalogues import path_of, said_in_the_code, up_to_date

OTHERS = [code for code in CODES if code != ENGLISH.code]
_ICON = re.compile(r":material/\w+:")
_MARKUP = re.compile(r"\*\*|`[^`]*`|\]\(")


def messages(code: str) -> list[Message]:
    with path_of(code).open("rb") as file:
        return [message for message in read_po(file, locale=code) if message.id]


def texts(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_is_not_behind_the_code(code: str) -> None:
    assert path_of(code).read_bytes() == up_to_date(code), "run python -m tests.catalogues, and translate what is new"


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated(code: str) -> None:
    assert len(messages(code)) > 300
    assert [message.id for message in messages(code) if not all(texts(message.string))] == []
    assert [message.id for message in messages(code) if message.fuzzy] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_parameters_and_the_markup_of_its_source(code: str) -> None:
    for message in messages(code):
        wanted = set().union(*(parameters(text) for text in texts(message.id)))
        source = texts(message.id)[-1]
        for text in texts(message.string):
            assert parameters(text) == wanted, message.id
            assert _ICON.findall(text) == _ICON.findall(source), message.id
            assert sorted(_MARKUP.findall(text)) == sorted(_MARKUP.findall(source)), message.id


def test_a_sentence_names_its_parameters_and_formats_none_itself() -> None:
    """The language writes numbers; a form such as "{size:,}" would be English in all of them."""
    for message in said_in_the_code():
        for text in texts(message.id or ""):
            for _, name, form, conversion in Formatter().parse(text):
                assert name is None or (name.isidentifier() and not form and not conversion), text
