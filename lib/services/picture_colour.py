"""Colours as every program shows them: 8 bits a channel, sRGB, with transparency or without."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageCms

UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, struct.error, zlib.error)
"""What Pillow raises on damaged files, depending on format and place."""
_SRGB = ImageCms.createProfile("sRGB")


def has_alpha(image: Image.Image) -> bool:
    """Whether the picture has transparency in any form, used or not."""
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def plain(image: Image.Image) -> Image.Image:
    """As L, RGB or RGBA with 8 bits a channel in sRGB, carrying nothing else."""
    profile = foreign_profile(image)
    if profile is not None:
        image = _in_srgb(image, profile)
    if image.mode.startswith("I;16"):
        # Pillow cuts 16 bits off at 255 instead of scaling them.
        image = image.point(lambda value: value / 256).convert("L")
    elif "transparency" in image.info or image.mode in {"LA", "PA", "La", "RGBa"}:
        image = image.convert("RGBA")
    elif image.mode not in {"L", "RGB", "RGBA"}:
        image = image.convert("L" if image.mode in {"1", "I", "F"} else "RGB")
    image.info = {}
    return image


def foreign_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The picture's colour profile if it has a usable one other than sRGB and fits its mode."""
    raw = image.info.get("icc_profile")
    space = {"RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK"}.get(image.mode)
    if not raw or space is None:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
        named = ImageCms.getProfileDescription(profile).lower()
    except (ImageCms.PyCMSError, *UNREADABLE):
        return None
    return None if "srgb" in named or profile.profile.xcolor_space.strip() != space else profile


def _in_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    try:
        if image.mode != "CMYK":
            # In place: a second copy of a large picture would break the memory budget.
            ImageCms.profileToProfile(image, profile, _SRGB, inPlace=True)
            return image
        return ImageCms.profileToProfile(image, profile, _SRGB, outputMode="RGB") or image
    except ImageCms.PyCMSError:
        # A broken profile: the colours are taken as they are.
        return image
