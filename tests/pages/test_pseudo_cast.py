"""No sentence of ours reaches the pages of the cast past the catalogue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from lib.app import Studio
from lib.domain.permission import Permission, PermissionKind
from lib.ui.state import utc_now
from tests.conftest import SOMEONE
from tests.pages.cast_kit import Add, add
from tests.pages.pseudo_kit import MIA, at, board, draft, nothing_is_plain, sent, shown

__all__ = ["add", "board", "draft", "sent"]


def test_an_empty_library_and_an_old_link(sent: list[ForwardMsg], studio: Studio) -> None:
    app = shown(at("cast"))
    app.button(key="cast.add_now").click()
    shown(app)
    shown(at("cast", member="0" * 32))
    nothing_is_plain(sent)


@pytest.mark.parametrize("days", [-3, 0, 6, 300])
def test_the_library_and_a_member_whatever_its_permission(sent: list[ForwardMsg], add: Add, days: int) -> None:
    until = (utc_now() + timedelta(days=days)).date()
    mia = add(MIA, tags=["1"], permission=Permission(kind=PermissionKind.UNTIL, until=until))
    shown(at("cast"))
    shown(at("cast", text="0"))
    app = shown(at("cast", member=mia.id))
    for key in ("member.add_look", "member.archive", "member.duplicate"):
        app.button(key=key).click()
        shown(app)
    nothing_is_plain(sent)


def test_what_was_deleted_and_what_is_damaged(sent: list[ForwardMsg], studio: Studio, add: Add) -> None:
    mia, other = add(MIA, pictures=2), add(MIA)
    app = shown(at("cast", member=mia.id))
    for key in ("member.add_look", f"member.drop.{mia.looks[0].id}.0", f"member.delete_look.{mia.looks[0].id}"):
        app.button(key=key).click()
        shown(app)
    app.button(key="member.delete").click()
    shown(app)
    shown(at("cast", member=mia.id))
    shown(at("gallery", member=mia.id))
    with studio.store._write() as connection:
        connection.exec_driver_sql("UPDATE cast_members SET body = '{' WHERE id = ?", (other.id,))
    shown(at("cast", member=other.id))
    studio.cast.archive(SOMEONE, other.id, archived=True)
    shown(at("cast"))
    nothing_is_plain(sent)
