"""Which pictures may be sent, how the largest make room, and what the card says about it."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.picture_rules import Fitted, Picture, judge, sent_bytes, shrink_plan
from lib.text.formats import size
from lib.text.language import language_of, speaking
from lib.text.picture_sentences import remark_text, sent_text


def picture(size_bytes=1000, sha="a", width=1000, height=1000, kind="jpeg"):
    return Picture(sha256=sha, kind=kind, width=width, height=height, size_bytes=size_bytes)


@pytest.mark.parametrize(
    ("width", "height", "size_bytes"),
    [(128, 128, 1), (128, 511, 1), (4000, 1001, 50_000_000), (10_000, 10_000, 1)],
    ids=["smallest", "slim", "heaviest", "most pixels"],
)
def test_a_picture_within_every_rule_raises_nothing(width, height, size_bytes):
    assert judge(width, height, size_bytes).refused == ()
    assert judge(width, height, size_bytes).advised == ()


@pytest.mark.parametrize(
    ("width", "height", "size_bytes", "words"),
    [
        (90, 400, 1, "This picture is 90 × 400 pixels; both sides must be at least 128."),
        (1, 2000, 1, "1 × 2000 pixels; both sides must be at least 128"),
        (128, 513, 1, "128 × 513 pixels, too tall for the video service: at most 4 times as tall as wide"),
        (513, 128, 1, "too wide for the video service: at most 4 times as wide as tall"),
        (500, 500, 50_000_001, "This file is 50.1 MB; at most 50 MB is allowed."),
        (10_000, 10_010, 1, "100.1 megapixels; at most 100"),
        (10_000, 10_001, 1, "100.1 megapixels; at most 100"),
    ],
    ids=["small", "one pixel wide", "slim", "wide", "heavy", "many pixels", "a row too many"],
)
def test_a_refusal_names_the_figure_and_the_rule(width, height, size_bytes, words):
    (remark,) = judge(width, height, size_bytes).refused
    assert words in remark_text(remark)


@pytest.mark.parametrize(("width", "height", "ratio"), [(128, 512, "1:4"), (1200, 300, "4:1")])
def test_exactly_on_the_border_of_the_ratio_is_amber(width, height, ratio):
    verdict = judge(width, height, 1)
    assert verdict.refused == ()
    assert f"exactly {ratio}." in remark_text(verdict.advised[0])


def test_one_pixel_inside_the_border_is_not_amber():
    assert judge(128, 511, 1).advised == ()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 1000, 1001])
def test_the_size_in_the_body_is_that_of_a_data_uri(size):
    assert sent_bytes(size) == len("data:image/jpeg;base64,") + len(base64.b64encode(bytes(size)))


def test_nothing_shrinks_when_everything_fits():
    assert shrink_plan([picture(3000), picture(6000, "b")], 20_000) == {}
    assert shrink_plan([], 0) == {}


def test_the_largest_come_down_to_about_one_level_and_small_ones_stay():
    pictures = [picture(9_000_000, "big"), picture(6_000_000, "mid"), picture(200_000, "small")]
    plan = shrink_plan(pictures, 10_000_000)
    assert set(plan) == {"big", "mid"}
    assert max(plan.values()) <= 1.42 * min(plan.values())


def test_the_plan_uses_the_room_and_never_more():
    pictures = [picture(size, str(size)) for size in (7_000_001, 3_000_002, 2_000_000, 100)]
    plan = shrink_plan(pictures, 9_000_000)
    total = sum(sent_bytes(plan.get(one.sha256, one.size_bytes)) for one in pictures)
    assert 9_000_000 / 1.5 <= total <= 9_000_000


@settings(max_examples=300)
@given(st.lists(st.integers(1, 14_000_000), max_size=9), st.integers(0, 20_000_000))
def test_no_plan_passes_the_room_and_what_is_left_raises_nobody(sizes, room):
    pictures = [picture(size, str(place)) for place, size in enumerate(sizes)]
    plan = shrink_plan(pictures, room)
    total = sum(sent_bytes(plan.get(one.sha256, one.size_bytes)) for one in pictures)
    assert total <= room or not any(plan.values())
    for one in pictures:
        if plan.get(one.sha256):
            assert plan[one.sha256] < one.size_bytes
            raised = min(one.size_bytes, int(1.5 * plan[one.sha256]))
            low = plan[one.sha256] == min(plan.values())
            assert not low or total - sent_bytes(plan[one.sha256]) + sent_bytes(raised) > room


def test_one_picture_more_means_less_drawing_than_pictures():
    """Seven photos of 3 MB, added one by one: a copy of a size that was drawn once is there for good."""
    drawn, photos = set(), []
    for place in range(7):
        photos.append(picture(3_000_000, str(place)))
        plan = shrink_plan(photos, 19_990_000)
        drawn |= set(plan.items())
    assert len(drawn) <= 10


def test_a_picture_that_is_sent_twice_counts_twice():
    plan = shrink_plan([picture(6_000_000), picture(6_000_000)], 10_000_000)
    assert 2 * sent_bytes(plan["a"]) <= 10_000_000


def test_no_room_at_all_leaves_nothing():
    assert shrink_plan([picture(5000)], 0) == {"a": 0}


def test_the_card_says_from_what_to_what():
    original = picture(6_200_000, width=4032, height=3024)
    fitted = Fitted(original, picture(1_900_000, "b", width=2600, height=1950))
    assert sent_text(fitted) == "4032 × 3024 → 2600 × 1950, 1.9 MB"
    with speaking(language_of("zh_Hans")):
        assert sent_text(fitted) == "4032 × 3024 → 2600 × 1950，1.9 MB"


def test_the_card_says_what_is_sent_where_only_the_quality_is_another():
    fitted = Fitted(picture(8_100_000, kind="png"), picture(1_200_000, "b"))
    assert sent_text(fitted) == "1000 × 1000, 1.2 MB"


@pytest.mark.parametrize("sent", [1_000_000, 990_000, 1_100_000], ids=["same", "without metadata", "turned"])
def test_the_card_is_silent_when_nobody_would_notice(sent):
    assert sent_text(Fitted(picture(1_000_000), picture(sent, "b"))) == ""


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [(999, "999 bytes"), (840_400, "840 kB"), (999_700, "1 MB"), (6_240_000, "6.2 MB"), (50_000_000, "50 MB")],
)
def test_sizes_read_as_people_write_them(size_bytes, words):
    assert size(size_bytes) == words
