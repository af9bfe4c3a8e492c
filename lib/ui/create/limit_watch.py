"""While a limit keeps Generate back, or a wish waits for its answer, the page looks by itself whether that is over."""

from __future__ import annotations

from lib.ui.create.limit_state import limit_now
from lib.ui.create.sections import SEND, drawn
from lib.ui.create.send_view import SendView
from lib.ui.frame import pulse


def watch_limit() -> None:
    """In each run of the page. Where nothing waits it reads nothing, and disturbs nobody who types."""
    pulse.watch(_is_over)


def _is_over(_revision: int) -> bool:
    view = drawn(SEND)
    if not isinstance(view, SendView) or view.limit is None or not view.limit.waits:
        return False
    current = limit_now(view.takes)
    return current is None or (current.blocks, current.wish) != (view.limit.blocks, view.limit.wish)
