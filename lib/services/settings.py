"""What whoever runs Castboard can set: environment variables, or the same names in `.streamlit/secrets.toml`.

The environment wins; nothing has to be set. Names, defaults and meanings: design.md section 2.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from lib.domain.errors import SettingsInvalid
from lib.domain.job import DEMO
from lib.domain.job_steps import Pauses
from lib.domain.service_address import canonical_address


def _base_url(value: str) -> str:
    """https anywhere, http on this machine only: the key travels along. In the one spelling that jobs are bound to."""
    parts = urlsplit(value.strip())
    if not parts.hostname or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise ValueError("must be a web address such as https://octopusx.ai")
    if parts.username or parts.password:
        raise ValueError("must not carry a user name or password")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise ValueError("must start with https:// (http is only for this machine itself)")
    return canonical_address(value)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _absent_when_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _words(value: object) -> object:
    """A list of the file as it is; in the environment its items stand with commas between them."""
    return tuple(part for one in value.split(",") if (part := one.strip())) if isinstance(value, str) else value


def _domain(value: str) -> str:
    domain = value.strip().lstrip("@").lower()
    if not domain or "@" in domain or " " in domain:
        raise ValueError("must be domains of mail addresses, such as example.com")
    return domain


def _network(value: str) -> str:
    """An address or a network, in its one spelling."""
    try:
        network = ipaddress.ip_network(value.strip(), strict=False)
    except ValueError:
        raise ValueError("must be IP addresses or networks, such as 127.0.0.1 or 10.0.0.0/8") from None
    return str(network if network.num_addresses > 1 else network.network_address)


def _header(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]+", value.strip()):
        raise ValueError("must be the name of a header, such as X-Forwarded-Email")
    return value.strip()


_DEMO_MIN_S, _DEMO_MAX_S = 1.0, 2.0
"""The first and the longest pause between two looks at a task of the demo."""
Seconds = Annotated[float, Field(gt=0, le=86_400)]
SignIn = Literal["oidc", "invite", "proxy"]
"""How people sign in: at a provider by OpenID Connect, by links of our own, or at a proxy that names them."""


class Settings(BaseModel):
    """Everything that can be set. Seconds for times."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    api_key: Annotated[SecretStr | None, BeforeValidator(_absent_when_blank), Field(alias="OCTOPUSX_API_KEY")] = None
    """The gateway's key; None: demo mode."""
    base_url: Annotated[str, AfterValidator(_base_url), Field(alias="OCTOPUSX_BASE_URL")] = "https://octopusx.ai"
    data_dir: Annotated[Path, Field(alias="CASTBOARD_DATA_DIR")] = Path(".castboard")
    database_url: Annotated[str, Field(alias="CASTBOARD_DATABASE_URL")] = ""
    """Any SQLAlchemy URL; empty: SQLite in the data folder."""
    query_style: Annotated[Literal["vidu", "unified"], Field(alias="CASTBOARD_QUERY_STYLE")] = "vidu"
    poll_min_s: Annotated[Seconds, Field(alias="CASTBOARD_POLL_MIN_S")] = 5
    poll_max_s: Annotated[Seconds, Field(alias="CASTBOARD_POLL_MAX_S")] = 30
    poll_off_peak_s: Annotated[Seconds, Field(alias="CASTBOARD_POLL_OFF_PEAK_S")] = 180
    max_running: Annotated[int, Field(ge=1, le=1000, alias="CASTBOARD_MAX_RUNNING")] = 5
    """Tasks running at the service at once, over all processes; off-peak ones are not counted."""
    demo_inbox: Annotated[Literal["off", "on"], Field(alias="CASTBOARD_DEMO_INBOX")] = "off"
    """Whether the demo service keeps the last bodies that it got, for tests and for whoever wants to see one."""

    sign_in: Annotated[SignIn | None, BeforeValidator(_absent_when_blank), Field(alias="CASTBOARD_SIGN_IN")] = None
    """None: nobody has to, and everybody may do all; the server listens on this machine only then."""
    sign_in_domains: Annotated[
        tuple[Annotated[str, AfterValidator(_domain)], ...],
        BeforeValidator(_words),
        Field(alias="CASTBOARD_SIGN_IN_DOMAINS"),
    ] = ()
    """Whoever has a mail address there is let in as a maker; all others wait until someone lets them in."""
    proxy_header: Annotated[str, AfterValidator(_header), Field(alias="CASTBOARD_PROXY_HEADER")] = "X-Forwarded-Email"
    """In which a proxy that signs people in names them."""
    proxy_addresses: Annotated[
        tuple[Annotated[str, AfterValidator(_network)], ...],
        BeforeValidator(_words),
        Field(alias="CASTBOARD_PROXY_ADDRESSES"),
    ] = ("127.0.0.1", "::1")
    """Where the proxy asks from, addresses or networks: its headers are believed, and nobody else's."""

    @model_validator(mode="after")
    def _pauses_in_order(self) -> Settings:
        if self.poll_min_s > self.poll_max_s:
            raise ValueError("CASTBOARD_POLL_MIN_S must not be longer than CASTBOARD_POLL_MAX_S")
        return self

    @property
    def demo(self) -> bool:
        return self.api_key is None

    @property
    def service(self) -> str:
        """What new jobs are bound to."""
        return DEMO if self.demo else self.base_url

    @property
    def pauses(self) -> Pauses:
        if self.demo:
            # It is on this machine, and quick: a look costs nothing, and every second of waiting is seen.
            return Pauses(min(self.poll_min_s, _DEMO_MIN_S), min(self.poll_max_s, _DEMO_MAX_S), self.poll_off_peak_s)
        return Pauses(self.poll_min_s, self.poll_max_s, self.poll_off_peak_s)


NAMES = tuple(field.alias or name for name, field in Settings.model_fields.items())
"""Every name that can be set."""


def load(root: Path, environment: Mapping[str, str]) -> Settings:
    """The settings of the checkout at `root`, relative folders counted from there.

    Raises SettingsInvalid, whose detail names the setting and never repeats a value (it may be the key).
    """
    given = _secrets(root) | {name: environment[name] for name in NAMES if name in environment}
    # A blank value stands for the default, so that `OCTOPUSX_API_KEY= streamlit run ...` is demo mode for once.
    found = {name: given[name] for name in NAMES if name in given and _absent_when_blank(given[name]) is not None}
    try:
        settings = Settings.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsInvalid(detail=f"{name or 'Settings'}: {first['msg'].removeprefix('Value error, ')}") from None
    data_dir = (root / settings.data_dir.expanduser()).resolve()
    url = settings.database_url or f"sqlite:///{(data_dir / 'castboard.db').as_posix()}"
    return settings.model_copy(update={"data_dir": data_dir, "database_url": url})


def _secrets(root: Path) -> dict[str, object]:
    path = root / ".streamlit" / "secrets.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsInvalid(detail=f"{path.name} cannot be read: {type(error).__name__}") from None
