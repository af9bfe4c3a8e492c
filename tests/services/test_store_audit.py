"""The audit list in the store: found by person, deed, words and time, newest first, page by page."""

from __future__ import annotations

from lib.domain.actor import Actor
from lib.domain.audit_line import AuditQuery, Called
from lib.domain.role import Role
from lib.services.store import Store
from tests.services.store_kit import NOW, later

ANN, BOB = Actor("ann", Role.LEAD, "192.0.2.7"), Actor("bob", Role.VIEWER, "2001:db8::1")


def test_what_was_done_is_found_again(store: Store) -> None:
    store.people.set_name("ann", "Ann Lee", NOW)
    store.audit.add(ANN, "delete", NOW, about="job1", params={"name": 'The "red" 100% 狐'})
    store.audit.add(BOB, "generate", later(minutes=1), allowed=False)
    store.audit.add(ANN, "delete", later(minutes=2), params={"count": 3})
    newest = store.audit.find(AuditQuery())
    assert [(line.person_id, line.action, line.allowed, line.count) for line in newest] == [
        ("ann", "delete", True, 3),
        ("bob", "generate", False, 0),
        ("ann", "delete", True, 0),
    ]
    assert (newest[2].name, newest[2].person_name, newest[2].at) == ('The "red" 100% 狐', "Ann Lee", NOW)
    assert store.audit.actions() == ["delete", "generate"]
    for query, number in (
        (AuditQuery(person_id="ann"), 2),
        (AuditQuery(action="generate"), 1),
        (AuditQuery(text="ann LEE"), 2),
        (AuditQuery(text='"RED" 100%'), 1),
        (AuditQuery(text="狐"), 1),
        (AuditQuery(text="db8"), 1),
        (AuditQuery(text="job1"), 1),
        (AuditQuery(text="%"), 1),
        (AuditQuery(since=later(minutes=1)), 2),
        (AuditQuery(until=later(minutes=1)), 1),
    ):
        assert store.audit.count(query) == len(store.audit.find(query)) == number, query
    assert [line.action for line in store.audit.find(AuditQuery(limit=1, offset=1))] == ["generate"]


def test_what_stands_for_stored_words_is_found_by_those(store: Store) -> None:
    store.audit.add(ANN, "invite", NOW, params={"name": "maker"})
    store.audit.add(ANN, "change_people", NOW, params={"name": "Bob → maker"})
    store.audit.add(ANN, "delete", NOW, params={"name": "The maker"})
    store.audit.add(BOB, "generate", NOW, allowed=False, params={"count": 2})
    store.audit.add(Actor(), "sweep", NOW)
    for called, found in (
        (Called(), []),
        (Called(actions=("delete", "sweep")), ["sweep", "delete"]),
        (Called(changes=("maker",)), ["change_people", "invite"]),
        (Called(changes=("ake",)), []),
        (Called(changes=("disabled",)), []),
        (Called(refused=True), ["generate"]),
        (Called(itself=True), ["sweep"]),
        (Called(actions=("delete",), refused=True), ["generate", "delete"]),
    ):
        query = AuditQuery(text="创作者", called=called)
        assert [line.action for line in store.audit.find(query)] == found, called
        assert store.audit.count(query) == len(found)


def test_the_words_of_json_around_a_name_are_nobodys(store: Store) -> None:
    store.audit.add(ANN, "delete", NOW, params={"name": "Fox"})
    store.audit.add(ANN, "delete", NOW, params={"count": 3})
    for text in ("name", "count", "}", ":", "3", '"'):
        assert store.audit.count(AuditQuery(text=text)) == 0, text
