"""The tables as this version knows them. Those on disk come from the migrations; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

from lib.services.store.columns import CleanText, UtcDateTime, Word

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Word, primary_key=True), Column("value", BigInteger, nullable=False))
"""Counters of the store itself: `revision`."""

jobs = Table(
    "jobs",
    metadata,
    Column("id", Word, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("person_id", Word, nullable=False),
    Column("service", Word, nullable=False),
    Column("click", Word, nullable=False),
    Column("take", Integer, nullable=False),
    Column("takes", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", Word, nullable=False),
    Column("state_since", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),
    Column("tries", Integer, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("ready_at", UtcDateTime),
    Column("task_id", Word),
    Column("word", CleanText, nullable=False),
    Column("progress", Float),
    Column("video_url", CleanText),
    Column("video_duration_s", Float),
    Column("video_width", Integer),
    Column("video_height", Integer),
    Column("video_has_sound", Boolean),
    Column("video_size_bytes", BigInteger),
    Column("video_sha256", Word),
    Column("video_codec", Word),
    Column("video_preview", Word),
    Column("has_poster", Boolean, nullable=False),
    Column("credits", Float),
    Column("trace_id", CleanText),
    Column("trouble_kind", Word),
    Column("trouble_code", CleanText),
    Column("trouble_detail", CleanText),
    Column("trouble_field", CleanText),
    Column("trouble_request_id", CleanText),
    Column("trouble_http_status", Integer),
    Column("set_aside", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("unseen", Boolean, nullable=False),
    # Who works on it, and a counter that moves while it lives.
    Column("owner", Word),
    Column("beat", BigInteger, nullable=False),
    # Since when nothing but words that nobody knows was heard of its task.
    Column("unknown_since", UtcDateTime),
    # Why the row cannot be read: it is set aside then, and nothing waits for it.
    Column("unreadable", CleanText),
    # Copies out of the request, for lists and look-ups that must not read it.
    Column("model", Word, nullable=False),
    Column("duration", BigInteger),
    Column("resolution", Word),
    Column("audio", Boolean),
    Column("off_peak", Boolean, nullable=False),
    Column("seed", BigInteger),
    Column("picture_sha", Word, nullable=False),
    Column("fingerprint", Word, nullable=False),
    Column("search", CleanText, nullable=False),
    # What lists are sorted by: of the finished video or else as asked for, and the start of the name as people count.
    Column("length_s", Float, nullable=False),
    Column("name_key", Word, nullable=False),
    # When it went into the trash, and when it left it for good: from then on nobody brings it back, and its files go.
    Column("deleted_at", UtcDateTime),
    Column("gone_at", UtcDateTime),
    UniqueConstraint("click", "take", name="jobs_click_take"),
)

Index("jobs_newest", jobs.c.deleted, jobs.c.set_aside, jobs.c.created_at, jobs.c.take, jobs.c.id)
Index("jobs_by_state", jobs.c.deleted, jobs.c.set_aside, jobs.c.state, jobs.c.created_at, jobs.c.take, jobs.c.id)
Index("jobs_by_person", jobs.c.deleted, jobs.c.set_aside, jobs.c.person_id, jobs.c.created_at, jobs.c.take, jobs.c.id)
Index("jobs_unseen", jobs.c.deleted, jobs.c.set_aside, jobs.c.person_id, jobs.c.unseen, jobs.c.state)
Index("jobs_longest", jobs.c.deleted, jobs.c.set_aside, jobs.c.length_s, jobs.c.created_at, jobs.c.take, jobs.c.id)
Index("jobs_by_name", jobs.c.deleted, jobs.c.set_aside, jobs.c.name_key, jobs.c.created_at, jobs.c.take, jobs.c.id)
Index("jobs_models", jobs.c.deleted, jobs.c.model)
Index("jobs_people", jobs.c.deleted, jobs.c.person_id)
Index("jobs_services", jobs.c.deleted, jobs.c.service)
# Holds every column that choosing the next job looks at, so that a long queue is read from the index alone.
Index(
    "jobs_queue",
    jobs.c.service,
    jobs.c.state,
    jobs.c.person_id,
    jobs.c.created_at,
    jobs.c.take,
    jobs.c.next_at,
    jobs.c.off_peak,
    jobs.c.deleted,
    jobs.c.set_aside,
    jobs.c.unreadable,
)
Index("jobs_sent", jobs.c.person_id, jobs.c.sent_at)
Index("jobs_due", jobs.c.service, jobs.c.state, jobs.c.owner, jobs.c.next_at)
Index(
    "jobs_owner",
    jobs.c.owner,
    sqlite_where=jobs.c.owner.is_not(None),
    postgresql_where=jobs.c.owner.is_not(None),
)
Index(
    "jobs_unreadable",
    jobs.c.unreadable,
    sqlite_where=jobs.c.unreadable.is_not(None),
    postgresql_where=jobs.c.unreadable.is_not(None),
)
Index("jobs_fingerprint", jobs.c.fingerprint, jobs.c.created_at)
Index("jobs_task", jobs.c.task_id)
Index("jobs_preview", jobs.c.video_preview, jobs.c.state, jobs.c.deleted, jobs.c.ready_at)
Index(
    "jobs_trash",
    jobs.c.deleted_at,
    jobs.c.id,
    sqlite_where=jobs.c.deleted_at.is_not(None),
    postgresql_where=jobs.c.deleted_at.is_not(None),
)
Index(
    "jobs_gone",
    jobs.c.id,
    sqlite_where=jobs.c.gone_at.is_not(None),
    postgresql_where=jobs.c.gone_at.is_not(None),
)

spent = Table(
    "spent",
    metadata,
    Column("click", Word, primary_key=True),
    Column("take", Integer, primary_key=True),
    Column("service", Word, nullable=False),
    Column("model", Word, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("credits", Float),
)
"""What is left of a job whose files are gone: that it was made, and what it cost.

Nothing that people wrote or showed. But one click makes its jobs once, for ever: if nothing stayed, a click that comes
again from a page left open would be paid a second time.
"""

job_documents = Table(
    "papers",  # as the database has called it since its first version
    metadata,
    Column("job_id", Word, ForeignKey("jobs.id"), primary_key=True),
    Column("request", CleanText, nullable=False),
    Column("answer", CleanText, nullable=False),
)
"""The long texts of a job, apart from it: custom data may have a megabyte that no list needs."""

job_pictures = Table(
    "job_pictures",
    metadata,
    Column("job_id", Word, ForeignKey("jobs.id"), primary_key=True),
    Column("sha256", Word, primary_key=True),
)
Index("job_pictures_sha256", job_pictures.c.sha256)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job_id", Word, ForeignKey("jobs.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", Word, nullable=False),
    # The parameters of the kind, as JSON.
    Column("params", CleanText, nullable=False),
    # The id of a person; empty: the app itself. Earlier versions kept nobody.
    Column("actor", Word),
    Column("detail", CleanText, nullable=False),
)
Index("events_job", events.c.job_id, events.c.id)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Word, primary_key=True),
    Column("person_id", Word, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("empty", Boolean, nullable=False),
    Column("body", CleanText, nullable=False),
    Column("name", CleanText, nullable=False, server_default=""),  # "" is named by its scene
    Column("sent_body", Word, nullable=False, server_default=""),  # SHA-256 of the body that was sent last
    Column("deleted_at", UtcDateTime),
)
Index("drafts_latest", drafts.c.person_id, drafts.c.empty, drafts.c.updated_at)

draft_pictures = Table(
    "draft_pictures",
    metadata,
    Column("draft_id", Word, ForeignKey("drafts.id"), primary_key=True),
    Column("sha256", Word, primary_key=True),
)
"""The pictures, originals and copies, that a board refers to."""
Index("draft_pictures_sha256", draft_pictures.c.sha256)

dropped_pictures = Table("dropped_pictures", metadata, Column("sha256", Word, primary_key=True))
"""Pictures that were taken off a board, or went with a job, at some time; they may be needed elsewhere, or again.

Others are never removed, needed or not: beside an older database (a restored backup) they may be all that there is.
"""

people = Table(
    "people",
    metadata,
    Column("id", Word, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("language", Word, nullable=False, server_default=""),  # "" leaves it to the browser
    Column("role", Word, nullable=False, server_default=""),
    # What the provider of the sign-in says of them: with the first two it knows them for ever.
    Column("issuer", CleanText, nullable=False, server_default=""),
    Column("subject", CleanText, nullable=False, server_default=""),
    Column("mail", CleanText, nullable=False, server_default=""),
    Column("joined_at", UtcDateTime),
    Column("seen_at", UtcDateTime),
    Column("disabled_at", UtcDateTime),
    Column("signed_out_at", UtcDateTime),  # a sign-in from before this time counts no more, wherever it was
)

voices = Table(
    "voices",
    metadata,
    Column("id", Word, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("voice_id", CleanText, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("language", CleanText, nullable=False, server_default=""),
    Column("tags", CleanText, nullable=False, server_default=""),  # a list in JSON; "" is none
)

presets = Table(
    "presets",
    metadata,
    Column("id", Word, primary_key=True),
    Column("person_id", Word, nullable=False),
    Column("team", Boolean, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("settings", CleanText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("deleted_at", UtcDateTime),
)
Index("presets_person", presets.c.person_id, presets.c.team)

preset_defaults = Table(
    "preset_defaults",
    metadata,
    Column("person_id", Word, primary_key=True),
    Column("preset_id", Word, nullable=False),
)
"""What a person's new boards begin with. It is the person's choice: a preset of the team can be that of many."""

notes = Table(
    "notes",
    metadata,
    Column("key", Word, primary_key=True),
    Column("value", CleanText, nullable=False),
    Column("noted_at", UtcDateTime),
)
"""Small facts under a name: the account's figures, answers to "asked once" questions."""
