"""Making a picture smaller: quality before pixels, the room well used, and never too small to know a face in it."""

import io

import pytest
import pyvips
from PIL import Image

from lib.domain.picture_rules import LEAST_SENT_SIDE
from lib.services.media.picture.fit import fitted, smaller
from tests.services.costly_pictures import grainy
from tests.services.picture_kit import file_of, opened


@pytest.fixture(scope="module")
def photo():
    """Four megapixels with as much grain as a phone's."""
    image = Image.merge("RGB", [Image.effect_noise((2304, 1728), 14)] * 3)
    return file_of(Image.blend(image, grainy(2304, "RGB", 0).crop((0, 0, 2304, 1728)), 0.5), quality=97, subsampling=0)


def in_full(photo, quality):
    return len(file_of(opened(photo), quality=quality))


def test_the_quality_comes_down_before_the_size(photo):
    drawn = smaller(photo, in_full(photo, 88))
    assert (drawn.width, drawn.height) == (2304, 1728)


def test_below_a_good_quality_the_size_comes_down(photo):
    drawn = smaller(photo, in_full(photo, 80) // 2)
    assert 1000 < drawn.width < 2000
    assert abs(drawn.width / drawn.height - 4 / 3) < 0.01


@pytest.mark.parametrize("share", [0.9, 0.7, 0.5, 0.3, 0.1])
def test_the_room_is_used(photo, share):
    cap = int(share * in_full(photo, 92))
    drawn = smaller(photo, cap)
    assert 0.85 * cap < len(drawn.data) <= cap


def test_the_same_picture_gives_the_same_file(photo):
    assert smaller(photo, 300_000) == smaller(photo, 300_000)


def test_the_short_side_keeps_720_pixels_as_long_as_the_quality_can_give_way(photo):
    cap = len(file_of(opened(photo).resize((960, 720), Image.Resampling.LANCZOS), quality=66))
    drawn = smaller(photo, cap)
    assert min(drawn.width, drawn.height) == LEAST_SENT_SIDE == 720


def test_a_request_that_could_not_be_sent_otherwise_gets_even_less(photo):
    drawn = smaller(photo, 9_000)
    assert 128 <= min(drawn.width, drawn.height) < 720


def test_what_was_small_stays_as_large_as_it_was():
    noise = Image.merge("RGB", [Image.effect_noise((700, 500), 90) for _ in range(3)])
    image = pyvips.Image.new_from_buffer(file_of(noise, "PNG"), "").copy_memory()
    drawn = fitted(image, len(file_of(noise, quality=70)))
    assert (drawn.width, drawn.height) == (700, 500)


@pytest.mark.parametrize("half", [(0, 0, 1152, 1728), (1152, 0, 2304, 1728)])
def test_a_picture_of_which_one_half_is_plain_fits_as_well(photo, half):
    image = opened(photo)
    image.paste("white", half)
    into = io.BytesIO()
    image.save(into, "PNG", compress_level=1)
    cap = len(file_of(image, quality=88))
    drawn = smaller(into.getvalue(), cap)
    assert (drawn.width, drawn.height) == (2304, 1728)
    assert 0.7 * cap < len(drawn.data) <= cap
