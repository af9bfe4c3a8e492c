"""The video service, the queue, the processes that do the work, and what they run on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from lib.app import version
from lib.domain.error_kinds import error_kind
from lib.domain.job import MOVING, JobState
from lib.domain.lists import Claim
from lib.domain.running import DatabaseFacts, TrackerSign
from lib.domain.service_health import LATELY, Condition, Health, Outcome, health_of
from lib.services.gateway.balance import AccountStatus
from lib.text.error_sentences import error_message
from lib.text.formats import ago, number, size
from lib.text.job_labels import state_label
from lib.text.language import _, _n
from lib.text.service_sentences import condition_hint, condition_text, hour_text, pace_text
from lib.ui.admin.diagnostics_part import draw_diagnostics
from lib.ui.admin.fact_table import Facts, draw_facts
from lib.ui.state import studio, utc_now
from lib.ui.words import in_its_place, plain

_LAST = 8
"""Answers that are listed."""
_LONGEST = 60
_GRAVE = (Condition.KEY_REJECTED, Condition.NO_CREDIT, Condition.NOT_REACHED, Condition.FAILING)
_ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Answer:
    """One line of the last answers, as text."""

    name: str
    what: str
    when: str
    is_well: bool


@dataclass(frozen=True)
class ServiceView:
    """What the section shows."""

    condition: Condition
    words: str
    hint: str
    service: Facts
    queue: Facts
    base: Facts
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Seen:
    """What the section is drawn from."""

    service: str
    is_demo: bool
    account: AccountStatus | None
    health: Health
    outcomes: Sequence[Outcome]
    counts: Mapping[JobState, int]
    max_running: int
    signs: Sequence[TrackerSign]
    claims: Sequence[Claim]
    database: DatabaseFacts
    version: str


def service_view(seen: Seen, now: datetime) -> ServiceView:
    """Everything in words."""
    health = seen.health
    return ServiceView(
        health.condition,
        condition_text(health.condition),
        condition_hint(health.condition),
        _of_the_service(seen),
        _of_the_queue(seen, now),
        _of_the_base(seen),
        tuple(_answer(one, now) for one in _answered(seen.outcomes)[:_LAST]),
    )


def _of_the_service(seen: Seen) -> Facts:
    rows = [(_("Address"), _("Demo, on this machine") if seen.is_demo else seen.service.removeprefix("https://"))]
    if not seen.is_demo:
        rows += [(_("API key"), _key(seen.account)), (_("Balance"), _balance(seen.account))]
    rows.append((_("Last hour"), hour_text(seen.health)))
    if pace := pace_text(seen.health):
        rows.append((_("How long videos take"), pace))
    return tuple(rows)


def _key(account: AccountStatus | None) -> str:
    if account is None:
        return _("Not asked yet")
    # A service that does not tell its balance takes the key all the same, or refuses the next video.
    words = {"accepted": _("Accepted"), "rejected": _("Not accepted"), "silent": _("The service does not tell")}
    return words[account.key]


def _balance(account: AccountStatus | None) -> str:
    if account is None or account.key != "accepted":
        return _("Not known")
    if account.unlimited:
        return _("Unlimited balance")
    return number(account.available) if account.available is not None else _("Not known")


def _of_the_queue(seen: Seen, now: datetime) -> Facts:
    waiting = seen.counts.get(JobState.QUEUED, 0)
    running = sum(seen.counts.get(state, 0) for state in MOVING - {JobState.QUEUED})
    most = _n("at most {count} at once", "at most {count} at once", seen.max_running)
    rows = [
        (_("Waiting"), number(waiting)),
        (_("In progress"), _("{running} ({most})", running=running, most=most)),
    ]
    held = Counter(claim.owner for claim in seen.claims)
    rows += [(_("Tracker"), _tracker(sign, held[sign.owner], now)) for sign in seen.signs]
    if not any(sign.is_alive(now) for sign in seen.signs):
        rows.append((_("Tracker"), _("Not running: nothing is sent or fetched. Start Castboard again.")))
    return tuple(rows)


def _tracker(sign: TrackerSign, jobs: int, now: datetime) -> str:
    where = _("{host}, process {process}", host=in_its_place(sign.host), process=str(sign.process))
    if not sign.is_alive(now):
        return _("{where}: gone, last seen {when}", where=where, when=ago(sign.seen_at, now))
    works = _n("works on {count} job", "works on {count} jobs", jobs)
    return _("{where}: started {when}, {works}", where=where, when=ago(sign.began_at, now), works=works)


def _of_the_base(seen: Seen) -> Facts:
    database = seen.database
    engine = f"{_ENGINES.get(database.kind, database.kind)} {database.version}".strip()
    rows = [(_("Castboard"), seen.version or _("Not known")), (_("Database"), engine)]
    if database.size_bytes is not None:
        rows.append((_("Size of the database"), size(database.size_bytes)))
    rows.append((_("Schema"), database.schema))
    return tuple(rows)


def _answered(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [one for one in outcomes if one.state not in (*MOVING, JobState.CANCELLED) or one.trouble]


def _answer(one: Outcome, now: datetime) -> Answer:
    name = one.name if len(one.name) <= _LONGEST else f"{one.name[:_LONGEST].rstrip()}…"
    trouble = "" if one.state is JobState.READY or not one.trouble else error_message(error_kind(one.trouble), one.code)
    what = _("{state}: {why}", state=state_label(one.state), why=trouble) if trouble else state_label(one.state)
    return Answer(in_its_place(name) or _("Untitled"), what, ago(one.since, now), one.state is JobState.READY)


def draw_service_section() -> None:
    """Some reads, a few milliseconds each."""
    draw_service(service_view(_look(), utc_now()))
    draw_diagnostics()


def _look() -> Seen:
    here, now = studio(), utc_now()
    settings, store, service = here.settings, here.store, here.settings.service
    account = None if settings.demo else here.account.status()
    outcomes = store.outcomes.lately(service, now - LATELY)
    rejected = account is not None and account.key == "rejected"
    return Seen(
        service=service,
        is_demo=settings.demo,
        account=account,
        health=health_of(outcomes, service, store.lists.took_s(service), now, key_rejected=rejected),
        outcomes=outcomes,
        counts=store.lists.counts(),
        max_running=settings.max_running,
        signs=store.trackers.all(),
        claims=store.claims.foreign(""),
        database=store.about.facts(),
        version=version(),
    )


def draw_service(view: ServiceView) -> None:
    """What is wrong first, then the facts."""
    if view.condition in _GRAVE:
        st.error(view.hint, title=view.words, icon=":material/error:")
    elif view.condition is Condition.SLOW:
        st.warning(view.words, icon=":material/hourglass_empty:")
    else:
        icon = ":material/check_circle:" if view.condition is Condition.WELL else ":material/bedtime:"
        st.markdown(f"{icon} {view.words}")
    draw_facts(view.service, _("Video service"))
    st.subheader(_("Queue"), anchor=False)
    draw_facts(view.queue, _("Queue"))
    st.subheader(_("Last answers"), anchor=False)
    if not view.answers:
        st.caption(_("No answers in the last hour."))
    lines = [f"{_icon(one)} **{plain(one.name)}** {plain(one.what)} · {plain(one.when)}" for one in view.answers]
    st.markdown("  \n".join(lines))
    st.subheader(_("Castboard"), anchor=False)
    draw_facts(view.base, _("Castboard"))


def _icon(answer: Answer) -> str:
    return ":material/check:" if answer.is_well else ":material/close:"
