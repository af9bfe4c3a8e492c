"""What the page of a video plays: the video, its preview where not every browser plays it, and a word on either."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from lib.domain.job import Job
from lib.domain.video_file import FileKind, Preview
from lib.text.language import N_, _
from lib.text.video_sentences import format_sentence, shorter_sentence
from lib.ui import media_links as media
from lib.ui import revisions as shared
from lib.ui.frame import pulse
from lib.ui.parts.video_player import Film, draw_player
from lib.ui.state import studio, utc_now
from lib.ui.words import in_one_line

LINK_FRESH_FOR = timedelta(minutes=50)
_PLAYS: dict[Preview, str] = {
    "wanted": N_(
        "{stored}, which not every browser plays. A preview in H.264 is being made and appears here automatically. "
        "Download gives the original."
    ),
    "made": N_("{stored}, which not every browser plays. You see a preview in H.264. Download gives the original."),
    "failed": N_(
        "{stored}, which this browser may not be able to play, and no preview could be made. "
        "Download gives the original."
    ),
}


def play(job: Job, *, autoplay: bool = False, key: str = "player") -> None:
    """The player, or why there is none. `autoplay`: whoever looks has just asked for it. `key`: one for each place."""
    library = studio().library
    if not library.video(job.id).is_file():
        st.info(_("The file of this video is no longer on this machine. “Same again” makes a new one."))
        return
    preview = _preview(job)
    if preview == "wanted" and job.has_poster:
        st.image(media.poster(job.id), width="stretch", alt=_("Poster of {name}", name=job.name))
    else:
        draw_player(_film(job, key, doubtful=preview == "failed"), key=key, asked=autoplay)
    for words in notes(job, preview, library.kind(job.id)):
        st.caption(f":material/info: {words}")


def notes(job: Job, preview: Preview | None, kind: FileKind) -> list[str]:
    """What people should know about the video before them."""
    if job.video is None:
        return []
    shorter = shorter_sentence(job.request.duration, job.video.duration_s)
    found = _PLAYS.get(preview) if preview else None
    plays = _(found, stored=format_sentence(kind, job.video.codec or "")) if found else ""
    return [words for words in (shorter, plays) if words]


def _preview(job: Job) -> Preview | None:
    """How it stands with the preview; the page is drawn again when that changes."""
    preview = job.video.preview if job.video else None
    if preview == "made" and not studio().library.preview(job.id).is_file():
        studio().previews.want(job.id)
        preview = "wanted"
    if preview in (None, "wanted"):
        _watch(job, preview)
    return preview


def _watch(job: Job, preview: Preview | None) -> None:
    """For the preview; the store is asked at other revisions alone."""
    asked = shared.revision()

    def differs(revision: int) -> bool:
        nonlocal asked
        if revision in (asked, shared.AWAY):
            return False
        asked = revision
        return _now(job) != preview

    pulse.watch(differs)


def _now(job: Job) -> Preview | None:
    fresh = studio().store.jobs.get(job.id)
    return fresh.video.preview if fresh and fresh.video else None


def _film(job: Job, key: str, *, doubtful: bool) -> Film:
    poster = media.based(media.poster(job.id)) if job.has_poster else ""
    return Film(in_one_line(job.name), media.based(_link(job.id, f"{key}.link")), poster, doubtful)


def _link(job_id: str, kept_as: str) -> str:
    """The player's address: kept while it is open, since a new one (each hour) would begin the video anew."""
    name = studio().library.played_name(job_id)
    kept = st.session_state.get(kept_as)
    if not kept or kept["name"] != name or utc_now() - kept["at"] > LINK_FRESH_FOR:
        kept = {"name": name, "url": media.video(job_id), "at": utc_now()}
        st.session_state[kept_as] = kept
    return str(kept["url"])
