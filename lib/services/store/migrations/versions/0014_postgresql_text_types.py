"""On PostgreSQL, ids, states and keys have any length and sort by code point, as they do on SQLite.

They were limited to 255 characters and sorted by the server's locale, in which "zip;" may come before "zip:".
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_JOBS = (
    *("id", "person_id", "service", "click", "state", "task_id", "video_sha256", "video_codec", "video_preview"),
    *("trouble_kind", "owner", "model", "resolution", "picture_sha", "fingerprint", "name_key"),
)
_COLUMNS = {
    "meta": ("key",),
    "jobs": _JOBS,
    "spent": ("click", "service", "model"),
    "papers": ("job_id",),
    "job_pictures": ("job_id", "sha256"),
    "events": ("job_id", "kind", "actor"),
    "drafts": ("id", "person_id"),
    "draft_pictures": ("draft_id", "sha256"),
    "dropped_pictures": ("sha256",),
    "people": ("id", "language"),
    "voices": ("id",),
    "notes": ("key",),
}


def upgrade() -> None:
    """Change the type of each such column; on SQLite there is nothing to change."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _COLUMNS.items():
        changes = ", ".join(f'ALTER COLUMN {column} TYPE varchar COLLATE "C"' for column in columns)
        op.execute(f"ALTER TABLE {table} {changes}")
