"""What the demo service does for each of its words: what goes wrong, and what people see then."""

from __future__ import annotations

from lib.domain.demo_words import DemoWord
from lib.text.language import N_, _

_TITLES = {
    DemoWord.REFUSE: N_("The service refuses the content"),
    DemoWord.FAIL: N_("A video cannot be made"),
    DemoWord.BUSY: N_("The service is busy"),
    DemoWord.SLOW: N_("A video takes a long time"),
    DemoWord.LOST: N_("The answer is lost"),
}
_SHOWN = {
    DemoWord.REFUSE: N_("The job fails at once. You see why, and can change the scene."),
    DemoWord.FAIL: N_("The service accepts the job and gives up after a few seconds. You see its reason."),
    DemoWord.BUSY: N_("The job waits, and Castboard sends it again until it is accepted: about ten seconds."),
    DemoWord.SLOW: N_("It takes a minute and a half. You can keep working, or close the page."),
    DemoWord.LOST: N_("Nobody knows whether the video is being made. Castboard asks you and does not pay twice."),
}


def mishap_title(word: DemoWord) -> str:
    """What goes wrong, without a full stop."""
    return _(_TITLES[word])


def mishap_shown(word: DemoWord) -> str:
    """What people see of it."""
    return _(_SHOWN[word])
