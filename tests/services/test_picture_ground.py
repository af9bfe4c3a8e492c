"""Transparent parts are sent on white, or on the colour that people choose: kept with the copy, and deterministic."""

import json

import pytest
from PIL import Image

from lib.domain.crop import Crop
from lib.domain.draft import Draft, DraftPicture, DraftSubject, read_draft
from lib.domain.picture_remark import PictureRemark, RemarkKind
from lib.domain.picture_rules import WHITE, ground_of
from lib.services.media.pictures import Pictures
from tests.services.costly_pictures import chunk
from tests.services.picture_kit import file_of, heic_of, opened, scene

SAND, SAND_RGB = "#c8b48c", (200, 180, 140)
CORNER = (20, 20)


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


def see_through(mode="RGBA"):
    image = scene(mode=mode).copy()
    image.paste((0,) * len(image.getbands()), (0, 0, 200, 150))
    return image


def corner(pictures, fitted):
    return opened(pictures.bytes(fitted.sending.sha256)).convert("RGB").getpixel(CORNER)


@pytest.mark.parametrize(
    "data",
    [
        file_of(see_through(), "PNG"),
        file_of(see_through("LA"), "PNG"),
        file_of(see_through().quantize(32), "PNG"),
        file_of(see_through(), "WEBP", lossless=True),
        file_of(see_through(), "GIF"),
        file_of(see_through(), "TIFF"),
        heic_of(see_through()),
    ],
    ids=["png", "grey png", "palette", "webp", "gif", "tiff", "heic"],
)
def test_transparent_parts_are_sent_on_the_colour_of_choice(pictures, data):
    white = pictures.add(data)
    assert min(corner(pictures, white)) >= 253 and white.ground == WHITE
    sand = pictures.find(white.original.sha256, SAND)
    assert max(abs(a - b) for a, b in zip(corner(pictures, sand), SAND_RGB, strict=True)) <= 2
    assert sand.original == white.original and sand.ground == SAND
    assert sand.notes == (PictureRemark(RemarkKind.ON_COLOUR),)
    assert pictures.find(white.original.sha256) == white, "the white one stays what it is"


def test_a_colour_is_kept_with_the_record_and_gives_the_same_file_again(pictures, tmp_path):
    original = pictures.add(file_of(see_through(), "PNG")).original
    sand = pictures.find(original.sha256, SAND)
    again = Pictures(tmp_path)
    assert again.find(original.sha256, SAND) == sand == again.of_copy(sand.sending.sha256)
    for record in (tmp_path / "facts").iterdir():
        record.unlink()
    assert again.find(original.sha256, SAND) == sand


def test_one_request_can_have_the_same_picture_on_two_colours(pictures):
    white = pictures.add(file_of(see_through(), "PNG"))
    sand = pictures.find(white.original.sha256, SAND)
    assert pictures.fit([white, sand, white], 20_000_000) == [white, sand, white]
    first, second, third = pictures.fit([white, sand, white], 120_000)
    assert first == third and first.sending != second.sending
    assert min(corner(pictures, first)) > 245
    assert max(abs(a - b) for a, b in zip(corner(pictures, second), SAND_RGB, strict=True)) <= 6
    assert (second.ground, second.notes) == (SAND, sand.notes)


def test_a_part_of_a_picture_has_the_colour_too(pictures):
    original = pictures.add(file_of(see_through(), "PNG")).original
    part = pictures.cropped(original.sha256, Crop(0, 0, 0.5, 0.5), SAND)
    assert corner(pictures, part) == SAND_RGB
    assert pictures.fit([part], 20_000_000) == [part]


def test_a_copy_of_an_earlier_version_is_drawn_again_on_its_colour(pictures, tmp_path):
    original = pictures.add(file_of(see_through(), "PNG")).original
    sand = pictures.find(original.sha256, SAND)
    for record in (tmp_path / "facts").iterdir():
        record.write_text(json.dumps(json.loads(record.read_text()) | {"version": 1}))
    # Another file, as an earlier version might have drawn it.
    old = tmp_path / "files" / sand.sending.sha256
    old.write_bytes(old.read_bytes() + chunk(b"tEXt", b"a\0" + bytes(99)))
    (tmp_path / "sent" / sand.sending.sha256).write_text("1")
    drawn = opened(Pictures(tmp_path).to_send(sand.sending.sha256)).convert("RGB")
    assert drawn.getpixel(CORNER) == SAND_RGB


@pytest.mark.parametrize("kept", [None, 7, "", "red", "#fff", "#12345g", "#ffffff\n", ["#000000"]])
def test_what_is_no_colour_is_white(kept):
    assert ground_of(kept) == WHITE
    assert ground_of("#C8B48C") == SAND


@pytest.mark.parametrize("kept", ["missing", None, 7, "red", SAND])
def test_a_draft_of_any_version_is_read(pictures, kept):
    fitted = pictures.find(pictures.add(file_of(see_through(), "PNG")).original.sha256, SAND)
    draft = Draft(cast=(DraftSubject(uid="a", name="Mia", pictures=(DraftPicture(fitted=fitted),)),))
    raw = json.loads(draft.model_dump_json())
    of_picture = raw["cast"][0]["pictures"][0]["fitted"]
    if kept == "missing":
        del of_picture["ground"]
    else:
        of_picture["ground"] = kept
    found = read_draft(json.dumps(raw)).cast[0].pictures[0].fitted
    assert found is not None and found.original == fitted.original
    assert found.ground == (SAND if kept == SAND else WHITE)


def test_an_opaque_picture_says_nothing_of_a_ground(pictures):
    plain = pictures.add(file_of(Image.new("RGB", (200, 200), "red"), "PNG"))
    assert pictures.find(plain.original.sha256, SAND).sending == plain.sending
    assert plain.notes == ()
