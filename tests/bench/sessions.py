"""Browser sessions without a browser: many pages side by side, each on a websocket with the timers of its ticks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.bench.front_end import Page, Tally

OPEN_S = 60.0
"""The longest that a page may take to be drawn first."""
QUIET_WITHIN_S = 30
XSRF_COOKIE = "_streamlit_xsrf"


class Session:
    """A page on a websocket of its own, with cookies of its own: another person.

    `cookies`: what this browser has from before, such as the one that signs it in.
    """

    def __init__(self, url: str, tally: Tally, cookies: Mapping[str, str]) -> None:
        self._url, self._cookies, self.page = url, cookies, Page(url, tally)
        self.heard = 0
        """Messages of the server so far."""
        self._resting = False
        self._timers: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._line: ClientConnection

    async def open(self) -> None:
        """Come in through the front door and wait until the page is drawn."""
        cookies = await asyncio.to_thread(_cookies, self._url, self._cookies)
        address = urlsplit(self._url)
        async with asyncio.timeout(OPEN_S):
            self._line = await connect(
                f"ws://{address.netloc}/_stcore/stream",
                subprotocols=["streamlit", cookies[XSRF_COOKIE]],
                origin=f"http://{address.netloc}",
                additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())},
                # Browsers send no pings, they only answer them. And a proxy would be asked for 127.0.0.1.
                ping_interval=None,
                max_size=None,
                proxy=None,
            )
            await self._line.send(self.page.ask())
            while not self.page.drawn:
                self._take(await self._line.recv())

    async def live(self) -> None:
        """Listen and tick until the line ends."""
        try:
            async for data in self._line:
                self._take(data)
        finally:
            self.rest()

    def rest(self) -> None:
        """Tick no more."""
        self._resting = True
        self._set_timers()

    async def close(self) -> None:
        await self._line.close()

    def _take(self, data: str | bytes) -> None:
        self.heard += 1
        message = ForwardMsg()
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        self.page.take(message)
        self._set_timers()

    def _set_timers(self) -> None:
        wanted = {} if self._resting else self.page.timers
        for fragment_id, (every_s, timer) in list(self._timers.items()):
            if wanted.get(fragment_id) != every_s:
                timer.cancel()
                del self._timers[fragment_id]
        for fragment_id in wanted.keys() - self._timers.keys():
            timer = asyncio.create_task(self._tick(fragment_id, wanted[fragment_id]))
            self._timers[fragment_id] = wanted[fragment_id], timer

    async def _tick(self, fragment_id: str, every_s: float) -> None:
        now = asyncio.get_running_loop().time
        due = now()
        with suppress(ConnectionClosed):
            while True:
                # As setInterval does: no drift, and what was missed is not made up for.
                due = max(due + every_s, now())
                await asyncio.sleep(due - now())
                await self._line.send(self.page.ask(fragment_id))


@dataclass
class Crowd:
    """Pages that are open side by side."""

    tally: Tally = field(default_factory=Tally)
    _sessions: list[Session] = field(default_factory=list)
    _lives: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def ticking(self) -> int:
        """How many have their line, and all the timers that the server ever gave them."""
        pages = [one.page for one, life in zip(self._sessions, self._lives, strict=True) if not life.done()]
        return sum(bool(page.timers) and page.timers == page.intervals for page in pages)

    @property
    def ticks_per_s(self) -> float:
        """What one page asks for, by its intervals; of the page that asks for most."""
        return max((sum(1 / each for each in one.page.intervals.values()) for one in self._sessions), default=0.0)

    async def come(self, url: str, cookies: Mapping[str, str]) -> None:
        """One more. Raises TimeoutError for a page that is not drawn within OPEN_S."""
        session = Session(url, self.tally, cookies)
        try:
            await session.open()
        except TimeoutError:
            session.rest()
            raise
        self._sessions.append(session)
        self._lives.append(asyncio.create_task(session.live()))

    async def go(self) -> None:
        """All leave, once the server has nothing more to say.

        Streamlit (1.67) logs an exception of its own for a page that leaves while a message to it is on its way.
        """
        for session in self._sessions:
            session.rest()
        for _ in range(QUIET_WITHIN_S):
            before = sum(session.heard for session in self._sessions)
            await asyncio.sleep(1)
            if sum(session.heard for session in self._sessions) == before:
                break
        await asyncio.gather(*(session.close() for session in self._sessions))
        await asyncio.gather(*self._lives, return_exceptions=True)


@asynccontextmanager
async def crowd(url: str, people: Sequence[Mapping[str, str]]) -> AsyncIterator[Crowd]:
    """The pages of so many people, come one after the other, each drawn before the next one comes. All are closed at
    the end.

    Of each person: the cookies that their browser has. One without any is given what a new browser is given.

    One that is not drawn in time is missed in the figures; it does not end the run.
    """
    made = Crowd()
    try:
        for cookies in people:
            with suppress(TimeoutError):
                await made.come(url, cookies)
        yield made
    finally:
        await made.go()


def _cookies(url: str, before: Mapping[str, str]) -> dict[str, str]:
    """What a browser has when it opens the websocket: the person from the page, the other from the health route."""
    with requests.Session() as browser:
        browser.trust_env = False
        browser.cookies.update(before)
        browser.get(url, timeout=OPEN_S).raise_for_status()
        browser.get(f"{url.rpartition('/')[0]}/_stcore/health", timeout=OPEN_S).raise_for_status()
        return dict(browser.cookies)
