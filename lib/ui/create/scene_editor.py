"""The editor of the scene: a component of ours, since Streamlit has no field that knows whom a text mentions."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.domain.naming import folded
from lib.text.language import N_, _, spoken
from lib.ui.create import board_steps, member_steps
from lib.ui.create.example import EXAMPLE, example_beginning
from lib.ui.create.phrases import example_menu, phrase_menus
from lib.ui.create.scene_typing import EDITOR
from lib.ui.create.scene_view import Mentionable, SceneView
from lib.ui.media_links import based, thumb

HERE = Path(__file__).parent
HELP = N_("Type @ to mention a subject. Say what they do, how the camera moves, and what the light is like.")
_FACE_PX = 96
_SCRIPTS = (
    "mention_rules.js",
    "mention_list.js",
    "mention_search.js",
    "scene_chips.js",
    "scene_storage.js",
    "scene_editor.js",
)

_editor = st.components.v2.component(
    "castboard_scene_editor",
    css=(HERE / "scene_editor.css").read_text("utf-8"),
    # One module: Streamlit takes the text of one, and what it would import has no address.
    js="\n".join((HERE / name).read_text("utf-8") for name in _SCRIPTS),
    # In the page itself: our rule for where it has not loaded (create.css) does not see into a shadow.
    isolate_styles=False,
)


def draw_editor(view: SceneView) -> None:
    """Draw it. It tells what is typed by `board_steps.typed` (scene_typing.py)."""
    typing = view.typing
    _editor(
        key=EDITOR,
        data={
            "board": typing.board,
            "session": typing.session,
            "draft": typing.draft,
            "taken": typing.taken,
            "kept": typing.kept,
            "fresh": typing.fresh,
            "text": view.scene,
            "limit": view.limit,
            "cast": [_option(one) for one in view.cast],
            "library": [_option(one) for one in view.library],
            "has_more": view.search.has_more,
            "looked_for": view.search.looked_for,
            "found_more": view.search.found_more,
            "known": view.known,
            "menus": [*phrase_menus(), *example_menu([one.handle for one in view.cast])],
            "language": "zh" if spoken().code.startswith("zh") else "en",
            "locale": str(spoken().locale).replace("_", "-"),
            "words": _words(view.limit),
        },
        on_typed_change=board_steps.typed,
        on_add_change=board_steps.add_mentioned,
        on_member_change=member_steps.mention_from_library,
        on_look_change=member_steps.look_for_typed,
    )


def _option(one: Mentionable) -> dict[str, str]:
    face = based(thumb(one.face, _FACE_PX)) if one.face else ""
    return {"uid": one.uid, "handle": one.handle, "folded": folded(one.name), "picture": face}


def placeholder() -> str:
    """A scene as an example."""
    return _("For example: {scene}", scene=example_beginning(*(f"@{_(one.name)}" for one in EXAMPLE)))


def _words(limit: int) -> dict[str, str]:
    # {0}: what the browser puts in as it is typed.
    return {
        "label": _("What happens"),
        "placeholder": placeholder(),
        "help": _(HELP),
        "count": _("{count} of {most} characters", count="{0}", most=limit),
        "chips": _("Put into the scene"),
        "list": _("Who to mention"),
        "add": _("Add “{name}” to the cast", name="{0}"),
        "more": _("{count} more: keep typing", count="{0}"),
        "search": _("Keep typing to find others in the cast"),
        "meant": _("Did you mean this?"),
        "library": _("From the cast"),
    }
