"""Many pages on many running jobs: `python -m tests.bench.load`. Exit status 1 if a figure misses its goal.

Three phases of the same length and with the same number of jobs, each with data and a service of its own: one page; all
of them; all of them with sign-in on, each that of somebody else who came by an invitation. The tracker works for all of
them, so the service must not notice how many look on; and asking who they are must cost nobody their ticks.

Runs are counted by what the server says, since its route of figures is closed (lib/server): it tells of the begin
and the end of each run, with the fragments it is made of. Expected is what the intervals alone would give. Even an idle
server stays some percent below it: the full run that a page asks for when there is news starts all timers anew, and of
two ticks at the same moment Streamlit may run one without a word (its messages came from a runner that was replaced).
Of ticks that wait for the same fragment the server makes one run: where it cannot keep up, this figure falls.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import report
from tests.bench.phase import Phase, Shape, run

MOST_JOBS = 1000
LOG_LINES = 80
RUNS_AT_LEAST, MEMORY_AT_MOST = 0.9, 1.05
TICKING_AT_LEAST = 0.95
"""Streamlit 1.67 may lose what a run had to say that has just ended as a tick arrives: that page ticks no more."""
LOOKS_AT_LEAST, LOOKS_AT_MOST = 0.95, 1.05
"""The same as with one page: a tracker that does not come to its work because of the others is no success."""


@dataclass(frozen=True)
class Row:
    """A line of the table. Without a goal it is only told."""

    what: str
    tell: Callable[[Phase], str]
    goal: str = ""
    holds: Callable[[Phase, Phase], bool] | None = None
    """Called with the phase of one page, and one of all."""


def both(holds: Callable[[Phase], bool]) -> Callable[[Phase, Phase], bool]:
    return lambda one, all_: holds(one) and holds(all_)


ROWS = (
    Row(
        "pages that still tick in the end",
        lambda it: f"{it.ticking}",
        f"at least {TICKING_AT_LEAST:.0%}",
        both(lambda it: it.ticking >= TICKING_AT_LEAST * it.shape.sessions),
    ),
    Row(
        "ticks answered with a run, of those expected",
        lambda it: f"{it.ticks.runs} of {it.expected_runs:.0f} ({it.runs_share:.1%})",
        f"at least {RUNS_AT_LEAST:.0%}",
        both(lambda it: it.runs_share >= RUNS_AT_LEAST),
    ),
    Row("ticks answered with a run, of those sent", lambda it: f"{it.ticks.runs / max(it.ticks.asked, 1):.1%}"),
    Row("ticks run without a word of the server", lambda it: f"{it.ticks.silent / max(it.ticks.asked, 1):.1%}"),
    Row("from a tick to the end of its run: median, 95 %", lambda it: _answers(it.ticks.answers_s)),
    Row("full runs of the page, per page and minute", lambda it: f"{_full_runs_each(it):.1f}"),
    Row("all jobs sent within", lambda it: f"{it.sent_s:.1f} s"),
    Row(
        "looks at the service, per task and minute",
        lambda it: f"{it.looks_each:.3f}",
        f"ratio {LOOKS_AT_LEAST} to {LOOKS_AT_MOST}",
        lambda one, all_: LOOKS_AT_LEAST * one.looks_each <= all_.looks_each <= LOOKS_AT_MOST * one.looks_each,
    ),
    Row(
        "submits at the service",
        lambda it: f"{it.requests.get('submit', 0)}",
        "one a job",
        both(lambda it: it.requests.get("submit") == it.shape.jobs),
    ),
    Row("other requests at the service", lambda it: f"{_others(it)}"),
    Row("memory of the server after the first fifth", lambda it: _mb(it.memory_first)),
    Row(
        "memory, at the most, from then on",
        lambda it: f"{_mb(it.memory_most)} ({it.memory_most / it.memory_first - 1:+.1%})",
        f"at most {MEMORY_AT_MOST - 1:+.0%}",
        both(lambda it: it.memory_most <= MEMORY_AT_MOST * it.memory_first),
    ),
    Row("processor of the server, of one core", lambda it: f"{it.processor_share:.0%}"),
    Row("exceptions in the log and on pages", lambda it: f"{len(it.troubles)}", "0", both(lambda it: not it.troubles)),
    Row(
        "videos whole on disk",
        lambda it: f"{it.videos}",
        "all",
        both(lambda it: it.videos == it.shape.jobs),
    ),
    Row("the last of them after", lambda it: f"{it.saved_s:.1f} s"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the phases, print the table, and keep the figures where `--json` says; the exit status."""
    asked = _asked(arguments)
    begun, load_begun = datetime.now(UTC), report.load_average()
    with TemporaryDirectory(prefix="castboard-load-") as name:
        shape = partial(Shape, jobs=asked.jobs, minutes=asked.minutes)
        shapes = (shape(1), shape(asked.sessions), shape(asked.sessions, signed_in=True))
        phases = [_phase(Path(name), one) for one in shapes]
    one, all_, _ = phases
    load = {"begin": load_begun, "end": report.load_average()}
    held = {row.what: all(row.holds(one, other) for other in phases[1:]) for row in ROWS if row.holds}
    print(table(phases, held))
    ratio = all_.looks_each / one.looks_each if one.looks_each else None
    print(f"Looks: {'none' if ratio is None else f'{ratio:.3f} times those with one page'}.", end=" ")
    print(f"{asked.jobs} jobs, {asked.minutes:g} min; load average {load['begin']} at begin, {load['end']} at end")
    for phase in phases:
        _tell_troubles(phase)
    if asked.json:
        figures = {"begun": begun.isoformat(), "load_average": load} | report.machine()
        figures |= {"looks_ratio": ratio, "held": held, "phases": [_as_json(phase) for phase in phases]}
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if all(held.values()) else 1


def table(phases: Sequence[Phase], held: dict[str, bool]) -> str:
    """One line a figure, one column a phase."""
    words = {True: "yes", False: "NO"}
    rows = [("what", *map(_pages, phases), "goal", "held")]
    rows += [(row.what, *map(row.tell, phases), row.goal, words.get(held.get(row.what), "")) for row in ROWS]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sessions", type=int, default=50, help="pages open at once (%(default)s)")
    parser.add_argument("--jobs", type=int, default=200, help="jobs running at the service (%(default)s)")
    parser.add_argument("--minutes", type=float, default=5.0, help="length of each of the three phases (%(default)g)")
    parser.add_argument("--json", type=Path, metavar="PATH", help="where the figures are kept, with every sample")
    asked = parser.parse_args(arguments)
    if asked.sessions < 1 or not 1 <= asked.jobs <= MOST_JOBS or asked.minutes <= 0:
        parser.error(f"at least one session, 1 to {MOST_JOBS} jobs, more than no time")
    return asked


def _phase(folder: Path, shape: Shape) -> Phase:
    print(f"{_named(shape)}, {shape.jobs} jobs, {shape.minutes:g} min ...", file=sys.stderr, flush=True)
    return run(folder / f"{shape.sessions}-pages{'-signed-in' if shape.signed_in else ''}", shape)


def _tell_troubles(phase: Phase) -> None:
    for trouble in dict.fromkeys(phase.troubles):
        print(f"{_pages(phase)}: {trouble}")
    if phase.log:
        print("The server's log:", *phase.log.splitlines()[:LOG_LINES], sep="\n  ")


def _pages(phase: Phase) -> str:
    return _named(phase.shape)


def _named(shape: Shape) -> str:
    return f"{shape.sessions} page{'s' if shape.sessions > 1 else ''}{', signed in' if shape.signed_in else ''}"


def _answers(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return ""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return f"{1000 * cuts[9]:.0f} ms, {1000 * cuts[18]:.0f} ms"


def _full_runs_each(phase: Phase) -> float:
    return phase.ticks.full_runs / phase.shape.sessions / phase.seconds * 60


def _others(phase: Phase) -> int:
    return sum(number for route, number in phase.requests.items() if route not in ("query", "submit"))


def _mb(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"


def _as_json(phase: Phase) -> dict[str, object]:
    derived = {"expected_runs": phase.expected_runs, "looks_each": phase.looks_each, "runs_share": phase.runs_share}
    derived |= {"memory_first": phase.memory_first, "memory_most": phase.memory_most}
    return asdict(phase) | derived


if __name__ == "__main__":
    sys.exit(main())
