"""The lower part of a job's card: what happened, what it was made with, what was sent and what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from lib.domain.actor import Actor
from lib.domain.job import Job
from lib.domain.job_events import JobEvent
from lib.domain.lists import Person
from lib.domain.naming import file_name
from lib.domain.request import Subject, is_url, stored_parts
from lib.text import formats
from lib.text.event_sentences import event_text
from lib.text.language import _, _n
from lib.text.receipt import receipt_of
from lib.ui import media_links as media
from lib.ui.jobs.job_words import Line, details_of, lines_of, numbers_of, picture_names, request_json
from lib.ui.parts.job_facts import seed_of, settings_of
from lib.ui.parts.job_trouble import readable
from lib.ui.parts.people_names import person_name
from lib.ui.parts.scene_text import prompt_text
from lib.ui.parts.stay_open import draw_fold, draw_tabs
from lib.ui.state import current_person, studio
from lib.ui.words import exact, local, plain

EVENTS_SHOWN = 40


def tabs(job: Job, story: Sequence[JobEvent]) -> None:
    """Story, settings, request and answer. Only what is open is drawn, here and in the folds below.

    The browser loads 1.6 MB of scripts for the first code it shows, closed or not: half of the page's load.
    """
    names = [_("History"), _("Made with"), _("Request"), _("Answer")]
    what, made, sent, answered = draw_tabs(names, "jobs.tabs")
    with what:
        if what.open:
            _timeline(story)
    with made:
        if made.open:
            _made_with(job)
    with sent:
        if sent.open:
            _request(job)
    with answered:
        if answered.open:
            _answer(job)
            _receipt(job, story)


def _receipt(job: Job, story: Sequence[JobEvent]) -> None:
    st.download_button(
        _("Receipt"),
        receipt_of(job, story),
        file_name=file_name(job.name, "json", job_id=job.id),
        mime="application/json",
        icon=":material/receipt_long:",
        type="tertiary",
        key="jobs.receipt",
        on_click="ignore",
        help=_("Everything about this job in one file, without the key, for whoever gives support."),
    )


def _timeline(story: Sequence[JobEvent]) -> None:
    """Day by day, oldest first; of a very long story the end."""
    steps = lines_of(story)
    if (hidden := len(steps) - EVENTS_SHOWN) > 0:
        st.caption(
            _n(
                "The first {count} step is not shown. The receipt has them all.",
                "The first {count} steps are not shown. The receipt has them all.",
                hidden,
            )
        )
    names = studio().store.people.names()
    lines, day = [], ""
    for line in steps[-EVENTS_SHOWN:]:
        at = local(line.event.at)
        if (today := formats.date(at)) != day:
            lines.append(f"\n:small[:gray[{today}]]\n")
            day = today
        again = f" :gray[{_times(line)}]" if line.times > 1 else ""
        lines.append(f"- :gray[{_time(at)}] {plain(event_text(line.event))}{_by(line.event.actor, names)}{again}")
    st.markdown("\n".join(lines))
    if details := details_of([line.event for line in steps[-EVENTS_SHOWN:]], exact):
        fold = draw_fold(_("Details of each step"), "jobs.seen")
        if fold.open:
            with fold:
                st.code(details, language=None, wrap_lines=True)


def _times(line: Line) -> str:
    at = _time(local(line.last_at))
    return _n("{count} time, the last at {time}", "{count} times, the last at {time}", line.times, time=at)


def _by(actor: Actor | None, names: Mapping[str, str]) -> str:
    """Who it was, if it was a person and an earlier version kept it."""
    if actor is None or actor.is_app:
        return ""
    known = Person(actor.person_id, names.get(actor.person_id, ""))
    return f" :gray[· {plain(person_name(known, actor.person_id, current_person()))}]"


def _time(at: datetime) -> str:
    # Streamlit takes ":09:" for the name of an emoji, and loads all of them.
    return plain(formats.time_of_day(at))


def _made_with(job: Job) -> None:
    written = studio().desk.as_written(job)
    if job.request.is_rec:
        st.caption(_("The service wrote the scene itself."))
    elif job.request.prompt:
        prompt_text(written.scene)
    for subject, name in zip(job.request.subjects, written.names, strict=True):
        _subject(subject, name)
    _pairs("made_with", [*settings_of(job), (_("Seed"), seed_of(job) or _("random"))])


def _subject(subject: Subject, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for image in subject.images:
            if parts := stored_parts(image):
                st.image(media.thumb(parts[0], 96), width=48, alt=_("Picture of {name}", name=name))
        voice = _(":gray[· voice {voice}]", voice=plain(subject.voice_id)) if subject.voice_id else ""
        st.markdown(f"{plain(name)} {voice}", width="stretch")
    if from_web := [image for image in subject.images if is_url(image)]:
        st.code("\n".join(from_web), language=None, wrap_lines=True)


def _request(job: Job) -> None:
    kept = studio().store.drafts.get(job.click)
    names = picture_names(job.request, kept.draft if kept else None)
    st.code(request_json(job.request, names), language="json", wrap_lines=True)


def _answer(job: Job) -> None:
    _pairs("numbers", numbers_of(job))
    if job.answer:
        last = draw_fold(_("What the video service answered last"), "jobs.last")
        if last.open:
            with last:
                st.code(readable(job.answer), language="json", wrap_lines=True)
    else:
        st.caption(_("The video service has not answered yet."))


def _pairs(key: str, pairs: Sequence[tuple[str, str]]) -> None:
    rows = "\n".join(f"| :gray[{label}] | {plain(value)} |" for label, value in pairs)
    with st.container(key=f"jobs.pairs.{key}"):
        st.markdown(f"| | |\n|:--|:--|\n{rows}")
