"""The card of a job: where it stands, what can be done now, what happened, and what made it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.job import Job, JobState, is_overdue
from lib.domain.job_status import is_late, rests
from lib.domain.lists import Person, Unreadable
from lib.text.formats import percent as percent_text
from lib.text.job_labels import state_label
from lib.text.job_sentences import handover_text, job_sentence
from lib.text.language import N_, _
from lib.ui import media_links as media
from lib.ui.frame import attention
from lib.ui.frame import error_cards as errors
from lib.ui.jobs.actions import NOTICE, bring_back, buttons, why_not
from lib.ui.jobs.damaged_card import draw_damaged_job
from lib.ui.jobs.live import Card
from lib.ui.jobs.story import tabs
from lib.ui.jobs.table import usually_takes
from lib.ui.parts.job_progress import state_tone, steady
from lib.ui.parts.job_trouble import error_text_of
from lib.ui.parts.stay_open import draw_fold
from lib.ui.state import actor, studio, utc_now
from lib.ui.who_may import allowed
from lib.ui.words import ago, plain

RENAMING = "jobs.renaming"
PICKED_UP = N_("Castboard was restarted while this was on its way. It is being picked up again.")
OVERDUE = N_(
    "It is taking longer than the video service promises. It may still arrive; "
    "you can keep waiting, or stop and make it again."
)


def job_card(card: Card | None, *, in_list: bool) -> None:
    """The card of the selected job. `in_list`: whether its row is in the table now."""
    if card is None:
        st.write(_("This job is not here. Its link may be wrong, or it was deleted for good."))
        return
    job = card.job
    if isinstance(job, Unreadable):
        draw_damaged_job(job)
        return
    if job.deleted:
        bring_back(job.id)
        return
    attention.put_on_screen("card", [job.id])
    attention.look_at(job)
    if not in_list:
        st.caption(_(":material/filter_alt: This job is not in the list now."))
    _poster(job)
    _name(job)
    error_text = error_text_of(job)
    _status(job, error_text.message if error_text else "", gone=card.gone)
    if error_text:
        with errors.card(error_text, "job"):
            buttons(job)
        if job.state is JobState.UNSURE:
            _hand_on(job)
    else:
        buttons(job)
    tabs(job, card.story)


def _hand_on(job: Job) -> None:
    # Closed it costs nothing: the browser loads 1.6 MB of scripts for the first code it shows.
    fold = draw_fold(_("For the account administrator"), "jobs.hand_on")
    if fold.open:
        with fold:
            st.caption(_("Copy this and pass it on. It contains no key."))
            st.code(handover_text(job), language=None, wrap_lines=True)


def _poster(job: Job) -> None:
    if job.state is JobState.READY and job.has_poster:
        st.image(media.poster(job.id), width="stretch", alt=_("Poster of {name}", name=job.name))


def _name(job: Job) -> None:
    if st.session_state.get(RENAMING) == job.id:
        _rename(job)
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="jobs.name_row"):
        st.subheader(plain(job.name) or _("Untitled"), anchor=False, width="stretch")
        if allowed(Operation.RENAME, job) and st.button(
            _("Rename"), key="jobs.rename", type="tertiary", icon=":material/edit:"
        ):
            st.session_state[RENAMING] = job.id
            st.rerun()


def _rename(job: Job) -> None:
    with st.form("jobs.rename_form", border=False):
        name = st.text_input(_("Name"), value=job.name, key=f"jobs.name.{job.id}")
        with st.container(horizontal=True, gap="small"):
            saved = st.form_submit_button(_("Save"), key="jobs.name_save")
            left = st.form_submit_button(_("Cancel"), key="jobs.name_leave")
    if not saved and not left:
        return
    st.session_state.pop(RENAMING, None)
    fresh = studio().store.jobs.get(job.id)
    if saved and (fresh is None or fresh.deleted or not studio().desk.rename(actor(), fresh, name or "", utc_now())):
        st.session_state[NOTICE] = why_not(job.id)
    st.rerun()


def _status(job: Job, headline: str, *, gone: bool) -> None:
    """State and facts in a line, then a sentence; not the `headline` that the card of its trouble says anyway."""
    now = utc_now()
    resting = rests(job, studio().settings.service)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="jobs.badges"):
        if resting:  # As the list says it: nothing of it is in progress.
            st.badge(_("Paused"), color="gray")
        else:
            st.badge(state_label(job.state), color=state_tone(job.state))
        if job.takes > 1:
            st.caption(_("Take {take} of {takes}", take=job.take, takes=job.takes), width="content")
        if job.set_aside:
            st.caption(_("On hold"), width="content")
        if job.is_demo:
            st.caption(_("Demo"), width="content")
        st.caption(_by(job), width="content")
    sentence = _(PICKED_UP) if gone else _sentence(job, now)
    if sentence != headline:
        st.markdown(plain(sentence))
    if job.state in (JobState.RUNNING, JobState.SAVING) and not is_overdue(job, now) and not resting:
        _bar(job, now)


def _sentence(job: Job, now: datetime) -> str:
    service = studio().settings.service
    if rests(job, service) or not (is_late(job, now) or is_overdue(job, now)):
        return job_sentence(job, service, now)
    return _(OVERDUE) if is_overdue(job, now) else late(job)


def late(job: Job) -> str:
    """The note on a job that takes longer than usual: how long is usual, and what the service says."""
    usual = usually_takes(job.model, job.service, off_peak=job.off_peak)
    if not job.word:
        return _(
            "Longer than usual ({span}). The service has not said anything about it yet. "
            "It may still arrive; you can close this page.",
            span=usual,
        )
    return _(
        "Longer than usual ({span}). The service says: {word}. It may still arrive; you can close this page.",
        span=usual,
        word=job.word,
    )


def _bar(job: Job, now: datetime) -> None:
    """The same figure as in the table, so that both move together."""
    percent, estimated = steady(job, now)
    # The note on a late one has it already.
    usual = "" if is_late(job, now) else usually_takes(job.model, job.service, off_peak=job.off_peak)
    if percent is None:
        if usual:
            st.caption(_("Usually takes {span}", span=usual))
        return
    st.progress(percent / 100, text=_progress(percent, "" if job.state is JobState.SAVING else usual, estimated))


def _progress(percent: float, usual: str, estimated: bool) -> str:
    figure = percent_text(percent)
    if estimated:
        if not usual:
            return _("About {percent} (estimate)", percent=figure)
        return _("About {percent} (estimate), usually takes {span}", percent=figure, span=usual)
    return _("{percent}, usually takes {span}", percent=figure, span=usual) if usual else figure


def _by(job: Job) -> str:
    person: Person | None = studio().store.people.get(job.person_id)
    when = ago(job.created_at)
    if person and person.name:
        return _("Created {when} by {name}", when=when, name=plain(person.name))
    return _("Created {when}", when=when)
