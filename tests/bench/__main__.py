"""The app against Streamlit's blank page, in one run: `python -m tests.bench`. Figures to read, not a test to pass."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import behind, keystrokes, pages, report, servers, ticks
from tests.bench.chromium import chromium
from tests.bench.measure import Bench, Measure

ROUNDS = 20
MEASURES = (*pages.MEASURES, *keystrokes.MEASURES, *ticks.MEASURES, *behind.MEASURES)


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the measures, print them as one table, and keep them as JSON where `--json` says."""
    asked = _asked(arguments)
    begun, load_begun = datetime.now(UTC), report.load_average()
    chosen = [measure for measure in MEASURES if not asked.only or measure.name in asked.only]
    results, browser = _taken(chosen, asked.rounds)
    load = {"begin": load_begun, "end": report.load_average()}
    about = {"begun": begun.isoformat(), "rounds": asked.rounds, "load_average": load}
    about |= report.machine() | {"chromium": browser}
    print(report.table(results))
    print(f"{asked.rounds} rounds; load average {load['begin']} at begin, {load['end']} at end")
    if asked.json:
        text = json.dumps(about | {"measures": [result.as_json() for result in results]}, indent=2)
        asked.json.write_text(text + "\n", encoding="utf-8")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=_at_least_one, default=ROUNDS, help="how often each is measured (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="PATH", help="where the figures are kept, with every sample")
    names = [measure.name for measure in MEASURES]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    return parser.parse_args(arguments)


def _at_least_one(text: str) -> int:
    if int(text) < 1:
        raise ValueError
    return int(text)


def _taken(chosen: Sequence[Measure], rounds: int) -> tuple[list[report.Result], str]:
    """The results in the order of the table, and the browser's version."""
    results = []
    with TemporaryDirectory(prefix="castboard-bench-") as name, chromium() as browser:
        folder = Path(name)
        with servers.blank_page(folder / "blank") as blank:
            bench = Bench(browser, blank, folder)
            for measure in chosen:
                print(f"{measure.title} ...", file=sys.stderr, flush=True)
                results.append(report.Result(measure, measure.take(bench, rounds)))
        return results, browser.version


if __name__ == "__main__":
    main()
