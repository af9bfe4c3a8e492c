"""Which videos need a copy that every browser plays, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, select

from lib.domain.job import JobState
from lib.domain.video_file import Preview
from lib.services.store.database import Part, bump
from lib.services.store.tables import jobs


@dataclass(frozen=True)
class PreviewNote:
    """What was found out about the video of a job, or came of making its preview."""

    job_id: str
    preview: Preview
    codec: str | None = None
    """None: leave it as it is."""


class Previews(Part):
    """What is known of the videos of jobs, and of their copies."""

    def videos(self, preview: Preview | None, limit: int, but: Collection[str] = ()) -> list[str]:
        """Ids of ready jobs of which this is known, the latest first, but not these. None: nothing is known yet."""
        there = jobs.c.video_preview.is_(None) if preview is None else jobs.c.video_preview == preview
        wanted = there & _SHOWN & jobs.c.id.not_in(sorted(but))
        with self._read() as connection:
            return list(
                connection.execute(
                    select(jobs.c.id).where(wanted).order_by(jobs.c.ready_at.desc()).limit(limit)
                ).scalars()
            )

    def note(self, notes: Sequence[PreviewNote]) -> None:
        """Keep what came of it; nothing is written for nothing. Pages are not told of videos without a preview."""
        if not notes:
            return
        with self._write() as connection:
            for note in notes:
                values = {"video_preview": note.preview} | ({"video_codec": note.codec} if note.codec else {})
                connection.execute(jobs.update().where(jobs.c.id == note.job_id).values(values))
            if any(note.preview != "none" for note in notes):
                bump(connection)


_SHOWN: ColumnElement[bool] = (jobs.c.state == JobState.READY.value) & (jobs.c.deleted == false())
