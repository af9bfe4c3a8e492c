"""What is reckoned of a picture when it comes: whether it is blurred, and what it looks like."""

import random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from lib.domain.crop import Crop
from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.picture_hints import HintKind, hints_of
from lib.services.media.pictures import Pictures
from tests.services.picture_kit import file_of, scene


def drawn(seed, width=900, height=700):
    """Bright shapes on a ground that changes: as many edges and planes as a photo has."""
    chance, image = random.Random(seed), Image.linear_gradient("L").resize((width, height)).convert("RGB")
    drawing = ImageDraw.Draw(image)
    for _ in range(40):
        x, y, size = chance.randrange(width), chance.randrange(height), chance.randrange(30, 260)
        drawing.ellipse((x, y, x + size, y + size // 2), fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def hints(pictures, *files):
    cast = (DraftSubject(uid="1", pictures=tuple(DraftPicture(fitted=pictures.add(one)) for one in files)),)
    return [(one.kind, one.place) for one in hints_of(cast, "1")]


def test_a_blurred_copy_is_told_from_the_sharp_one(tmp_path):
    pictures, sharp = Pictures(tmp_path), drawn(1)
    soft, blurred = (sharp.filter(ImageFilter.GaussianBlur(radius)) for radius in (2, 14))
    assert hints(pictures, file_of(sharp)) == hints(pictures, file_of(soft)) == []
    assert hints(pictures, file_of(blurred)) == [(HintKind.BLURRED, 0)]


@pytest.mark.parametrize("side", [1600, 3000])
def test_it_means_the_same_at_any_size(tmp_path, side):
    pictures, sharp = Pictures(tmp_path), drawn(1, side, side)
    assert hints(pictures, file_of(sharp)) == []
    assert hints(pictures, file_of(sharp.filter(ImageFilter.GaussianBlur(side / 60)))) == [(HintKind.BLURRED, 0)]


def test_the_same_picture_saved_another_way_is_alike_and_another_is_not(tmp_path):
    pictures, one, other = Pictures(tmp_path), drawn(1), drawn(2)
    again = [file_of(one, quality=40), file_of(one.resize((450, 350))), file_of(one.convert("L"), "PNG")]
    for file in again:
        assert hints(pictures, file_of(one), file) == [(HintKind.ALIKE, 1)]
    assert hints(pictures, file_of(one), file_of(other)) == []


def test_plain_colours_and_gradients_are_neither_blurred_nor_alike(tmp_path):
    pictures = Pictures(tmp_path)
    plain = [file_of(Image.new("RGB", (400, 400), colour), "PNG") for colour in ("red", "blue")]
    assert hints(pictures, *plain) == []
    assert pictures.add(file_of(Image.linear_gradient("L").rotate(90).resize((400, 400)))).traits.likeness == ""


def test_it_is_kept_with_the_facts_and_goes_along_with_every_copy(tmp_path):
    pictures = Pictures(tmp_path)
    found = pictures.add(file_of(drawn(1), "PNG"))
    assert Pictures(tmp_path).find(found.original.sha256).traits == found.traits and found.traits.likeness
    (fitted,) = pictures.fit([found], 20_000)
    assert fitted.sending != found.sending and fitted.traits == found.traits
    part = pictures.cropped(found.original.sha256, Crop(0, 0, 0.5, 0.5))
    assert part.traits.likeness not in ("", found.traits.likeness), "a part has its own"


def test_a_picture_of_an_earlier_version_is_read_without_it(tmp_path):
    pictures = Pictures(tmp_path)
    found = pictures.add(file_of(scene()))
    (record,) = (tmp_path / "facts").glob("*.json")
    text = record.read_text("utf-8")
    record.write_text(text[: text.index(', "traits"')] + "}", "utf-8")
    assert Pictures(tmp_path).find(found.original.sha256).traits is None
