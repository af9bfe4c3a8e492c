"""Signed links to our own media: the same for an hour, so that a rerun of a page loads nothing again."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from itsdangerous import Signer

from lib.domain.errors import DiskTrouble

ROUTE = "/app/static/library/"
"""Streamlit takes addresses under /app/static for URLs; anything else it would open as a file."""
SECRET_FILE = "link-secret"  # noqa: S105 - a file's name
_HOUR_S = 3600
_SECRET_CHARS = 64
# Our own names only: folders and files of plain characters, no part that begins with a dot.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Allowed:
    """What a link permits: this file, until then; `download_as` is the file name it is to be saved under, if any."""

    name: str
    expires_at: datetime
    download_as: str | None = None


class Links:
    """Makes and checks links. Whoever holds one may fetch that one file for one to two hours."""

    def __init__(self, secret: bytes) -> None:
        self._signer = Signer(secret, salt="castboard.links", key_derivation="hmac", digest_method=hashlib.sha256)

    @classmethod
    def from_folder(cls, folder: Path) -> Links:
        """With the secret kept in `folder`, made on first use (mode 0600). Raises DiskTrouble."""
        try:
            return cls(_secret_in(folder))
        except OSError as exc:
            raise DiskTrouble(detail=f"{SECRET_FILE}: {exc.strerror or exc}") from exc

    def url(self, name: str, *, now: datetime, download_as: str | None = None) -> str:
        """The address of `name` ("videos/<job id>.mp4"), the same text until the hour ends; valid one to two hours.

        `download_as` is signed too, so that nobody renames what others download. ValueError: not a name of ours.
        """
        if not is_own_name(name) or _CONTROL.search(download_as or ""):
            raise ValueError(f"no link can name {name!r} as {download_as!r}")
        expires = (int(now.timestamp()) // _HOUR_S + 2) * _HOUR_S
        query = {"exp": str(expires)} | ({"as": download_as} if download_as else {})
        return f"{ROUTE}{name}?{urlencode(query | {'sig': self._signature(name, query)})}"

    def check(self, name: str, query: Mapping[str, str], *, now: datetime) -> Allowed | None:
        """What the link allows; None if it is forged, expired, or made for another file."""
        expires, download_as = query.get("exp", ""), query.get("as")
        if not is_own_name(name) or not re.fullmatch(r"[0-9]{1,11}", expires):
            return None
        signed = {"exp": expires} | ({"as": download_as} if download_as else {})
        # Letter by letter: the end of a base64 text can be spelled in four ways, of which we made one.
        given = query.get("sig", "").encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(given, self._signature(name, signed).encode("ascii")):
            return None
        expires_at = datetime.fromtimestamp(int(expires), UTC)
        return Allowed(name, expires_at, download_as or None) if now < expires_at else None

    def _signature(self, name: str, query: Mapping[str, str]) -> str:
        return self._signer.get_signature(_text(name, query)).decode("ascii")


def is_own_name(name: str) -> bool:
    """Whether this is a relative name as we make them: no "..", backslash, leading slash or control character."""
    return len(name) <= 200 and bool(_NAME.fullmatch(name))


def _text(name: str, query: Mapping[str, str]) -> bytes:
    # No part can hold a line break, so two different links never sign the same text. A lone surrogate from a
    # hostile query must not raise here.
    return "\n".join([name, query["exp"], query.get("as", "")]).encode("utf-8", "surrogatepass")


def _secret_in(folder: Path) -> bytes:
    path = folder / SECRET_FILE
    if not path.exists():
        _make_secret(path)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
    secret = path.read_bytes()
    if len(secret) != _SECRET_CHARS:
        raise DiskTrouble(detail=f"{SECRET_FILE} is damaged. Delete it and start again; open links end with it.")
    return secret


def _make_secret(path: Path) -> None:
    """Write a new secret beside its place and link it there: whoever comes second finds the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{SECRET_FILE}.{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(_SECRET_CHARS // 2).encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        _put_once(part, path)
    finally:
        part.unlink(missing_ok=True)


def _put_once(part: Path, path: Path) -> None:
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return
    except OSError:
        # exFAT and some network shares have no hard links. Only there two first starts in the same moment may differ.
        if not path.exists():
            part.replace(path)
