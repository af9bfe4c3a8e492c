"""The sweep's files: parts, pictures and what was made from them; videos without a row are nobody's to take."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lib.domain.draft import Draft
from lib.domain.picture_rules import Fitted
from lib.domain.trash import Kind, Why
from lib.services.store.drafts import forget_drafts
from tests.services.store_kit import NOW, later
from tests.services.sweep_kit import MONTHS, Place, a_board, files_of

ID = "0123456789abcdef" * 2


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place.at(tmp_path)
    yield made
    made.close()


PARTS = [
    "library/videos/x.123.part",
    "library/posters/x.jpg.ab12.part",
    "library/previews/x.1.part",
    "pictures/files/y.ab.part",
    "pictures/thumbs/y-96.webp.1.part",
    "demo/tasks/1/video.part",
    "demo/received/1.part",
    "link-secret.00ff.part",
    "castboard.db.before-0002.part",
]
NOT_OURS = ["holiday.mov.part", "Downloads/film.part", "parts/a.part", "library/videos/part", "library/videos/a.partly"]


@pytest.mark.parametrize("name", PARTS)
def test_a_part_goes_after_seven_days_of_rest(place: Place, name: str):
    path = place.write(place.folder / name)
    assert place.sweep(later(days=6, hours=23)) == [] and path.exists()
    (gone,) = place.sweep(later(days=7))
    assert (gone.kind, gone.why, gone.size_bytes) == (Kind.PART, Why.UNFINISHED, 9)
    assert not path.exists()


@pytest.mark.parametrize("name", NOT_OURS)
def test_what_may_be_anybody_s_stays(place: Place, name: str):
    path = place.write(place.folder / name)
    assert place.sweep() == [] and path.exists()


def test_a_folder_behind_a_link_is_not_walked(place: Place, tmp_path_factory: pytest.TempPathFactory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = place.write(elsewhere / "film.part")
    (place.folder / "library").mkdir()
    (place.folder / "library" / "link").symlink_to(elsewhere)
    (place.folder / "library" / "linked.part").symlink_to(path)
    assert place.sweep() == [] and path.exists()


@pytest.mark.parametrize("name", [f"videos/{ID}.mp4", f"posters/{ID}.jpg", "videos/holiday.mp4", f"previews/{ID}.mp4"])
def test_a_video_or_poster_without_a_row_is_never_swept(place: Place, name: str):
    path = place.write(place.folder / "library" / name)
    assert place.sweep(NOW + timedelta(days=4_000)) == [] and path.exists()


def test_the_database_and_its_copies_stay(place: Place):
    paths = [place.write(place.folder / name) for name in ("castboard.db.before-0002", "link-secret", "answers.log")]
    assert place.sweep() == [] and all(path.exists() for path in paths)


def dropped(place: Place, number: int = 1) -> Fitted:
    """A picture that was on someone's board, and was taken off it."""
    fitted = place.picture(number)
    for board in (a_board(fitted), Draft(scene="without her")):
        place.store.drafts.save(f"draft{number}", "ann", board, NOW)
    return fitted


def test_a_picture_that_was_taken_off_goes_after_seven_days_with_all_that_was_made_from_it(place: Place):
    dropped(place)
    assert place.sweep(later(days=6)) == []
    went = place.sweep(later(days=7))
    assert [one.why for one in went][:2] == [Why.DROPPED] * 2 and len(went) >= 4
    assert {one.kind for one in went[2:]} == {Kind.RECORD}
    assert place.names() == set()


def test_an_original_that_was_never_in_anything_stays_and_its_copy_is_made_again(place: Place):
    """Beside an older database, as with a restored backup, it may be all there is."""
    fitted = place.picture(1)
    went = place.sweep(NOW + timedelta(days=4_000))
    assert [one.why for one in went] == [Why.UNUSED, Why.OF_NOTHING]
    assert {Path(one.id).name for one in went} == {fitted.sending.sha256}
    assert place.pictures.find(fitted.original.sha256) == fitted


def test_beside_a_new_database_no_original_and_no_video_goes(place: Place, tmp_path: Path):
    job, _ = place.ready(place.picture(1)), place.ready(place.picture(2))
    place.store.jobs.delete([job.id], NOW)
    place.close()
    for path in tmp_path.glob("castboard.db*"):
        path.unlink()
    again = Place.at(tmp_path)
    went = {one.why for one in again.sweep()}
    again.close()
    assert went == {Why.UNUSED, Why.OF_NOTHING}, "only copies that can be made again, and what was noted about them"


def test_a_copy_goes_that_is_too_large_for_the_board_it_was_made_for(place: Place):
    fitted = place.picture(1)
    small = place.pictures.fit([fitted], 1_800)[0]
    assert small.sending != fitted.sending
    for one in (fitted, small):
        place.store.drafts.save("hers", "ann", a_board(one), NOW)
    place.settle_time()
    assert {Path(one.id).name for one in place.sweep() if one.kind is Kind.PICTURE} == {fitted.sending.sha256}
    assert files_of(small) <= place.names()


def test_a_picture_that_was_used_again_is_spared_for_seven_more(place: Place):
    fitted = dropped(place)
    at = later(days=6).timestamp()
    for name in files_of(fitted):
        os.utime(place.folder / name, (at, at))
    assert place.sweep(later(days=12)) == []
    assert files_of(fitted) <= place.names()
    assert place.sweep(later(days=13)) != []


def test_a_picture_that_is_used_while_it_is_being_swept_comes_back(place: Place):
    fitted = dropped(place)
    files = place.sweeper._files
    (page,) = [page for page in files.find(MONTHS) if page]
    # Someone adds it once more, just before it is moved out of the way.
    for name in files_of(fitted):
        os.utime(place.folder / name, (MONTHS.timestamp(), MONTHS.timestamp()))
    assert files.free(page, MONTHS) == []
    assert files_of(fitted) <= place.names() and place.pictures.find(fitted.original.sha256) == fitted


def test_a_picture_that_a_draft_took_while_it_is_being_swept_comes_back(place: Place):
    fitted = dropped(place)
    files = place.sweeper._files
    (page,) = [page for page in files.find(MONTHS) if page]
    place.store.drafts.save("hers", "ann", a_board(fitted), NOW)
    assert files.free(page, MONTHS) == [] and files_of(fitted) <= place.names()


@pytest.mark.parametrize("needed", [True, False])
def test_what_a_killed_sweep_had_moved_aside_is_decided_at_the_next(place: Place, needed: bool):
    fitted = dropped(place)
    if needed:
        place.store.drafts.save("hers", "ann", a_board(fitted), NOW)
    place.pictures.aside.mkdir()
    for name in files_of(fitted):
        (place.folder / name).rename(place.pictures.aside / Path(name).name)
    place.sweeper.step(MONTHS)
    assert (files_of(fitted) <= place.names()) is needed
    assert list(place.pictures.aside.iterdir()) == []


def test_the_original_of_a_copy_that_a_job_was_sent_with_stays(place: Place):
    fitted = place.picture(1)
    job = place.ready(fitted)
    with place.store._write() as connection:
        forget_drafts(connection, [job.click])
    assert place.sweep() == [] and files_of(fitted) <= place.names()


def test_a_record_that_cannot_be_read_keeps_its_picture_and_holds_up_nobody(place: Place):
    fitted, other = dropped(place, 1), dropped(place, 2)
    (record,) = (place.folder / "pictures" / "facts").glob(f"{fitted.original.sha256}*")
    record.unlink()
    record.mkdir()
    went = {Path(one.id).name for one in place.sweep()}
    assert fitted.original.sha256 not in went and other.original.sha256 in went


def test_thumbnails_of_pictures_that_are_here_stay_however_old(place: Place):
    job = place.ready(place.picture(1))
    before = place.names()
    assert place.sweep(NOW + timedelta(days=4_000)) == []
    assert place.names() == before and place.store.jobs.get(job.id) is not None


def test_a_thumbnail_that_an_earlier_version_drew_goes_and_is_made_again(place: Place):
    job = place.ready(place.picture(1))
    (made,) = (place.folder / "pictures" / "thumbs").iterdir()
    sha256 = made.name[:64]
    old = [place.write(made.with_name(f"{sha256}-320{version}.webp")) for version in ("", "-1")]
    assert {Path(one.id) for one in place.sweep()} == set(old)
    assert made.is_file() and place.store.jobs.get(job.id) is not None
