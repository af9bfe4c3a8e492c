"""The page's part of Streamlit's websocket without a browser: what a page remembers, and what it asks for. No I/O.

The server runs a fragment again only when the page asks for it, so a client that listens in silence proves nothing.
What a page does here was read from Streamlit's own front end (1.67) and compared with what Chromium sends:

- `auto_rerun` starts a timer for a fragment; one that ticks as often already goes on. Each tick asks for a run of it.
- `new_session` of a full run stops all timers: the run names those that go on. `stop_auto_rerun` stops single ones.
- Large messages are kept by hash, each request lists the hashes, and the server may answer with one (`ref_hash`). Those
  that no run used for a while are forgotten.

It draws nothing and clicks nothing, and fetches no pictures.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Tally:
    """What all pages of a run saw together."""

    asked: int = 0
    """Ticks: requests to run one fragment."""
    runs: int = 0
    """Ticks that the server says it answered with a run. Of two that wait for the same fragment it makes one run."""
    silent: int = 0
    """Ticks that were answered without a word, as a later one shows: not among the runs."""
    full_runs: int = 0
    answers_s: list[float] = field(default_factory=list)
    """From a tick to the end of its run, seconds."""
    troubles: list[str] = field(default_factory=list)
    """Exceptions that a page was to show, and messages that a browser would stumble over. None may come."""

    def since(self, before: Tally) -> Tally:
        """What came after `before`, which is a copy made then."""
        return Tally(
            asked=self.asked - before.asked,
            runs=self.runs - before.runs,
            silent=self.silent - before.silent,
            full_runs=self.full_runs - before.full_runs,
            answers_s=self.answers_s[len(before.answers_s) :],
            troubles=list(self.troubles),
        )

    def copy(self) -> Tally:
        return replace(self, answers_s=list(self.answers_s), troubles=list(self.troubles))


class Page:
    """What an open page remembers from message to message. No I/O."""

    def __init__(self, url: str, tally: Tally) -> None:
        self.tally = tally
        self.timers: dict[str, float] = {}
        """Seconds between two ticks, by fragment."""
        self.intervals: dict[str, float] = {}
        """The same, also while a full run has stopped the timers and not set them yet."""
        self.drawn = False
        self._url, self._name = url, urlsplit(url).path.strip("/")
        self._script_hash = ""
        self._kept: dict[str, tuple[int, str]] = {}
        """Messages by hash: the run that used it last, and the fragment it belongs to."""
        self._run, self._longest_unused = 0, 0
        self._waiting: dict[str, float] = {}
        """When each fragment was asked for, of those that no run has taken up yet."""
        self._running: dict[str, float] = {}
        """The same of those that the present run answers."""

    def ask(self, fragment_id: str = "") -> bytes:
        """The request for a run: of the page, or of one fragment because its timer ticked."""
        message = BackMsg()
        wanted = message.rerun_script
        wanted.fragment_id, wanted.is_auto_rerun = fragment_id, bool(fragment_id)
        # The page's name only until the server has told its hash.
        wanted.page_script_hash, wanted.page_name = self._script_hash, "" if self._script_hash else self._name
        wanted.cached_message_hashes.extend(self._kept)
        where = wanted.context_info
        where.timezone, where.timezone_offset, where.locale = "Europe/Berlin", -60, "en-US"
        where.url, where.is_embedded, where.color_scheme = self._url, False, "light"
        if fragment_id:
            self.tally.asked += 1
            self._waiting.setdefault(fragment_id, time.monotonic())
        return message.SerializeToString()

    def take(self, message: ForwardMsg) -> None:
        """Heed one message of the server."""
        match message.WhichOneof("type"):
            case "new_session":
                self._begin(message)
            case "navigation":
                self._arrive(message.navigation.page_script_hash)
            case "script_finished":
                self._end(message)
            case "auto_rerun":
                self.timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
                self.intervals[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            case "stop_auto_rerun":
                for fragment_id in message.stop_auto_rerun.fragment_ids:
                    self.timers.pop(fragment_id, None)
                    self.intervals.pop(fragment_id, None)
            case "delta":
                self._look_at(message)
            case "ref_hash":
                self._use(message.ref_hash)
            case "session_event" if message.session_event.WhichOneof("type") == "script_compilation_exception":
                self.tally.troubles.append(message.session_event.script_compilation_exception.message)

    def _begin(self, message: ForwardMsg) -> None:
        if fragments := message.metadata.run.fragment_ids:
            # What ended "early" and is followed by this one had come to its end: the word of it was late.
            self._answered()
            self._running = {name: self._waiting.pop(name) for name in fragments if name in self._waiting}
            self._pass_over(min(self._running.values(), default=0.0))
            return
        # A full run draws all fragments: it also answers the tick that found news and those that still wait.
        self._running |= self._waiting
        self._waiting.clear()
        self.timers.clear()
        self._longest_unused = message.new_session.config.max_cached_message_age

    def _pass_over(self, asked: float) -> None:
        """The server takes requests in their order: what was asked for before that, it has run without a word."""
        for name in [name for name, when in self._waiting.items() if when < asked]:
            del self._waiting[name]
            self.tally.silent += 1

    def _arrive(self, script_hash: str) -> None:
        """Where the server sees the page. A request with another hash would lead away from it."""
        if self._script_hash and script_hash != self._script_hash:
            self.tally.troubles.append("the server led a page elsewhere")
        self._script_hash = script_hash

    def _end(self, message: ForwardMsg) -> None:
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        self._answered()
        fragments = list(message.metadata.run.fragment_ids)
        if not fragments:
            self.tally.full_runs += 1
            self.drawn = True
        self._forget_unused(fragments)

    def _answered(self) -> None:
        now = time.monotonic()
        self.tally.runs += len(self._running)
        self.tally.answers_s += (now - asked for asked in self._running.values())
        self._running.clear()

    def _look_at(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            _, owner = self._kept.get(message.hash, (0, message.delta.fragment_id))
            self._kept[message.hash] = (self._run, owner)
        if message.delta.new_element.WhichOneof("type") == "exception":
            self.tally.troubles.append(message.delta.new_element.exception.message)

    def _use(self, known: str) -> None:
        if known in self._kept:
            self._kept[known] = (self._run, self._kept[known][1])
        else:
            self.tally.troubles.append(f"the message {known} is not known here")

    def _forget_unused(self, fragments: list[str]) -> None:
        """After a run of fragments, only of their own messages."""
        self._run += 1
        for known, (used, fragment_id) in list(self._kept.items()):
            if self._run - used > self._longest_unused and (not fragments or fragment_id in fragments):
                del self._kept[known]
