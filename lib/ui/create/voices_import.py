"""The list of voices from and to a spreadsheet: what a file would change is shown before anything is changed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from lib.domain.lists import Voice
from lib.domain.voice_file import MAX_FILE_BYTES, FileProblem, FileProblemKind, read_voices, unused_columns
from lib.domain.voice_import import ImportPlan, RowKind, plan_import
from lib.domain.voice_list import VoiceChange
from lib.text.language import _, _n
from lib.text.voice_table import (
    file_problem_text,
    plan_text,
    refusals,
    row_kind_text,
    row_text,
    template_csv,
    unused_text,
    voices_csv,
)
from lib.ui.create import voices_state as memory
from lib.ui.create.voices_undo import draw_done
from lib.ui.frame.callbacks import Callback
from lib.ui.frame.toasts import say
from lib.ui.state import actor, studio
from lib.ui.streamlit_internals.upload_memory import free
from lib.ui.words import in_one_line, plain

FOLD = "voices.files"
_REFUSALS_SHOWN = 5
_TABLE_PX = 260


def draw_import(voices: Sequence[Voice]) -> None:
    """Template, export and import. `voices`: the list as it stands."""
    fold = st.expander(_("Import and export"), icon=":material/swap_vert:", key=FOLD, on_change="rerun")
    if not fold.open:
        return
    with fold:
        st.markdown(
            _(
                "A CSV file has one voice in each row. Voices whose id is in your list are changed, all others are "
                "added; nothing is removed."
            )
        )
        with st.container(horizontal=True, gap="small"):
            _download(_("Template"), template_csv(), _("Castboard voices template.csv"), "voices.template")
            if voices:
                _download(_("Export the list"), voices_csv(voices), _("Castboard voices.csv"), "voices.export")
        key = f"voices.upload.{memory.uploads()}"
        with st.container(key="upload-voices"):
            # Any name and size: we explain ourselves what is not taken.
            st.file_uploader(_("CSV file, up to 1 MB"), type=None, key=key, on_change=_read, args=(key,))
        draw_done(memory.IMPORT)
        if memory.FILE in st.session_state:
            _draw_file(voices)


def _download(label: str, data: bytes, name: str, key: str) -> None:
    st.download_button(
        label, data, file_name=name, mime="text/csv", icon=":material/download:", key=key, on_click="ignore"
    )


def _draw_file(voices: Sequence[Voice]) -> None:
    chosen: memory.READ_FILE = st.session_state[memory.FILE]
    name, read, unused = chosen
    if isinstance(read, FileProblem):
        st.error(f"**{plain(name)}**  \n{plain(file_problem_text(read))}", icon=":material/error:")
        return
    plan = plan_import(read, voices)
    st.markdown(f"**{plain(name)}**  \n{plain(plan_text(plan))}")
    if unused:
        st.caption(plain(unused_text(unused)))
    _draw_refusals(plan)
    _draw_rows(plan)
    changes = plan.changes
    if not changes:
        st.caption(_("There is nothing to import."))
    with st.container(horizontal=True, gap="small"):
        if changes:
            label = _n("Import {count} voice", "Import {count} voices", len(changes))
            st.button(label, key="voices.import", type="primary", on_click=_import, args=(changes,))
        st.button(_("Cancel"), key="voices.forget_file", type="tertiary", on_click=_forget)


def _draw_refusals(plan: ImportPlan) -> None:
    refused = refusals(plan.of(RowKind.REFUSED))
    if not refused:
        return
    lines = [plain(one) for one in refused[:_REFUSALS_SHOWN]]
    if more := len(refused) - _REFUSALS_SHOWN:
        lines += [_n("And {count} more row.", "And {count} more rows.", more)] if more > 0 else []
    st.warning("  \n".join(lines), icon=":material/warning:")


def _draw_rows(plan: ImportPlan) -> None:
    rows = [row for kind in RowKind for row in plan.of(kind)]
    frame = pd.DataFrame(
        {
            "row": [row.row for row in rows],
            "kind": [row_kind_text(row.kind) for row in rows],
            "name": [in_one_line(row.voice.name) for row in rows],
            "voice_id": [in_one_line(row.voice.voice_id) for row in rows],
            "details": [in_one_line(row_text(row)) for row in rows],
        }
    )
    st.dataframe(
        frame,
        key="voices.rows",
        hide_index=True,
        height=min(_TABLE_PX, 37 * (len(rows) + 1)),
        column_config={
            "row": st.column_config.NumberColumn(_("Row"), width=50),
            "kind": _("Import"),
            "name": _("Name"),
            "voice_id": _("Voice id"),
            "details": st.column_config.TextColumn(_("Details"), width="large"),
        },
        alt=_("What happens to each row"),
    )


@Callback
def _read(key: str) -> None:
    file: UploadedFile | None = st.session_state[key]
    if file is None:
        return
    # Judged before it is read: what is too large is not held in memory a second time.
    large = file.size > MAX_FILE_BYTES
    problem = FileProblem(FileProblemKind.TOO_LARGE)
    read = problem if large else read_voices(file.getvalue())
    unused = () if large else unused_columns(file.getvalue())
    free(file)
    memory.chose(file.name, read, unused)


@Callback
def _forget() -> None:
    st.session_state.pop(memory.FILE, None)


@Callback
def _import(changes: Sequence[VoiceChange]) -> None:
    if memory.FILE not in st.session_state:
        return  # The second press of two.
    made = studio().voices.make(actor(), changes)
    if left := len(changes) - len(made):
        say(
            _n(
                "{count} voice was not imported: the list has changed meanwhile. Choose the file once more.",
                "{count} voices were not imported: the list has changed meanwhile. Choose the file once more.",
                left,
            ),
        )
    memory.done(made, memory.IMPORT)
