"""The request as JSON and as a curl command, for whoever wants to see it. Pictures are abbreviated; no key is in it."""

from __future__ import annotations

import json
import shlex

import streamlit as st
from pydantic import ValidationError

from lib.domain.draft import build_request
from lib.domain.request import CONTENT_TYPES, VideoRequest, stored_parts, to_json
from lib.text.language import N_, _
from lib.ui.create.board import current_board
from lib.ui.frame.error_cards import shown
from lib.ui.state import studio
from lib.ui.words import in_json

ROUTE = "/vidu/ent/v2/reference2video"
TITLE = N_("Show request")
"""Of the dialog and of the button that opens it."""
INCOMPLETE = N_("The request is shown once nothing is left to fix.")


def request_text(request: VideoRequest) -> str:
    """The body, indented; a picture of ours as the start of the data URI it becomes."""
    body = json.loads(to_json(request))
    for subject in body["subjects"]:
        subject["images"] = [_image(image) for image in subject["images"]]
    return in_json(json.dumps(body, ensure_ascii=False, indent=2))


def _image(image: str) -> str:
    parts = stored_parts(image)
    return f"data:{CONTENT_TYPES[parts[1]]};base64,…{parts[0][:8]}…" if parts else image


def curl_text(request: VideoRequest, base_url: str) -> str:
    """A command that sends it; the key comes from the environment of whoever runs it."""
    return (
        f"curl {base_url}{ROUTE} \\\n"
        '  -H "Authorization: Bearer $OCTOPUSX_API_KEY" \\\n'
        '  -H "Content-Type: application/json" \\\n'
        f"  -d {shlex.quote(request_text(request))}"
    )


def show_request() -> None:
    """Both, for the board as it stands now. A dialog: tabs and coloured code are slow to draw with every step."""
    st.dialog(_(TITLE), width="large")(_both)()


@shown("dialog")
def _both() -> None:
    try:
        request = build_request(current_board())
    except ValidationError:
        st.caption(_(INCOMPLETE))
        return
    as_json, as_curl = st.tabs(["JSON", "curl"])
    as_json.code(request_text(request), language="json", wrap_lines=True)
    as_curl.code(curl_text(request, studio().settings.base_url), language="bash", wrap_lines=True)
