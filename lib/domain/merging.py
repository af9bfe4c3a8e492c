"""One text that two have changed: what a person types while a button of the page changes the same scene."""

from __future__ import annotations


def merged_text(base: str, theirs: str, mine: str) -> str:
    """`base` with what both changed of it; where both changed the same place, only `mine`, which somebody typed."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    their_start, their_end = _changed(base, theirs)
    my_start, my_end = _changed(base, mine)
    their_words = theirs[their_start : len(theirs) - (len(base) - their_end)]
    my_words = mine[my_start : len(mine) - (len(base) - my_end)]
    # What touches may be the same change, once less far: an earlier report of this very text.
    if my_end < their_start:
        return base[:my_start] + my_words + base[my_end:their_start] + their_words + base[their_end:]
    if their_end < my_start:
        return base[:their_start] + their_words + base[their_end:my_start] + my_words + base[my_end:]
    return mine


def _changed(base: str, text: str) -> tuple[int, int]:
    """From where to where `base` is another in `text`: all before and behind is the same."""
    most = min(len(base), len(text))
    start = next((at for at in range(most) if base[at] != text[at]), most)
    behind = next((at for at in range(most - start) if base[-1 - at] != text[-1 - at]), most - start)
    return start, len(base) - behind
