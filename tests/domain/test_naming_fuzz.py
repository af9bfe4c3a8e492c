"""Names and mentions with any text: nothing raises, nothing is lost, and what looks right is right."""

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.domain.naming import called, folded, id_of, ids_of, mentions, mentions_of, order_key, with_ids
from tests.alike import OTHER_WAYS

# Few characters, so that names, twins and mentions meet often.
LETTERS = "aAbé\u0301小红ßſ_2 -🐻."
NAMES = st.lists(st.text(LETTERS, max_size=4), max_size=5)
SCENES = st.text("@@@" + LETTERS + ",。\n", max_size=30)
fast = settings(max_examples=150, deadline=None)


@fast
@given(NAMES)
def test_any_names_get_ids_that_differ_whatever_the_case(names: list[str]):
    ids = [id_ for id_ in ids_of(names) if id_]
    assert len({id_.casefold() for id_ in ids}) == len(ids)
    assert all(id_of(id_) == id_ for id_ in ids)
    assert [bool(id_) for id_ in ids_of(names)] == [bool(called(name)) for name in names]


@fast
@given(SCENES, NAMES)
@example("@Mia@Bear me@mia.com", ["Mia", "Bear"])
def test_rewriting_loses_nothing_but_the_mentions(scene: str, names: list[str]):
    ids = ids_of(names)
    rest, at = with_ids(scene, names), 0
    for mention in mentions(scene, names):
        if mention.subject is not None:
            before = scene[at : mention.start] + "@" + ids[mention.subject]
            assert rest.startswith(before)
            rest, at = rest[len(before) :], mention.end
            assert rest[:1].isspace()
            rest = rest if scene[at : at + 1].isspace() else rest[1:]
    assert rest == scene[at:]


@fast
@given(SCENES, st.lists(st.text(LETTERS.replace(" ", ""), max_size=4), max_size=5))
def test_rewriting_what_was_rewritten_changes_nothing(scene: str, names: list[str]):
    once = with_ids(scene, names)
    assert with_ids(once, names) == once


@fast
@given(SCENES, NAMES)
def test_mentions_stand_in_order_and_say_where(scene: str, names: list[str]):
    end = 0
    for mention in mentions(scene, names):
        assert mention.start >= end
        assert scene[mention.start : mention.end] == "@" + mention.text
        end = mention.end


@fast
@given(st.text("Tram ", max_size=5), st.integers(0), st.integers(0))
def test_numbers_in_names_stand_in_their_order(name: str, one: int, other: int):
    assert (order_key(f"{name}{one}a") < order_key(f"{name}{other}a")) == (one < other)
    assert order_key(f"{name}{one}") == order_key(f"{name}00{one}")


# Any text at all: what folds to more or fewer letters, joiners, marks, wide signs, halves of surrogate pairs.
ODD = st.sampled_from("@＠﹫ßﬁİŉΐǰᾳſK\u0301\u0307\u200b\u200c\u200d\ufe0f\u3164\u202e\u0600क्षि\u1100\u1161🇩🇪\r\n_1a小")
ANY = st.text(st.one_of(ODD, st.characters()), max_size=24)


@settings(max_examples=400, deadline=None)
@given(ANY, st.lists(ANY, max_size=4))
@example("@Groß", ["Gross"])
@example("@ﬁ@İ@ŉ@ΐ", ["fi", "i\u0307", "ʼn", "ΐ"])
def test_any_text_is_read_and_nothing_outside_mentions_is_touched(scene: str, names: list[str]):
    ids, sent, at, end = ids_of(names), with_ids(scene, names), 0, 0
    for mention in mentions(scene, names):
        assert mention.start >= end and scene[mention.start] in "@＠﹫"
        assert scene[mention.start + 1 : mention.end] == mention.text
        end = mention.end
        if mention.subject is None:
            continue
        meant = names[mention.subject]
        assert folded(mention.text) in (folded(called(meant)), folded(ids[mention.subject]))
        before = scene[at : mention.start] + "@" + ids[mention.subject]
        assert sent.startswith(before)
        sent, at = sent[len(before) :], mention.end
        assert sent[:1].isspace()
        sent = sent if scene[at : at + 1].isspace() else sent[1:]
    assert sent == scene[at:]


@settings(max_examples=300, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=4))
def test_what_a_subject_is_said_to_be_mentioned_by_means_that_subject(names: list[str]):
    for place, said in enumerate(mentions_of(names)):
        # After an Arabic number sign even a space is part of the same letter.
        if said and not regex.search(r"\p{GCB=Prepend}$", said):
            found = mentions(f"{said} walks", names)
            assert found and (found[0].start, found[0].subject) == (0, place)


def test_a_long_text_of_signs_and_of_what_nobody_sees_is_read_at_once():
    hidden, names = "\u200b", ["Mia", "Mia Rose"]
    assert len(mentions("@Mia " * 20_000, names)) == 20_000
    for scene in ("@" * 50_000 + hidden * 50_000, "x\u0301" * 30_000 + "@Mia", f"@{hidden}" * 50_000):
        assert mentions(scene, names) == []


@pytest.mark.parametrize("kind", OTHER_WAYS)
def test_a_mention_that_looks_right_is_right_with_every_character_there_is(kind: str):
    chars, otherwise = OTHER_WAYS[kind]
    wrong = []
    for char in chars:
        for tail in ("", "a"):
            one, other = f"Bo{char}{tail}", f"Bo{otherwise(char)}{tail}"
            for name, said in ((one, other), (other, one)):
                for scene in (f"See @{said}", f"＠{said}, and on"):
                    found = [mention.subject for mention in mentions(scene, ["Mia", name])]
                    wrong += [] if found == [1] else [f"U+{ord(char):04X}: {scene!r} for {name!r}: {found}"]
    assert wrong == [] and len(chars) > 100
