"""How many videos were asked for: by day, by person, by model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from babel.dates import format_skeleton

from lib.domain.usage import SPANS, Usage, span_begin, usage_of
from lib.text.language import _, _n, spoken
from lib.text.model_words import model_label
from lib.ui import revisions as shared
from lib.ui.admin.fact_table import draw_counts
from lib.ui.parts.stay_open import draw_fold
from lib.ui.state import studio, utc_now
from lib.ui.words import in_its_place, local

SPAN = "admin.usage.days"
_BARS = 12
"""People that have a bar of their own."""
_COLOUR = "#d9704a"
"""Told apart from the ground of both themes."""
_DAYS_PX, _ROW_PX = 220, 34

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class UsageView:
    """What the section shows. Labels are unique in their list: a chart would put two of one name together."""

    summary: str
    days: Counts
    people: Counts
    models: Counts


def usage_view(usage: Usage, names: Mapping[str, str], days: int) -> UsageView:
    """`names`: of people by id."""
    people = [(names.get(id_, ""), number) for id_, number in usage.people]
    shown = [(in_its_place(name) or _("Someone without a name"), number) for name, number in people[:_BARS]]
    if rest := people[_BARS:]:
        others = _n("{count} other person", "{count} others", len(rest))
        shown.append((others, sum(number for _name, number in rest)))
    videos = _n("{count} video", "{count} videos", usage.videos)
    by = _n("{count} person", "{count} people", len(usage.people))
    return UsageView(
        _("{videos} in {days} days, asked for by {people}.", videos=videos, days=days, people=by),
        _apart([(_day(day), number) for day, number in usage.days]),
        _apart(shown),
        _apart([(model_label(model), number) for model, number in usage.models]),
    )


def draw_usage_section() -> None:
    """Asked of the store once for each of its revisions."""
    st.segmented_control(
        _("Days"),
        SPANS,
        default=SPANS[1],
        required=True,
        format_func=lambda days: _n("{count} day", "{count} days", days),
        key=SPAN,
        label_visibility="collapsed",
        persist_state="session",
    )
    days = int(st.session_state.get(SPAN) or SPANS[1])
    draw_usage(usage_view(*_read(days), days))


def _read(days: int) -> tuple[Usage, Mapping[str, str]]:
    now, store, demo = local(utc_now()), studio().store, studio().settings.demo
    begin = span_begin(days, now)
    made = shared.of_revision("usage", shared.revision(), lambda: store.made.since(begin, demo=demo), begin)
    return usage_of(made, days, now, local), store.people.names()


def draw_usage(view: UsageView) -> None:
    """Three charts, each with what it shows in words, and all figures as tables in a fold."""
    st.markdown(view.summary)
    st.caption(_("Every requested video counts, whatever its outcome. Demo and real ones are counted separately."))
    if not view.models:
        return
    st.subheader(_("By day"), anchor=False)
    _chart(view.days, _("Videos by day"), upright=True)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(_("By person"), anchor=False)
        _chart(view.people, _("Videos by person"))
    with right:
        st.subheader(_("By model"), anchor=False)
        _chart(view.models, _("Videos by model"))
    with draw_fold(_("Show the figures"), "admin.usage.figures") as fold:
        if fold.open:
            _tables(view)


def _tables(view: UsageView) -> None:
    head = _("Videos")
    for label, counts in ((_("Person"), view.people), (_("Model"), view.models)):
        draw_counts((label, head), counts, label)
    draw_counts((_("Day"), head), [one for one in reversed(view.days) if one[1]], _("Day"))


def _chart(counts: Counts, title: str, *, upright: bool = False) -> None:
    label, number = "label", "number"
    name_axis = {
        "field": label,
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 150, "labelOverlap": upright, "labelAngle": 0, "ticks": False},
    }
    number_axis = {
        "field": number,
        "type": "quantitative",
        "title": None,
        "axis": {"tickMinStep": 1, "format": "d", "tickCount": 4},
        # Told, not measured: the browser begins with an empty chart, whose extent it complains of in the console.
        "scale": {"domain": [0, max([1, *(count for _label, count in counts)])], "nice": True},
        "stack": None,
    }
    across, up = (name_axis, number_axis) if upright else (number_axis, name_axis)
    spec = {
        "mark": {"type": "bar", "color": _COLOUR, "cornerRadiusEnd": 3},
        "encoding": {
            "x": across,
            "y": up,
            "tooltip": [{"field": label, "title": title}, {"field": number, "title": _("Videos")}],
        },
    }
    height = _DAYS_PX if upright else 40 + _ROW_PX * len(counts)
    st.vega_lite_chart(pd.DataFrame(counts, columns=[label, number]), spec, height=height, alt=in_words(title, counts))


def in_words(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """What a chart shows, for those who do not see it: what is not there is left out."""
    items = [_("{label} {number}", label=label, number=number) for label, number in counts if number]
    return _("{title}: {items}", title=title, items=items)


def _day(day: date) -> str:
    return str(format_skeleton("MMMd", day, locale=spoken().locale))


def _apart(counts: Sequence[tuple[str, int]]) -> Counts:
    """Those of one name told apart by a number."""
    seen: dict[str, int] = {}
    apart = []
    for label, number in counts:
        seen[label] = seen.get(label, 0) + 1
        apart.append((label if seen[label] == 1 else f"{label} ({seen[label]})", number))
    return tuple(apart)
