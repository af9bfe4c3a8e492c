"""axe-core's judgement of a page as it stands: nothing serious or critical, in both themes, wide and narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.running import settled

ALL_RULES = {"resultTypes": ["violations"]}
COLOURS = ALL_RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""All that a theme can change: the second one brings the same page in other colours."""
GRAVE = ("serious", "critical")
THEMES = {"light": "rgb(251, 250, 248)", "dark": "rgb(19, 19, 22)"}
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


def judge(page: Page, sizes: Sequence[str] = tuple(SIZES)) -> list[str]:
    """What is wrong on this page, in both themes, each finding once."""
    found: dict[str, None] = {}
    for size in sizes:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        for options, (theme, ground) in zip((ALL_RULES, COLOURS), THEMES.items(), strict=True):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_function(_GROUND_IS, arg=ground)
            settled(page)
            found |= dict.fromkeys(f"{theme} {size}: {finding}" for finding in _judge(page, options))
    return list(found)


_GROUND_IS = (
    """ground => getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor === ground"""
)


def _judge(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):  # Half a megabyte, once a load.
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in violations
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]
