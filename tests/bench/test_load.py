"""The load test runs and counts. How a machine that runs other tests beside it fares under load is no test."""

import json
import subprocess
import sys

from tests.conftest import ROOT


def test_a_short_run_counts_ticks_and_looks_and_brings_every_video(tmp_path):
    kept = tmp_path / "figures.json"
    shape = ["--sessions", "3", "--jobs", "5", "--minutes", "0.1"]
    command = [sys.executable, "-m", "tests.bench.load", *shape, "--json", str(kept)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert ran.returncode in (0, 1), ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0].split() == ["what", "1", "page", "3", "pages", "3", "pages,", "signed", "in", "goal", "held"]
    figures = json.loads(kept.read_text("utf-8"))
    assert ran.returncode == (0 if all(figures["held"].values()) else 1)
    for phase in figures["phases"]:
        ticks = phase["ticks"]
        # Of those sent: in so few seconds, the two that may be on their way at the end of each page's time count much.
        on_their_way = 2 * phase["shape"]["sessions"]
        assert ticks["runs"] + ticks["silent"] >= 0.9 * (ticks["asked"] - on_their_way) > 0
        assert phase["ticks_per_s"] > 0 and phase["ticking"] == phase["shape"]["sessions"]
        assert phase["looks_each"] > 0 and phase["requests"]["submit"] == phase["videos"] == 5
        assert phase["troubles"] == []
