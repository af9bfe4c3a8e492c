"""One video: the player, the settings that made it, and what can be done with it."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.errors import RecordUnreadable
from lib.domain.job import Job, JobState
from lib.domain.request import Subject, stored_parts
from lib.text.language import N_, _
from lib.ui import media_links as media
from lib.ui.frame import attention
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import ErrorText
from lib.ui.frame.error_cards import show as show_error
from lib.ui.gallery import gallery_page as gallery
from lib.ui.gallery.deleting import delete_button, delete_videos
from lib.ui.gallery.made_with import rows
from lib.ui.parts import playback
from lib.ui.parts.hand_on import hand_on_video
from lib.ui.parts.job_facts import seed_of
from lib.ui.parts.page_buttons import again_button
from lib.ui.parts.people_names import person_name
from lib.ui.parts.scene_text import prompt_text
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.who_may import allowed
from lib.ui.words import exact, in_one_line, plain

RENAMED = "gallery.renamed"
"""What came of a new name, shown where the video is shown next: a click on Delete may come with it."""


def show(job_id: str) -> None:
    """The page of one video, or a sentence why there is none."""
    try:
        job = studio().store.jobs.get(job_id)
    except RecordUnreadable as error:
        _way_back(job_id)
        show_error(ErrorText.of(error), "player")
        return
    _way_back(job_id)
    if job is None:
        _missing(
            _("This video is no longer here."),
            _("It was deleted for good, or the link is not complete."),
        )
        return
    if job.deleted:
        _missing(_("This video was deleted."), _("You can restore it on the Deleted page."))
        st.page_link("pages/trash.py", label=_("Show what was deleted"), icon=":material/delete:")
        return
    if job.state is not JobState.READY:
        _missing(_("This video is not ready."), _("Its job shows the progress."))
        _story(job)
        return
    attention.put_on_screen("player", [job.id])
    attention.look_at(job)
    st.set_page_config(page_title=f"{in_one_line(job.name)} · Castboard")
    left, right = st.columns([5, 3], gap="large")
    with left:
        _name(job)
        _player(job)
        _actions(job)
        _scene(job)
        _cast(job)
    with right:
        _settings(job)


def _way_back(job_id: str) -> None:
    before, after = gallery.neighbours(job_id)
    with st.container(key="gallery.way", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Back to the gallery"),
            key="gallery.back",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=gallery.back,
        )
        _neighbour("previous", _("Previous"), before)
        _neighbour("next", _("Next"), after)


def _neighbour(which: Literal["previous", "next"], label: str, job_id: str | None) -> None:
    side: Literal["left", "right"] = "right" if which == "next" else "left"
    st.button(
        label,
        key=f"gallery.{which}",
        type="tertiary",
        icon=f":material/chevron_{side}:",
        icon_position=side,
        disabled=job_id is None,
        on_click=gallery.show,
        args=(job_id,),
    )


def _missing(what: str, why: str) -> None:
    st.title(what, anchor=False)
    st.caption(why)


def _player(job: Job) -> None:
    with st.container(key="gallery.player"):
        playback.play(job)


def _scene(job: Job) -> None:
    if job.request.prompt:
        st.subheader(_("Scene"), anchor=False)
        prompt_text(studio().desk.as_written(job).scene)


def _cast(job: Job) -> None:
    st.subheader(_("Cast"), anchor=False)
    with st.container(key="gallery.cast", horizontal=True):
        for subject, name in zip(job.request.subjects, studio().desk.as_written(job).names, strict=True):
            _subject(subject, name)


def _subject(subject: Subject, name: str) -> None:
    with st.container(width="content", gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", width="content"):
            for image in subject.images:
                if parts := stored_parts(image):
                    st.image(media.thumb(parts[0], 96), width=72, alt=name)
                else:
                    st.markdown(":material/link:", help=_("A picture by its web address"))
        st.markdown(plain(name), width="content")
        if subject.voice_id:
            st.caption(_("Voice {voice}", voice=plain(subject.voice_id)))


def _name(job: Job) -> None:
    """The name as the heading of the page, and the way to another one."""
    key = f"gallery.name.{job.id}"
    with st.container(key="gallery.name", horizontal=True, vertical_alignment="center"):
        if outcome := st.session_state.pop(RENAMED, ""):
            st.toast(_(outcome), icon=":material/info:")
        st.title(plain(job.name), anchor=False)
        if not allowed(Operation.RENAME, job):
            return
        with st.popover(_("Rename"), icon=":material/edit:", type="tertiary", width="content"):
            st.text_input(_("Name"), value=job.name, key=key, on_change=_rename, args=(job, key))


@Callback
def _rename(job: Job, key: str) -> None:
    name = str(st.session_state.get(key) or "").strip()
    if not name:
        st.session_state[key] = job.name
    elif name != job.name:
        done = studio().desk.rename(actor(), job, name, utc_now())
        st.session_state[RENAMED] = N_("Renamed.") if done else N_("Not renamed: someone has deleted it.")


def _actions(job: Job) -> None:
    with st.container(key="gallery.actions", horizontal=True, vertical_alignment="center"):
        hand_on_video(job.id, job.name, key=f"gallery.save.{job.id}")
        if allowed(Operation.GENERATE):
            again_button(job, _("Same again"), key="gallery.again", icon=":material/replay:")
        _story(job)
        delete_button(_("Delete"), [job], key="gallery.delete_one", on_click=_delete, arg=job, kind="tertiary")


def _story(job: Job) -> None:
    st.page_link("pages/jobs.py", label=_("Show the job"), icon=":material/list_alt:", query_params={"job": job.id})


@Callback
def _delete(job: Job) -> None:
    delete_videos([job.id], lambda _number: _("“{name}” is deleted.", name=job.name))
    st.session_state.pop(RENAMED, None)
    gallery.back()


def _settings(job: Job) -> None:
    st.subheader(_("Settings"), anchor=False)
    facts = rows(job, _who(job), exact(job.created_at), studio().library.kind(job.id).ending)
    with st.container(key="gallery-settings"):
        st.table({plain(label): plain(value) for label, value in facts}, border="horizontal", hide_header=True)
    if seed := seed_of(job):
        st.caption(_("Seed, to make it again"))
        st.code(seed, language=None)


def _who(job: Job) -> str:
    return person_name(studio().store.people.get(job.person_id), job.person_id, current_person())
