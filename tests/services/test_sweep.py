"""The sweep: what nobody needs leaves the disk, everything else stays; in steps that may end anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lib.domain.actor import APP
from lib.domain.audit_line import AuditQuery
from lib.domain.cast_member import CastMember, Look
from lib.domain.draft import NOBODY, DraftPicture
from lib.domain.errors import DiskTrouble, StoreUnavailable
from lib.domain.job import JobState
from lib.domain.preset import Preset
from lib.domain.trash import Kind, Why
from lib.services.media.library import Library
from lib.services.media.sweep.swept_rows import DeletedPresets
from tests.services.store_kit import NOW, later
from tests.services.sweep_kit import MONTHS, Place, a_board, files_of


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place.at(tmp_path)
    yield made
    made.close()


def test_a_job_goes_thirty_days_after_it_was_deleted_with_video_poster_board_and_pictures(place: Place):
    job, kept = place.ready(place.picture(1)), place.ready(place.picture(2))
    place.store.jobs.delete([job.id], NOW)
    before = place.names()
    assert place.sweep(later(days=29)) == [] and place.names() == before
    went = place.sweep(later(days=30))
    assert {(one.kind, one.why) for one in went if one.id == job.id} == {(Kind.JOB, Why.EXPIRED)}
    assert place.store.jobs.get(job.id) is None and place.store.drafts.get(job.click) is None
    assert not any(job.id in name for name in place.names())
    assert place.names() == {name for name in before if name in _of(place, kept.id, 2)}
    assert place.store.jobs.get(kept.id) is not None and place.store.drafts.get(kept.click) is not None


def _of(place: Place, job_id: str, picture: int) -> set[str]:
    fitted = place.picture(picture)
    shas = (fitted.original.sha256, fitted.sending.sha256)
    return {name for name in place.names() if job_id in name or any(sha in name for sha in shas)}


def test_what_is_deleted_for_good_goes_with_the_next_step(place: Place):
    job = place.ready(place.picture(1))
    assert place.sweeper.step(NOW) == [] and place.sweep(NOW) == []
    while place.sweeper._pass is not None:
        place.sweeper.step(NOW)
    place.store.jobs.delete([job.id], NOW)
    place.store.trash.delete_for_good([job.id], NOW)
    assert [one.id for one in place.sweeper.step(NOW)] == [job.id]
    assert not place.library.video(job.id).exists() and place.store.jobs.get(job.id) is None


def test_lines_of_the_audit_log_go_after_a_year(place: Place):
    place.store.audit.add(APP, "delete", NOW)
    place.store.audit.add(APP, "sweep", later(days=1))
    assert place.sweep(later(days=365)) == []
    plan = list(place.sweeper.plan(later(days=365, hours=1)))
    went = place.sweep(later(days=365, hours=1))
    assert [(one.kind, one.why) for one in went] == [(Kind.LINE, Why.YEAR)] and plan == went
    assert [line.action for line in place.store.audit.find(AuditQuery())] == ["sweep"]


def test_nothing_of_a_job_that_was_brought_back_goes(place: Place):
    job = place.ready(place.picture(1))
    place.store.jobs.delete([job.id], NOW)
    found = [page for page in place.sweeper._jobs.find(MONTHS) if page]
    place.store.jobs.restore([job.id])
    assert place.sweeper._jobs.free(found[0], MONTHS) == []
    assert place.sweep() == [] and place.library.video(job.id).exists()


@pytest.mark.parametrize("need", ["job", "job in the trash", "draft", "board of another click", "running job"])
def test_a_picture_stays_as_long_as_anything_needs_it(place: Place, need: str):
    fitted = place.picture(1)
    gone = place.ready(fitted)
    place.store.jobs.delete([gone.id], NOW)
    if need == "draft":
        place.store.drafts.save("hers", "ann", a_board(fitted), NOW)
    elif need == "board of another click":
        place.ready(place.picture(2), click="other")
        place.store.drafts.save("other", NOBODY, a_board(fitted), NOW)
    else:
        other = place.ready(fitted, state=JobState.RUNNING if need == "running job" else JobState.FAILED)
        if need == "job in the trash":
            place.store.jobs.delete([other.id], later(days=99))
    went = place.sweep()
    assert [one.id for one in went] == [gone.id]
    assert files_of(fitted) <= place.names()


def test_a_click_s_other_takes_keep_the_board(place: Place):
    fitted = place.picture(1)
    first, second = (place.ready(fitted, click=f"click{take}") for take in (1, 2))
    place.store.jobs.delete([first.id], NOW)
    place.sweep()
    assert place.store.drafts.get(first.click) is None and place.store.drafts.get(second.click) is not None


def test_drafts_of_people_stay_however_old_and_empty(place: Place):
    place.store.drafts.save("hers", "ann", a_board(place.picture(1)), NOW)
    place.store.drafts.save("empty", "ann", a_board(place.picture(1)).model_copy(update={"cast": ()}), NOW)
    assert place.sweep(NOW + timedelta(days=4_000)) == []
    assert place.store.drafts.get("hers") is not None and place.store.drafts.get("empty") is not None


def test_a_deleted_draft_goes_after_thirty_days_with_its_pictures(place: Place):
    fitted = place.picture(1)
    for draft_id in ("gone", "back"):
        place.store.drafts.save(draft_id, "ann", a_board(fitted), NOW)
        place.store.drafts.delete(draft_id, NOW)
    place.store.drafts.restore("back")
    assert place.sweep(later(days=29)) == []
    assert [(one.kind, one.id, one.why) for one in place.sweep(later(days=30))] == [(Kind.DRAFT, "gone", Why.EXPIRED)]
    assert place.store.drafts.get("back") is not None and files_of(fitted) <= place.names()


def test_the_pictures_of_the_cast_stay_until_a_member_was_deleted_for_thirty_days(place: Place):
    fitted = place.picture(1)
    look = Look(id="usual", pictures=(DraftPicture(fitted=fitted),))
    place.store.members.add(CastMember(id="mia", name="Mia", looks=(look,)), "ann", NOW)
    assert place.sweep(NOW + timedelta(days=4_000)) == [] and files_of(fitted) <= place.names()
    place.store.members.delete("mia", NOW)
    assert place.sweep(later(days=29)) == []
    went = place.sweep(later(days=30))
    assert [(one.id, one.why) for one in went if one.kind is Kind.MEMBER] == [("mia", Why.EXPIRED)]
    assert not files_of(fitted) & place.names()


def test_a_member_that_is_deleted_for_good_leaves_its_pictures_to_the_next_sweep(place: Place):
    fitted, shared = place.picture(1), place.picture(2)
    look = Look(id="usual", pictures=(DraftPicture(fitted=fitted), DraftPicture(fitted=shared)))
    place.store.members.add(CastMember(id="mia", name="Mia", looks=(look,)), "ann", NOW)
    place.store.drafts.save("board", "ann", a_board(shared), NOW)
    place.store.members.delete("mia", NOW)
    assert place.store.members.forget(["mia"], NOW) == ["mia"]
    place.sweep(later(days=10))
    assert not files_of(fitted) & place.names() and files_of(shared) <= place.names()


def test_a_deleted_preset_goes_after_thirty_days_and_is_nobody_s_default(place: Place):
    for preset_id in ("gone", "back"):
        place.store.presets.save(Preset(preset_id, "ann", True, preset_id.title(), {"duration": 3}), NOW)
        place.store.presets.delete(preset_id, NOW)
    place.store.presets.choose_default("bob", "gone")
    place.store.presets.choose_default("ann", "back")
    place.store.presets.restore("back")
    assert place.sweep(later(days=29)) == []
    went = place.sweep(later(days=30))
    assert [(one.kind, one.id, one.why, one.name) for one in went] == [(Kind.PRESET, "gone", Why.EXPIRED, "Gone")]
    place.store.presets.restore("gone")
    assert [one.id for one in place.store.presets.usable_by("bob")] == ["back"]
    assert (place.store.presets.default_of("ann") or went[0]).id == "back"


def test_a_preset_that_was_brought_back_meanwhile_stays(place: Place):
    place.store.presets.save(Preset("back", "ann", False, "Back", {}), NOW)
    place.store.presets.delete("back", NOW)
    planned = list(place.sweeper.plan(MONTHS))
    assert [one.id for one in planned] == ["back"]
    place.store.presets.restore("back")
    assert DeletedPresets(place.store).free(planned, MONTHS) == []
    assert place.store.presets.get("back") is not None


def test_a_board_whose_jobs_were_never_written_goes_after_seven_days(place: Place):
    place.store.drafts.save("click", NOBODY, a_board(place.picture(1)), NOW)
    assert place.sweep(later(days=6)) == []
    went = place.sweep(later(days=7))
    assert (went[0].kind, went[0].why) == (Kind.BOARD, Why.NO_JOB)
    assert place.store.drafts.get("click") is None


def test_zip_lists_go_after_some_days_also_those_without_a_time(place: Place):
    place.store.notes.set("zip:old", "[]")
    place.store.notes.set("zip:timed", "[]", NOW)
    place.store.notes.set("account", "{}", NOW)
    assert place.sweep(later(days=2)) == []
    assert [one.id for one in place.sweep(later(days=3))] == ["zip:timed"]
    assert [one.id for one in place.sweep(later(days=5))] == ["zip:old"]
    assert place.store.notes.get("account") == "{}"


def test_a_job_whose_files_cannot_be_removed_waits_and_holds_up_nobody(place: Place):
    stuck, other = place.ready(place.picture(1)), place.ready(place.picture(2))
    for job in (stuck, other):
        place.store.jobs.delete([job.id], NOW)
    # Nobody can unlink a folder as a file.
    place.library.video(stuck.id).unlink()
    (place.library.video(stuck.id) / "inside").mkdir(parents=True)
    assert [one.id for one in place.sweep() if one.kind is Kind.JOB] == [other.id]
    assert [line.id for line in place.store.trash.gone("", 10)] == [stuck.id]
    assert place.sweeper._jobs.gone_now() == [], "not again with every step"
    (place.library.video(stuck.id) / "inside").rmdir()
    place.library.video(stuck.id).rmdir()
    assert stuck.id in [one.id for one in place.sweep()]


def test_a_plan_names_what_a_sweep_would_take_and_changes_nothing(place: Place):
    shared, own = place.picture(1), place.picture(2)
    kept, gone, for_good = place.ready(shared), place.ready(shared), place.ready(own)
    place.store.jobs.delete([gone.id, for_good.id], NOW)
    place.store.trash.delete_for_good([for_good.id], NOW)
    place.store.notes.set("zip:old", "[]", NOW)
    place.store.notes.set("zip:untimed", "[]")
    place.write(place.folder / "library" / "videos" / "x.1.part")
    before, planned = place.names(), list(place.sweeper.plan(MONTHS))
    assert place.names() == before and len(place.store.leftovers.zip_notes("", 10)) == 2
    assert sorted(planned, key=str) == sorted(place.sweep(), key=str)
    assert {one.kind for one in planned} == {Kind.JOB, Kind.ZIP, Kind.PART, Kind.PICTURE, Kind.RECORD}
    assert {one.id for one in planned if one.kind is Kind.JOB} == {gone.id, for_good.id} != {kept.id}


def test_a_pass_goes_on_step_by_step_and_comes_once_a_day(place: Place):
    jobs = [place.ready(place.picture(number % 7)) for number in range(45)]
    place.store.jobs.delete([job.id for job in jobs], NOW)
    sizes = [len(place.sweeper.step(MONTHS)) for _ in range(60)]
    assert max(sizes) <= 20 and len(place.names()) == 0
    late = place.write(place.folder / "library" / "videos" / "x.1.part")
    assert [place.sweeper.step(MONTHS + timedelta(hours=23)) for _ in range(3)] == [[], [], []] and late.exists()
    [place.sweeper.step(MONTHS + timedelta(hours=24)) for _ in range(10)]
    assert not late.exists()


def test_a_store_that_is_away_ends_a_pass_which_begins_anew_later(place: Place):
    job = place.ready(place.picture(1))
    place.store.jobs.delete([job.id], NOW)
    place.store.close()
    with pytest.raises(StoreUnavailable):
        for _ in range(30):
            place.sweeper.step(MONTHS)
    place.store.open()
    for _ in range(30):
        place.sweeper.step(MONTHS + timedelta(hours=2))
    assert place.names() == set()


DAMAGE = ["state = 'dreaming'", "video_size_bytes = 'large'", "has_poster = 2", "name = x'ff00'", "model = 'viduq0'"]
DAMAGE += ["click = x'ff00'", "created_at = 'garbage'", "credits = 'many'", "take = 'first'"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_row_is_listed_holds_up_nobody_and_goes_in_its_time(place: Place, damage: str):
    bad, other = place.ready(place.picture(1)), place.ready(place.picture(2))
    with place.store._write() as connection:
        connection.exec_driver_sql(f"UPDATE jobs SET {damage} WHERE id = '{bad.id}'")
    place.store.jobs.delete([bad.id, other.id], NOW)
    assert {line.id for line in place.store.trash.page(10)} == {bad.id, other.id}
    assert place.store.trash.total().jobs == 2
    assert {one.id for one in place.sweep() if one.kind is Kind.JOB} == {bad.id, other.id}
    assert place.names() == set()


class Unstable(Library):
    """On a disk that does not answer for some files."""

    def size(self, job_id: str) -> int:
        raise PermissionError(13, "Permission denied")


def test_a_file_that_cannot_be_looked_at_is_trouble_of_ours_and_the_rest_goes(place: Place):
    job = place.ready(place.picture(1))
    place.store.jobs.delete([job.id], NOW)
    place.write(place.folder / "library" / "old.part")
    place.sweeper._jobs.library = Unstable(place.folder / "library")
    with pytest.raises(DiskTrouble):
        place.sweep()
    assert "library/old.part" not in place.names() and place.library.video(job.id).exists()
    with pytest.raises(DiskTrouble):
        list(place.sweeper.plan(MONTHS))
