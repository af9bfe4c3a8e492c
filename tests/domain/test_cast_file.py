"""A cast as a document: what goes out comes back, and what others made of it is read leniently."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.cast_difference import Difference
from lib.domain.cast_file import (
    MOST_MEMBERS,
    CastDocument,
    MemberFault,
    kept_as,
    read_cast,
    with_pictures_kept,
    written_cast,
)
from lib.domain.cast_file_fault import CastFileFault, fault_in
from lib.domain.cast_member import CastMember, Look, MemberKind, StoredMember, tags_of
from lib.domain.cast_plan import Comparison, ids_to_look_for, planned
from lib.domain.draft import DraftPicture
from lib.domain.errors import CastFileRefused
from lib.domain.permission import Permission, PermissionKind
from lib.domain.picture_rules import Fitted, Picture

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHA = "a" * 64


def fitted(number: int, kind: str = "png") -> Fitted:
    original = Picture(f"{number:064x}", kind, 400, 300, 9)  # type: ignore[arg-type]
    return Fitted(original, Picture(f"{number + 1000:064x}", "jpeg", 200, 150, 5))


def stored(member: CastMember, **fields: Any) -> StoredMember:
    return StoredMember(**{"member": member, "made_by": "ann", "created_at": NOW, "updated_at": NOW, **fields})


def document(*members: object, **fields: object) -> CastDocument:
    return read_cast(json.dumps({"castboard_cast": 1, "members": members} | fields))


def entry(**fields: object) -> dict[str, object]:
    return {"id": "b" * 32, "name": "Mia", "looks": [{"id": "coat", "pictures": []}], **fields}


def refusal(text: str) -> CastFileFault:
    with pytest.raises(CastFileRefused) as caught:
        read_cast(text)
    return fault_in(caught.value)[0]


# What no database takes never comes out of ours.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
PICTURES = st.one_of(
    st.builds(
        lambda number, name: DraftPicture(
            fitted=replace(
                fitted(number, ("png", "jpeg", "webp")[number % 3]), ground=("#ffffff", "#204060")[number % 2]
            ),
            name=name,
        ),
        st.integers(1, 999),
        TEXT,
    ),
    st.builds(lambda number: DraftPicture(url=f"https://example.com/{number}.png"), st.integers(1, 99)),
)
LOOKS = st.lists(
    st.builds(
        lambda number, name, pictures: Look(id=f"{number:08x}", name=name, pictures=tuple(pictures)),
        st.integers(0, 2**32 - 1),
        TEXT,
        st.lists(PICTURES, max_size=3),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda look: look.id,
)
PERMISSIONS = st.builds(
    Permission, kind=st.sampled_from(PermissionKind), until=st.none() | st.dates(date(1900, 1, 1)), by=TEXT, note=TEXT
)
MEMBERS = st.builds(
    lambda number, looks, tags, **rest: CastMember(id=f"{number:032x}", looks=tuple(looks), tags=tags_of(tags), **rest),
    st.integers(0, 2**128 - 1),
    LOOKS,
    st.lists(TEXT, max_size=5),
    name=TEXT,
    kind=st.sampled_from(MemberKind),
    voice_id=TEXT,
    notes=TEXT,
    permission=PERMISSIONS,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(MEMBERS, st.booleans()), max_size=4, unique_by=lambda one: one[0].id))
def test_what_is_exported_is_read_as_the_same_cast(cast: list[tuple[CastMember, bool]]) -> None:
    members = [stored(member, archived=archived) for member, archived in cast]
    read = read_cast(written_cast(members, lambda one: one.original, NOW))
    kept = {
        kept_as(picture.fitted): picture.fitted
        for member, _ in cast
        for look in member.looks
        for picture in look.pictures
        if picture.fitted
    }
    assert not read.damaged and not any(one.missing for one in read.members)
    assert [(with_pictures_kept(one.member, kept), one.archived) for one in read.members] == cast
    here = {one.member.id: one for one in members}
    assert all(planned(one, here).comparison is Comparison.SAME for one in read.members)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("id", "name", "kind", "voice_id", "notes", "tags", "looks", "permission", "archived", "new")


@settings(max_examples=80, deadline=None)
@given(st.lists(JSON | st.dictionaries(st.sampled_from(NAMES), JSON), max_size=4))
def test_whatever_stands_for_a_member_is_read_or_named_as_damaged(members: list[Any]) -> None:
    read = document(*members)
    assert len(read.members) + len(read.damaged) == len(members)
    for one in read.members:
        assert len(one.member.id) == 32 and one.member.looks
        assert [ids_to_look_for(one)] == [
            ids_to_look_for(again) for again in document(*members).members if again == one
        ]


def test_a_picture_lies_under_its_content_with_its_ending() -> None:
    member = CastMember(id="b" * 32, looks=(Look(id="l", pictures=(DraftPicture(fitted=fitted(7, "jpeg")),)),))
    text = written_cast([stored(member)], lambda one: one.original, NOW)
    assert json.loads(text)["members"][0]["looks"][0]["pictures"] == [{"file": f"pictures/{7:064x}.jpg"}]


def test_a_picture_whose_file_is_gone_is_left_out() -> None:
    pictures = (DraftPicture(fitted=fitted(7)), DraftPicture(url="https://example.com/a.png"))
    member = CastMember(id="b" * 32, looks=(Look(id="l", pictures=pictures),))
    text = written_cast([stored(member)], lambda one: None, NOW)
    assert json.loads(text)["members"][0]["looks"][0]["pictures"] == [{"url": "https://example.com/a.png"}]


def test_fields_that_nobody_knows_are_passed_over() -> None:
    read = document(
        entry(shoe_size=39, looks=[{"id": "l", "hat": "red", "pictures": [{"file": f"pictures/{SHA}.png", "zoom": 2}]}])
    )
    assert read.members[0].member.face == DraftPicture(fitted=read.members[0].member.face.fitted)  # type: ignore[union-attr]


def test_one_damaged_member_holds_up_no_other() -> None:
    read = document("Mia", entry(), {"kind": "person"}, entry(name="Twin"), entry(id="c" * 32, kind="dragon"))
    assert [one.member.name for one in read.members] == ["Mia", "Mia"]
    assert [(one.name, one.fault) for one in read.damaged] == [
        ("", MemberFault.UNREADABLE),
        ("", MemberFault.UNREADABLE),
        ("Twin", MemberFault.TWICE),
    ]


def test_a_member_made_by_hand_gets_the_same_id_each_time() -> None:
    first, second = (document({"name": "Mia"}).members[0].member for _ in range(2))
    assert first == second and len(first.id) == 32 and len(first.looks) == 1


def test_more_looks_and_pictures_than_there_can_be_are_left_out() -> None:
    looks = [{"id": f"l{place}", "pictures": [{"file": f"pictures/{SHA}.png"}] * 5} for place in range(30)]
    (read,) = document(entry(looks=looks)).members
    assert len(read.member.looks) == 20 and {len(look.pictures) for look in read.member.looks} == {3}
    assert read.missing == (Difference.LOOKS, Difference.PICTURES)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"kind": "Person"}, [Difference.KIND]),
        ({"name": 7, "voice_id": ["v"], "notes": {}}, [Difference.NAME, Difference.VOICE]),
        ({"notes": "x" * 100_001}, [Difference.NOTES]),
        ({"tags": "spring, lead"}, [Difference.TAGS]),
        ({"tags": ["spring", 7]}, [Difference.TAGS]),
        ({"tags": ["#spring", "Spring", "x" * 200]}, []),
        ({"permission": "until Friday"}, [Difference.PERMISSION]),
        ({"permission": {"kind": "until", "until": "31.12.2026", "by": "Ann"}}, [Difference.PERMISSION]),
        ({"permission": {"kind": "until", "until": "2026-12-31"}}, []),
        ({"permission": {"kind": "forever"}}, [Difference.PERMISSION]),
        ({"looks": {"name": "Red coat"}}, [Difference.LOOKS]),
        ({"looks": ["Red coat"]}, [Difference.LOOKS]),
        ({"looks": [{"name": 7}]}, [Difference.LOOKS]),
        ({"looks": [{"pictures": [{"url": "ftp://a.b/c"}, "x"]}]}, [Difference.PICTURES]),
        ({"looks": [{"pictures": "x.png"}]}, [Difference.PICTURES]),
        ({"looks": None, "tags": None, "permission": None, "notes": None, "shoe_size": 39}, []),
    ],
    ids=str,
)
def test_what_a_file_has_and_nobody_can_keep_is_named(fields: dict[str, object], missing: list[Difference]) -> None:
    (read,) = document(entry(**fields)).members
    assert list(read.missing) == missing


def test_ids_of_looks_are_one_each() -> None:
    looks = document(entry(looks=[{"id": "l"}, {"id": "l"}, {"id": "a b"}, {}])).members[0].member.looks
    assert len({look.id for look in looks}) == 4 and all(look.id.isalnum() for look in looks)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://127.0.0.1/a.png", "file:///etc/passwd", "", "ftp://a.b/c"]
)
def test_a_web_address_that_is_none_is_left_out(url: str) -> None:
    looks = [{"id": "l", "pictures": [{"url": url}, {"url": "https://example.com/a.png"}]}]
    assert [one.url for one in document(entry(looks=looks)).members[0].member.looks[0].pictures] == [
        "https://example.com/a.png"
    ]


@pytest.mark.parametrize(
    "name", ["../x.png", f"pictures/../{SHA}.png", f"/pictures/{SHA}.png", "C:\\x.png", f"{SHA}.png", "", 5, None]
)
def test_a_picture_outside_its_folder_is_refused(name: object) -> None:
    text = json.dumps({"castboard_cast": 1, "members": [entry(looks=[{"id": "l", "pictures": [{"file": name}]}])]})
    assert refusal(text) is CastFileFault.OUTSIDE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CastFileFault.UNREADABLE),
        ("{", CastFileFault.UNREADABLE),
        ("[" * 100_000, CastFileFault.UNREADABLE),
        ("[]", CastFileFault.NO_CAST),
        ("{}", CastFileFault.NO_CAST),
        ('{"castboard_cast": true, "members": []}', CastFileFault.NO_CAST),
        ('{"castboard_cast": 0, "members": []}', CastFileFault.NO_CAST),
        ('{"castboard_cast": 1, "members": {}}', CastFileFault.NO_CAST),
        ('{"castboard_cast": 2, "members": []}', CastFileFault.NEWER),
        (json.dumps({"castboard_cast": 1, "members": [{}] * (MOST_MEMBERS + 1)}), CastFileFault.TOO_MANY_MEMBERS),
    ],
)
def test_a_document_of_which_nothing_can_be_imported_is_refused(text: str, fault: CastFileFault) -> None:
    assert refusal(text) is fault


def test_a_deeply_nested_member_is_damaged_alone() -> None:
    deep = '{"id": "' + "c" * 32 + '", "name": "Deep", "x": ' + "[" * 700 + "]" * 700 + "}"
    text = f'{{"castboard_cast": 1, "members": [{deep}, {json.dumps(entry())}]}}'
    assert "Mia" in [one.member.name for one in read_cast(text).members]
