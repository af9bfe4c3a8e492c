"""The benchmark runs and compares; how long anything takes is no test."""

import json
import os
import subprocess
import sys

import pytest

from tests.browser.running import NO_BROWSER, chromium
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def a_browser():
    if chromium() is None and os.environ.get("CI") != "true":
        pytest.skip(NO_BROWSER)


def test_one_round_of_one_measure_prints_the_ratio_to_the_blank_page(tmp_path):
    kept = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tests.bench", "--rounds", "1", "--only", "click_column", "--json", str(kept)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    (line,) = [line for line in ran.stdout.splitlines() if line.startswith("Form click, seen in the right column")]
    (measure,) = json.loads(kept.read_text("utf-8"))["measures"]
    assert measure["ratio"] == measure["app"]["median"] / measure["other"]["median"] > 0
    assert f" {measure['ratio']:.2f} " in line
    assert "load average" in ran.stdout
