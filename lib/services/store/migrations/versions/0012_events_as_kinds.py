"""The story of a job is kinds with parameters instead of sentences, and says who did what."""

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT_ONCE = 5000
_PEOPLE = {"cancelled", "sent_again", "task_entered", "fetch_asked", "set_aside", "brought_back"}
"""What only people do. Who it was, nobody kept."""
_TROUBLES = {
    "Something went wrong.": ("StudioError", ""),
    "The video service refused this request.": ("Refused", ""),
    "The video service did not accept the API key.": ("KeyRejected", ""),
    "The video service does not accept the API key any more.": ("KeyNoLongerAccepted", ""),
    "The API key may not use this model.": ("NotAllowed", ""),
    "The balance at the video service is used up. Nothing was made.": ("NoCredit", ""),
    "The video service does not make this content.": ("ContentRefused", ""),
    "The video service could not use one of the pictures.": ("PictureRefused", ""),
    "The video service did not accept one of the settings.": ("FieldRefused", ""),
    "The video service is busy.": ("TooMany", ""),
    "This model is away at the moment. Nothing was made.": ("ModelUnavailable", ""),
    "The video service no longer knows this job.": ("TaskUnknown", ""),
    "The video service does not know this job at the moment.": ("TaskNotKnownYet", ""),
    "The address of the video service does not answer as expected.": ("RouteMissing", ""),
    "The video service has moved. Nothing was sent on, so that the key stays safe.": ("Redirected", ""),
    "The request was too large for the video service.": ("TooLarge", ""),
    "Something between Castboard and the video service blocked the request. Nothing was made.": ("Blocked", ""),
    "The video service cannot be reached.": ("NotReached", ""),
    "The proxy that this machine uses cannot be reached.": ("ProxyNotReached", ""),
    "The proxy that this machine uses did not let the request through.": ("ProxyRefused", ""),
    "No secure connection to the video service.": ("TlsFailed", ""),
    "The file with the certificates that this machine trusts cannot be read.": ("CertificatesUnreadable", ""),
    "We sent your request but got no clear answer.": ("SubmissionUncertain", ""),
    "The video service had a problem of its own.": ("ServiceFailed", ""),
    "The video service could not make this video.": ("TaskFailed", ""),
    "The video service could not make this video, and gave no reason.": ("NoReason", ""),
    "The video was made but could not be fetched.": ("VideoLost", ""),
    "The link to the finished video no longer works.": ("LinkDead", ""),
    "The video service says that the video is done, but gives no link to it.": ("NoLink", ""),
    "What the service delivered is not a complete, playable video.": ("VideoBroken", ""),
    "This picture cannot be used.": ("PictureUnusable", ""),
    "Castboard cannot reach its own database.": ("StoreUnavailable", ""),
    "Something else lies in the place of Castboard's database.": ("NoDatabase", ""),
    "This record can no longer be read.": ("RecordUnreadable", ""),
    "This request can no longer be sent as it is. Nothing was sent.": ("OrderInvalid", ""),
    "Castboard cannot write to its data folder.": ("DiskTrouble", ""),
    "A setting of this app is not right.": ("SettingsInvalid", ""),
    "The video service checked the scene and the pictures, and does not make this content.": (
        "ContentRefused",
        "auditsubmitillegal",
    ),
    "The words of the scene go against the rules of the video service.": (
        "ContentRefused",
        "taskpromptpolicyviolation",
    ),
    "The finished video went against the rules of the video service, which keeps it back.": (
        "ContentRefused",
        "creationpolicyviolation",
    ),
    "The video service could not open a picture at its web address.": ("PictureRefused", "imagedownloadfailure"),
    "The video service could not read the format of a picture.": ("PictureRefused", "imageformatinvalid"),
    "The size of a picture is not one that the video service takes.": ("PictureRefused", "pagesizeoutofrange"),
    "The video service could not use the face in a picture.": ("PictureRefused", "imagecheckfacefailed"),
    "The video service could not make out the subject in a picture.": ("PictureRefused", "imageobjectsundetected"),
    "Something that the video service needs is missing in the request.": ("FieldRefused", "fieldlacking"),
    "The request has a setting that the video service does not take with this model.": (
        "FieldRefused",
        "fieldunwanted",
    ),
    "The request has too many or too few of something.": ("FieldRefused", "fielditemcountoutofrange"),
}
"""Each sentence of the errors as they were, and the error with its code."""
_KINDS = (
    ("made", r"Made\.", "made", ()),
    ("made", r"Its file was on the disk without a job and was put into the gallery\.", "adopted", ()),
    ("sending", r"Sending to the video service\.", "sending", ()),
    ("running", r"The service took it: task (.*)", "accepted", ("task",)),
    ("running", r"A person entered its task id: task (.*)", "task_entered", ("task",)),
    ("queued", r"Sent again by a person, who was told that it may cost twice", "sent_again", ()),
    ("queued", r"(.*) Tried again in (\d+) s", "postponed", ("trouble", "pause_s")),
    ("unsure", r"The answer was lost: it may be running, and may be billed", "answer_lost", ()),
    ("unsure", r"Castboard stopped while this was being sent\. It may have arrived\.", "interrupted", ()),
    ("failed", r"(.*)", "failed", ("trouble",)),
    ("look", r"The service says “(.*)”, a word we do not know", "status_unknown", ("word",)),
    ("look", r"The service says: (.*)", "status", ("word",)),
    ("look", r"The service says it is done, and gives no link to the video yet", "no_link_yet", ()),
    ("look", r"(.*)", "look_failed", ("trouble",)),
    ("again", r"(.*)", "again", ("trouble",)),
    ("saving", r"The service made the video; fetching it", "done", ()),
    ("saving", r"Fetch now, asked for by a person", "fetch_asked", ()),
    ("saving", r"A newer version of Castboard fetches it once more", "fetched_once_more", ()),
    ("fetch", r"Fetch now, asked for by a person", "fetch_asked", ()),
    ("fetch", r"(.*) Tried again in (\d+) s", "fetch_failed", ("trouble", "pause_s")),
    ("ready", r"The video is here", "ready", ()),
    ("unsaved", r"(.*)", "unsaved", ("trouble",)),
    ("ended", r"The service ended it: (.*)", "ended", ("word",)),
    ("cancelled", r"Cancelled before it was sent", "cancelled", ()),
    ("aside", r"Set aside", "set_aside", ()),
    ("aside", r"Brought back", "brought_back", ()),
    ("late", r"It certainly did not arrive: (.*) Sending it again costs nothing twice", "not_arrived", ("trouble",)),
    ("unreadable", r"It cannot be read and was set aside: (.*)", "unreadable", ("reason",)),
    ("readable", r"It can be read again\.", "readable", ()),
)
"""Kind and sentence as they were, the kind they become, and what its parameters are called."""

events = sa.table(
    "events",
    sa.column("id", sa.Integer),
    sa.column("job_id", sa.String),
    sa.column("kind", sa.String),
    sa.column("text", sa.Text),
    sa.column("params", sa.Text),
    sa.column("actor", sa.String),
)
jobs = sa.table("jobs", sa.column("id", sa.String), sa.column("person_id", sa.String))


def upgrade() -> None:
    """Add the columns, turn every sentence into a kind, keep those that are none, and drop the sentences."""
    op.add_column("events", sa.Column("params", sa.Text, nullable=False, server_default="{}"))
    op.add_column("events", sa.Column("actor", sa.String(255)))
    connection = op.get_bind()
    change = (
        events.update()
        .where(events.c.id == sa.bindparam("of"))
        .values(kind=sa.bindparam("as_kind"), params=sa.bindparam("as_params"), actor=sa.bindparam("by"))
    )
    last = -1
    while rows := _after(connection, last):
        last = rows[-1].id
        connection.execute(change, [_changed(row) for row in rows])
    op.drop_column("events", "text")


def _after(connection: sa.Connection, last: int) -> list[sa.Row[Any]]:
    theirs = sa.select(events.c.id, events.c.kind, events.c.text, jobs.c.person_id)
    theirs = theirs.outerjoin_from(events, jobs, jobs.c.id == events.c.job_id)
    return list(connection.execute(theirs.where(events.c.id > last).order_by(events.c.id).limit(_AT_ONCE)))


def _changed(row: sa.Row[Any]) -> dict[str, object]:
    kind, params = _kind_of(_text(row.kind), _text(row.text))
    by = _text(row.person_id) if kind in ("made", "adopted") else None if kind in (*_PEOPLE, "note") else ""
    return {"of": row.id, "as_kind": kind, "as_params": json.dumps(params, ensure_ascii=False), "by": by}


def _kind_of(kind: str, text: str) -> tuple[str, dict[str, object]]:
    for before, sentence, after, names in _KINDS:
        if before == kind and (found := re.fullmatch(sentence, text, re.DOTALL)):
            params: dict[str, object] = dict(zip(names, found.groups(), strict=True))
            if "trouble" in params:
                if params["trouble"] not in _TROUBLES:
                    continue
                params["trouble"], params["code"] = _TROUBLES[str(params["trouble"])]
            if "pause_s" in params:
                params["pause_s"] = int(str(params["pause_s"]))
            return after, params
    return "note", {"text": text}


def _text(value: object) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
