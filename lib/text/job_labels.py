"""The words for the states of a job, and on the buttons of what can be done with it."""

from __future__ import annotations

from lib.domain.job import Action, JobState
from lib.text.language import N_, _

_STATES = {
    JobState.QUEUED: N_("Waiting"),
    JobState.SENDING: N_("Sending"),
    JobState.RUNNING: N_("In progress"),
    JobState.SAVING: N_("Saving"),
    JobState.READY: N_("Ready"),
    JobState.UNSAVED: N_("Not saved"),
    JobState.FAILED: N_("Failed"),
    JobState.UNSURE: N_("Unsure"),
    JobState.CANCELLED: N_("Cancelled"),
    JobState.ENDED: N_("Ended by the service"),
}
_ACTIONS = {
    Action.CANCEL: N_("Cancel"),
    Action.CHANGE_AND_RETRY: N_("Change and try again"),
    Action.SEND_AGAIN: N_("Send again"),
    Action.ENTER_TASK_ID: N_("Enter its task id"),
    Action.SET_ASIDE: N_("Put on hold"),
    Action.BRING_BACK: N_("Take off hold"),
    Action.FETCH_NOW: N_("Fetch now"),
    Action.OPEN_VIDEO: N_("Open the video"),
    Action.SAME_AGAIN: N_("Same again"),
    Action.GIVE_UP: N_("Stop waiting"),
    Action.DELETE: N_("Delete"),
}


def state_label(state: JobState) -> str:
    """What people read for a state."""
    return _(_STATES[state])


def action_label(action: Action) -> str:
    """The word on the button."""
    return _(_ACTIONS[action])
