"""The websocket of a page by hand: what a browser sends over it, and what somebody could send who has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import requests
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.browser.running import AppServer


def opened(
    server: AppServer,
    cookies: Mapping[str, str],
    session: str = "",
    origin: str = "",
    headers: Mapping[str, str] | None = None,
) -> ClientConnection:
    """As a browser opens it; `session`: the one that it wants to go on with; `origin`: of another page than ours."""
    xsrf = requests.get(f"{server.address}/_stcore/host-config", timeout=10).cookies.get("_streamlit_xsrf", "")
    sent = {**cookies, "_streamlit_xsrf": xsrf}
    cookie = "; ".join(f"{name}={value}" for name, value in sent.items() if value)
    return connect(
        server.address.replace("http", "ws") + "/_stcore/stream",
        subprotocols=["streamlit", xsrf or "x", *([session] if session else [])],  # type: ignore[list-item]
        origin=origin or server.address,  # type: ignore[arg-type]
        additional_headers={"Cookie": cookie, **(headers or {})},
        proxy=None,
        max_size=None,
    )


def run_of(line: ClientConnection, page: str = "jobs", query: str = "", press: str = "") -> tuple[bytes, str]:
    """All that one run of a page sends, and the id of the session. `press`: the id of a button."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    if press:
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.trigger_value = press, True
    line.send(message.SerializeToString())
    heard, session = b"", ""
    while True:
        data = line.recv(timeout=20)
        assert isinstance(data, bytes)
        heard += data
        told = ForwardMsg()
        told.ParseFromString(data)
        session = told.new_session.initialize.session_id or session
        if told.WhichOneof("type") == "script_finished":
            return heard, session


def disabled_buttons(line: ClientConnection, page: str, query: str) -> set[str]:
    """The ids of those that a run of a page shows and nobody can press in a browser."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    line.send(message.SerializeToString())
    found: set[str] = set()
    while True:
        told = ForwardMsg.FromString(line.recv(timeout=20))  # type: ignore[arg-type]
        found |= {button.id for button in _buttons(told) if button.disabled}
        if told.WhichOneof("type") == "script_finished":
            return found


def _buttons(message: Message) -> Iterator[Message]:
    for field, value in message.ListFields():
        if field.message_type is None or field.message_type.GetOptions().map_entry:
            continue
        for one in [value] if isinstance(value, Message) else value:
            if one.DESCRIPTOR.name in ("Button", "DownloadButton"):
                yield one
            yield from _buttons(one)
