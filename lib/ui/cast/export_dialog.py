"""Export…: all members or chosen ones as one file, and how large it will be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal
from uuid import uuid4

import streamlit as st

from lib.domain.cast_file import MOST_MEMBERS
from lib.services.cast_export import ExportedMember
from lib.services.cast_zip import MOST_BYTES
from lib.text.formats import size
from lib.text.language import N_, _, _n, spoken
from lib.ui import media_links as media
from lib.ui import revisions as shared
from lib.ui.frame import pulse
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.error_cards import shown
from lib.ui.parts.save import save_now
from lib.ui.parts.second_press import is_second_press, row_went
from lib.ui.state import studio, utc_now
from lib.ui.words import in_one_line, local, plain

TITLE = N_("Export the cast")
_WHICH, _CHOSEN, _SAVED = "cast.export.which", "cast.export.chosen", "cast.export.saved"
Which = Literal["all", "chosen"]


def show_export() -> None:
    """Begin with all of them."""
    for key in (_SAVED, _CHOSEN, f"{_WHICH}.{spoken().code}"):
        st.session_state.pop(key, None)
    pulse.rest()
    st.dialog(_(TITLE), width="medium", on_dismiss="rerun")(draw_export)()


@shown("cast.export")
def draw_export() -> None:
    """What stands in the dialog."""
    offered = shared.of_revision("cast.export", shared.revision(), studio().cast_export.offered)
    st.caption(
        _("One zip file with the members and their original pictures, to import into another Castboard or to keep.")
    )
    wanted = _wanted(offered)
    pictures = {name: size_bytes for one in wanted for name, size_bytes in one.files.items()}
    total, gone = sum(pictures.values()), sum(one.gone for one in wanted)
    if wanted:
        facts = (_n("{count} picture", "{count} pictures", len(pictures)), _("about {size}", size=size(total)))
        st.markdown(" · ".join(facts))
    if gone:
        st.warning(
            _n(
                "{count} picture is no longer here and will be missing.",
                "{count} pictures are no longer here and will be missing.",
                gone,
            ),
            icon=":material/broken_image:",
        )
    too_much = total > MOST_BYTES or len(wanted) > MOST_MEMBERS
    if too_much:
        st.error(
            _(
                "This is more than one file can hold: {members} members or {size}. Export it in parts.",
                members=MOST_MEMBERS,
                size=size(MOST_BYTES),
            ),
            icon=":material/error:",
        )
    st.button(
        _n("Export {count} member", "Export {count} members", len(wanted)) if wanted else _("Export"),
        key="cast.export.now",
        type="primary",
        icon=":material/download:",
        disabled=not wanted or too_much,
        on_click=_save,
        args=([one.member.id for one in wanted],),
    )
    if saved := st.session_state.get(_SAVED):
        st.markdown(_(":material/check: Your browser saves **{name}**.", name=plain(saved["name"])))
        save_now(saved["url"], saved["order"], key="cast.export.save")


def _wanted(offered: Sequence[ExportedMember]) -> list[ExportedMember]:
    words: dict[Which, str] = {
        "all": _n("All, {count} member", "All, {count} members", len(offered)),
        "chosen": _("Selected members"),
    }
    # A list reports the word it shows: one for each language.
    which = st.radio(
        _("Which members"),
        list(words),
        format_func=lambda one: words[one],
        horizontal=True,
        key=f"{_WHICH}.{spoken().code}",
        label_visibility="collapsed",
    )
    if which == "all":
        return list(offered)
    labels = _labels(offered)
    chosen = st.multiselect(
        _("Members"), list(labels), format_func=lambda one: labels[one], key=_CHOSEN, placeholder=_("Search by name")
    )
    return [one for one in offered if one.member.id in set(chosen)]


def _labels(offered: Sequence[ExportedMember]) -> dict[str, str]:
    """By id. Two of one name are told apart by a number: the list knows its entries by their words alone."""
    labels: dict[str, str] = {}
    used: dict[str, int] = {}
    for one in offered:
        name = in_one_line(one.member.name) or _("Without a name")
        used[name] = used.get(name, 0) + 1
        labels[one.member.id] = name if used[name] == 1 else f"{name} ({used[name]})"
    return labels


@Callback
def _save(ids: Sequence[str]) -> None:
    """Note who is in the file, so that its address can be short, and let the browser fetch it."""
    if is_second_press("cast.export"):
        return
    row_went("cast.export")
    here, now, token = studio(), utc_now(), uuid4().hex
    here.store.notes.set(f"zip:{token}", json.dumps(ids), now)
    name = _("Castboard cast {date}.zip", date=local(now).date().isoformat())
    url = here.links.url(f"casts/{token}.zip", now=now, download_as=name)
    st.session_state[_SAVED] = {"name": name, "url": media.based(url), "order": uuid4().hex}
