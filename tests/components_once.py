"""Streamlit looks through all installed packages for components; in a process of tests once is enough.

AppTest does it for each page that a test opens, and that takes longer than to draw it: some hundred packages, each
with its metadata read several times.
"""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner


def look_once() -> None:
    """From now on the packages are those that the first look finds."""
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
