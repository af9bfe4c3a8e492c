"""What is sent, in full size, over our own route: only by a signed link."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from lib.app import Studio
from tests.test_server import address, get, link

__all__ = ["address", "link"]


def test_a_signed_link_gives_the_copy_that_is_sent(
    link: Callable[..., str], studio: Studio, picture: Callable[..., bytes]
) -> None:
    sent = studio.pictures.add(picture("red", 240)).sending
    answer = get(link(f"pictures/{sent.sha256}.{sent.kind}"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, f"image/{sent.kind}")
    assert Image.open(io.BytesIO(answer.content)).size == (sent.width, sent.height)
    assert answer.headers["Cache-Control"] == "private, max-age=3600"


def test_without_its_signature_there_is_none(
    address: str, link: Callable[..., str], studio: Studio, picture: Callable[..., bytes]
) -> None:
    sent = studio.pictures.add(picture("red", 240)).sending
    signed = link(f"pictures/{sent.sha256}.{sent.kind}")
    assert get(signed.partition("?")[0]).status_code == 404
    assert get(signed.replace(f"{sent.sha256}", "0" * 64)).status_code == 404
    assert get(link(f"pictures/{'0' * 64}.png")).status_code == 404, "it is not kept here"
    assert get(link(f"pictures/{sent.sha256}.svg")).status_code == 404
