"""The models side by side, in a fold: what each is for, how long it takes, and what it takes."""

from __future__ import annotations

import streamlit as st

from lib.domain.catalog import Model
from lib.domain.request import ADVISED_IMAGES, ADVISED_SUBJECTS, MAX_IMAGES_A_SUBJECT
from lib.domain.waits import Wait
from lib.text.formats import either
from lib.text.language import _, _n
from lib.text.model_words import lengths, model_label, model_tagline, sound_words, wait_words
from lib.ui.create.look_view import ModelsView
from lib.ui.create.sections import MODELS, leave_out, section


def models_fold() -> None:
    """Closed it is not drawn, and nothing is asked of the store."""
    fold = st.expander(
        _("Compare the models"), icon=":material/compare_arrows:", key="create.models", on_change="rerun"
    )
    if fold.open:
        with fold:
            section(MODELS, draw_models)
    else:
        leave_out(MODELS)


def draw_models(view: ModelsView) -> None:
    """A table; on a phone each of its rows is a block (create.css), so every cell says what it is."""
    head = (_("Model"), _("Good for"), _("Usual wait"), _("Length"), _("Resolution"), _("Sound and music"), _("Scene"))
    lines = [head, tuple("---" for _column in head), *(_cells(model, wait) for model, wait in view.rows)]
    with st.container(key="create-models"):
        st.markdown("\n".join(f"| {' | '.join(cell.replace('|', '') for cell in line)} |" for line in lines))
    st.caption(
        _(
            "Every model accepts 1 to {subjects} subjects with 1 to {each} pictures each, {pictures} pictures in all.",
            subjects=ADVISED_SUBJECTS,
            each=MAX_IMAGES_A_SUBJECT,
            pictures=ADVISED_IMAGES,
        )
    )


def _cells(model: Model, wait: Wait) -> tuple[str, ...]:
    return (
        f"**{model_label(model.id)}**",
        model_tagline(model.id),
        wait_words(wait),
        lengths(model.durations),
        either(model.resolutions),
        sound_words(model),
        _n("Scenes up to {count} character", "Scenes up to {count} characters", model.prompt_limit),
    )
