"""The audit log: who did what, or was refused it, when and from where; searched, and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from lib.domain.audit_line import AuditLine, AuditQuery
from lib.text.audit_sentences import action_text, audit_csv, audit_text, called, itself_text, refused_text
from lib.text.formats import date_and_time
from lib.text.language import N_, _, _n
from lib.ui.admin.without_sign_in import draw_how_to_open
from lib.ui.frame.callbacks import Callback
from lib.ui.parts.later_file import made_later
from lib.ui.state import studio, utc_now
from lib.ui.words import in_its_place, local

TEXT, ACTION, SINCE, PERSON, PAGE = (f"admin.audit.{name}" for name in ("text", "action", "since", "person", "page"))
PAGE_SIZE = 50
_MOST_IN_FILE = 100_000
_WIDTHS_PX = (None, None, None, 90, 130)
"""Of the columns. The last two are short, so that what was done has room: it is the longest, and was cut."""
ANY = ""
_SPANS = {ANY: N_("At any time"), "1": N_("Last 24 hours"), "7": N_("Last 7 days"), "30": N_("Last 30 days")}


@dataclass(frozen=True)
class AuditRow:
    """A line as text. `result`: "" for what was done, else that it was refused."""

    when: str
    who: str
    what: str
    result: str
    address: str


@dataclass(frozen=True)
class AuditView:
    """One page of it."""

    summary: str
    rows: tuple[AuditRow, ...]
    pages: int


def audit_view(lines: Sequence[AuditLine], total: int) -> AuditView:
    """`total`: of all pages."""
    return AuditView(
        _n("{count} line", "{count} lines", total), tuple(_row(line) for line in lines), max(1, -(-total // PAGE_SIZE))
    )


def _row(line: AuditLine) -> AuditRow:
    nobody = itself_text() if not line.person_id else _("Someone without a name")
    return AuditRow(
        date_and_time(local(line.at)),
        in_its_place(line.person_name) or nobody,
        in_its_place(audit_text(line)),
        "" if line.allowed else refused_text(),
        line.address,
    )


def audit_query(kept: Mapping[str, object], now: datetime) -> AuditQuery:
    """What the controls ask for; `kept`: what each says, by its key."""
    page, days = int(str(kept.get(PAGE) or 1)), str(kept.get(SINCE) or ANY)
    text = str(kept.get(TEXT) or "")
    return AuditQuery(
        person_id=str(kept.get(PERSON) or ANY),
        action=str(kept.get(ACTION) or ANY),
        text=text,
        called=called(text),
        since=now - timedelta(days=int(days)) if days else None,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )


def draw_audit_section() -> None:
    """Without sign-in nothing is noted: how to open Castboard to a team."""
    if not studio().settings.sign_in:
        draw_how_to_open()
        return
    _controls()
    log, query = (
        studio().store.audit,
        audit_query({str(key): value for key, value in st.session_state.items()}, utc_now()),
    )
    total = log.count(query)
    if query.offset >= max(1, total):
        query = replace(query, offset=0)
    draw_audit(audit_view(log.find(query), total))
    if not total and query != AuditQuery(limit=query.limit):
        _no_match()
    _save(query, total)


def _no_match() -> None:
    with st.container(key="admin.audit.no_match", horizontal_alignment="center"):
        st.space("large")
        st.markdown(_("**Nothing in the log matches.**"), text_alignment="center")
        st.caption(_("Search looks at names, actions, ids and addresses."), text_alignment="center")
        st.button(_("Clear the filters"), key="admin.audit.clear", on_click=_clear)


@Callback
def _clear() -> None:
    for key in (TEXT, PERSON, ACTION, SINCE):
        st.session_state[key] = ANY
    st.session_state.pop(PAGE, None)


def draw_audit(view: AuditView) -> None:
    """A table, the newest first."""
    kept = _("Each line is kept for a year.")
    st.caption(f"{view.summary} · {kept}")
    if view.rows:
        heads = [_("Time"), _("Person"), _("Action"), _("Result"), _("Address")]
        rows = [(row.when, row.who, row.what, row.result, row.address) for row in view.rows]
        table = pd.DataFrame(rows, columns=heads)
        widths = dict(zip(heads, _WIDTHS_PX, strict=True))
        st.dataframe(
            table,
            hide_index=True,
            height=min(38 + 35 * len(rows), 640),
            column_config={head: st.column_config.Column(width=px) for head, px in widths.items()},
            key="admin.audit.rows",
            alt=_("Audit log"),
        )
    if view.pages > 1:
        if PAGE in st.session_state:
            st.session_state[PAGE] = min(int(st.session_state[PAGE]), view.pages)
        with st.container(horizontal_alignment="center"):
            st.pagination(view.pages, key=PAGE)


def _controls() -> None:
    store = studio().store
    actions = {action: action_text(action) for action in store.audit.actions()}
    people = {one.id: in_its_place(one.name) or one.mail or _("Someone without a name") for one in store.accounts.all()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            _("Search"),
            key=TEXT,
            type="search",
            placeholder=_("Names, actions, ids, addresses"),
            icon=":material/search:",
            label_visibility="collapsed",
            live="300ms",
            width=240,
        )
        for key, label, choices in (
            (PERSON, _("Person"), {ANY: _("Everyone")} | people),
            (ACTION, _("Action"), {ANY: _("All actions")} | actions),
            (SINCE, _("Time"), {value: _(words) for value, words in _SPANS.items()}),
        ):
            _choice(key, label, choices)


def _choice(key: str, label: str, choices: Mapping[str, str]) -> None:
    if st.session_state.get(key) not in choices:
        st.session_state[key] = ANY
    st.selectbox(
        label,
        list(choices),
        format_func=lambda value: choices.get(value, ""),
        key=key,
        label_visibility="collapsed",
        width=200,
    )


def _save(query: AuditQuery, total: int) -> None:
    if not total:
        return
    zone = str(local(utc_now()).tzinfo)
    st.download_button(
        _("Save as CSV"),
        made_later(lambda: audit_csv(studio().store.audit.find(replace(query, limit=_MOST_IN_FILE, offset=0)), zone)),
        file_name=f"castboard-audit-{utc_now():%Y-%m-%d}.csv",
        mime="text/csv",
        icon=":material/download:",
        key="admin.audit.csv",
        on_click="ignore",
    )
