"""The page of an invitation, as HTML of our own: no page of Streamlit is for somebody who is not let in yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

import lib.ui
from lib.domain.role import Role
from lib.text.language import _, spoken
from lib.text.role_words import role_may, role_name

HERE = Path(__file__).parent
LONGEST_NAME = 40
"""Letters, as people count them. A browser's own limit would drop the rest without a word."""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    # The address is the secret. "no-referrer" would take the origin from the form, too.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True)
class JoinPage:
    """What it says. All of it is text, whoever wrote it."""

    title: str
    words: tuple[str, ...] = ()
    quiet: str = ""
    status: int = 200
    role: Role = Role.NOBODY
    """What the link gives; of nobody: left out."""
    asks_for_name: bool = False
    name: str = ""
    wrong: str = ""
    """What was wrong with the name."""
    button: str = ""
    """What the form's button says; "" for a page without a form."""
    link: str = ""
    """The words of a link to the app."""

    def answer(self) -> HTMLResponse:
        """In the language of whoever looks."""
        body = "".join(
            [
                f"<h1>{escape(self.title)}</h1>",
                *(f"<p>{escape(one)}</p>" for one in self.words),
                self._role(),
                self._form(),
                f'<p><a class="go" href="../">{escape(self.link)}</a></p>' if self.link else "",
                f'<p class="quiet">{escape(self.quiet)}</p>' if self.quiet else "",
            ]
        )
        return HTMLResponse(_document(self.title, body), self.status, HEADERS)

    def _role(self) -> str:
        if self.role is Role.NOBODY:
            return ""
        return f'<p class="role"><b>{escape(role_name(self.role))}</b>{escape(role_may(self.role))}</p>'

    def _form(self) -> str:
        if not self.button:
            return ""
        field = ""
        if self.asks_for_name:
            wrong = f'<p class="wrong" id="wrong" role="alert">{escape(self.wrong)}</p>' if self.wrong else ""
            marked = ' aria-invalid="true" aria-describedby="wrong"' if self.wrong else ""
            field = (
                f'<label for="name">{escape(_("Your name"))}</label>{wrong}'
                f'<input id="name" name="name" value="{escape(self.name)}" required '
                f'autofocus autocomplete="name"{marked}>'
            )
        return f'<form method="post">{field}<button>{escape(self.button)}</button></form>'


def _document(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{spoken().tag}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Castboard</title><style>{_style()}</style></head>"
        f"<body><header>{_logo()}</header><main>{body}</main></body></html>"
    )


@cache
def _style() -> str:
    return (HERE / "join.css").read_text("utf-8")


@cache
def _logo() -> str:
    return (Path(next(iter(lib.ui.__path__))) / "frame" / "logo.svg").read_text("utf-8")
