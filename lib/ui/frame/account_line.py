"""The line above each page: whether this is the demo, how the account stands, and who is at work."""

from __future__ import annotations

import streamlit as st

from lib.domain.actor import Operation
from lib.domain.lists import Person
from lib.text.formats import number
from lib.text.language import CODES, _, language_of, spoken
from lib.text.role_words import role_may, role_name
from lib.ui.frame.admin_link import link_to_admin
from lib.ui.frame.alerts import draw_alerts
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.demo_menu import draw_demo_menu, guide_link
from lib.ui.frame.news import News
from lib.ui.frame.own_erasure import draw_own_erasure
from lib.ui.frame.sign_out import leave, leave_everywhere
from lib.ui.state import actor, current_person, studio, utc_now, visitor
from lib.ui.who_may import allowed
from lib.ui.words import plain

LONGEST = 40
"""Letters of a name that have room in the line; all of it is kept."""


def draw_account(news: News) -> None:
    """Demo mode or the balance on the left side of a row, the person's name at its end."""
    person = studio().store.people.get(current_person())
    with st.container(
        key="frame", horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"
    ):
        if studio().settings.demo:
            draw_demo_menu()
        else:
            _account()
        # The page itself learns from it which language it is in (page_language.js).
        with st.container(key=f"frame-speaks-{spoken().tag}", width="content"):
            _language(person)
        _person(person, news)


def _account() -> None:
    status = studio().account.status()
    if status is None or status.key == "silent":
        return
    if status.key == "rejected":
        with st.popover(_("Key not accepted"), icon=":material/key_off:", type="tertiary"):
            st.write(_("The video service does not accept the API key. Ask your Castboard administrator to check it."))
        return
    facts = [_("Key accepted")]
    if status.unlimited:
        facts.append(_("Unlimited balance"))
    elif status.available is not None:
        facts.append(_("Balance {amount}", amount=number(status.available)))
    st.caption(f":material/key: {' · '.join(facts)}", width="content")


def _language(person: Person | None) -> None:
    chosen = person.language if person else ""
    choices = ["", *CODES]
    # Beside other controls of a phone there is room for the icon alone (frame.css).
    with st.popover(
        spoken().name, icon=":material/language:", type="tertiary", help=_("Language"), key="frame.languages"
    ):
        st.radio(
            _("Language"),
            choices,
            index=choices.index(chosen) if chosen in choices else 0,
            format_func=lambda code: language_of(code).name if code else _("Browser language"),
            key="frame.language_choice",
            on_change=_choose_language,
        )


def _person(person: Person | None, news: News) -> None:
    name = person.name if person else ""
    shown = name if len(name) <= LONGEST else f"{name[:LONGEST].rstrip()}…"
    with st.popover(plain(shown) or _("Your name"), icon=":material/person:", type="tertiary", key="frame.person"):
        st.text_input(
            _("Your name"),
            value=name,
            key="frame.name",
            on_change=_rename,
            help=_name_help(),
        )
        if studio().settings.sign_in:
            _signed_in()
        draw_alerts()
        if not studio().settings.demo and allowed(Operation.GENERATE):  # In the menu of the demo it is there.
            guide_link()
        link_to_admin(news)
        if studio().settings.sign_in:
            draw_own_erasure()


def _name_help() -> str:
    if studio().settings.sign_in:
        return _("Colleagues see it beside your jobs.")
    return _("Colleagues see it beside your jobs. It is kept for this browser.")


def _signed_in() -> None:
    role = visitor().role
    st.markdown(f"**{role_name(role)}**  \n{role_may(role)}")
    if studio().settings.sign_in == "proxy":
        return  # Whoever signed them in is the one to sign them out.
    with st.container(horizontal=True, gap="small"):
        st.button(_("Sign out"), key="frame.out", icon=":material/logout:", on_click=leave)
        st.button(_("Sign out everywhere"), key="frame.out_everywhere", on_click=leave_everywhere)


@Callback
def _rename() -> None:
    studio().desk.rename_person(actor(), str(st.session_state["frame.name"]), utc_now())


@Callback
def _choose_language() -> None:
    chosen = str(st.session_state["frame.language_choice"])  # Whatever comes over the line.
    studio().desk.choose_language(actor(), chosen if chosen in CODES else "", utc_now())
