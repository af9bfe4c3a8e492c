"""Pictures are kept once, made to fit a request, shown small, and have a time of their last use."""

import functools
import os
import time

import pytest
from PIL import Image

from lib.domain.errors import DiskTrouble, PictureUnusable
from lib.domain.picture_remark import RemarkKind
from lib.domain.picture_rules import Fitted, Picture, sent_bytes
from lib.services.media.pictures import Pictures
from lib.text.picture_sentences import sent_text
from tests.services.picture_kit import file_of, metadata, opened, scene, why


@pytest.fixture
def pictures(tmp_path):
    return Pictures(tmp_path)


# What is kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_small_picture_is_sent_without_loss(pictures, tmp_path, kind):
    data = file_of(scene(), kind)
    fitted = pictures.add(data)
    assert (fitted.original.kind, fitted.sending.kind) == (kind.lower(), "png")
    assert (fitted.original.width, fitted.original.height) == (400, 300) == opened(data).size
    assert opened(pictures.bytes(fitted.sending.sha256)).tobytes() == opened(data).tobytes()
    assert pictures.bytes(fitted.original.sha256) == data
    assert pictures.size(fitted.original.sha256) == len(data)
    assert sent_text(fitted) == ""


def test_a_copy_that_is_added_again_is_the_same_file(pictures, tmp_path):
    fitted = pictures.add(file_of(scene()))
    again = pictures.add(pictures.bytes(fitted.sending.sha256))
    assert again.original == again.sending == fitted.sending
    assert len(list((tmp_path / "files").iterdir())) == 2


def test_the_same_file_twice_is_kept_once(pictures, tmp_path):
    data = file_of(scene(), exif=metadata(6))
    assert pictures.add(data) == pictures.add(data) == Pictures(tmp_path).add(data)
    assert len(list((tmp_path / "files").iterdir())) == 2
    assert not list(tmp_path.rglob("*.part"))


def test_the_original_stays_untouched(pictures):
    data = file_of(scene(), exif=metadata(6))
    fitted = pictures.add(data)
    assert pictures.bytes(fitted.original.sha256) == data
    assert fitted.sending.sha256 != fitted.original.sha256


def test_a_lost_copy_is_made_again(pictures, tmp_path):
    data = file_of(scene(), exif=metadata(6))
    fitted = pictures.add(data)
    (tmp_path / "files" / fitted.sending.sha256).unlink()
    next((tmp_path / "facts").iterdir()).write_text("{", "utf-8")
    assert pictures.find(fitted.original.sha256) == fitted
    assert pictures.known(fitted.sending.sha256)


@pytest.mark.parametrize("sha256", ["0" * 64, "../../etc/passwd", ""], ids=["unknown", "a path", "empty"])
def test_a_picture_that_is_not_here_is_said_to_be_missing(pictures, sha256):
    assert not pictures.known(sha256)
    with pytest.raises(PictureUnusable) as caught:
        pictures.bytes(sha256)
    assert "add it again" in why(caught.value)


def test_a_folder_that_cannot_be_written_is_disk_trouble(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskTrouble):
        Pictures(tmp_path / "file").add(file_of(scene()))


# Fitting and thumbnails


@functools.cache
def cast_files():
    return [file_of(scene(1600, 1200), quality=95), file_of(scene(1000, 900), "PNG"), file_of(scene(150, 150))]


@pytest.fixture
def cast(pictures):
    """Three pictures of very different weight, as they were added."""
    return [pictures.add(data) for data in cast_files()]


def in_full(cast):
    return sum(sent_bytes(one.sending.size_bytes) for one in cast)


@pytest.mark.parametrize("part", [0.8, 0.4, 0.15])
def test_pictures_are_made_to_fit_and_use_the_room(pictures, cast, part):
    room = int(part * in_full(cast))
    fitted = pictures.fit(cast, room)
    sizes = [pictures.size(one.sending.sha256) for one in fitted]
    assert sizes == [one.sending.size_bytes for one in fitted]
    assert 0.6 * room < sum(map(sent_bytes, sizes)) <= room
    assert fitted[2] == cast[2], "a small picture stays as it is"
    assert min(fitted[0].sending.width, fitted[0].sending.height) >= 720
    for one in fitted:
        copy = opened(pictures.bytes(one.sending.sha256))
        assert copy.size == (one.sending.width, one.sending.height)
        assert copy.format.lower() == one.sending.kind


def test_everything_that_fits_stays_untouched(pictures, cast):
    assert pictures.fit(cast, 20_000_000) == cast


def test_fitting_again_gives_the_same_files_from_the_disk(pictures, cast, tmp_path):
    first = pictures.fit(cast, 400_000)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "files").iterdir()}
    assert Pictures(tmp_path).fit(cast, 400_000) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "files").iterdir()} == kept


def test_what_shows_through_is_white_also_when_it_is_made_smaller(pictures):
    image = scene(900, 900, "RGBA").copy()
    image.paste((0, 255, 0, 0), (0, 0, 450, 450))
    (fitted,) = pictures.fit([pictures.add(file_of(image, "PNG"))], 150_000)
    copy = opened(pictures.bytes(fitted.sending.sha256))
    assert fitted.sending.kind == "jpeg"
    assert min(copy.getpixel((10, 10))) > 250
    assert sent_text(fitted).startswith("900 × 900 → ")
    assert [note.kind for note in fitted.notes] == [RemarkKind.ON_WHITE]


def test_the_same_picture_twice_counts_twice(pictures, cast):
    big = cast[0]
    room = int(1.5 * in_full([big]))
    fitted = pictures.fit([big, big], room)
    assert fitted[0] == fitted[1]
    assert 2 * sent_bytes(fitted[0].sending.size_bytes) <= room


def test_what_cannot_fit_is_refused_with_a_remedy(pictures, cast):
    with pytest.raises(PictureUnusable) as caught:
        pictures.fit(cast, 2_000)
    assert "Use fewer pictures" in why(caught.value)


def test_a_forgotten_picture_cannot_be_fitted(pictures):
    lost = Picture("0" * 64, "png", 500, 500, 9_000_000)
    with pytest.raises(PictureUnusable):
        pictures.fit([Fitted(lost, lost)], 100)


@pytest.mark.parametrize("edge", [96, 320, 640])
def test_a_thumbnail_is_small_upright_and_made_once(pictures, edge):
    original = pictures.add(file_of(scene(1200, 900), exif=metadata(6))).original
    path = pictures.thumbnail(original.sha256, edge)
    image = Image.open(path)
    assert image.size == (edge * 3 // 4, edge)
    made = path.stat().st_mtime_ns
    assert pictures.thumbnail(original.sha256, edge).stat().st_mtime_ns == made


def test_a_thumbnail_of_another_size_is_our_own_mistake(pictures):
    with pytest.raises(ValueError, match="edge"):
        pictures.thumbnail("0" * 64, 100)


# Use: its time is what the sweep goes by


def age(path, days):
    at = time.time() - days * 24 * 3600
    os.utime(path, (at, at))


def is_fresh(path):
    return time.time() - path.stat().st_mtime < 3600


@pytest.mark.parametrize("deed", ["add", "find", "fit"])
def test_whoever_is_given_a_picture_has_used_it(pictures, deed):
    data = file_of(scene(), exif=metadata(6))
    fitted = pictures.add(data)
    files = [pictures.files / one.sha256 for one in (fitted.original, fitted.sending)]
    for path in files:
        age(path, 30)
    given = {
        "add": lambda: pictures.add(data),
        "find": lambda: pictures.find(fitted.original.sha256),
        "fit": lambda: pictures.fit([fitted], 10_000_000)[0],
    }[deed]()
    assert given == fitted and all(map(is_fresh, files))


def test_a_picture_that_is_added_just_after_the_sweep_took_it_is_whole_again(pictures):
    data = file_of(scene(), exif=metadata(6))
    fitted = pictures.add(data)
    (pictures.files / fitted.original.sha256).unlink()
    assert pictures.add(data) == fitted
    assert pictures.bytes(fitted.original.sha256) == data


def test_a_picture_that_is_gone_is_not_used_and_not_made_anew_as_an_empty_file(pictures):
    assert not pictures.use("0" * 64)
    assert not pictures.known("0" * 64)


def test_a_record_tells_which_file_is_a_copy_of_which_by_whatever_version(pictures, tmp_path):
    fitted = pictures.add(file_of(scene(), exif=metadata(6)))
    (record,) = (tmp_path / "facts").iterdir()
    record.write_text(record.read_text().replace('"version": ', '"version": 9'))
    assert pictures.recorded(record) == (fitted.original.sha256, fitted.sending.sha256)
    record.write_text("[]")
    assert pictures.recorded(record) is None
