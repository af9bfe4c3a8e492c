"""A part of a picture becomes a picture of its own, and the whole one stays."""

import io

import pytest
from PIL import Image

from lib.domain.crop import Crop
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.errors import PictureUnusable
from lib.services.media.pictures import Pictures
from tests.conftest import SOMEONE
from tests.services.picture_kit import file_of, metadata, opened, scene, why
from tests.services.store_kit import NOW
from tests.services.sweep_kit import MONTHS, Place

LEFT, RIGHT = Crop(0, 0, 0.5, 1), Crop(0.5, 0, 0.5, 1)
RED, BLUE = 0, 2


def middle(pictures, fitted):
    image = opened(pictures.bytes(fitted.sending.sha256)).convert("RGB")
    return image.getpixel((image.width // 2, image.height // 2))


def stronger(colour):
    return max(range(3), key=lambda channel: colour[channel])


def test_what_is_sent_is_the_part_and_nothing_else(tmp_path):
    pictures = Pictures(tmp_path)
    whole = pictures.add(file_of(scene(400, 300)))
    left, right = (pictures.cropped(whole.original.sha256, crop) for crop in (LEFT, RIGHT))
    assert (left.sending.width, left.sending.height) == (right.sending.width, right.sending.height) == (200, 300)
    assert stronger(middle(pictures, left)) == RED and stronger(middle(pictures, right)) == BLUE
    assert opened(pictures.to_send(left.sending.sha256)).size == (200, 300)


def test_the_part_is_counted_in_the_upright_picture_and_then_turned(tmp_path):
    pictures = Pictures(tmp_path)
    # Stored on its side: upright it is 300 wide and 400 high, red above and blue below.
    whole = pictures.add(file_of(scene(400, 300), exif=metadata(turned=6)))
    assert (whole.original.width, whole.original.height) == (300, 400)
    above = pictures.cropped(whole.original.sha256, Crop(0, 0, 1, 0.5))
    assert (above.sending.width, above.sending.height) == (300, 200) and stronger(middle(pictures, above)) == RED
    # A quarter turn to the right brings what was above to the right.
    right = pictures.cropped(whole.original.sha256, Crop(0.5, 0, 0.5, 1, turns=1))
    assert (right.sending.width, right.sending.height) == (200, 300) and stronger(middle(pictures, right)) == RED


@pytest.mark.parametrize(("turns", "corner"), [(0, "nw"), (1, "ne"), (2, "se"), (3, "sw")])
def test_a_quarter_turn_goes_clockwise(tmp_path, turns, corner):
    image = Image.new("RGB", (300, 200), "white")
    image.paste((200, 0, 0), (0, 0, 60, 60))
    pictures = Pictures(tmp_path)
    whole = pictures.add(file_of(image, "PNG"))
    turned = pictures.cropped(whole.original.sha256, Crop(turns=turns))
    shown = opened(pictures.bytes(turned.sending.sha256)).convert("RGB")
    x, y = 5 if "w" in corner else shown.width - 6, 5 if "n" in corner else shown.height - 6
    assert shown.getpixel((x, y)) == (200, 0, 0)


def test_a_part_smaller_than_the_service_takes_is_refused_in_words(tmp_path):
    pictures = Pictures(tmp_path)
    whole = pictures.add(file_of(scene(400, 300)))
    with pytest.raises(PictureUnusable) as caught:
        pictures.cropped(whole.original.sha256, Crop(0, 0, 0.3, 0.5))
    assert "120 × 150 pixels; both sides must be at least 128" in why(caught.value)


def test_a_part_has_facts_and_a_thumbnail_of_its_own(tmp_path):
    pictures = Pictures(tmp_path)
    whole = pictures.add(file_of(scene(400, 300)))
    part = pictures.cropped(whole.original.sha256, LEFT)
    assert Pictures(tmp_path).find(part.original.sha256) == part
    assert Image.open(io.BytesIO(pictures.thumbnail(part.original.sha256, 96).read_bytes())).size == (64, 96)
    assert pictures.cropped(whole.original.sha256, LEFT) == part, "the same part is the same picture"


def test_a_large_part_is_fitted_like_any_other_picture(tmp_path):
    pictures = Pictures(tmp_path)
    whole = pictures.add(file_of(scene(900, 700), "PNG"))
    part = pictures.cropped(whole.original.sha256, Crop(0, 0, 0.9, 0.9))
    fitted = pictures.fit([part], 60_000)[0]
    assert fitted.original == part.original and fitted.sending.size_bytes < 45_000
    assert pictures.fit([part], 20_000_000)[0] == part


def cropped_board(pictures: Pictures, whole, part) -> Draft:
    picture = DraftPicture(fitted=part, whole=whole, crop=LEFT, name="Mia.jpg")
    return Draft(scene="@Mia waits", cast=(DraftSubject(uid="1", name="Mia", pictures=(picture,)),))


def test_the_same_board_again_brings_the_part_and_its_whole(studio):
    whole = studio.pictures.add(file_of(scene(400, 300)))
    draft = cropped_board(studio.pictures, whole, studio.pictures.cropped(whole.original.sha256, LEFT))
    (job,) = studio.desk.generate(SOMEONE, studio.desk.fit(draft), "click", NOW)
    assert studio.desk.same_again(job).cast == draft.cast
    sent = job.request.subjects[0].images[0]
    assert draft.cast[0].pictures[0].fitted.sending.sha256 in sent


def test_the_sweep_leaves_the_part_and_its_whole_while_a_draft_shows_them(tmp_path):
    place = Place.at(tmp_path)
    try:
        whole = place.pictures.add(file_of(scene(400, 300)))
        part = place.pictures.cropped(whole.original.sha256, LEFT)
        gone = place.pictures.cropped(whole.original.sha256, RIGHT)
        for one in (part, gone):
            place.store.drafts.save("d", "me", cropped_board(place.pictures, whole, one), NOW)
        place.store.drafts.save("d", "me", cropped_board(place.pictures, whole, part), NOW)
        place.settle_time()
        place.sweep(MONTHS)
        assert all(place.pictures.known(one) for one in (part.sending.sha256, whole.original.sha256))
        assert not place.pictures.known(gone.sending.sha256), "a part that was tried and given up goes"
        assert place.pictures.cropped(whole.original.sha256, RIGHT) == gone, "and can be made again"
    finally:
        place.close()
