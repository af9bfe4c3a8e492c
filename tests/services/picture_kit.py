"""Makes the picture files that tests need, and opens what came of them."""

import functools
import io

import pillow_heif
import pytest
from PIL import Image

from lib.domain.errors import PictureUnusable
from lib.domain.picture_remark import remark_of
from lib.text.picture_sentences import remark_text

ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


@functools.cache
def scene(width=400, height=300, mode="RGB"):
    """Red on the left, blue on the right, with some grain: shows turns, colours and costs bytes."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    grain = Image.effect_noise((width, height), 40).convert("RGB")
    return Image.blend(image, grain, 0.2).convert(mode)


def file_of(image, kind="JPEG", **options):
    into = io.BytesIO()
    image.save(into, kind, **options)
    return into.getvalue()


def metadata(turned=1):
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    exif[DESCRIPTION] = "shot at home by Mia"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    exif.get_ifd(GPS)[1] = "N"
    return exif


def heic_of(image, turned=1, **options):
    """As phones write it: what is turned is told by its boxes."""
    file = pillow_heif.from_pillow(image)
    file.info["exif"] = metadata(turned).tobytes()
    into = io.BytesIO()
    file.save(into, quality=90, **options)
    return into.getvalue()


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def sent(pictures, data):
    return opened(pictures.bytes(pictures.add(data).sending.sha256))


def refusal(pictures, data):
    with pytest.raises(PictureUnusable) as caught:
        pictures.add(data)
    return why(caught.value)


def why(error):
    """The reason as people read it."""
    return remark_text(remark_of(error.code, error.detail))
