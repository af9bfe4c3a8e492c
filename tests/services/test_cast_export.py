"""A cast taken from one house to another: the same there, twice the same, and back again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_difference import Difference
from lib.domain.cast_file import MemberFault
from lib.domain.cast_member import Look
from lib.domain.cast_plan import CastPlan, ChangedMember, Choice, Comparison, changes
from lib.domain.crop import Crop
from lib.domain.draft import DraftPicture
from lib.domain.member_edits import with_fields, with_pictures, without_picture
from tests.conftest import SOMEONE
from tests.services.cast_kit import (
    ANN,
    another_house,
    cast_of,
    entry,
    file_name,
    files_below,
    hand_made,
    kept_member,
    names,
    zipped,
)
from tests.services.store_kit import NOW, later

BOB = Actor("bob")
Paint = Callable[..., bytes]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Studio]:
    with another_house(tmp_path / "there") as made:
        yield made


@pytest.fixture
def file(studio: Studio, picture: Paint, tmp_path: Path) -> Path:
    """Mia with a photo, a picture by web address and all her fields; Bear, archived."""
    mia = kept_member(studio, 1, picture("red", kind="JPEG"), name="Mia", notes="left-handed", tags=("Spring",))
    by_url = DraftPicture(url="https://example.com/mia.png")
    studio.cast.change(ANN, mia.id, lambda one: with_pictures(one, "coat", [by_url]), NOW)
    bear = kept_member(studio, 2, picture("blue"), picture("green"), name="Bear")
    studio.cast.archive(ANN, bear.id, archived=True)
    return zipped(studio, tmp_path / "cast.zip")


def comparisons(studio: Studio, file: Path) -> dict[str, Comparison]:
    return {one.member.name: one.comparison for one in studio.cast_import.plan(BOB, file).members}


def brought(studio: Studio, file: Path, choices: dict[str, Choice] | None = None) -> int:
    """How many members an import has written."""
    return len(written(studio, studio.cast_import.plan(BOB, file), choices))


def written(studio: Studio, plan: CastPlan, choices: dict[str, Choice] | None = None) -> list[ChangedMember]:
    done = studio.cast_import.apply(BOB, changes(plan, choices or {}), NOW)
    return [one for one in done if one]


def test_a_cast_is_the_same_in_another_house(studio: Studio, there: Studio, file: Path) -> None:
    assert comparisons(there, file) == {"Bear": Comparison.NEW, "Mia": Comparison.NEW} and cast_of(there) == []
    assert brought(there, file) == 2
    ours, theirs = cast_of(studio), cast_of(there)
    assert [one.member for one in theirs] == [one.member for one in ours]
    assert [(one.member.name, one.archived, one.made_by) for one in theirs] == [
        ("Bear", True, "bob"),
        ("Mia", False, "bob"),
    ]
    for one in theirs:
        for shown in (one.fitted for one in one.member.looks[0].pictures if one.fitted):
            assert there.pictures.bytes(shown.original.sha256) == studio.pictures.bytes(shown.original.sha256)
            assert there.pictures.thumbnail(shown.sending.sha256).is_file()


def test_the_file_has_the_originals_and_not_what_is_sent(file: Path, picture: Paint) -> None:
    with zipfile.ZipFile(file) as zipped_cast:
        held = [one for one in zipped_cast.namelist() if one != "cast.json"]
        assert file_name(picture("red", kind="JPEG"), "jpg") in held and len(held) == 3
        assert zipped_cast.read(file_name(picture("blue"))) == picture("blue")


def test_only_those_who_were_chosen_are_in_the_file(studio: Studio, file: Path, tmp_path: Path) -> None:
    chosen = zipped(studio, tmp_path / "chosen.zip", [f"{1:032x}", "f" * 32])
    with zipfile.ZipFile(chosen) as zipped_cast:
        assert b"Mia" in zipped_cast.read("cast.json") and b"Bear" not in zipped_cast.read("cast.json")
        assert len(zipped_cast.namelist()) == 2


def test_a_second_import_finds_all_the_same_and_changes_nothing(there: Studio, file: Path) -> None:
    brought(there, file)
    before, kept = cast_of(there), files_below(there.settings.data_dir)
    assert set(comparisons(there, file).values()) == {Comparison.SAME} and brought(there, file) == 0
    assert cast_of(there) == before and files_below(there.settings.data_dir) == kept


def test_a_chosen_part_of_a_picture_comes_with_the_whole(
    studio: Studio, there: Studio, picture: Paint, tmp_path: Path
) -> None:
    whole = studio.desk.add_picture(SOMEONE, picture("red", 800, 600), "mia.png")
    crop = Crop(left=0.25, width=0.5, turns=1)
    assert whole.fitted is not None
    part = studio.pictures.cropped(whole.fitted.original.sha256, crop)
    cut = whole.model_copy(update={"fitted": part, "whole": whole.fitted, "crop": crop})
    kept_member(studio, 1, looks=(Look(id="coat", pictures=(cut,)),))
    file = zipped(studio, tmp_path / "cut.zip")
    assert brought(there, file) == 1 and set(comparisons(there, file).values()) == {Comparison.SAME}
    (came,) = cast_of(there)[0].member.looks[0].pictures
    assert came.crop == crop and came.whole == whole.fitted
    assert came.fitted is not None and came.fitted.original.sha256 == part.original.sha256


def test_what_transparent_parts_are_sent_on_comes_along(studio: Studio, there: Studio, tmp_path: Path) -> None:
    cut_out = io.BytesIO()
    Image.new("RGBA", (320, 320), (200, 30, 30, 90)).save(cut_out, "PNG")
    sha256 = studio.pictures.add(cut_out.getvalue()).original.sha256
    some = tuple(DraftPicture(fitted=studio.pictures.find(sha256, ground)) for ground in ("#204060", "#ffffff"))
    kept_member(studio, 1, looks=(Look(id="coat", pictures=some),))
    file = zipped(studio, tmp_path / "grounds.zip")
    assert brought(there, file) == 1 and set(comparisons(there, file).values()) == {Comparison.SAME}
    assert cast_of(there)[0].member.looks[0].pictures == some


def test_an_import_that_was_cut_is_run_again(there: Studio, file: Path) -> None:
    plan = there.cast_import.plan(BOB, file)
    half = type(plan)(plan.members[:1])
    assert len(written(there, half)) == 1
    assert comparisons(there, file) == {"Bear": Comparison.SAME, "Mia": Comparison.NEW}
    assert brought(there, file) == 1 and names(there) == ["Bear", "Mia"]


def test_one_that_differs_stays_unless_told_otherwise(studio: Studio, there: Studio, file: Path) -> None:
    brought(there, file)
    mia = f"{1:032x}"
    there.cast.change(BOB, mia, lambda one: with_fields(without_picture(one, "coat", 0), name="Maria"), NOW)
    (found,) = there.cast_import.plan(BOB, file).of(Comparison.DIFFERS)
    assert found.differences == (Difference.NAME, Difference.PICTURES) and found.ours.name == "Maria"  # type: ignore[union-attr]
    assert brought(there, file) == 0 and names(there) == ["Bear", "Maria"]
    assert brought(there, file, {mia: Choice.TAKE_THEIRS}) == 1 and names(there) == ["Bear", "Mia"]
    assert set(comparisons(there, file).values()) == {Comparison.SAME}


def test_one_that_differs_can_come_as_another_and_comes_once(there: Studio, file: Path) -> None:
    brought(there, file)
    mia = f"{1:032x}"
    there.cast.change(BOB, mia, lambda one: with_fields(one, notes="right-handed"), NOW)
    assert brought(there, file, {mia: Choice.ADD_AS_ANOTHER}) == 1
    assert names(there) == ["Bear", "Mia", "Mia 2"]
    assert set(comparisons(there, file).values()) == {Comparison.SAME}


def test_who_was_deleted_here_comes_back(studio: Studio, file: Path) -> None:
    studio.cast.delete(ANN, f"{1:032x}", NOW)
    assert comparisons(studio, file) == {"Bear": Comparison.SAME, "Mia": Comparison.NEW}
    plan = studio.cast_import.plan(BOB, file)
    done = written(studio, plan)
    assert names(studio) == ["Bear", "Mia"]
    assert all(studio.cast_import.undo(BOB, done, NOW)) and names(studio) == ["Bear"]


def test_an_import_is_taken_back(there: Studio, file: Path) -> None:
    brought(there, file)
    bear, mia = f"{2:032x}", f"{1:032x}"
    there.cast.change(BOB, mia, lambda one: with_fields(one, name="Maria"), NOW)
    there.store.members.delete(bear, NOW)
    before = there.store.members.of_ids([mia, bear])
    plan = there.cast_import.plan(BOB, file)
    done = written(there, plan, {mia: Choice.TAKE_THEIRS})
    assert names(there) == ["Bear", "Mia"]
    assert all(there.cast_import.undo(BOB, done, later(minutes=2)))
    after = there.store.members.of_ids([mia, bear])
    assert {key: (one.member, one.deleted) for key, one in after.items()} == {
        key: (one.member, one.deleted) for key, one in before.items()
    }


def test_what_somebody_changed_after_an_import_is_not_taken_back(there: Studio, file: Path) -> None:
    plan = there.cast_import.plan(BOB, file)
    done = written(there, plan)
    there.cast.change(ANN, f"{1:032x}", lambda one: with_fields(one, notes="mine"), NOW)
    assert [*there.cast_import.undo(BOB, done, NOW)].count(False) == 1 and names(there) == ["Mia"]


def test_whom_somebody_changed_after_the_plan_stays(there: Studio, file: Path) -> None:
    brought(there, file)
    mia = f"{1:032x}"
    there.cast.change(BOB, mia, lambda one: with_fields(one, name="Maria"), NOW)
    plan = there.cast_import.plan(BOB, file)
    there.cast.change(ANN, mia, lambda one: with_fields(one, name="Marie"), NOW)
    assert written(there, plan, {mia: Choice.TAKE_THEIRS}) == [] and "Marie" in names(there)


def test_a_picture_that_is_gone_is_told_before_and_left_out(studio: Studio, file: Path, tmp_path: Path) -> None:
    bear = next(one for one in studio.cast_export.offered() if one.member.name == "Bear")
    face = bear.member.face.fitted  # type: ignore[union-attr]
    for sha256 in {face.original.sha256, face.sending.sha256}:  # type: ignore[union-attr]
        (studio.pictures.files / sha256).unlink()
    again = next(one for one in studio.cast_export.offered() if one.member.name == "Bear")
    assert (len(bear.files), bear.gone, len(again.files), again.gone) == (2, 0, 1, 1)
    with zipfile.ZipFile(zipped(studio, tmp_path / "less.zip")) as less:
        assert len(less.namelist()) == 3


def test_a_member_without_its_picture_is_damaged_and_the_others_come(
    there: Studio, picture: Paint, tmp_path: Path
) -> None:
    red, cut = picture("red"), picture("blue")[:400]
    members = [entry(1, file_name(red)), entry(2, file_name(picture("green"))), entry(3, file_name(cut))]
    file = hand_made(tmp_path / "some.zip", members, {file_name(one): one for one in (red, cut)})
    plan = there.cast_import.plan(BOB, file)
    assert [(one.name, one.fault) for one in plan.damaged] == [
        ("Member 2", MemberFault.PICTURE_MISSING),
        ("Member 3", MemberFault.PICTURE_UNUSABLE),
    ]
    assert plan.damaged[1].remark is not None
    assert len(written(there, plan)) == 1 and names(there) == ["Member 1"]


def test_pictures_of_an_import_that_nobody_made_leave_the_disk(there: Studio, file: Path) -> None:
    there.cast_import.plan(BOB, file)
    there.cast.change(BOB, "nobody", lambda one: one, NOW)
    dropped = there.store.needs.dropped([one.name for one in there.pictures.files.iterdir()])
    assert len(dropped) == 3
