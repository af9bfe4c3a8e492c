"""The videos that were asked for, whatever became of their jobs: usage is counted from them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import extract, func, select

from lib.domain.job import DEMO
from lib.domain.usage import MadeCounts
from lib.services.store.database import Part
from lib.services.store.reading import text_of
from lib.services.store.team_tables import makes

_QUARTER_S = 900


class MadeVideos(Part):
    """One line a video, kept when its job is long gone."""

    def since(self, since: datetime, *, demo: bool) -> MadeCounts:
        """Counted from this time (UTC) on: those of the demo, or of real services."""
        wanted = (makes.c.created_at >= since) & (makes.c.service == DEMO if demo else makes.c.service != DEMO)
        epoch = extract("epoch", makes.c.created_at)
        number = func.count()
        with self._read() as connection:
            quarters, people, models = (
                connection.execute(select(value, number).where(wanted).group_by(value)).all()
                for value in ((epoch - epoch % _QUARTER_S).label("quarter"), makes.c.person_id, makes.c.model)
            )
        return MadeCounts(
            tuple((datetime.fromtimestamp(int(at), UTC), count) for at, count in quarters if at is not None),
            {text_of(person_id): count for person_id, count in people},
            {text_of(model): count for model, count in models},
        )
