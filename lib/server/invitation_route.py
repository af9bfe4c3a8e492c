"""The route of invitations: it shows what the link is for, and a press of a button makes its holder one of the team.

Looking changes nothing: what fetches links ahead (mail filters, chats) uses none up.
"""

from __future__ import annotations

import logging
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lib.domain.errors import StudioError
from lib.domain.invitation import InvitationState
from lib.domain.naming import letters
from lib.domain.role import Account, Visitor
from lib.domain.sign_in import Caller
from lib.server.join_page import LONGEST_NAME, JoinPage
from lib.server.page_cookie import renewed
from lib.server.same_origin import is_from_our_page
from lib.services.invitations import Link
from lib.text.language import N_, Language, _, language_for, speaking
from lib.ui.callers import caller_of
from lib.ui.state import person_of, studio, utc_now

log = logging.getLogger(__name__)

_MOST_BYTES = 10_000
_SHUT: dict[InvitationState, tuple[int, str, str]] = {
    InvitationState.UNKNOWN: (
        404,
        N_("This link does not work"),
        N_("Check that you copied all of it, or ask whoever sent it for a new one."),
    ),
    InvitationState.USED: (
        410,
        N_("This link has been used"),
        N_("Each link works once. Ask an owner for a new one if you are not signed in."),
    ),
    InvitationState.EXPIRED: (
        410,
        N_("This link has expired"),
        N_("Links work for 7 days. Ask whoever sent it for a new one."),
    ),
    InvitationState.REVOKED: (
        410,
        N_("This link has been withdrawn"),
        N_("Ask an owner of this Castboard for a new one."),
    ),
}


def join_route(base_path: str) -> Route:
    """Behind a base path (without slashes at its ends) the browser asks with it in front."""
    prefix = f"/{base_path}" if base_path else ""

    async def join(request: Request) -> Response:
        return await _join(request, base_path)

    return Route(f"{prefix}/join/{{token}}", join, methods=["GET", "HEAD", "POST"])


async def _join(request: Request, base_path: str) -> Response:
    form = await _form(request) if request.method == "POST" else {}
    if form is None:
        return Response("Not allowed", status_code=403, media_type="text/plain")
    return await run_in_threadpool(_answer, request, form, base_path)


async def _form(request: Request) -> dict[str, str] | None:
    """What was filled in; None for what no page of ours sent."""
    if not is_from_our_page(request.headers):
        return None
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > _MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _answer(request: Request, form: dict[str, str], base_path: str) -> Response:
    try:
        if studio().settings.sign_in is None:
            return Response("Not found", status_code=404, media_type="text/plain")
        visit = _Visit(request, base_path)
        with speaking(visit.language):
            return visit.join(form) if request.method == "POST" else visit.look()
    except StudioError:
        log.exception("An invitation cannot be looked at")
        return Response("Not available now", status_code=503, media_type="text/plain")


class _Visit:
    """One request of somebody who holds a link."""

    def __init__(self, request: Request, base_path: str) -> None:
        here, self.now = studio(), utc_now()
        self.invitations, self.mode = here.invitations, here.settings.sign_in
        self.token: str = request.path_params["token"]
        self.caller: Caller = caller_of(request.cookies, request.headers, here.settings)
        self.visitor: Visitor = here.identity.who(self.caller, self.now)
        self.account: Account | None = here.store.accounts.get(self.visitor.person_id)
        self.known_as = person_of(request.cookies) or ""
        self.base_path, self.secure = base_path, request.url.scheme == "https"
        person = here.store.people.get(self.visitor.person_id)
        self.language = _language(person.language if person else "", request.headers)

    def look(self) -> Response:
        link = self._link()
        return (link if isinstance(link, JoinPage) else self._open(link)).answer()

    def join(self, form: dict[str, str]) -> Response:
        """Use the link: into the app with a cookie, or the page again with what is wrong."""
        link = self._link()
        if isinstance(link, JoinPage):
            return link.answer()
        if self.mode != "invite":
            return self._promoted(link)
        name = " ".join(form.get("name", "").split())
        if not link.account and not 0 < len(letters(name)) <= LONGEST_NAME:
            wrong = _("Enter a name of at most {count} characters.", count=LONGEST_NAME)
            return self._open(link, name=name, wrong=wrong).answer()
        cookie = self.invitations.join(self.token, name, self.caller, self.now, known_as=self.known_as)
        if cookie is None:
            return self.look()  # Somebody else was quicker.
        answer = RedirectResponse("../", status_code=303)
        answer.headers.append("Set-Cookie", renewed(cookie, self.base_path, secure=self.secure))
        return answer

    def _promoted(self, link: Link) -> Response:
        if not self.invitations.give_role(self.token, self.visitor.person_id, self.caller, self.now):
            shut = _SHUT[InvitationState.REVOKED if link.account else InvitationState.USED]
            return _shut(*shut).answer()
        return RedirectResponse("../", status_code=303)

    def _link(self) -> Link | JoinPage:
        """The link, if it lets this person in; else the page that says why not."""
        link = self.invitations.look(self.token, self.caller.address, self.now)
        if link is None:
            words = (_("Too many links that do not exist were opened from your network. Try again in 10 minutes."),)
            return JoinPage(_("Too many attempts"), words, status=429)
        if link.state is not InvitationState.OPEN:
            return _shut(*_SHUT[link.state], link=_("Open Castboard") if self.visitor.is_let_in else "")
        if not link.is_open or (self.account and self.account.disabled_at is not None):
            words = (_("An owner of this Castboard has switched off access for you."),)
            return JoinPage(_("You no longer have access"), words, status=403)
        return link if self.mode != "invite" else self._invited(link)

    def _invited(self, link: Link) -> Link | JoinPage:
        account = self.account
        if account is None or (link.account and link.account.id == account.id):
            return link
        words = (
            _("You are signed in here as {name}, and this link is for someone else.", name=account.name),
            _("To use it in this browser, sign out first."),
        )
        return JoinPage(_("You are already signed in"), words, status=409, link=_("Open Castboard"))

    def _open(self, link: Link, *, name: str = "", wrong: str = "") -> JoinPage:
        quiet = _("This link works once. You stay signed in on this browser until you sign out.")
        if self.mode != "invite":
            return self._for_known(link)
        if link.account:
            words = (_("This link is for {name} and signs you in.", name=link.account.name),)
            return JoinPage(_("Welcome back"), words, quiet, role=link.account.role, button=_("Sign in"))
        by = link.made_by
        words = (
            (_("{name} invites you to make videos together.", name=by),)
            if by
            else (_("You are invited to make videos together."),)
        )
        return JoinPage(
            _("Join Castboard"),
            words,
            quiet,
            status=422 if wrong else 200,
            role=link.role,
            asks_for_name=True,
            name=name,
            wrong=wrong,
            button=_("Join"),
        )

    def _for_known(self, link: Link) -> JoinPage:
        """Of a team whose people sign in elsewhere: the link gives a role to whoever is signed in."""
        if self.account is None:
            words = (_("This link works for whoever is signed in. Sign in first, then open it again."),)
            return JoinPage(_("Sign in first"), words, status=401, link=_("Open Castboard"))
        words = (_("You are signed in as {name}, and this link gives you a role in the team.", name=self.account.name),)
        quiet = _("This link works once.")
        return JoinPage(_("Join Castboard"), words, quiet, role=link.role, button=_("Join"))


def _shut(status: int, title: str, words: str, *, link: str = "") -> JoinPage:
    return JoinPage(_(title), (_(words),), status=status, link=link)


def _language(chosen: str, headers: Headers) -> Language:
    """The one that the person chose, else the first of the browser's that we speak."""
    wanted = headers.get("accept-language", "").split(";")[0].split(",")[0].strip()
    return language_for(chosen, wanted or None)
