"""The words in square brackets that make the demo service misbehave, anywhere in a scene and in any case."""

from __future__ import annotations

import re
from enum import StrEnum


class DemoWord(StrEnum):
    """What goes wrong: see `lib.demo`."""

    REFUSE = "refuse"
    FAIL = "fail"
    BUSY = "busy"
    SLOW = "slow"
    LOST = "lost"

    @property
    def written(self) -> str:
        """As it stands in a scene."""
        return f"[{self.value}]"


_WORDS = re.compile(rf"[ \t]*\[({'|'.join(DemoWord)})\]", re.IGNORECASE)


def words_in(scene: str) -> tuple[DemoWord, ...]:
    """Those of this scene, each once, in the order of `DemoWord`."""
    found = {word.lower() for word in _WORDS.findall(scene)}
    return tuple(word for word in DemoWord if word in found)


def without_words(scene: str) -> str:
    """The scene as it was meant."""
    return _WORDS.sub("", scene).strip() if _WORDS.search(scene) else scene
