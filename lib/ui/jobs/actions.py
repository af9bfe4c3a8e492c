"""What can be done with a job now, as buttons: money and loss ask once more, deleting has a way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.job import Action, Job, JobState, actions
from lib.domain.job_status import link_to_open, others_of
from lib.domain.lists import Unreadable
from lib.text.formats import in_a_row
from lib.text.job_labels import action_label
from lib.text.language import N_, _
from lib.ui.jobs.job_filters import SCREEN
from lib.ui.jobs.table import SELECTED
from lib.ui.parts.page_buttons import GALLERY, VIDEO, again_button, page_button
from lib.ui.parts.people_names import person_name
from lib.ui.parts.undo_line import ALREADY_BACK, draw_undo, forget, remember
from lib.ui.state import actor, current_person, studio, utc_now
from lib.ui.who_may import allowed, refusal
from lib.ui.words import plain

PENDING, NOTICE = "jobs.pending", "jobs.notice"
"""The job and the action whose question is open; what is shown after an action that did nothing."""
ASKS = (Action.SEND_AGAIN, Action.ENTER_TASK_ID, Action.GIVE_UP)
OPERATIONS = {
    Action.CANCEL: Operation.CANCEL,
    Action.CHANGE_AND_RETRY: Operation.GENERATE,
    Action.SEND_AGAIN: Operation.SEND_AGAIN,
    Action.ENTER_TASK_ID: Operation.ENTER_TASK,
    Action.SET_ASIDE: Operation.SET_ASIDE,
    Action.BRING_BACK: Operation.SET_ASIDE,
    Action.FETCH_NOW: Operation.FETCH_AGAIN,
    Action.SAME_AGAIN: Operation.GENERATE,
    Action.GIVE_UP: Operation.SET_ASIDE,
    Action.DELETE: Operation.DELETE,
}
"""What each action is to the table of rights; to play a video is none."""
LINKS = (Action.OPEN_VIDEO, Action.SAME_AGAIN, Action.CHANGE_AND_RETRY)
"""What leads to another page."""
ICONS: dict[Action, str] = {
    Action.CANCEL: ":material/close:",
    Action.CHANGE_AND_RETRY: ":material/edit:",
    Action.SEND_AGAIN: ":material/send:",
    Action.ENTER_TASK_ID: ":material/tag:",
    Action.SET_ASIDE: ":material/inventory_2:",
    Action.BRING_BACK: ":material/unarchive:",
    Action.FETCH_NOW: ":material/download:",
    Action.OPEN_VIDEO: ":material/play_arrow:",
    Action.SAME_AGAIN: ":material/replay:",
    Action.GIVE_UP: ":material/inventory_2:",
    Action.DELETE: ":material/delete:",
}
NEXT = frozenset(
    {Action.OPEN_VIDEO, Action.CHANGE_AND_RETRY, Action.FETCH_NOW, Action.ENTER_TASK_ID, Action.BRING_BACK}
)
"""What a job waits for; first in its row, it is the page's one primary button."""
MOVED_ON = N_("This job has changed in the meantime. You now see its current state.")
LINK_HELP = N_(
    "In a new tab, straight from the video service. Such links work for about a day, so save the video from there."
)
GONE = N_("Someone has deleted it.")
ON_ITS_WAY = N_("It is still on its way. You can delete it once it has finished.")
QUESTIONS = {
    Action.SEND_AGAIN: (
        N_(
            "The first request may be running already. If it is, sending it again makes a second video, "
            "and **it may be billed twice**."
        ),
        N_("Send again, even if it is billed twice"),
    ),
    Action.GIVE_UP: (
        N_("The job moves to “On hold”. If the service still delivers the video, Castboard keeps it."),
        N_("Stop waiting"),
    ),
    Action.DELETE: (N_("{name} made this. Delete it, with its video, for everyone?"), N_("Delete it")),
}
"""What is asked before an action, and the button that does it."""


NO_WAY_BACK = N_("It can no longer be cancelled: the video service has it, and offers no way to withdraw it.")
STOPPING = N_(
    "“Stop waiting” does not stop the service: the job moves to “On hold”, and a video that still arrives is kept."
)


def buttons(job: Job) -> None:
    """The row of buttons, or the question that one of them asks first."""
    pending = st.session_state.get(PENDING)
    offered = [action for action in actions(job, utc_now()) if _may(job, action)]
    if pending and pending[0] == job.id and pending[1] in offered:
        _question(job, pending[1])
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="jobs.actions"):
        for place, action in enumerate(offered):
            _button(job, action, primary=place == 0 and action in NEXT)
            if action is Action.FETCH_NOW and (link := link_to_open(job)):
                st.link_button(_("Open the link"), link, icon=":material/open_in_new:", help=_(LINK_HELP))
    if why := refusal(Operation.DELETE, job):
        st.caption(f":material/lock: {why}")
    elif job.state is JobState.RUNNING and not job.set_aside:
        st.caption(in_a_row(_(NO_WAY_BACK), _(STOPPING) if Action.GIVE_UP in offered else ""))


def _may(job: Job, action: Action) -> bool:
    return action is Action.OPEN_VIDEO or allowed(OPERATIONS[action], job)


def _button(job: Job, action: Action, *, primary: bool) -> None:
    if action in LINKS:
        _link(job, action, primary=primary)
        return
    kind: Literal["primary", "secondary", "tertiary"]
    kind = "primary" if primary else "tertiary" if action is Action.DELETE else "secondary"
    if not st.button(action_label(action), key=f"jobs.do.{action.name.lower()}", type=kind, icon=ICONS[action]):
        return
    if action in ASKS or (action is Action.DELETE and others_of([job], current_person())):
        st.session_state[PENDING] = (job.id, action)
        st.rerun()
    _do(job, action)


def _link(job: Job, action: Action, *, primary: bool) -> None:
    label, key, icon = action_label(action), f"jobs.do.{action.name.lower()}", ICONS[action]
    if action is Action.OPEN_VIDEO:
        page_button(GALLERY, label, key=key, icon=icon, primary=primary, query={VIDEO: job.id})
    else:
        again_button(job, label, key=key, icon=icon, primary=primary, refused=action is Action.CHANGE_AND_RETRY)


def _do(job: Job, action: Action) -> None:
    """Do it, then draw the page anew; a job that moved on meanwhile is shown as it is now."""
    desk, me, now = studio().desk, actor(), utc_now()
    if action is Action.DELETE:
        st.session_state.pop(PENDING, None)
        delete(job)
    done = {
        Action.CANCEL: lambda: desk.cancel(me, job, now),
        Action.SEND_AGAIN: lambda: desk.send_again(me, job, now),
        Action.FETCH_NOW: lambda: desk.fetch_again(me, job, now),
        Action.SET_ASIDE: lambda: desk.put_aside(me, job, now),
        Action.GIVE_UP: lambda: desk.put_aside(me, job, now),
        Action.BRING_BACK: lambda: desk.put_aside(me, job, now, aside=False),
    }[action]()
    _ended(job, done)


def _ended(job: Job, done: bool) -> None:
    st.session_state.pop(PENDING, None)
    if not done:
        st.session_state[NOTICE] = why_not(job.id)
    st.rerun()


def why_not(job_id: str) -> str:
    """Why an action did nothing, for `_`: the job is another one by now, or none."""
    return MOVED_ON if studio().store.jobs.is_deleted(job_id) is False else GONE


def delete(job: Job | Unreadable) -> None:
    """Delete it, with a way back, and draw the page anew."""
    here = studio()
    if here.desk.delete(actor(), [job.id], utc_now()):
        remember(SCREEN, [job.id], lambda: _("“{name}” is deleted.", name=_short(job.name)))
        st.session_state[SELECTED] = None
        # On a phone the address tells which card stands in the place of the list.
        st.query_params.pop("job", None)
    elif (why := why_not(job.id)) is GONE:
        st.session_state[NOTICE] = why
    else:
        st.session_state[NOTICE] = ON_ITS_WAY
    st.rerun()


def _question(job: Job, action: Action) -> None:
    if action is Action.ENTER_TASK_ID:
        _ask_for_task_id(job)
        return
    question, sure = QUESTIONS[action]
    st.markdown(_(question, name=_maker(job)) if action is Action.DELETE else _(question))
    with st.container(horizontal=True, gap="small"):
        if st.button(_(sure), key="jobs.sure", type="primary"):
            _do(job, action)
        _not_now()


def _maker(job: Job) -> str:
    return plain(person_name(studio().store.people.get(job.person_id), job.person_id, current_person()))


def _not_now() -> None:
    if st.button(_("Cancel"), key="jobs.not_now"):
        _leave_question()


def _leave_question() -> None:
    st.session_state.pop(PENDING, None)
    st.rerun()


def _ask_for_task_id(job: Job) -> None:
    with st.form("jobs.task", border=False):
        entered = st.text_input(
            _("Task id"),
            key="jobs.task_id",
            help=_("The account administrator can find it at the video service. The job then continues with it."),
        )
        with st.container(horizontal=True, gap="small"):
            sent = st.form_submit_button(_("Use this task"), type="primary", key="jobs.task_sent")
            left = st.form_submit_button(_("Cancel"), key="jobs.not_now")
    if sent:
        _use_task(job, entered or "")
    if left:
        _leave_question()


def _use_task(job: Job, entered: str) -> None:
    task_id = entered.strip()
    if not task_id or any(char.isspace() or not char.isprintable() for char in task_id):
        st.warning(_("A task id is one word, for example {example}.", example="48038932-0ff5-4251-8b4b-7a76c09fd114"))
        return
    other = studio().store.jobs.find_by_task(job.service, task_id)
    if other is not None and other.id != job.id:
        st.warning(_("Another job has this task already: “{name}”.", name=plain(other.name)))
        return
    _ended(job, studio().desk.enter_task(actor(), job, task_id, utc_now()))


def notices() -> None:
    """What was just done and can be undone, and what could not be done."""
    if notice := st.session_state.pop(NOTICE, None):
        st.toast(_(notice), icon=":material/info:")
    draw_undo(SCREEN, brought_back=_select_again)


def _select_again(ids: Sequence[str]) -> None:
    if len(ids) == 1:
        st.session_state[SELECTED] = ids[0]


def leave_if_gone(ids: Sequence[str]) -> None:
    """The card closes if its job is one of these."""
    if st.session_state.get(SELECTED) in ids:
        st.session_state[SELECTED] = None


def bring_back(job_id: str) -> None:
    """For a job that was deleted and is still linked to."""
    st.write(_("This job was deleted."))
    why = refusal(Operation.RESTORE, *studio().store.jobs.owned([job_id]))
    if st.button(_("Restore"), key="jobs.restore", icon=":material/undo:", disabled=why is not None, help=why):
        if not studio().desk.restore(actor(), [job_id], utc_now()):
            st.session_state[NOTICE] = ALREADY_BACK
        forget(SCREEN)
        st.rerun()


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:60].rstrip()}…"
