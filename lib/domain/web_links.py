"""Web links as they came: where one leads, and the bytes that ask for it, with no character spelled in another way.

A storage signs a link's very characters. `%7E` and `~`, `%2f` and `%2F`, `[` and `%5B` name the same file to a reader
of RFC 3986, and a wrong signature to the storage, which answers 403 for ever. So nothing here decodes, encodes,
sorts or tidies what a request line can carry. Percent-encoded is only what it cannot: spaces and control characters,
which would end the line early, and characters outside ASCII, which it has no bytes for (as UTF-8, like browsers).
"""

from __future__ import annotations

import re

# RFC 3986, appendix B. As browsers and urllib3 do, a backslash ends the authority: what follows names no host.
_PARTS = re.compile(r"(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^\\/?#]*))?([^?#]*)(\?[^#]*)?(?:#.*)?", re.DOTALL)
_UNSENDABLE = re.compile(rb"[\x00-\x20\x7f-\xff]")


def resolved(link: str, base: str) -> str:
    """The address that `link` means when `base` gave it, without its fragment; "" for one without any bytes.

    Only a path relative to a folder is joined, and its dots resolved; any other is taken as it came.
    """
    scheme, authority, path, query = _split(link.strip())
    base_scheme, base_authority, base_path, base_query = _split(base)
    if scheme is None:
        scheme = base_scheme
        if authority is None:
            authority = base_authority
            if not path:
                path, query = base_path, base_query if query is None else query
            elif not path.startswith("/"):
                path = _without_dots(base_path.rpartition("/")[0] + "/" + path)
    begin = f"{scheme}:" if scheme else ""
    try:
        return f"{begin}//{authority}{_sendable(path + (query or ''))}" if authority else begin + _sendable(path)
    except UnicodeEncodeError:
        return ""


def root_of(url: str) -> str:
    """The address of the host alone: scheme and authority as they came, and `/`."""
    scheme, authority, _, _ = _split(url)
    return f"{scheme}://{authority or ''}/"


def target_of(url: str) -> str:
    """What the request line asks for: path and query as they came, without the fragment, ASCII.

    Raises UnicodeEncodeError for half a character, which has no bytes.
    """
    _, _, path, query = _split(url)
    return _sendable((path if path.startswith("/") else "/" + path) + (query or ""))


def _split(url: str) -> tuple[str | None, str | None, str, str | None]:
    """Scheme, authority, path and query (with its `?`); None for what is not there, which is not the same as empty."""
    found = _PARTS.fullmatch(url)
    return found.groups() if found else (None, None, url, None)  # type: ignore[return-value]


def _sendable(part: str) -> str:
    # surrogateescape: a header's bytes that are no UTF-8 are sent on as these bytes.
    spelled = _UNSENDABLE.sub(lambda found: b"%%%02X" % found[0][0], part.encode("utf-8", "surrogateescape"))
    return spelled.decode("ascii")


def _without_dots(path: str) -> str:
    kept: list[str] = []
    parts = path.split("/")[1:]
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    return "/" + "/".join(kept) + ("/" if parts[-1] in (".", "..") and kept else "")
