"""What the server tells a page over its websocket, as far as we read it."""

from __future__ import annotations

from google.protobuf.message import DecodeError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def session_of(data: bytes) -> str:
    """The id of the session that a run is for: what a browser names to go on with it. "" in any other message."""
    message = ForwardMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return ""
    return message.new_session.initialize.session_id if message.WhichOneof("type") == "new_session" else ""
