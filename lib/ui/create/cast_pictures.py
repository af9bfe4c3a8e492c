"""Many pictures at once on a board without a cast: each becomes a subject, named after its file."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

import streamlit as st
from streamlit.typing import UploadedFile

from lib.domain.casting import with_picture
from lib.domain.draft import DraftPicture, DraftSubject
from lib.domain.errors import DiskTrouble, PictureUnusable
from lib.text.language import _
from lib.ui.create import board as boards
from lib.ui.create import uploads
from lib.ui.create.card_state import change_card, state_of
from lib.ui.create.cast_view import WHOLE_CAST, CastView, NotTaken
from lib.ui.create.upload_sentences import not_taken_sentence
from lib.ui.state import studio
from lib.ui.streamlit_internals.upload_memory import free
from lib.ui.words import plain


def draw_pictures(view: CastView) -> None:
    """One choice of files for the whole cast."""
    with st.container(key="upload-whole-cast", gap="small"):
        files = st.file_uploader(
            _("Pictures of your cast: each becomes a subject, named after its file"),
            # Any name: the content decides, and what is not taken is named with its reason.
            type=None,
            accept_multiple_files=True,
            key=f"create.upload.{WHOLE_CAST}.{view.state.fresh}",
        )
        if files:
            # Not in a callback: large pictures take a moment, and people should see that something happens.
            with st.spinner(_("Checking the pictures…")):
                _take(files)
            st.rerun()
        for one in view.state.refused:
            st.error(plain(not_taken_sentence(one)), icon=":material/broken_image:")


def _take(files: Sequence[UploadedFile]) -> None:
    """What can be used becomes a cast; the rest says why not, below the last card or where it was chosen."""
    board = boards.current_board()
    cast: tuple[DraftSubject, ...] = board.cast
    refused: list[NotTaken] = []
    for file in files:
        taken: list[DraftPicture] = []
        if unused := uploads.take_one(file, taken):
            refused.append(unused)
        for picture in taken:
            cast = with_picture(cast, picture, uuid4().hex[:8])
        free(file)
    change_card(WHOLE_CAST, fresh=state_of(WHOLE_CAST).fresh + 1)
    try:
        if cast != board.cast:
            boards.put(studio().desk.fit(board.model_copy(update={"cast": cast})))
    except (PictureUnusable, DiskTrouble) as error:
        refused.append(uploads.not_taken("", error))
    on_board = boards.current_board().cast
    change_card(on_board[-1].uid if on_board else WHOLE_CAST, refused=tuple(refused))
