"""What an import or a pile of pictures brought, with a link to each, and the way back; for ten minutes at most."""

from __future__ import annotations

import streamlit as st

from lib.text.formats import in_a_row
from lib.text.language import _, _n
from lib.ui.cast import import_state
from lib.ui.cast.import_state import AT_ONCE, Imported
from lib.ui.cast.member_shelf import open_member
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.undo_line import OFFERED_FOR
from lib.ui.state import actor, studio, utc_now
from lib.ui.words import plain

_NAMED = 8
"""Members that have a link of their own in the line; the rest is on the page below."""


def draw_imported() -> None:
    """The line, if something was imported a moment ago."""
    found = import_state.imported()
    if found is not None and found.undone is not None:
        _take_back(found, found.undone)
        return
    if found is None or utc_now() - found.at > OFFERED_FOR:
        return
    with st.container(key="cast.imported", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/download_done: {plain(_sentence(found))}", width="content")
            if found.written:
                st.button(_("Undo"), key="cast.import.undo", on_click=_undo)
            st.button(_("Dismiss"), key="cast.import.dismiss", type="tertiary", on_click=_dismiss)
        if found.written:
            _names(found)


def _sentence(found: Imported) -> str:
    number = len(found.written)
    new = sum(one.is_new for one in found.written)
    if not number:
        done = _("Nothing was imported.")
    elif found.added:
        done = _n("{count} member added.", "{count} members added.", number)
    elif new == number:
        done = _n("{count} member imported.", "{count} members imported.", number)
    else:
        done = _n(
            "{count} member imported: {new} new, {changed} changed.",
            "{count} members imported: {new} new, {changed} changed.",
            number,
            new=new,
            changed=number - new,
        )
    left = _n(
        "{count} was changed here meanwhile and stays as it is.",
        "{count} were changed here meanwhile and stay as they are.",
        found.left,
    )
    return in_a_row(done, left if found.left else "")


def _names(found: Imported) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for one in found.written[:_NAMED]:
            name = one.member.name or _("Without a name")
            key = f"cast.import.open.{one.member.id}"
            st.button(plain(name), key=key, type="tertiary", on_click=open_member, args=(one.member.id,))
        if (more := len(found.written) - _NAMED) > 0:
            st.caption(_n("and {count} more", "and {count} more", more))


@Callback
def _dismiss() -> None:
    import_state.forget_imported()


@Callback
def _undo() -> None:
    found = import_state.imported()
    if found is not None and found.undone is None:
        found.undone = []


def _take_back(found: Imported, undone: list[bool]) -> None:
    """Not in a callback: of hundreds, people should see how far it is. Goes on where a run before was cut."""
    words = _("Taking the new members back…") if found.added else _("Undoing the import…")
    bar = st.progress(len(undone) / max(1, len(found.written)), text=words)
    for done in studio().cast_import.undo(actor(), found.written[len(undone) :], utc_now()):
        undone.append(done)
        if len(undone) % AT_ONCE == 0:
            bar.progress(len(undone) / len(found.written), text=words)
    bar.empty()
    import_state.forget_imported()
    _say_what_stays(undone.count(False))


def _say_what_stays(left: int) -> None:
    if left:
        words = _n(
            "{count} member stays: someone has changed it since.",
            "{count} members stay: someone has changed them since.",
            left,
        )
        st.toast(words, icon=":material/info:")
