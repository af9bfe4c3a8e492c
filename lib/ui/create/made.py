"""The box after Generate: how far each take is, then the video itself, or why there is none and what to change."""

from __future__ import annotations

import streamlit as st

from lib.domain.job import Action, JobState
from lib.domain.lists import JobLine
from lib.text.job_labels import action_label
from lib.text.language import _, _n
from lib.ui import media_links as media
from lib.ui.create import made_steps
from lib.ui.create.made_view import MadeView, TakeView
from lib.ui.frame import attention
from lib.ui.frame import error_cards as errors
from lib.ui.parts import playback
from lib.ui.parts.bring_into_view import scroll_near
from lib.ui.parts.job_progress import state_icon
from lib.ui.parts.job_watch import watch_jobs
from lib.ui.state import studio
from lib.ui.words import plain

POSTER_PX = 88


def draw_made(view: MadeView | None) -> None:
    """Nothing before the first Generate."""
    attention.put_on_screen("made", [take.line.id for take in view.takes] if view else [])
    if view is None:
        return
    newest = view.takes[0].line
    with st.container(key="create-made", gap="small"), st.container(key=f"create-made-{newest.id}", gap="small"):
        if view.moving:
            st.success(_on_the_way(len(view.moving)), icon=":material/check_circle:")
        for take in view.takes:
            with st.container(key=f"create-take-{take.line.id}", gap="xsmall"):
                _take(take)
        if view.more:
            st.caption(_n("And {count} more on the Jobs page.", "And {count} more on the Jobs page.", view.more))
        _ways(newest)
        if view.moving:
            watch_jobs(view.moving, key="create.watch_made", on_change=made_steps.look)
    # On a phone it is drawn below the window: whoever pressed Generate wants to see that it was heard, and what failed.
    failed = next((take.line.id for take in view.takes if take.error), "")
    scroll_near(f"create-take-{failed}" if failed else f"create-made-{newest.id}")


def _on_the_way(number: int) -> str:
    return _n(
        "Your video is on the way. You can keep working or close the page.",
        "Your {count} videos are on the way. You can keep working or close the page.",
        number,
    )


def _ways(newest: JobLine) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            "pages/jobs.py", label=_("Show the jobs"), icon=":material/list_alt:", query_params={"job": newest.id}
        )
        st.button(_("Hide"), icon=":material/close:", type="tertiary", key="create.hide_made", on_click=made_steps.hide)


def _take(take: TakeView) -> None:
    line = take.line
    if take.error:
        with errors.card(take.error, f"take-{line.id}"):
            st.caption(_called(line))
            _mend(take)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if line.state is JobState.READY and line.has_poster and not take.playing:
            st.image(media.poster(line.id), width=POSTER_PX, alt=_("Poster of {name}", name=line.name))
        st.markdown(f"{_called(line)}  \n{state_icon(line.state)} {plain(take.words)}", width="stretch")
        if line.state is JobState.READY:
            _play(take)
    if take.percent is not None:
        st.progress(take.percent / 100)
    if take.playing:
        _video(line)


def _called(line: JobLine) -> str:
    parts = [f"**{plain(line.name) or _('Untitled')}**"]
    if line.takes > 1:
        parts.append(_("Take {take} of {takes}", take=line.take, takes=line.takes))
    if line.seed:  # 0 and none leave it to the service, which does not tell.
        parts.append(f":gray[{_('seed {seed}', seed=str(line.seed))}]")
    return " · ".join(parts)


def _play(take: TakeView) -> None:
    st.button(
        _("Close") if take.playing else _("Play"),
        icon=":material/close:" if take.playing else ":material/play_arrow:",
        key=f"create.play.{take.line.id}",
        on_click=made_steps.play,
        args=(take.line.id,),
    )


def _video(line: JobLine) -> None:
    job = studio().store.jobs.get(line.id)
    if job and not job.deleted:
        playback.play(job, autoplay=True)
        st.page_link(
            "pages/gallery.py", label=_("Open the video"), icon=":material/movie:", query_params={"video": line.id}
        )


def _mend(take: TakeView) -> None:
    if take.mends:
        st.button(
            action_label(Action.CHANGE_AND_RETRY),
            icon=":material/edit:",
            key=f"create.mend.{take.line.id}",
            on_click=made_steps.mend,
            args=(take.line.id,),
        )
