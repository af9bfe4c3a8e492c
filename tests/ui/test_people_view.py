"""What the section of people and that of the audit log say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lib.domain.audit_line import AuditLine
from lib.domain.invitation import Invitation
from lib.domain.role import Account, Role
from lib.domain.team import SignedIn
from lib.ui.admin.audit_section import ACTION, PAGE, SINCE, audit_query, audit_view
from lib.ui.admin.people_rows import PAGE_SIZE, browser_words, people_view

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ANN = Account("ann", "Ann", Role.OWNER, seen_at=NOW - timedelta(hours=2), joined_at=NOW - timedelta(days=9))
BOB = Account("bob", "Bob", Role.MAKER, "bob@studio.example")
CID = Account("cid", "", Role.PENDING, "cid@studio.example", joined_at=NOW - timedelta(days=1))
DAN = Account("dan", "Dan", Role.LEAD, disabled_at=NOW - timedelta(days=3))
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36 Edg/150.0"


def test_a_row_says_who_it_is_what_they_may_and_when_they_were_here() -> None:
    view = people_view([ANN, BOB, CID, DAN], [], {}, "ann", NOW)
    assert view.summary == "2 people · 1 waits to be let in · 1 disabled"
    assert [(row.name, row.facts) for row in view.rows] == [
        ("cid@studio.example", "Waiting to be let in · cid@studio.example · asked to join 1 day ago"),
        ("Ann", "You · Owner · last seen 2 hours ago"),
        ("Bob", "Maker · bob@studio.example · not seen yet"),
        ("Dan", "Lead · disabled 3 days ago"),
    ]


def test_neither_oneself_nor_the_last_owner_can_be_taken_away() -> None:
    other = Account("eve", "Eve", Role.OWNER)
    why_not = {row.id: row.why_not for row in people_view([ANN, BOB, other], [], {}, "eve", NOW).rows}
    assert why_not["ann"] == why_not["bob"] == "" and "This is you" in why_not["eve"]
    (row,) = people_view([ANN], [], {}, "bob", NOW).rows
    assert row.why_not == "The team needs at least one owner."


def test_where_somebody_is_signed_in_is_told_as_people_know_it() -> None:
    places = {"bob": [SignedIn("192.0.2.7", EDGE, NOW - timedelta(minutes=3)), SignedIn("", "", NOW)]}
    (row,) = people_view([BOB], [], places, "ann", NOW).rows
    assert row.signed_in == ("Edge, Windows · 192.0.2.7 · 3 minutes ago", "just now")
    assert browser_words("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1") == (
        "Safari, iPhone"
    )
    assert browser_words("curl/8") == ""


def test_many_people_come_by_the_page_and_a_page_that_is_gone_is_the_last() -> None:
    many = [Account(f"p{place:03}", f"Person {place:03}", Role.MAKER) for place in range(2 * PAGE_SIZE + 1)]
    view = people_view(many, [], {}, "ann", NOW, page=9)
    assert view.pages == 3 and [row.name for row in view.rows] == [f"Person {2 * PAGE_SIZE:03}"]
    assert people_view(many, [], {}, "ann", NOW, text="039").pages == 1


def test_an_invitation_says_for_whom_since_when_by_whom_and_until_when_but_no_token() -> None:
    new = Invitation("hash", Role.MAKER, "", "ann", NOW - timedelta(hours=1), NOW + timedelta(days=6))
    again = Invitation("hash2", Role.MAKER, "bob", "", NOW, NOW + timedelta(days=7))
    rows = people_view([ANN, BOB], [new, again], {}, "ann", NOW).invitations
    assert rows[0].words == "A link for a new person: Maker · made 1 hour ago by Ann · until 4 Dec 2026"
    assert rows[1].words == "A new link for Bob · made just now · until 5 Dec 2026"


def test_a_line_of_the_log_says_when_who_what_and_whether_it_was_refused() -> None:
    line = AuditLine(1, NOW, "bob", "Bob", "delete", False, "x", "Fox", 0, "192.0.2.7")
    view = audit_view([line, AuditLine(2, NOW, "", "", "sweep", True, "", "", 0, "")], 51)
    assert view.pages == 2 and view.summary == "51 lines"
    assert (view.rows[0].who, view.rows[0].result, view.rows[0].address) == ("Bob", "refused", "192.0.2.7")
    assert "Fox" in view.rows[0].what and (view.rows[1].who, view.rows[1].result) == ("Castboard itself", "")


def test_the_controls_narrow_the_log() -> None:
    query = audit_query({ACTION: "delete", SINCE: "7", PAGE: 3}, NOW)
    assert (query.action, query.since, query.offset) == ("delete", NOW - timedelta(days=7), 100)
    assert audit_query({}, NOW).since is None
