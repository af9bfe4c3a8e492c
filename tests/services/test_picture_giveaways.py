"""What a photo tells about people stays at home: no copy, however it was made, says where or by whom it was taken."""

import base64
import io
import json
import struct
import zlib

import pytest
from PIL import Image

from lib.domain.actor import Actor
from lib.services.media.pictures import Pictures
from tests.conftest import SOMEONE
from tests.services.picture_kit import file_of, metadata, opened, scene

XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>'
    b"<exif:GPSLatitude>52,31.2N</exif:GPSLatitude><dc:creator>Mia</dc:creator></rdf:RDF></x:xmpmeta>"
)
EXIF = (b"Exif", b"eXIf", b"EXIF")
GIVEAWAYS = (b"by Mia", b">Mia<", b"Mia at home", b"GPSLatitude", b"xmpmeta", b"iTXt", *EXIF)


def told(image, kind, *, turned=1, **options):
    """A file that tells all it can: where, who and when, in each place that its format has for it."""
    if kind == "PNG":
        data = file_of(image, kind, exif=metadata(turned), **options)
        body = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP
        chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
        return data[:33] + chunk + data[33:]
    more = {"comment": b"Mia at home"} if kind in ("JPEG", "MPO") else {}
    return file_of(image, kind, exif=metadata(turned), xmp=XMP, **more, **options)


FILES = {
    "a JPEG": lambda: told(scene(), "JPEG"),
    "a turned JPEG": lambda: told(scene(), "JPEG", turned=6),
    "a progressive JPEG": lambda: told(scene(), "JPEG", progressive=True),
    "a CMYK JPEG": lambda: told(scene(mode="CMYK"), "JPEG"),
    "a phone's double picture": lambda: told(scene(), "MPO", save_all=True, append_images=[scene(100, 80)]),
    "a PNG": lambda: told(scene(), "PNG"),
    "a turned PNG": lambda: told(scene(), "PNG", turned=8),
    "a 16-bit PNG": lambda: told(Image.new("I;16", (200, 200), 999), "PNG"),
    "a WebP": lambda: told(scene(), "WEBP"),
    "a turned WebP": lambda: told(scene(), "WEBP", turned=3),
    "an animated WebP": lambda: told(
        scene(), "WEBP", save_all=True, append_images=[scene(400, 300, "L").convert("RGB")]
    ),
}


@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_no_copy_gives_anyone_away(tmp_path, make):
    data = make()
    assert any(mark in data for mark in EXIF) and b"by Mia" in data and b"GPSLatitude" in data
    pictures = Pictures(tmp_path)
    fitted = pictures.add(data)
    copies = {
        "sent": pictures.bytes(fitted.sending.sha256),
        "sent smaller": pictures.bytes(pictures.fit([fitted], 6_000)[0].sending.sha256),
        "shown small": pictures.thumbnail(fitted.original.sha256).read_bytes(),
    }
    for what, copy in copies.items():
        assert [mark for mark in GIVEAWAYS if mark in copy] == [], what
        image = opened(copy)
        assert not image.getexif() and not {"exif", "xmp", "comment", "XML:com.adobe.xmp"} & image.info.keys(), what


def test_the_picture_that_leaves_is_the_copy(studio, draft, upstream, now):
    """To the last step: the body that the service receives."""
    photo = studio.desk.add_picture(SOMEONE, told(scene(), "JPEG", turned=6), "at home.jpg")
    cast = tuple(one.model_copy(update={"pictures": (photo,)}) for one in draft.cast)
    studio.desk.generate(Actor("p" * 32), draft.model_copy(update={"cast": cast}), "click", now)
    studio.tracker.step(now)
    (order,) = [json.loads(one.body) for one in upstream.received if one.method == "POST"]
    sent = [image for subject in order["subjects"] for image in subject["images"]]
    assert len(sent) == 2
    for image in sent:
        data = base64.b64decode(image.partition("base64,")[2])
        assert [mark for mark in GIVEAWAYS if mark in data] == []
        assert Image.open(io.BytesIO(data)).size == (300, 400)
