"""The widgets of the board and the draft's values: each shows what the draft says, whoever wrote it there.

The browser and the server may be a moment apart. A value that did not come from its widget, such as that of a remedy,
has to reach the browser, and what the browser still says meanwhile is not what a person did.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

import streamlit as st

from lib.domain.draft import Draft
from lib.ui import asking

FIELDS = {
    "prompt": "scene",
    "create.service_writes": "service_writes",
    "create.model": "model",
    "create.duration": "duration",
    "create.resolution": "resolution",
    "create.audio": "audio",
    "create.bgm": "bgm",
    "create.voice": "voice_id",
    "create.seed": "seed_text",
    "create.off_peak": "off_peak",
    "create.watermark": "watermark",
    "create.wm_position": "wm_position",
    "create.wm_url": "wm_url",
    "create.payload": "payload",
    "create.meta_data": "meta_data",
    "create.takes": "takes",
    "create.name": "name",
}
"""The key of each widget and the field of the draft that it shows."""
UNTOLD = "create.untold"
"""Keys of widgets whose value came from elsewhere, until they are drawn with it."""
OVERWRITTEN = "create.overwritten"
"""Key of a widget: what it showed before its value came from elsewhere, and when that was (`time.monotonic`)."""
BEHIND_S = 1.5
"""So long after that, a widget may still report what it showed before."""


def values(draft: Draft) -> dict[str, Any]:
    """What each widget shows, by its key."""
    shown = {key: getattr(draft, field) for key, field in FIELDS.items()}
    for subject in draft.cast:
        shown |= {f"create.name.{subject.uid}": subject.name, f"create.voice.{subject.uid}": subject.voice_id}
    return shown


def follow(draft: Draft, old: dict[str, Any]) -> None:
    """All widgets follow the draft; `old`: what they showed. Only in callbacks and before anything is drawn."""
    new, now = values(draft), monotonic()
    for key, value in new.items():
        st.session_state[key] = value
    # Only these: to tell a field again what it shows would take away what is being typed in it.
    news = {key for key, value in new.items() if key not in old or old[key] != value}
    st.session_state[UNTOLD] = st.session_state.get(UNTOLD, frozenset()) | news
    recent = {key: one for key, one in st.session_state.get(OVERWRITTEN, {}).items() if now - one[1] <= BEHIND_S}
    for key in news & old.keys():
        recent[key] = ([*recent.get(key, ([], now))[0], old[key]], now)
    st.session_state[OVERWRITTEN] = recent


def seed(key: str, wanted: Any) -> None:
    """Give a widget the draft's value before it is drawn.

    What a person did has gone into the draft by then; the widget may know nothing, as after a page switch. What a
    callback wrote has to be written once more: a button's callback that asks for single sections makes Streamlit 1.67
    forget that the browser does not know the new value yet.
    """
    untold = st.session_state.get(UNTOLD, frozenset())
    if key in untold or key not in st.session_state or st.session_state[key] != wanted:
        st.session_state[key] = wanted
        st.session_state[UNTOLD] = untold - {key}


def believed(key: str) -> bool:
    """Whether what a widget reports is what a person did.

    Every request of the browser carries the values of all widgets, also the tick of the page's pulse. One that was
    sent before a value from elsewhere arrived, such as that of a remedy, reports the old one as a change.
    """
    before, since = st.session_state.get(OVERWRITTEN, {}).get(key, ([], 0.0))
    return monotonic() - since > BEHIND_S or st.session_state[key] not in before or _asked_by_its_section()


def _asked_by_its_section() -> bool:
    """Whether this request came from the section of the widget whose callback this is, or from no section at all."""
    return asking.running() in ([], [asking.here()])
