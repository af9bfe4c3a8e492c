"""What the models are called, and what each is good at."""

from __future__ import annotations

from lib.domain.catalog import model_named
from lib.text.language import N_, _

_TAGLINES = {
    "viduq3-pro": N_("High-quality sound and picture, vivid and three-dimensional."),
    "viduq2-pro": N_("Good results, rich detail."),
    "viduq2-turbo": N_("Good results, rich detail, and quicker."),
    "viduq2-pro-fast": N_("Lowest price, fast."),
    "viduq1": N_("Clear picture, steady camera."),
    "viduq1-classic": N_("Clear picture, steady camera."),
    "vidu2.0": N_("Fast."),
}


def model_label(model_id: str) -> str:
    """A model's name; one that the service no longer offers says so."""
    model = model_named(model_id)
    if not model.retired:
        return model.label
    return _("{model} (retired)", model=model.label) if model.label else _("Unknown model (retired)")


def model_tagline(model_id: str) -> str:
    """A sentence on what it is good at."""
    if model_named(model_id).retired:
        return _("The service no longer offers this model: choose another one.")
    return _(_TAGLINES[model_id])
