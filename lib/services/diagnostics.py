"""A zip for whoever helps from afar: versions, settings, counts, troubles. No key, no pictures, no scenes, no names."""

from __future__ import annotations

import io
import json
import platform
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from lib.domain.actor import Actor, Operation
from lib.domain.errors import DiskTrouble
from lib.services.gateway.balance import AccountStatus
from lib.services.gateway.key_mask import KeyMask
from lib.services.log_tail import LogTail
from lib.services.media.disk_use import free_space
from lib.services.rights import Allow, allow
from lib.services.settings import Settings
from lib.services.store import Store

_SHOWN = "streamlit starlette uvicorn requests urllib3 pandas pydantic sqlalchemy alembic pillow av pyvips psycopg"
"""Packages whose versions tell something."""
_TROUBLES_OF = timedelta(days=7)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,60}")
_HIDDEN_IN_ADDRESS = "***"


class Diagnostics:
    """Everything in it is chosen by name: nothing that was written, shown or signed in with can come along."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        version: str,
        log: LogTail,
        account: Callable[[], AccountStatus | None],
        allow: Allow = allow,
    ) -> None:
        self._store, self._settings, self._version = store, settings, version
        self._log, self._account, self.allow = log, account, allow

    def zip(self, actor: Actor, now: datetime) -> bytes:
        """The file. Raises NotPermitted, StoreUnavailable."""
        self.allow(actor, Operation.SAVE_DIAGNOSTICS)
        key = self._settings.api_key
        mask = KeyMask(key.get_secret_value() if key else "")
        documents: dict[str, object] = {
            "versions.json": self._versions(),
            "settings.json": shown_settings(self._settings),
            "counts.json": self._counts(),
            "service.json": self._service(now),
            "trackers.json": [vars(sign) | {"alive": sign.is_alive(now)} for sign in self._store.trackers.all()],
        }
        files = {name: json.dumps(one, indent=1, default=str) for name, one in documents.items()}
        files["log.txt"] = "\n".join(self._log.lines())
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
            for name, text in files.items():
                file.writestr(name, mask.hide(text))
        return into.getvalue()

    def _versions(self) -> dict[str, object]:
        return {
            "castboard": self._version,
            "python": platform.python_version(),
            "platform": platform.platform(),
            "database": vars(self._store.about.facts()),
            "packages": {name: found for name in _SHOWN.split() if (found := _package_version(name))},
        }

    def _counts(self) -> dict[str, object]:
        roles = Counter(account.role.value for account in self._store.accounts.all())
        return {
            "jobs by state": {state.value: number for state, number in self._store.lists.counts().items()},
            "people by role": dict(roles),
            "trash": vars(self._store.trash.total()),
            "claimed jobs": len(self._store.claims.foreign("")),
            "disk": _disk(self._settings.data_dir),
        }

    def _service(self, now: datetime) -> dict[str, object]:
        troubles = self._store.outcomes.troubles(now - _TROUBLES_OF)
        status = self._account()
        return {
            "key": status.key if status else "not asked yet",
            "troubles of 7 days": [
                {"kind": kind if _CODE.fullmatch(kind) else "?", "times": times, "last": last}
                for kind, times, last in troubles
            ],
        }


def shown_settings(settings: Settings) -> dict[str, object]:
    """Every setting by its name; of a secret only whether there is one."""
    shown: dict[str, object] = {}
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, SecretStr) or name == "api_key":
            value = "set" if value else "not set"
        elif name == "database_url":
            value = masked_address(value)
        shown[field.alias or name] = list(value) if isinstance(value, (tuple, frozenset)) else value
    return shown


def masked_address(url: str) -> str:
    """Where a database is, without who opens it and with what."""
    try:
        address = make_url(url)
    except ArgumentError:
        return _HIDDEN_IN_ADDRESS
    host = f"{address.host or ''}{f':{address.port}' if address.port else ''}"
    return f"{address.drivername}://{_HIDDEN_IN_ADDRESS}@{host}/{address.database or ''}"


def _package_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _disk(folder: Path) -> Sequence[int] | str:
    try:
        return free_space(folder)
    except DiskTrouble:
        return "cannot be looked at"
