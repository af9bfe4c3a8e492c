"""The parts of a request and what can be wrong with them, in words."""

from __future__ import annotations

from lib.domain.catalog import CATALOG
from lib.domain.request import MAX_IMAGES_A_SUBJECT
from lib.domain.request_problems import Problem, ProblemKind
from lib.text.formats import at_start
from lib.text.language import N_, _

_FIELDS = {
    "": N_("the request"),
    "model": N_("the model"),
    "subjects": N_("the cast"),
    "id": N_("the name of a subject"),
    "images": N_("the pictures of a subject"),
    "voice_id": N_("the voice"),
    "prompt": N_("the scene"),
    "audio": N_("sound"),
    "is_rec": N_("“The service writes the scene”"),
    "bgm": N_("music"),
    "duration": N_("the length"),
    "seed": N_("the seed"),
    "resolution": N_("the resolution"),
    "off_peak": N_("off-peak"),
    "watermark": N_("the watermark"),
    "wm_position": N_("the position of the watermark"),
    "wm_url": N_("the watermark picture"),
    "payload": N_("the custom data"),
    "meta_data": N_("the AI-content label"),
}
_ITEMS = {"subjects": N_("a subject"), "images": N_("a picture")}
"""What one item of a list is called."""
_SENTENCES = {
    ProblemKind.UNKNOWN_MODEL: N_("The model must be one of {models}."),
    ProblemKind.NO_SUBJECT: N_("The cast needs at least one subject."),
    ProblemKind.NO_NAME: N_("Every subject needs a name."),
    ProblemKind.NO_PICTURE: N_("Every subject needs at least one picture."),
    ProblemKind.TOO_MANY_PICTURES: N_("A subject can have at most {most} pictures."),
    ProblemKind.NOT_A_PICTURE: N_("A picture must be a web address (http or https) or an uploaded png, jpeg or webp."),
    ProblemKind.NOT_A_CORNER: N_("The watermark goes into one of four corners, 1 to 4."),
    ProblemKind.MISSING: N_("{part} is missing."),
    ProblemKind.UNKNOWN_FIELD: N_("{part} is not a setting that the video service knows."),
    ProblemKind.NOT_ON_OR_OFF: N_("{part} must be on or off."),
    ProblemKind.NOT_A_WHOLE_NUMBER: N_("{part} must be a whole number."),
    ProblemKind.NOT_TEXT: N_("{part} must be text."),
    ProblemKind.NOT_A_LIST: N_("{part} must be a list."),
    ProblemKind.NOT_FIELDS: N_("{part} must be a set of fields."),
    ProblemKind.NOT_JSON: N_("This is not a valid JSON document."),
    ProblemKind.WRONG: N_("{part} is not right."),
}


def field_text(field: str) -> str:
    """What people call a field of the contract, within a sentence."""
    return _(_FIELDS[field]) if field in _FIELDS else _("“{field}”", field=field)


def problem_sentence(problem: Problem) -> str:
    """What is wrong with a part of a request."""
    item = _ITEMS.get(problem.field) if problem.item else None
    part = _(item) if item else field_text(problem.field)
    return _(
        _SENTENCES[problem.kind],
        part=at_start(part),
        most=MAX_IMAGES_A_SUBJECT,
        models=[model.id for model in CATALOG],
    )
