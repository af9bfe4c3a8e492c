"""Texts that mean something to a browser, a spreadsheet or a terminal, and signs that one was taken for that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Dialog, Locator, Page, Request, expect

from tests.browser.running import no_overlaps, no_sideways_scroll, settled, until

TEXTS = {
    "a list, HTML and links": (
        "12. one <script>alert(1)</script> <img src=x onerror=alert(1)> <b>thick</b> <a href='https://example.com'>x"
        "</a> [to](javascript:alert(1)) [to](https://example.com) ![x](https://example.com/x.png)"
    ),
    "a heading, Markdown and addresses": (
        "# head **bold** *slanted* ~~gone~~ `kode` | a | b | [^1] C:\\new \\* https://example.com/a?b=c&d "
        "mia@example.com www.example.com/x [x]: https://example.com"
    ),
    "a quote, Streamlit's own and formulas": (
        "> - [ ] quoted :material/home: :red[rot] :streamlit: :smile: :small[klein] :green-badge[plak] :shortcut[x] -> "
        "$x^2$ $$y$$ -- {{x}} &lt;i&gt; &copy; &#65; H~2~O a:b:c"
    ),
    "a cell, colours and directions": (
        "=1+1;=2+2 \x1b[31mANSI\x1b[0m zero\u200bwidth \ufeffmark \u2067to\u2066fro 3 fog\u202etxt.exe"
    ),
    "Hebrew": "שלום 3",
}
NEITHER = ("😄", "→", "—", "©", "↔", "🅱")
"""What emoji by name, arrows, dashes and entities would become; no word of ours has one."""
SIGNS = (
    "strong:text-is('bold')",
    "em:text-is('slanted')",
    "del:text-is('gone')",
    "code:text-is('kode')",
    "b:text-is('thick')",
    "[class*=stMarkdownColored]:text-is('rot')",
    "[class*=stMarkdownBadge]:has-text('plak')",
    "span[style*=font-size]:text-is('klein')",
    "img[alt='Streamlit logo']",
    "[role=img]:has-text('home')",
    ".katex",
    "script",
    "a[href^='http']:not([href^='http://127.0.0.1:'])",
    "a[href^='mailto']",
    "a[href^='javascript']",
    "img[src*='example.com']",
    "img[src='x']",
    "ol:not([class*=ToastList])",
    "blockquote",
    ":is(h1, h2, h3):text-is('head')",
    "input[type=checkbox]:near(:text('quoted'), 20)",
    "iframe:not([title])",
)
SHOWN = "[data-testid=stMain], [role=dialog], [role=listbox], [data-testid=stToastContainer], .castboard-notices"
_UNSEEN = re.compile("[\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def read(text: str) -> str:
    """What people read of a text within a line of ours, without marks that hold letters together or turn them."""
    return " ".join(_UNSEEN.sub("", text).split())


def says(found: Locator, text: str, *, before: str = "", after: str = "") -> None:
    """Wait until it says just that, in this text's own characters."""
    wanted = f"{before}{read(text)}{after}"
    expect(found).to_be_visible()
    until(lambda: read(found.text_content() or "") == wanted, 15, f"{found.text_content()!r} is {wanted!r}")


def as_typed(page: Page) -> None:
    """Nothing that people typed became anything else, and nothing lies anywhere else for it."""
    settled(page)
    taken = (
        page.locator(SHOWN)
        .locator(", ".join(SIGNS))
        .evaluate_all("nodes => nodes.map(node => node.outerHTML.slice(0, 300))")
    )
    assert not taken, taken[:3]
    seen = page.locator("body").inner_text()
    made = [one for one in NEITHER if one in seen]
    assert not made, made
    no_sideways_scroll(page)
    no_overlaps(page)


def in_order(found: Locator, *words: str) -> None:
    """These words of an element stand line by line, from left to right, in this order."""
    places = found.evaluate(_PLACES, list(words))
    assert places == sorted(places), dict(zip(words, places, strict=True))


_PLACES = """(node, words) => {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
  const place = words.map(() => null)
  for (let text = walker.nextNode(); text; text = walker.nextNode()) words.forEach((word, at) => {
    const from = text.data.indexOf(word)
    if (place[at] !== null || from < 0) return
    const range = document.createRange()
    range.setStart(text, from)
    range.setEnd(text, from + word.length)
    const box = range.getClientRects()[0]
    place[at] = [Math.round(box.top / 8), box.left]
  })
  return place
}"""


@contextmanager
def nothing_happens(page: Page) -> Iterator[None]:
    """No dialog opens, and nothing is asked of any other host."""
    asked: list[str] = []
    opened: list[str] = []

    def noted(request: Request) -> None:
        asked.append(request.url)

    def dismissed(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("request", noted)
    page.on("dialog", dismissed)
    yield
    page.remove_listener("request", noted)
    page.remove_listener("dialog", dismissed)
    assert opened == []
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
