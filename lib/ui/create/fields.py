"""The widgets of the board and the draft's values: each shows what the draft says, whoever wrote it there.

The browser and the server may be a moment apart, or, while the store is slow, many seconds. Every request of the
browser carries the values of all widgets, also the tick of the page's pulse: one that left before a value from
elsewhere arrived, such as that of a remedy, reports the old value as a change. So the board has a version, which counts
the changes that the browser does not know of, and fields that nobody sees hold it, each at the end of a section: the
last section that a run draws gets the new version, and once the browser reports that, it shows all that came before.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from lib.domain.catalog import model_named
from lib.domain.draft import Draft
from lib.text.language import spoken
from lib.ui.streamlit_internals import fragments

FIELDS = {
    "scene_plain": "scene",
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
CHOICES = ("create.model", "create.duration", "create.resolution", "create.voice", "create.wm_position", "create.takes")
"""Of these the browser reports the words that it shows, as of the voices on the cards."""
VERSION = "create.version"
"""How often the board was changed by something else than the field that shows the change."""
_REPORTED = "create.shown_version."
"""Begins the keys of the fields that nobody sees: the versions that the browser shows, in a callback has reported."""
UNSENT = "create.unsent"
"""Keys of widgets whose value came from elsewhere, until they are drawn with it."""
DRAWN_BY = "create.drawn_by"
"""The key of each widget and the fragment that draws it."""
OVERWRITTEN = "create.overwritten"
"""Key of a widget: the version in which its value came from elsewhere, and all that it showed until then; None where
nothing that it reports can be relied on."""
LANGUAGE = "create.language"
"""The code of the language in which the page was drawn last."""


def values(draft: Draft) -> dict[str, Any]:
    """What each widget shows, by its key."""
    shown = {key: getattr(draft, field) for key, field in FIELDS.items()}
    for subject in draft.cast:
        shown |= {f"create.name.{subject.uid}": subject.name, f"create.voice.{subject.uid}": subject.voice_id}
    return shown


def version() -> int:
    """The version of the board as it stands now."""
    return int(st.session_state.get(VERSION, 0))


def move_on() -> None:
    """The board was changed, and the browser does not know yet."""
    st.session_state[VERSION] = version() + 1


def reported() -> int:
    """The version that the browser shows."""
    return max((int(held) for key, held in st.session_state.items() if str(key).startswith(_REPORTED)), default=-1)


def follow(draft: Draft, old: dict[str, Any]) -> None:
    """All widgets follow the draft; `old`: what they showed. Only in callbacks and before anything is drawn."""
    new = values(draft)
    for key, value in new.items():
        st.session_state[key] = value
    # Only these: to tell a field again what it shows would take away what is being typed in it.
    news = {key for key, value in new.items() if key not in old or old[key] != value}
    st.session_state[UNSENT] = st.session_state.get(UNSENT, frozenset()) | news
    if over := news & old.keys():
        move_on()
        for key in over:
            _overwrite(key, old[key], *_not_in_list(key, draft))


def tell(key: str, old: Any) -> None:
    """A widget that is drawn already gets another value with the next run; `old`: what it shows until then."""
    st.session_state[UNSENT] = st.session_state.get(UNSENT, frozenset()) | {key}
    move_on()
    _overwrite(key, old)


def _overwrite(key: str, *old: Any) -> None:
    since, before = st.session_state.setdefault(OVERWRITTEN, {}).get(key, (0, ()))
    kept = () if reported() >= since else before
    st.session_state[OVERWRITTEN][key] = (version(), None if kept is None else (*kept, *old))


def _not_in_list(key: str, draft: Draft) -> tuple[Any, ...]:
    """What Streamlit 1.67 makes of a reported word that the field's list has no longer, as of 30 s where only 10 are
    taken now: the first of the list, or nothing."""
    model = model_named(draft.model)
    match FIELDS.get(key):
        case "duration":
            return (min(*model.durations, draft.duration),)
        case "resolution":
            return (None, next(iter(model.resolutions), draft.resolution))
    return ()


def follow_language(draft: Draft) -> None:
    """Before a run of the whole page draws: whoever looks may have taken another language since the last one.

    Until the browser has the new words, it reports the old ones: not in the list any more, they would count as another
    choice, or as the id of a voice that somebody typed.
    """
    code = spoken().code
    if st.session_state.setdefault(LANGUAGE, code) == code:
        return
    st.session_state[LANGUAGE] = code
    move_on()
    keys = {*CHOICES, *(f"create.voice.{subject.uid}" for subject in draft.cast)}
    st.session_state[UNSENT] = st.session_state.get(UNSENT, frozenset()) | keys
    st.session_state.setdefault(OVERWRITTEN, {}).update(dict.fromkeys(keys, (version(), None)))


def seed(key: str, wanted: Any) -> None:
    """Give a widget the draft's value before it is drawn.

    What a person did has gone into the draft by then; the widget may know nothing, as after a page switch. What a
    callback wrote has to be written once more: a button's callback that asks for single sections makes Streamlit 1.67
    forget that the browser does not know the new value yet.
    """
    st.session_state.setdefault(DRAWN_BY, {})[key] = fragments.here()
    unsent = st.session_state.get(UNSENT, frozenset())
    if key in unsent or key not in st.session_state or st.session_state[key] != wanted:
        st.session_state[key] = wanted


def drawn() -> None:
    """The fragment that runs is drawn: the browser is being told what its widgets show."""
    unsent, drawn_by = st.session_state.get(UNSENT, frozenset()), st.session_state.get(DRAWN_BY, {})
    st.session_state[UNSENT] = frozenset(key for key in unsent if drawn_by.get(key) != fragments.here())


def is_unsent(fragment: str) -> bool:
    """Whether a fragment draws a widget whose value the browser has yet to be told."""
    drawn_by = st.session_state.get(DRAWN_BY, {})
    return any(drawn_by.get(key) == fragment for key in st.session_state.get(UNSENT, ()))


def is_by_a_person(key: str) -> bool:
    """Whether what a widget reports is what a person did, and not what it showed before the draft's value reached it.

    A value that is not is sent again: the message that carried it may be lost.
    """
    since, before = st.session_state.get(OVERWRITTEN, {}).get(key, (0, ()))
    if reported() >= since:
        return True
    st.session_state[UNSENT] = st.session_state.get(UNSENT, frozenset()) | {key}
    return before is not None and st.session_state[key] not in before


def typed_over(key: str, unseen: Any) -> None:
    """A person changed a field before its value `unseen` reached the browser; the new one must be sent again."""
    since, _ = st.session_state.get(OVERWRITTEN, {}).get(key, (0, ()))
    if reported() < since:
        move_on()
        _overwrite(key, unseen)


def unreported() -> bool:
    """Whether the browser has yet to be told of the version."""
    return reported() < version()


def draw_version(section: str, *, last: bool) -> None:
    """The field that nobody sees, at the end of a section. `last`: no other section is drawn after it."""
    key = f"{_REPORTED}{section}"
    if last or key not in st.session_state:
        st.session_state[key] = str(version() if last else -1)
    with st.container(key=f"create-version-{section}"):
        st.text_input("Version", key=key, label_visibility="collapsed")
