"""A picture and the part of it that is sent: the original stays, and is had back."""

from __future__ import annotations

from lib.domain.crop import Crop
from lib.domain.draft import DraftPicture
from lib.domain.picture_rules import Fitted
from lib.ui.state import studio


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
