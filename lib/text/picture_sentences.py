"""What there is to say of a picture: why it cannot be used, what was changed, and what is sent for it."""

from __future__ import annotations

import math
from collections.abc import Callable

from lib.domain.picture_remark import Param, PictureRemark, RemarkKind
from lib.domain.picture_rules import Fitted, Picture
from lib.text.formats import number, size
from lib.text.language import N_, _, _n

Params = dict[str, Param]


def remark_text(remark: PictureRemark) -> str:
    """One remark in a sentence or two."""
    if remark.kind in _PLAIN:
        return _(_PLAIN[remark.kind])
    return _WITH_FIGURES[remark.kind](remark.params)


def pixels(width: int, height: int) -> str:
    """ "4032 × 3024"."""
    return f"{width} × {height}"


def sent_text(fitted: Fitted) -> str:
    """What is sent, for the card: "3024 × 4032 → 1512 × 2016, 1.9 MB". Empty if nobody would notice the difference."""
    if not fitted.is_changed:
        return ""
    before, after = (pixels(one.width, one.height) for one in (fitted.original, fitted.sending))
    if before == after:
        return facts_text(fitted.sending)
    return f"{before} → {facts_text(fitted.sending)}"


def facts_text(picture: Picture) -> str:
    """ "2600 × 1950, 1.9 MB"."""
    return _("{pixels}, {size}", pixels=pixels(picture.width, picture.height), size=size(picture.size_bytes))


def _sized(params: Params) -> str:
    return pixels(int(params["width"]), int(params["height"]))


def _megapixels(params: Params, digits: int = 0) -> str:
    """Never rounded down to a limit that it is over."""
    steps = 10**digits
    return number(math.ceil(int(params["width"]) * int(params["height"]) * steps / 1e6) / steps, digits)


def _shape(params: Params) -> str:
    most = params["most"]
    return f"{most}:1" if int(params["width"]) > int(params["height"]) else f"1:{most}"


def _file_too_large(params: Params) -> str:
    most = int(params["most_bytes"])
    return _(
        "This file is {size}; at most {most} is allowed. Save it as a JPEG, or make it smaller.",
        size=size(int(params["size_bytes"]), most),
        most=size(most),
    )


_WITH_FIGURES: dict[RemarkKind, Callable[[Params], str]] = {
    RemarkKind.TOO_SMALL: lambda params: _(
        "This picture is {pixels} pixels; both sides must be at least {least}.",
        pixels=_sized(params),
        least=params["least"],
    ),
    RemarkKind.TOO_WIDE: lambda params: _(
        "This picture is {pixels} pixels, too wide for the video service: at most {most} times as wide as tall. "
        "Crop it.",
        pixels=_sized(params),
        most=params["most"],
    ),
    RemarkKind.TOO_TALL: lambda params: _(
        "This picture is {pixels} pixels, too tall for the video service: at most {most} times as tall as wide. "
        "Crop it.",
        pixels=_sized(params),
        most=params["most"],
    ),
    RemarkKind.EDGE_OF_SHAPE: lambda params: _(
        "This picture is {pixels} pixels, exactly {ratio}. That is the limit of what the video service accepts: crop "
        "it a little if it is refused.",
        pixels=_sized(params),
        ratio=_shape(params),
    ),
    RemarkKind.FILE_TOO_LARGE: _file_too_large,
    RemarkKind.TOO_MANY_PIXELS: lambda params: _(
        "This picture is {pixels} pixels, {megapixels} megapixels; at most {most} can be opened. Make it smaller.",
        pixels=_sized(params),
        megapixels=_megapixels(params, 1),
        most=params["most"],
    ),
    RemarkKind.HEAVY_PNG: lambda params: _(
        "This picture is {pixels} pixels, {megapixels} megapixels; an interlaced or animated PNG like this may have at "
        "most {most}. Make it smaller, or save it as a PNG without interlacing.",
        pixels=_sized(params),
        megapixels=_megapixels(params),
        most=params["most"],
    ),
    RemarkKind.HEAVY_JPEG: lambda params: _(
        "This picture is {pixels} pixels, {megapixels} megapixels; a progressive JPEG like this may have at most "
        "{most}. Make it smaller, or save it as a plain (baseline) JPEG.",
        pixels=_sized(params),
        megapixels=_megapixels(params),
        most=params["most"],
    ),
    RemarkKind.HEAVY_WEBP: lambda params: _(
        "This picture is {pixels} pixels, {megapixels} megapixels; a WebP like this may have at most {most}. Make it "
        "smaller, or save it as a JPEG.",
        pixels=_sized(params),
        megapixels=_megapixels(params),
        most=params["most"],
    ),
    RemarkKind.HEAVY_STILL: lambda params: _(
        "This picture is {pixels} pixels, {megapixels} megapixels; in this format it may have at most {most}. Make it "
        "smaller, or save it as a JPEG.",
        pixels=_sized(params),
        megapixels=_megapixels(params),
        most=params["most"],
    ),
    RemarkKind.ONE_TOO_MANY: lambda params: _("A subject can have at most {most} pictures.", most=params["most"]),
    RemarkKind.LONG_ADDRESS: lambda params: _n(
        "This address has {count} character; at most {most} are allowed.",
        "This address has {count} characters; at most {most} are allowed.",
        int(params["count"]),
        most=params["most"],
    ),
    RemarkKind.TEXT: lambda params: str(params["text"]),
}
_PLAIN: dict[RemarkKind, str] = {
    RemarkKind.EMPTY: N_("This file is empty."),
    RemarkKind.DAMAGED: N_("This file is damaged and cannot be opened; export or download it again."),
    RemarkKind.INCOMPLETE: N_("This file is incomplete; export or download it again."),
    RemarkKind.NOT_REDRAWN: N_("This picture could not be redrawn; export it again."),
    RemarkKind.NO_ROOM: N_("These pictures do not fit into one request, however small. Use fewer pictures."),
    RemarkKind.GONE: N_("This picture is no longer kept here; add it again."),
    RemarkKind.UNKNOWN: N_("This picture cannot be found; add it again."),
    RemarkKind.NO_ADDRESS: N_("This is not a web address. It must start with http:// or https://."),
    RemarkKind.PRIVATE_ADDRESS: N_(
        "This address is on a private network: the video service cannot reach it. Upload the picture instead."
    ),
    RemarkKind.JPEG_XL: N_("This is a JPEG XL, which cannot be opened here: save it as a JPEG or PNG and add that."),
    RemarkKind.PHOTOSHOP: N_(
        "This is a Photoshop file with layers only: save it again with “Maximize compatibility”, or as a PNG."
    ),
    RemarkKind.RAW_PHOTO: N_("This is a RAW photo, which cannot be opened here: export it as a JPEG and add that."),
    RemarkKind.ICON: N_("This is an icon file, which cannot be opened here: save it as a PNG and add that."),
    RemarkKind.WORD: N_("This is a Word document, not a picture: add the pictures in it one by one."),
    RemarkKind.SPREADSHEET: N_("This is a spreadsheet, not a picture: add a screenshot of it instead."),
    RemarkKind.SLIDES: N_("This is a presentation, not a picture: export the slide as a picture and add that."),
    RemarkKind.OFFICE: N_("This is an office document, not a picture: add the pictures in it one by one."),
    RemarkKind.SOUND: N_("This is a sound file, not a picture."),
    RemarkKind.TEXT_FILE: N_("This is a text file, not a picture."),
    RemarkKind.PDF: N_("This is a PDF, not a picture: add a screenshot of the page instead."),
    RemarkKind.VIDEO: N_("This is a video, not a picture: save the frame you want as a picture and add that."),
    RemarkKind.SVG: N_("This is an SVG drawing, which cannot be opened here: export it as a PNG and add that."),
    RemarkKind.WEB_PAGE: N_("This is a web page, not a picture: save the picture itself and add that."),
    RemarkKind.ZIP: N_("This is a compressed archive, not a picture: unpack it and add the pictures in it."),
    RemarkKind.NO_PICTURE: N_("This is not a picture that can be opened here: save it as a JPEG or PNG and add that."),
    RemarkKind.GIF: N_("This is a GIF, which could not be opened at the time: add it again."),
    RemarkKind.HEIC: N_("This is a HEIC, which could not be opened at the time: add it again."),
    RemarkKind.AVIF: N_("This is an AVIF, which could not be opened at the time: add it again."),
    RemarkKind.TIFF: N_("This is a TIFF or RAW photo, which could not be opened at the time: add it again as a JPEG."),
    RemarkKind.BMP: N_("This is a BMP, which could not be opened at the time: add it again."),
    RemarkKind.JPEG_2000: N_("This is a JPEG 2000, which could not be opened at the time: add it again."),
    RemarkKind.PARTLY: N_(
        "Part of this file is damaged or missing: check that the picture is complete, or export it again."
    ),
    RemarkKind.ON_WHITE: N_("Its transparent parts are sent on white."),
    RemarkKind.ON_COLOUR: N_("Its transparent parts are sent on the colour you chose."),
    RemarkKind.FIRST_FRAME: N_("This is an animation: only its first frame is used."),
    RemarkKind.FIRST_PAGE: N_("This file has several pages: only the first is used."),
    RemarkKind.PRINT_COLOURS: N_("Its print colours (CMYK) are turned into screen colours."),
    RemarkKind.HDR_COLOURS: N_(
        "This picture is HDR: its brightest parts are toned down to what an ordinary screen shows."
    ),
}
