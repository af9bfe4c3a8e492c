"""The first schema.

Nothing here follows `lib/services/store/tables.py` by itself: a migration stays what it was when it was written.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the first version, and begin to count the revisions of the store."""
    _meta()
    _jobs()
    _papers()
    _job_pictures()
    _events()
    _drafts()
    _people()
    _voices()
    _notes()
    op.execute("INSERT INTO meta (key, value) VALUES ('revision', 0)")


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(255), nullable=False),
        sa.Column("service", sa.String(255), nullable=False),
        sa.Column("click", sa.String(255), nullable=False),
        sa.Column("take", sa.Integer(), nullable=False),
        sa.Column("takes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(255), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("ready_at", sa.DateTime(timezone=True)),
        sa.Column("task_id", sa.String(255)),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("progress", sa.Float()),
        sa.Column("video_url", sa.Text()),
        sa.Column("video_duration_s", sa.Float()),
        sa.Column("video_width", sa.Integer()),
        sa.Column("video_height", sa.Integer()),
        sa.Column("video_has_sound", sa.Boolean()),
        sa.Column("video_size_bytes", sa.BigInteger()),
        sa.Column("video_sha256", sa.String(255)),
        sa.Column("has_poster", sa.Boolean(), nullable=False),
        sa.Column("credits", sa.Float()),
        sa.Column("trace_id", sa.Text()),
        sa.Column("trouble_kind", sa.String(255)),
        sa.Column("trouble_code", sa.Text()),
        sa.Column("trouble_detail", sa.Text()),
        sa.Column("trouble_field", sa.Text()),
        sa.Column("trouble_request_id", sa.Text()),
        sa.Column("trouble_http_status", sa.Integer()),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("unseen", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.String(255)),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.String(255), nullable=False),
        sa.Column("duration", sa.BigInteger()),
        sa.Column("resolution", sa.String(255)),
        sa.Column("audio", sa.Boolean()),
        sa.Column("off_peak", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.BigInteger()),
        sa.Column("picture_sha", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(255), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("length_s", sa.Float(), nullable=False),
        sa.Column("name_key", sa.String(255), nullable=False),
        sa.UniqueConstraint("click", "take", name="jobs_click_take"),
    )
    _indexes_of_jobs()


def _indexes_of_jobs() -> None:
    op.create_index("jobs_by_person", "jobs", ["deleted", "set_aside", "person_id", "created_at", "take", "id"])
    op.create_index("jobs_by_state", "jobs", ["deleted", "set_aside", "state", "created_at", "take", "id"])
    op.create_index("jobs_due", "jobs", ["service", "state", "owner", "next_at"])
    op.create_index("jobs_fingerprint", "jobs", ["fingerprint", "created_at"])
    op.create_index("jobs_longest", "jobs", ["deleted", "set_aside", "length_s", "created_at", "take", "id"])
    op.create_index("jobs_by_name", "jobs", ["deleted", "set_aside", "name_key", "created_at", "take", "id"])
    op.create_index("jobs_models", "jobs", ["deleted", "model"])
    op.create_index("jobs_newest", "jobs", ["deleted", "set_aside", "created_at", "take", "id"])
    op.create_index(
        "jobs_owner",
        "jobs",
        ["owner"],
        sqlite_where=sa.text("owner IS NOT NULL"),
        postgresql_where=sa.text("owner IS NOT NULL"),
    )
    op.create_index("jobs_people", "jobs", ["deleted", "person_id"])
    op.create_index(
        "jobs_queue",
        "jobs",
        ["service", "state", "person_id", "created_at", "take", "next_at", "off_peak", "deleted", "set_aside"],
    )
    op.create_index("jobs_sent", "jobs", ["person_id", "sent_at"])
    op.create_index("jobs_services", "jobs", ["deleted", "service"])
    op.create_index("jobs_task", "jobs", ["task_id"])


def _papers() -> None:
    op.create_table(
        "papers",
        sa.Column("job_id", sa.String(255), sa.ForeignKey("jobs.id"), primary_key=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
    )


def _job_pictures() -> None:
    op.create_table(
        "job_pictures",
        sa.Column("job_id", sa.String(255), sa.ForeignKey("jobs.id"), primary_key=True),
        sa.Column("sha256", sa.String(255), primary_key=True),
    )
    op.create_index("job_pictures_sha256", "job_pictures", ["sha256"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("job_id", sa.String(255), sa.ForeignKey("jobs.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
    )
    op.create_index("events_job", "events", ["job_id", "id"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("person_id", sa.String(255), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("empty", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("drafts_latest", "drafts", ["person_id", "empty", "updated_at"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def _voices() -> None:
    op.create_table(
        "voices",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("voice_id", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
