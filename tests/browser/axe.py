"""axe-core's judgement of a page as it stands: nothing serious or critical, in both themes, wide and narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.running import settled

GRAVE = ("serious", "critical")
THEMES = {"light": "rgb(251, 250, 248)", "dark": "rgb(19, 19, 22)"}
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


@dataclass(frozen=True)
class Known:
    """What Streamlit's own markup does and no setting changes: a rule, and where alone it may be broken."""

    rule: str
    within: str
    why: str


STREAMLITS_OWN: tuple[Known, ...] = ()


def judge(page: Page, sizes: Sequence[str] = tuple(SIZES)) -> list[str]:
    """What is wrong on this page, in both themes, each finding once."""
    found: dict[str, None] = {}
    for size in sizes:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        for theme, ground in THEMES.items():
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_function(_GROUND_IS, arg=ground)
            settled(page)
            found |= dict.fromkeys(f"{theme} {size}: {finding}" for finding in _judge(page))
    return list(found)


_GROUND_IS = (
    """ground => getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor === ground"""
)
_EXCEPT = """([node, within]) => Boolean(document.querySelector(node)?.closest(within))"""


def _judge(page: Page) -> list[str]:
    found = []
    for violation in Axe().run(page).response["violations"]:
        if violation["impact"] not in GRAVE:
            continue
        for node in violation["nodes"]:
            target = node["target"][0]
            if not _known(page, violation["id"], target):
                said = " ".join(node["failureSummary"].split())
                found.append(f"{violation['id']} ({violation['impact']}): {node['html'][:160]} {said[:200]}")
    return found


def _known(page: Page, rule: str, target: object) -> bool:
    return isinstance(target, str) and any(
        known.rule == rule and page.evaluate(_EXCEPT, [target, known.within]) for known in STREAMLITS_OWN
    )
