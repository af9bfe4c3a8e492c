"""What lib/ui/frame/connection.js tells people, in every language: the page is the same file for all of them."""

from __future__ import annotations

import json

from lib.text.language import CODES, N_, _, language_of, speaking

SENTENCES = {
    "blocked": N_("This page cannot connect to Castboard"),
    "blocked_hint": N_(
        "The page arrived, but its live connection (a WebSocket) does not get through. Nothing you made is lost. "
        "Try another network, or switch off a VPN or web filter for this address."
    ),
    "for_the_proxy": N_(
        "For your Castboard administrator: the proxy in front of Castboard must pass WebSockets to {address}. In nginx:"
    ),
    "goes_on": N_("This page keeps trying, and continues as soon as it can connect."),
    "try_again": N_("Try again"),
    "close": N_("Close"),
    "away": N_(
        "The connection to Castboard is lost. This page keeps trying; what you type in the scene meanwhile is kept."
    ),
    "not_taken": N_("{name} was not added. {reason}"),
    "not_connected": N_("This page is not connected to Castboard now. Choose the picture again once it is."),
    "too_large": N_(
        "It is {size}, more than the proxy in front of Castboard lets through. Choose a smaller picture, or ask your "
        "Castboard administrator to raise the limit (in nginx: client_max_body_size 60m)."
    ),
    "refused": N_("The upload failed with error {status}. Reload the page and choose the picture again."),
    "broke": N_("The connection was lost during the upload. Choose the picture again once the page is connected."),
    "lost": N_("The connection to Castboard was lost. Choose the picture again."),
}
"""By the names under which the script asks for them; it fills in what stands in braces."""


def sentences_of_all_languages() -> str:
    """JSON: by the tag of each language, English first, its sentences by their names."""
    by_language = {}
    for code in CODES:
        with speaking(language_of(code)):
            by_language[language_of(code).tag] = {name: _(sentence) for name, sentence in SENTENCES.items()}
    return json.dumps(by_language, ensure_ascii=False)
