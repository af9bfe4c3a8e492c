"""Videos that the version before gave up are fetched once more, now that more kinds of them are taken.

Only noted here: what is younger than a day is a question of the clock, and asked at the next start.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Note that it is to be done, if there is such a video; the app does it when it starts."""
    op.execute(
        "INSERT INTO notes (key, value) SELECT 'fetch_once_more', '' "
        "WHERE EXISTS (SELECT 1 FROM jobs WHERE state = 'unsaved')"
    )
