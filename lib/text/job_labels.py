"""The words for the states of a job, and on the buttons of what can be done with it."""

from __future__ import annotations

from lib.domain.job import Action, JobState

STATE_LABELS: dict[JobState, str] = {
    JobState.QUEUED: "Waiting",
    JobState.SENDING: "Sending",
    JobState.RUNNING: "In progress",
    JobState.SAVING: "Saving",
    JobState.READY: "Ready",
    JobState.UNSAVED: "Not saved",
    JobState.FAILED: "Failed",
    JobState.UNSURE: "Unsure",
    JobState.CANCELLED: "Cancelled",
    JobState.ENDED: "Ended by the service",
}
"""What people read for each state, in the order of a job's life."""

ACTION_LABELS: dict[Action, str] = {
    Action.CANCEL: "Cancel",
    Action.CHANGE_AND_RETRY: "Change and try again",
    Action.SEND_AGAIN: "Send again",
    Action.ENTER_TASK_ID: "Enter its task id",
    Action.SET_ASIDE: "Set aside",
    Action.BRING_BACK: "Bring back",
    Action.FETCH_NOW: "Fetch now",
    Action.OPEN_VIDEO: "Open the video",
    Action.SAME_AGAIN: "Same again",
    Action.GIVE_UP: "Stop waiting",
    Action.DELETE: "Delete",
}
