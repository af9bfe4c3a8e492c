"""What the demo offers, in the popover of the head line: what can go wrong, to be shown on purpose."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.demo_words import DemoWord
from lib.text.language import N_, _
from lib.text.mishap_sentences import mishap_title
from lib.ui.state import studio
from lib.ui.who_may import allowed

MISHAP = "mishap"
"""In the address of Create: the word of the demo that the scene gets."""
GUIDE = "guide"
"""In the address of Create: the first-run guide is shown again."""
FILMS, FILL, CLEAR = "films", "fill", "clear"
"""In the address of the gallery: what becomes of the example films."""
OPEN = "frame.demo"
"""Whether the menu is open."""
DEMO_TEXTS = (
    N_(
        "Videos are drawn on this machine from your own pictures, with a DEMO mark. "
        "Nothing leaves it and nothing costs anything."
    ),
    N_(
        "To make real ones, your Castboard administrator sets `OCTOPUSX_API_KEY` and starts Castboard again "
        "(see the README)."
    ),
)
_ICONS = {
    DemoWord.REFUSE: ":material/block:",
    DemoWord.FAIL: ":material/error:",
    DemoWord.BUSY: ":material/hourglass_top:",
    DemoWord.SLOW: ":material/schedule:",
    DemoWord.LOST: ":material/help:",
}


def draw_demo_menu() -> None:
    """Links, no buttons: see lib/ui/parts/page_buttons.py. Whoever follows one has no more use for the menu."""
    if any(name in st.query_params for name in (MISHAP, FILMS, GUIDE)):
        st.session_state[OPEN] = False
    menu = st.popover(
        _("Demo mode: nothing is paid"), icon=":material/science:", type="tertiary", key=OPEN, on_change="rerun"
    )
    if menu.open:
        with menu:
            st.markdown("\n\n".join(_(text) for text in DEMO_TEXTS))
            with st.container(gap=None, key="frame-demo-links"):
                _draw_films()
                if allowed(Operation.GENERATE):
                    guide_link()
                    _draw_mishaps()


def guide_link() -> None:
    """To Create, with the first-run guide."""
    st.page_link(
        "pages/create.py",
        label=_("Show the guide"),
        icon=":material/assistant_navigation:",
        query_params={GUIDE: "show"},
    )


def _draw_films() -> None:
    films = studio().example_films.now()
    if films.moving:
        st.page_link("pages/gallery.py", label=_("Show the example videos being drawn"), icon=":material/movie:")
        return
    label, what = (_("Clear the example videos"), CLEAR) if films.any else (_("Fill the gallery"), FILL)
    # Those of whoever filled the gallery.
    own = studio().store.jobs.owned(films.ids)
    if not (allowed(Operation.DELETE, *own) if films.any else allowed(Operation.GENERATE)):
        return
    icon = ":material/auto_delete:" if films.any else ":material/auto_awesome:"
    st.page_link("pages/gallery.py", label=label, icon=icon, query_params={FILMS: what})


def _draw_mishaps() -> None:
    st.space("xsmall")
    title = _("Show what can go wrong")
    st.markdown(f"**{title}**")
    st.caption(_("Each opens Create with a scene that makes it happen."))
    for word in DemoWord:
        st.page_link("pages/create.py", label=mishap_title(word), icon=_ICONS[word], query_params={MISHAP: word.value})
