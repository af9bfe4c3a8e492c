"""Files that are made only once somebody saves them: Streamlit does that in a thread where nobody looks at a page."""

from __future__ import annotations

from collections.abc import Callable

from lib.domain.errors import StudioError
from lib.text.error_sentences import error_hint, error_message
from lib.text.language import speaking, spoken


def made_later(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What a download button calls: in the language of the page, and with our words where it does not succeed.

    `make` reads nothing of the page: who looks, and where, is asked before (`state.actor_elsewhere`).
    """
    language = spoken()

    def made() -> bytes:
        with speaking(language):
            try:
                return make()
            except StudioError as error:
                # Streamlit shows beside the button what is raised here, word by word.
                raise RuntimeError(f"{error_message(error)} {error_hint(error)}") from error

    return made
