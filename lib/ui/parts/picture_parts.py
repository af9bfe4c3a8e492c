"""A picture and what of it is sent: a part, on a colour. The original stays, and is had back."""

from __future__ import annotations

from lib.domain.crop import Crop
from lib.domain.draft import DraftPicture
from lib.domain.picture_remark import RemarkKind
from lib.domain.picture_rules import Fitted
from lib.ui.state import studio

_OF_TRANSPARENCY = (RemarkKind.ON_WHITE, RemarkKind.ON_COLOUR)


def whole_of(picture: DraftPicture) -> Fitted | None:
    """The uncropped picture."""
    return picture.whole or picture.fitted


def part_of(picture: DraftPicture, crop: Crop) -> DraftPicture:
    """This part in its place; the same picture where that is what it shows. Raises PictureUnusable, DiskTrouble."""
    whole = whole_of(picture)
    if whole is None or crop == (picture.crop or Crop()):
        return picture
    if crop.is_whole:
        return whole_again(picture)
    fitted = studio().pictures.cropped(whole.original.sha256, crop, whole.ground)
    return picture.model_copy(update={"fitted": fitted, "whole": whole, "crop": crop})


def whole_again(picture: DraftPicture) -> DraftPicture:
    """Uncropped."""
    if picture.whole is None:
        return picture
    return picture.model_copy(update={"fitted": picture.whole, "whole": None, "crop": None})


def has_ground(picture: DraftPicture) -> bool:
    """Whether it has transparent parts."""
    return picture.fitted is not None and any(note.kind in _OF_TRANSPARENCY for note in picture.fitted.notes)


def on_ground(picture: DraftPicture, ground: str) -> DraftPicture:
    """The same with its transparent parts on this colour ("#rrggbb"). Raises PictureUnusable, DiskTrouble."""
    whole, pictures = whole_of(picture), studio().pictures
    if whole is None or ground == whole.ground:
        return picture
    found = pictures.find(whole.original.sha256, ground)
    if picture.crop is None:
        return picture.model_copy(update={"fitted": found})
    part = pictures.cropped(whole.original.sha256, picture.crop, ground)
    return picture.model_copy(update={"fitted": part, "whole": found})
