"""What browsers ask of the server over the websocket of a page, beside running it.

Streamlit does all of it for whoever is connected: `clear_cache` clears the caches of all people, `file_urls_request`
prepares an upload. Only the kind of a message is read here; what no version of ours knows is let through to nobody.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

from lib.domain.role import Role

LEAST: dict[str, Role] = {
    "rerun_script": Role.NOBODY,  # the front door shows who is not let in to the sign-in page, and stops
    "stop_script": Role.NOBODY,
    "app_heartbeat": Role.NOBODY,
    "backend_operation_request": Role.VIEWER,
    "file_urls_request": Role.MAKER,
}
"""Who may send which kind; the others (caches of all, settings, debugging) nobody."""


def is_for(role: Role, data: bytes) -> bool:
    """Whether somebody in this role may send it."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True  # Streamlit closes the connection.
    least = LEAST.get(message.WhichOneof("type") or "")
    return least is not None and role.is_at_least(least)
