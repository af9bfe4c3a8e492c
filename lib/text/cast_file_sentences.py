"""Why a file, or a member in it, cannot be imported, and what an import would do and did, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from lib.domain.cast_difference import Difference
from lib.domain.cast_file import DamagedMember, MemberFault
from lib.domain.cast_file_fault import CastFileFault, fault_in
from lib.domain.cast_plan import Choice, Comparison
from lib.domain.errors import CastFileRefused
from lib.text.formats import at_start, in_a_row, side_by_side, size
from lib.text.language import N_, _, _n, _p
from lib.text.picture_sentences import remark_text

Facts = dict[str, Any]


def refusal_text(error: CastFileRefused) -> str:
    """Why the file cannot be imported, in one sentence."""
    fault, facts = fault_in(error)
    return _(_PLAIN[fault]) if fault in _PLAIN else _WITH_FACTS[fault](facts)


_PLAIN: dict[CastFileFault, str] = {
    CastFileFault.NO_ZIP: N_("This is not a zip file. Choose a file that was made with Export."),
    CastFileFault.DAMAGED: N_("This file is damaged or incomplete: download or export it again."),
    CastFileFault.NO_CAST: N_("There is no cast in this zip file. Choose a file that was made with Export."),
    CastFileFault.UNREADABLE: N_("The list of members in this file is damaged: export it again."),
    CastFileFault.ENCRYPTED: N_("This file is protected with a password. Export the cast without one."),
}
_WITH_FACTS: dict[CastFileFault, Callable[[Facts], str]] = {
    CastFileFault.NEWER: lambda facts: _(
        "This file was made by a newer Castboard (version {version} of the format). Update this one, then import it.",
        version=facts["version"],
    ),
    CastFileFault.TOO_LARGE: lambda facts: _(
        "This file has more than {most} in it. Export fewer members at once.", most=size(facts["most_bytes"])
    ),
    CastFileFault.TOO_MANY_FILES: lambda facts: _n(
        "This file has more than {count} file in it. Export fewer members at once.",
        "This file has more than {count} files in it. Export fewer members at once.",
        facts["most"],
    ),
    CastFileFault.TOO_MANY_MEMBERS: lambda facts: _n(
        "This file has {count} member; at most {most} can be imported at once.",
        "This file has {count} members; at most {most} can be imported at once.",
        facts["count"],
        most=facts["most"],
    ),
    CastFileFault.LONG_LIST: lambda facts: _(
        "The list of members in this file is larger than {most}.", most=size(facts["most_bytes"])
    ),
    CastFileFault.PICTURE_TOO_LARGE: lambda facts: _(
        "The picture {file} in this file is larger than {most}.", file=facts["name"], most=size(facts["most_bytes"])
    ),
    CastFileFault.BOMB: lambda facts: _(
        "{file} in this file would become far larger than it looks. It was not unpacked.", file=facts["name"]
    ),
    CastFileFault.OUTSIDE: lambda facts: _(
        "This file reaches outside its own folder, at {file}. It was not unpacked.", file=facts["name"]
    ),
    CastFileFault.NO_PLAIN_FILE: lambda facts: _(
        "{file} in this file is a link to another file. It was not unpacked.", file=facts["name"]
    ),
    CastFileFault.TWICE: lambda facts: _("{file} is in this file twice. It was not unpacked.", file=facts["name"]),
    CastFileFault.OTHER_CONTENT: lambda facts: _(
        "{file} in this file is not the picture it was when it was exported. Export the cast again.",
        file=facts["name"],
    ),
    CastFileFault.NO_PICTURE: lambda facts: _("{file} in this file is not a picture.", file=facts["name"]),
}


def damaged_text(damaged: DamagedMember) -> str:
    """Why one member cannot be imported."""
    why = _(_DAMAGED[damaged.fault])
    return in_a_row(why, remark_text(damaged.remark)) if damaged.remark else why


_DAMAGED: dict[MemberFault, str] = {
    MemberFault.UNREADABLE: N_("Cannot be read"),
    MemberFault.TWICE: N_("Is in the file twice"),
    MemberFault.PICTURE_MISSING: N_("A picture is missing in the file"),
    MemberFault.PICTURE_UNUSABLE: N_("A picture cannot be used."),
}
COMPARISONS: dict[Comparison, str] = {
    Comparison.NEW: N_("New"),
    Comparison.SAME: N_("The same"),
    Comparison.DIFFERS: N_("Differs"),
}
CHOICES: dict[Choice, str] = {
    Choice.KEEP_OURS: N_("Keep existing"),
    Choice.TAKE_THEIRS: N_("Use imported"),
    Choice.ADD_AS_ANOTHER: N_("Add as new"),
}


def differences_text(differences: Collection[Difference]) -> str:
    """ "Name, pictures"."""
    return at_start(side_by_side([_difference(one) for one in differences]))


def missing_text(missing: Collection[Difference]) -> str:
    """What of a member cannot be kept as the file has it; empty where all can."""
    parts = side_by_side([_difference(one) for one in missing])
    return _("Not everything can be imported: {parts}", parts=parts) if missing else ""


def _difference(difference: Difference) -> str:
    match difference:
        case Difference.NAME:
            return _p("what differs", "name")
        case Difference.KIND:
            return _p("what differs", "kind")
        case Difference.VOICE:
            return _p("what differs", "voice")
        case Difference.NOTES:
            return _p("what differs", "notes")
        case Difference.TAGS:
            return _p("what differs", "tags")
        case Difference.PERMISSION:
            return _p("what differs", "permission")
        case Difference.LOOKS:
            return _p("what differs", "looks")
        case Difference.PICTURES:
            return _p("what differs", "pictures")
        case Difference.OTHER:
            return _p("what differs", "other details")
