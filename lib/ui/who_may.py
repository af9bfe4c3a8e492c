"""What whoever is looking may do, and who may where they may not: asked before a control is drawn."""

from __future__ import annotations

from lib.domain.actor import RIGHTS, Actor, Operation, Owned, may
from lib.text.right_sentences import refused_text, who_to_ask
from lib.ui.state import studio, visitor
from lib.ui.words import plain


def allowed(operation: Operation, *things: Owned) -> bool:
    """Whether they may do it with all of these; without any: at all."""
    me = _me()
    return all(may(me, operation, thing) for thing in things or (None,))


def refusal(operation: Operation, *things: Owned) -> str | None:
    """Why they may not, and who may, for a help text or a line (Markdown); None where they may."""
    me = _me()
    wrong = [thing for thing in things or (None,) if not may(me, operation, thing)]
    if not wrong:
        return None
    at_all = may(me, operation)
    least = RIGHTS[operation].least(me, wrong[0] if at_all else None)
    named = who_to_ask(least)
    names = [plain(one.name) for one in studio().store.accounts.all() if one.is_let_in and one.role.is_at_least(named)]
    return refused_text(least, names, of_others=at_all)


def _me() -> Actor:
    # As this run of the page began: what is done asks anew.
    here = visitor()
    return Actor(here.person_id, here.role)
