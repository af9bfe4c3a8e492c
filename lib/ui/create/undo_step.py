"""What can be taken back on the board: kept as a kind, and put into words where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lib.text.language import _


class Change(StrEnum):
    REMOVED_SUBJECT = "removed_subject"
    REMOVED_PICTURE = "removed_picture"
    MOVED_PICTURE = "moved_picture"
    NAMED_BY_FILE = "named_by_file"
    STARTED_OVER = "started_over"
    OPENED_ANOTHER = "opened_another"
    USED_EXAMPLE = "used_example"
    USED_PRESET = "used_preset"
    MENTIONED_ALL = "mentioned_all"
    USED_NEW_VERSION = "used_new_version"
    CHOSE_LOOK = "chose_look"
    CHANGED_SCENE = "changed_scene"
    RENAMED = "renamed"
    ADDED_SUBJECT = "added_subject"
    ADDED_PICTURES = "added_pictures"
    CROPPED_PICTURE = "cropped_picture"
    WHOLE_PICTURE = "whole_picture"
    CHOSE_GROUND = "chose_ground"
    REMOVED_SETTING = "removed_setting"
    FIXED_ALL = "fixed_all"
    CLEARED_SCENE = "cleared_scene"
    SHOWED_MISHAP = "showed_mishap"
    WENT_BACK = "went_back"


@dataclass(frozen=True)
class UndoStep:
    """The last change that can be taken back."""

    change: Change
    name: str = ""
    """Of the subject it was about; empty: it had none, or the change is about the whole board."""


def undo_label(step: UndoStep, name: str) -> str:
    """What the button says. `name`: that of the step, ready for the place where it is shown."""
    match step.change:
        case Change.REMOVED_SUBJECT:
            return _("Undo: Removed {name}", name=name) if name else _("Undo: Removed a subject")
        case Change.REMOVED_PICTURE:
            return _("Undo: Removed a picture of {name}", name=name) if name else _("Undo: Removed a picture")
        case Change.MOVED_PICTURE:
            return _("Undo: Moved a picture of {name}", name=name) if name else _("Undo: Moved a picture")
        case Change.NAMED_BY_FILE:
            return _("Undo: Named {name} after the file", name=name)
        case Change.STARTED_OVER:
            return _("Undo: Started over")
        case Change.OPENED_ANOTHER:
            return _("Undo: Opened another board")
        case Change.USED_EXAMPLE:
            return _("Undo: Used the example")
        case Change.USED_PRESET:
            return _("Undo: Used {name}", name=name)
        case Change.MENTIONED_ALL:
            return _("Undo: Added to the scene")
        case Change.CHANGED_SCENE:
            return _("Undo: Changed the scene")
        case Change.RENAMED:
            return _("Undo: Renamed {name}", name=name) if name else _("Undo: Renamed subjects")
        case Change.ADDED_SUBJECT:
            return _("Undo: Added {name}", name=name) if name else _("Undo: Added subjects")
        case Change.ADDED_PICTURES:
            return _("Undo: Added pictures")
        case Change.CROPPED_PICTURE:
            return _("Undo: Cropped a picture of {name}", name=name) if name else _("Undo: Cropped a picture")
        case Change.WHOLE_PICTURE:
            return _("Undo: Whole picture again")
        case Change.USED_NEW_VERSION:
            return _("Undo: Used the new version of {name}", name=name) if name else _("Undo: Used the new versions")
        case Change.CHOSE_LOOK:
            return _("Undo: Chose another look of {name}", name=name)
        case Change.CHOSE_GROUND:
            return _("Undo: Changed a background")
        case Change.REMOVED_SETTING:
            return _("Undo: Removed a setting")
        case Change.FIXED_ALL:
            return _("Undo: Fixed all")
        case Change.CLEARED_SCENE:
            return _("Undo: Cleared the scene")
        case Change.SHOWED_MISHAP:
            return _("Undo: Showed what can go wrong")
        case Change.WENT_BACK:
            return _("Redo")
