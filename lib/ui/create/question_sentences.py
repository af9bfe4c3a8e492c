"""What is asked before a click on Generate counts, as people read it."""

from __future__ import annotations

from lib.domain.finding_groups import merged
from lib.text.finding_sentences import finding_text
from lib.text.formats import in_a_row
from lib.text.language import _
from lib.ui.create.send_view import Question
from lib.ui.words import ago


def question_sentence(question: Question) -> str:
    """In the language of whoever looks."""
    match question.kind:
        case "changed":
            return _("The board has changed since you pressed Generate. Generate it as it is now?")
        case "first_real":
            return _("This goes to the real video service and costs credits; until now it was the demo. Continue?")
        case "check":
            found = in_a_row(*map(finding_text, merged(question.findings)))
            return _("{findings} Generate anyway?", findings=found)
        case "many":
            return _("That makes {count} videos at the same time. Continue?", count=question.videos)
        case "same":
            when = ago(question.sent_at) if question.sent_at else ""
            return _("This is the same as the one you sent {when}. Make it again?", when=when)
