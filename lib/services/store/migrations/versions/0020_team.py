"""Who is signed in and invited, what was done, what may be made; and of each person what they may do."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WORD = sa.String(255).with_variant(sa.String(collation="C"), "postgresql")  # as since 0014
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """People of before have no role: without sign-in nobody needs one. What they made is counted as theirs."""
    op.add_column("people", sa.Column("role", WORD, nullable=False, server_default=""))
    for name in ("mail", "issuer", "subject"):
        op.add_column("people", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("joined_at", "seen_at", "disabled_at", "signed_out_at"):
        op.add_column("people", sa.Column(name, TIME))
    _who()
    _what()
    made = sa.text(
        "INSERT INTO makes (click, take, person_id, service, model, created_at)"
        " SELECT click, take, person_id, service, model, created_at FROM jobs"
        # Not what was never sent or refused by the service, nor videos that were found on the disk.
        " WHERE state <> 'cancelled' AND (state <> 'failed' OR task_id IS NOT NULL) AND model <> ''"
    )
    op.execute(made)


def _who() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", WORD, primary_key=True),
        sa.Column("person_id", WORD, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("renewed_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
    )
    op.create_index("sign_ins_person", "sign_ins", ["person_id"])
    op.create_table(
        "invitations",
        sa.Column("token_hash", WORD, primary_key=True),
        sa.Column("role", WORD, nullable=False),
        sa.Column("person_id", WORD, nullable=False),
        sa.Column("made_by", WORD, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
        sa.Column("used_by", WORD, nullable=False),
        sa.Column("revoked_at", TIME),
    )
    op.create_index("invitations_newest", "invitations", ["made_at"])


def _what() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("person_id", WORD, nullable=False),
        sa.Column("deed", WORD, nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("about", WORD, nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
    )
    op.create_index("audit_newest", "audit", ["at", "id"])
    op.create_index("audit_person", "audit", ["person_id", "at"])
    op.create_table(
        "makes",
        sa.Column("click", WORD, primary_key=True),
        sa.Column("take", sa.Integer(), primary_key=True),
        sa.Column("person_id", WORD, nullable=False),
        sa.Column("service", WORD, nullable=False),
        sa.Column("model", WORD, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("makes_person", "makes", ["person_id", "created_at"])
    op.create_index("makes_newest", "makes", ["created_at"])
    op.create_table(
        "limits",
        sa.Column("scope", WORD, primary_key=True),
        sa.Column("per_day", sa.Integer()),
        sa.Column("at_once", sa.Integer()),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("updated_by", WORD, nullable=False),
    )
    op.create_table(
        "wishes",
        sa.Column("id", WORD, primary_key=True),
        sa.Column("person_id", WORD, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", TIME),
        sa.Column("answered_by", WORD, nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
    )
    op.create_index("wishes_person", "wishes", ["person_id", "answered_at"])
