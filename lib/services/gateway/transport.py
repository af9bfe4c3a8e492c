"""One exchange with the outside over `requests`: who gets the key, how long it may take, what a failure means.

`requests` leaves five things open that matter here, and each is closed in one place below:
- an upload may run into the *connect* timeout, since urllib3 sends under it (`Connection.connect`);
- a header may trickle for ever, since a read timeout counts from byte to byte (`Connection.getresponse`);
- a `.netrc` replaces our Authorization header, and a redirect may carry it away (`Bearer`, `Session`);
- a POST on a kept connection that the server has just closed looks like a lost answer (`FreshConnections`);
- a link is spelled anew twice, by requests and by urllib3, and its signature is wrong then (`Session.get_as_it_came`).
"""

from __future__ import annotations

import contextlib
import io
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
import urllib3
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.auth import AuthBase
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from lib.domain.errors import StudioError
from lib.domain.loose_json import decoded
from lib.domain.web_links import root_of, target_of
from lib.services.gateway.broken_lines import reasons
from lib.services.gateway.key_mask import KeyMask

_SEND_STALL_S = 60.0
"""How long one block of an upload may wait for the line, in seconds."""
_BLOCK_BYTES = 65_536


class Upload(io.BytesIO):
    """A request body that remembers whether anything of it has left: until then a failure is certainly harmless.

    It is read block by block, so that the line has a time limit per block and not one for 20 MB.
    """

    begun = False

    def read(self, size: int | None = -1, /) -> bytes:
        self.begun = True
        return super().read(size)


_target: ContextVar[str | None] = ContextVar("target", default=None)
"""What the request line of the exchange in hand asks for. urllib3 has no way to hand it through unaltered."""


class _Connection(HTTPConnection):
    def putrequest(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:
        """The request line, with the link's own characters. `url` is the root of its host, whole for a proxy."""
        target = _target.get()
        super().putrequest(method, url if target is None else url.removesuffix("/") + target, *args, **kwargs)

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(max(_SEND_STALL_S, self.timeout or 0))

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]  # as in urllib3 itself
        """The answer's head, which may take as long in all as the read timeout allows for one byte."""
        cut = threading.Timer(self.timeout or _SEND_STALL_S, _cut, (self.sock,))
        cut.daemon = True
        cut.start()
        try:
            return super().getresponse()
        finally:
            cut.cancel()


def _cut(sock: socket.socket) -> None:
    # The plain method, also for TLS: SSLSocket.shutdown would first take the TLS object from the thread that reads.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


class _TlsConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _LimitedAdapter(HTTPAdapter):
    """requests' adapter with our connections. It never retries by itself."""

    def __init__(self) -> None:
        super().__init__(max_retries=0, pool_maxsize=16)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, blocksize=_BLOCK_BYTES, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, blocksize=_BLOCK_BYTES, **kwargs)
        if proxy.lower().startswith("http"):
            manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        else:
            manager.pool_classes_by_scheme = _through_socks(manager.pool_classes_by_scheme)
        return manager


def _through_socks(pools: dict[str, Any]) -> dict[str, Any]:
    """A SOCKS proxy's own pools, with what our connections do on top: else a link's path would not be asked for."""
    ours = {"http": _Connection, "https": _TlsConnection}
    made = {scheme: type("Connection", (ours[scheme], pool.ConnectionCls), {}) for scheme, pool in pools.items()}
    return {scheme: type("Pool", (pool,), {"ConnectionCls": made[scheme]}) for scheme, pool in pools.items()}


class FreshConnections(BaseAdapter):
    """A new connection for every request: on a kept one that the server closes just then, nobody could tell whether
    the order arrived."""

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        return _LimitedAdapter().send(*args, **kwargs)

    def close(self) -> None:
        """Nothing is kept."""


class Session(requests.Session):
    """A session without redirects of its own and without cookies, so that threads can share it and no key wanders."""

    def __init__(self) -> None:
        super().__init__()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Without compression the announced length is the video's, and a small answer cannot unfold into a huge one.
        self.headers.update({"User-Agent": "Castboard", "Accept-Encoding": "identity"})
        self.mount("https://", _LimitedAdapter())
        self.mount("http://", _LimitedAdapter())

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """What the environment says, but no proxy for this machine: it would look for the service on its own."""
        if _is_loopback((origin(url) or ("", "", 0))[1]):
            proxies = {"no_proxy": "*"}
        return super().merge_environment_settings(url, proxies, stream, verify, cert)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None

    def get_as_it_came(self, url: str, *, auth: AuthBase, timeout: tuple[float, float]) -> requests.Response:
        """The unread answer of a GET whose request line holds the link's own characters. Raises LOST.

        requests and urllib3 get to see the host only, so they decide as ever on the line, the proxy and the key.
        """
        asked = _target.set(target_of(url))
        try:
            return self.get(root_of(url), auth=auth, timeout=timeout, allow_redirects=False, stream=True)
        finally:
            _target.reset(asked)


Origin = tuple[str, str, int]


def origin(url: str) -> Origin | None:
    """Scheme, host and port as urllib3, which makes the connection, reads them; None for what is no http(s) URL."""
    try:
        parts = urllib3.util.parse_url(url)
    except urllib3.exceptions.LocationParseError:
        return None
    scheme = (parts.scheme or "").lower()
    if scheme not in ("http", "https") or not parts.host:
        return None
    return scheme, parts.host.lower(), parts.port or (443 if scheme == "https" else 80)


def redirect_of(response: requests.Response) -> str | None:
    """The Location of a redirect as it came; None for any other answer.

    http.client reads a header byte for byte as latin-1; what stands in it is UTF-8, or bytes to be sent as they are.
    """
    location: str | None = response.headers.get("Location")
    if not (300 <= response.status_code < 400 and location):
        return None
    return location.encode("latin-1").decode("utf-8", "surrogateescape")


def _is_loopback(host: str) -> bool:
    """Whether `host` is this machine, by name or address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class Bearer(AuthBase):
    """Gives the key to its own origin and to nobody else. Passed with every request, it also keeps `.netrc` out."""

    def __init__(self, key: str, home: Origin) -> None:
        self._key, self.home = key, home
        self._mask = KeyMask(key)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key and origin(request.url or "") == self.home:
            request.headers["Authorization"] = f"Bearer {self._key}"
        request.register_hook("response", self._hide_in_headers)  # type: ignore[no-untyped-call]
        return request

    def _hide_in_headers(self, response: requests.Response, **_: Any) -> None:
        """A service may repeat the key; an id of the call, which is stored and shown, comes in a header."""
        response.headers.update({name: self._mask.hide(value) for name, value in response.headers.items()})

    def hidden(self, answer: bytes) -> bytes:
        """`answer` without the key, so that no log, error or stored answer holds it."""
        text = decoded(answer)
        hidden = self._mask.hide(text)
        return answer if hidden == text else hidden.encode()

    @contextlib.contextmanager
    def kept_out(self) -> Iterator[None]:
        """No error that leaves this block holds the key: neither it, nor what it was made of."""
        try:
            yield
        except StudioError as error:
            for one in reasons(error):
                self._mask.clean(one)
            raise


def blocks(response: requests.Response, size: int, *, limit_s: float) -> Iterator[bytes]:
    """The body as it arrives, in blocks of up to `size` bytes. Raises TimeoutError after `limit_s` in all, or LOST."""
    until = time.monotonic() + limit_s
    while block := response.raw.read1(size, decode_content=True):
        yield block
        if time.monotonic() > until:
            raise TimeoutError(f"The answer took longer than {limit_s:g} s")
