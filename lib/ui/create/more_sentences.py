"""What is not as usual in the further settings, in a few words."""

from __future__ import annotations

from lib.text.formats import at_start, side_by_side
from lib.text.language import N_, _
from lib.ui.create.look_view import Chosen
from lib.ui.parts.job_facts import CORNERS


def chosen_text(chosen: Chosen) -> str:
    """ "Seed 7, watermark top left"; empty where all is as usual."""
    parts = [
        _("seed {seed}", seed=chosen.seed) if chosen.seed else "",
        _("off-peak") if chosen.off_peak else "",
        _("watermark {corner}", corner=_(CORNERS.get(chosen.corner, N_("on")))) if chosen.corner else "",
        _("custom data") if chosen.payload else "",
        _("AI-content label") if chosen.meta_data else "",
    ]
    return at_start(side_by_side([part for part in parts if part]))
