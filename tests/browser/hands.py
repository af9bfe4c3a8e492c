"""What hands do on a page: presses of the mouse, keys that write no text, and dialogs that ask for a file."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import FileChooser, Page

_WATCH = """() => {
  const tell = (event, what) => event.isTrusted && window.castboardHands(what)
  window.addEventListener("pointerdown", (event) => tell(event, "click"), { capture: true })
  window.addEventListener("keydown", (event) => {
    const writes = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!writes) tell(event, "key")
  }, { capture: true })
}"""


@dataclass
class Hands:
    """Counts from `watch` on, over all that the page loads."""

    clicks: int = 0
    keys: int = 0
    """Other than text."""
    dialogs: int = 0

    def watch(self, page: Page) -> None:
        page.expose_function("castboardHands", self._count)
        page.add_init_script(f"({_WATCH})()")
        page.on("filechooser", self._asked)

    def _count(self, what: str) -> None:
        if what == "click":
            self.clicks += 1
        else:
            self.keys += 1

    def _asked(self, _chooser: FileChooser) -> None:
        self.dialogs += 1
