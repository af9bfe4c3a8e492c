"""A data folder of the version before: its pictures get new copies when they are needed, from their originals."""

import hashlib
import io
import json
from dataclasses import asdict

import pytest
from PIL import Image

from lib.domain.actor import Actor
from lib.domain.draft import Draft
from lib.domain.errors import PictureUnusable
from lib.domain.job import JobState
from lib.domain.picture_rules import Fitted, Picture
from lib.services.media.pictures import Pictures
from lib.text.picture_sentences import remark_text
from tests.services.picture_chunks import P3_XYZ, iccp, profile, with_chunks
from tests.services.picture_kit import file_of, opened, scene, why

PALETTE = with_chunks(file_of(scene(200, 150).quantize(9), "PNG"), iccp(profile(P3_XYZ)))
BROKEN = b"\x89PNG\r\n\x1a\n" + PALETTE[8:33]


def kept_before(folder, original, copy):
    """As version 1 kept it: a record named by the original, and a copy that need not be what one would draw today."""
    found = Fitted(*(_picture(data) for data in (original, copy)))
    for name in ("files", "facts", "fits"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for picture, data in ((found.original, original), (found.sending, copy)):
        (folder / "files" / picture.sha256).write_bytes(data)
    raw = {"version": 1, **asdict(found)}
    del raw["warnings"]
    (folder / "facts" / f"{found.original.sha256}.json").write_text(json.dumps(raw))
    return found


def _picture(data):
    return Picture(hashlib.sha256(data).hexdigest(), "png", 200, 150, len(data))


def test_an_old_copy_is_drawn_again_from_its_original(tmp_path):
    without = file_of(scene(200, 150).quantize(9), "PNG")
    old = kept_before(tmp_path, PALETTE, without)
    pictures = Pictures(tmp_path)
    sent = pictures.to_send(old.sending.sha256)
    assert sent not in (without, PALETTE)
    assert opened(sent).size == (200, 150)
    # Its colours are those of its profile, that the old copy had lost.
    assert opened(sent).convert("RGB").getpixel((50, 75))[0] > opened(without).convert("RGB").getpixel((50, 75))[0]
    # Also after the board was opened, which makes the facts anew.
    assert pictures.find(old.original.sha256).sending.sha256 != old.sending.sha256
    assert Pictures(tmp_path).to_send(old.sending.sha256) == sent


def test_a_copy_drawn_again_is_no_larger_than_the_room_its_request_had(tmp_path):
    photo = file_of(scene(900, 700), "PNG")
    small = file_of(scene(300, 200), quality=60)
    old = kept_before(tmp_path, photo, small)
    assert len(Pictures(tmp_path).to_send(old.sending.sha256)) <= len(small)


def test_the_original_of_an_old_copy_is_still_known(tmp_path):
    old = kept_before(tmp_path, PALETTE, file_of(scene(200, 150).quantize(9), "PNG"))
    found = Pictures(tmp_path).of_copy(old.sending.sha256)
    assert found.original.sha256 == old.original.sha256
    assert found.sending.sha256 != old.sending.sha256


def test_a_copy_whose_original_is_gone_is_what_there_is(tmp_path):
    old = kept_before(tmp_path, PALETTE, file_of(scene(200, 150), "PNG"))
    (tmp_path / "files" / old.original.sha256).unlink()
    assert opened(Pictures(tmp_path).to_send(old.sending.sha256)).size == (200, 150)


def test_what_this_version_drew_leaves_as_it_is(tmp_path):
    pictures = Pictures(tmp_path)
    sending = pictures.add(PALETTE).sending
    assert Pictures(tmp_path).to_send(sending.sha256) == pictures.bytes(sending.sha256)


def test_what_an_earlier_version_said_of_a_picture_is_said_again(tmp_path):
    pictures = Pictures(tmp_path)
    original = pictures.add(PALETTE).original
    (record,) = (tmp_path / "facts").iterdir()
    kept = json.loads(record.read_text())
    record.write_text(json.dumps(kept | {"notes": ["Sent on white."], "warnings": [{"kind": "new", "params": {}}]}))
    found = pictures.find(original.sha256)
    assert [remark_text(note) for note in found.notes] == ["Sent on white."]
    assert found.warnings == ()


def test_an_old_original_that_is_refused_today_says_why(tmp_path):
    old = kept_before(tmp_path, BROKEN, BROKEN)
    with pytest.raises(PictureUnusable) as refused:
        Pictures(tmp_path).to_send(old.sending.sha256)
    assert "incomplete" in why(refused.value)


def with_picture(draft: Draft, fitted: Fitted) -> Draft:
    first, *others = draft.cast
    picture = first.pictures[0].model_copy(update={"fitted": fitted})
    return draft.model_copy(update={"cast": (first.model_copy(update={"pictures": (picture,)}), *others)})


def test_a_queued_job_with_an_old_copy_sends_the_new_one(studio, draft, upstream, now, tmp_path):
    old = kept_before(tmp_path / "data" / "pictures", PALETTE, file_of(scene(200, 150).quantize(9), "PNG"))
    (job,) = studio.desk.generate(Actor("p" * 32), with_picture(draft, old), "click", now)
    studio.tracker.step(now)
    assert studio.store.jobs.get(job.id).state in (JobState.RUNNING, JobState.SAVING, JobState.READY)


def test_a_queued_job_whose_picture_is_refused_now_says_so_and_costs_nothing(studio, draft, upstream, now, tmp_path):
    old = kept_before(tmp_path / "data" / "pictures", BROKEN, BROKEN)
    (job,) = studio.desk.generate(Actor("p" * 32), with_picture(draft, old), "click", now)
    studio.tracker.step(now)
    failed = studio.store.jobs.get(job.id)
    assert failed.state is JobState.FAILED
    assert "incomplete" in why(failed.trouble)
    assert [one for one in upstream.received if one.method == "POST"] == []


def test_a_board_of_the_version_before_gets_new_copies(studio, draft, tmp_path):
    old = kept_before(tmp_path / "data" / "pictures", PALETTE, file_of(scene(200, 150).quantize(9), "PNG"))
    fitted = studio.desk.fit(with_picture(draft, old)).cast[0].pictures[0].fitted
    assert fitted.original == old.original
    assert Image.open(io.BytesIO(studio.pictures.to_send(fitted.sending.sha256))).size == (200, 150)
    assert fitted.sending != old.sending
