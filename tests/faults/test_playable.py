"""A video that plays is kept, whatever its build: from the service's word "done" to Ready, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pytest

from lib.domain.job import Job, JobState
from tests.faults.table import Row
from tests.faults.trial import Trial, reads
from tests.video_kit import place_of, split, turned
from tests.video_variants import TURNS, edited_variants


@pytest.fixture
def trial(trial: Trial) -> Iterator[Trial]:
    trial.group = "Playable videos"
    yield trial


def films(mp4_variants: dict[str, bytes]) -> dict[str, bytes]:
    """Every unusual build of an MP4, edited and turned ones too."""
    last = mp4_variants["index last"]
    edited = {name: data for name, (data, _) in edited_variants(last).items()}
    return mp4_variants | edited | {name: turned(last, *matrix) for name, (matrix, _) in TURNS.items()}


def brought(trial: Trial, made: Mapping[str, bytes], folder: Path) -> dict[str, Job]:
    """What became of each, fetched by a job of its own; as many at once as may run."""
    kept: dict[str, Job] = {}
    for names in batched(made, trial.studio.settings.max_running):
        before = len(trial.ids)
        trial.generate(len(names))
        trial.step()
        tasks = {task.request["seed"]: task.id for task in trial.upstream.tasks()}
        new = dict(zip(names, trial.jobs()[before:], strict=True))
        for name, job in new.items():
            (folder / "film").write_bytes(made[name])
            trial.upstream.finish(tasks[job.request.seed], folder / "film")
        trial.let_pass()
        kept |= {name: trial.studio.store.jobs.get(job.id) or job for name, job in new.items()}
    return kept


def batched(names: Mapping[str, bytes], size: int) -> Iterator[list[str]]:
    remaining = iter(names)
    while some := list(islice(remaining, size)):
        yield some


def lost(trial: Trial, made: Mapping[str, bytes], kept: Mapping[str, Job]) -> list[str]:
    """The names of those that are not Ready and on our disk as they were sent."""
    library = trial.studio.library
    return [
        name
        for name, job in kept.items()
        if job.state is not JobState.READY or library.video(job.id).read_bytes() != made[name]
    ]


def noted(trial: Trial, fault: str, made: Mapping[str, bytes], kept: Mapping[str, Job]) -> Row:
    """A row of the table, put together here: each job has a film of its own."""
    words = {reads(job, trial.studio.settings.service, trial.now) for job in kept.values()}
    tasks = trial.tasks_of_jobs()
    row = Row(
        trial.group,
        fault,
        len(made),
        f"{', '.join(trial.path())}: “{' / '.join(sorted(words))}”",
        sum(tasks.values()),
        len(lost(trial, made, kept)),
        sum(count > 1 for count in tasks.values()),
    )
    trial.table.add(row)
    return row


@pytest.mark.parametrize("kind", ["unusual MP4 files", "other formats and codecs"])
def test_a_video_that_plays_becomes_ready(
    trial: Trial, mp4_variants: dict[str, bytes], video_formats: dict[str, bytes], tmp_path: Path, kind: str
) -> None:
    made = films(mp4_variants) if kind == "unusual MP4 files" else video_formats
    kept = brought(trial, made, tmp_path)
    assert lost(trial, made, kept) == []
    assert all(job.has_poster for job in kept.values())
    row = noted(trial, f"a playable video: {kind}", made, kept)
    assert (row.submits, row.lost, row.paid_twice) == (len(made), 0, 0)


def test_a_video_that_was_cut_between_fragments_is_kept_and_said_to_be_shorter(
    trial: Trial, mp4_variants: dict[str, bytes], tmp_path: Path
) -> None:
    whole = mp4_variants["fragmented"]
    first = place_of(whole, b"mdat") + 8 + len(next(payload for name, payload in split(whole) if name == b"mdat"))
    trial.draft = trial.draft.model_copy(update={"duration": 2})
    made = {"after the first fragment": whole[:first]}
    kept = brought(trial, made, tmp_path)
    row = noted(trial, "a fragmented video that ends after a fragment", made, kept)
    assert (row.submits, row.lost, row.paid_twice) == (1, 0, 0)
    assert "It is shorter than requested: 0.5 of 2 s. The service may have sent only a part of it." in row.outcome
