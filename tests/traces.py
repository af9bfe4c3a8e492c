"""Looks for a secret in whatever was left behind, in every way in which text is usually written down."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping
from urllib.parse import quote


def spellings(secret: str) -> dict[str, bytes]:
    """The forms that are looked for, by what they are called."""
    plain = secret.encode()
    forms = {
        "plain": plain,
        "in a web address": quote(secret, safe="").encode(),
        "in JSON": "".join(f"\\u{ord(char):04x}" for char in secret).encode(),
        "in JSON by PHP": secret.replace("/", "\\/").encode(),
        "in HTML": html.escape(secret).encode(),
        "in HTML by number": "".join(f"&#{ord(char)};" for char in secret).encode(),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "UTF-16, low byte first": secret.encode("utf-16-le"),
        "UTF-16, high byte first": secret.encode("utf-16-be"),
    }
    for before in range(3):
        # What stands before and after the secret changes the first and the last characters of its base64.
        middle = base64.b64encode(b"\0" * before + plain)[(before * 8 + 5) // 6 : (before + len(plain)) * 8 // 6]
        forms |= {f"base64, {before} before": middle, f"base64 for addresses, {before} before": _for_addresses(middle)}
    return {how: form for form, how in {form: how for how, form in reversed(forms.items())}.items()}


def _for_addresses(encoded: bytes) -> bytes:
    return encoded.replace(b"+", b"-").replace(b"/", b"_")


def found(secret: str, places: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> list[str]:
    """Where it is, as "place: spelling"."""
    forms = spellings(secret)
    pairs = places.items() if isinstance(places, Mapping) else places
    return [f"{place}: {how}" for place, held in pairs for how, form in forms.items() if form in held]
