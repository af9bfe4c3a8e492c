"""Members of the cast in the store: found by the page, changed from what they are at that moment, counted in videos."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lib.domain.actor import APP
from lib.domain.cast_member import CastMember, Look, MemberKind, MemberQuery, as_json, subject_of
from lib.domain.draft import Draft, DraftPicture
from lib.domain.job import JobState
from lib.domain.lists import JobQuery
from lib.domain.member_edits import with_fields
from lib.domain.permission import Permission, PermissionKind
from lib.services.store import Store
from lib.services.store.cast_tables import cast_members
from tests.services.older_versions import migrations_up_to
from tests.services.store_kit import NOW, a_job, later

LOOK = Look(id="usual", pictures=(DraftPicture(url="https://example.com/a.png"),))


def a_member(name: str, **fields: object) -> CastMember:
    return CastMember(id=name.casefold(), name=name, looks=(LOOK,)).model_copy(update=fields)


def put(store: Store, *members: CastMember) -> None:
    for number, one in enumerate(members):
        assert store.members.add(one, "ann", later(minutes=number))


def names(store: Store, **query: object) -> list[str]:
    return [line.name for line in store.members.lines(MemberQuery(**{"sort": "name", **query}))]  # type: ignore[arg-type]


def made_with(store: Store, member: CastMember, *, ready: bool = True, **fields: object) -> str:
    state = JobState.READY if ready else JobState.QUEUED
    job = a_job(**{"state": state, **fields})
    store.jobs.add([job], Draft(cast=(subject_of(member, LOOK, "u"),)))
    return job.id


def test_a_member_comes_back_as_it_was_kept(store: Store) -> None:
    permission = Permission(kind=PermissionKind.UNTIL, until=NOW.date(), by="Agency", note="Print only")
    mia = a_member("Mia", voice_id="v", notes="Left-handed", tags=("Spring", "a b"), permission=permission)
    put(store, mia)
    stored = store.members.get("mia")
    assert stored is not None and stored.member == mia and (stored.made_by, stored.created_at) == ("ann", NOW)
    (line,) = store.members.lines(MemberQuery())
    assert (line.name, line.tags, line.face_url, line.permission) == ("Mia", mia.tags, LOOK.pictures[0].url, permission)


def test_the_same_member_is_not_put_there_twice(store: Store) -> None:
    put(store, a_member("Mia"))
    assert not store.members.add(a_member("Mia", notes="other"), "bob", NOW)
    assert store.members.of_ids(["mia"])["mia"].member.notes == ""


def test_a_whole_member_takes_the_place_of_the_one_that_is_expected(store: Store) -> None:
    mia, other = a_member("Mia"), a_member("Mia", notes="other")
    put(store, mia)
    assert store.members.put(other, None, "bob", NOW) is None and store.members.put(mia, other, "bob", NOW) is None
    done = store.members.put(other, mia, "bob", later(minutes=9), archived=True)
    stored = store.members.get("mia")
    assert done is not None and done.before is not None and done.before.member == mia and not done.is_new
    assert stored is not None and (stored.member, stored.made_by, stored.archived) == (other, "ann", False)


def test_a_whole_member_comes_new_and_in_place_of_a_deleted_one(store: Store) -> None:
    mia = a_member("Mia")
    done = store.members.put(mia, None, "bob", NOW, archived=True)
    assert done is not None and done.is_new and names(store, archived=True) == ["Mia"]
    store.members.delete("mia", NOW)
    again = store.members.put(a_member("Mia", notes="back"), None, "ann", NOW)
    stored = store.members.get("mia")
    assert again is not None and again.is_new and stored is not None
    assert (stored.member.notes, stored.made_by, stored.archived, stored.deleted) == ("back", "bob", False, False)


def test_search_finds_any_part_in_any_script_whatever_the_case(store: Store) -> None:
    look = LOOK.model_copy(update={"name": "Straße"})
    put(store, a_member("Zoë Ångström"), a_member("小红帽姑娘"), a_member("Bear", tags=("Märchen",), looks=(look,)))
    assert names(store, text="ÅNGS") == ["Zoë Ångström"]
    assert names(store, text="红帽") == ["小红帽姑娘"]
    assert names(store, text="märch") == names(store, text="STRASSE") == ["Bear"]
    assert names(store, text="100%") == names(store, text="_") == []


def test_by_name_alone_whoever_is_called_so_comes_first_then_whose_name_begins_so(store: Store) -> None:
    tagged = [a_member(f"Extra {number}", tags=("Mia",), notes="Mia's friend") for number in range(3)]
    put(store, a_member("Lamia"), a_member("Mia Rossi"), a_member("MIA"), *tagged)
    assert names(store, name=" mia ") == ["MIA", "Mia Rossi", "Lamia"]
    assert names(store, name="mia", sort="last_used", limit=2) == ["MIA", "Mia Rossi"]
    assert names(store, name="100%") == names(store, name="_") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zoë Ångström", "zoe ang"),
        ("Zoe", "Zoë"),
        ("Søren Łuk", "soren luk"),
        ("Ｍｉａ", "mia"),
        ("Mia", "ＭＩＡ"),
        ("Éloïse", "E\u0301LOI\u0308SE"),
        ("Αλέξης", "ΑΛΕΞΗΣ"),
        ("Алёна", "алена"),
        ("İpek", "ipek"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("\u202bשלום\u202c דנה", "שלום דנה"),
        ("ﾐｱ", "ミア"),
        ("김미아", "미아"),
        ("Mia  im\tRegen", "mia im regen"),
        ("ﬁnn", "FINN"),
        ("雾中的小红帽", "的小红"),
        ("雾中　小红帽", "中 小"),
        ("a\u200bda", "ada"),
        ("50% off_", "% OFF_"),
        ("नीलम", "लम"),
    ],
)
def test_a_name_is_found_however_it_is_typed(store: Store, name: str, text: str) -> None:
    put(store, a_member("Nobody"), CastMember(id="x", name=name, looks=(LOOK,)))
    assert names(store, text=text) == [name]


def test_names_are_sorted_without_accents_width_and_case(store: Store) -> None:
    sorted_names = ["Ångström", "Ａnna", "Anouk", "Mia 2", "mia b", "Zoë", "小红帽"]
    put(store, *map(a_member, reversed(sorted_names)))
    assert names(store) == sorted_names == [one.member.name for one in store.members.all()]


def test_names_are_sorted_as_people_count(store: Store) -> None:
    long = "Tram 1" + "0" * 30
    counted = [
        *("1 dog", "10 dogs", "Take 2, mood 9", "Take 2, mood 10", "Take 10, mood 1", "Tram", "Tram 2", "tram 14"),
        *("Tram 104", "Tram 104, wet", "Tram ٢٠٠", long, "Tram a", "第2集", "第１０集"),
    ]
    put(store, *map(a_member, reversed(counted)))
    assert names(store) == counted == [one.member.name for one in store.members.all()]
    assert names(store, name="tram 1") == ["tram 14", "Tram 104", "Tram 104, wet", long]
    assert names(store, text="am 10") == ["Tram 104", "Tram 104, wet", long] and names(store, text="003") == []


def kept_before(store: Store, member: CastMember, **copies: str) -> None:
    """As a version kept it that had no order of names of its own."""
    made = {"id": member.id, "made_by": "ann", "created_at": NOW, "updated_at": NOW, "archived": False}
    shown = {"name": member.name, "kind": "person", "tags": "[]", "face": LOOK.pictures[0].url, "looks": 1}
    row = made | shown | {"body": json.dumps(as_json(member)), "permission": "{}"}
    with store._write() as connection:
        connection.execute(cast_members.insert(), row | copies)


def test_members_of_before_are_found_and_sorted_like_those_of_now(empty_store_url: str, tmp_path: Path) -> None:
    with closing(Store(empty_store_url, migrations_up_to("0020", tmp_path / "20"))) as earlier:
        earlier.open()
        kept_before(earlier, a_member("Ångström", notes="Ｍｉａ's"), name_key="ångström", search="ångström\nｍｉａ's")
    with closing(Store(empty_store_url, migrations_up_to("0021", tmp_path / "21"))) as before:
        before.open()
        for name in ("Tram 104", "Bear", "Tram 14"):
            kept_before(before, a_member(name), name_key=name.lower(), search=name.lower())
    with closing(Store(empty_store_url)) as store:
        store.open()
        assert names(store) == ["Ångström", "Bear", "Tram 14", "Tram 104"]
        assert names(store, text="mia") == names(store, text="ang") == ["Ångström"]
        assert names(store, text="ram 1", sort="newest") == names(store, name="tram 1") == ["Tram 14", "Tram 104"]


def test_kinds_and_tags_narrow_the_list(store: Store) -> None:
    put(store, a_member("Mia", tags=("Spring", "Lead")), a_member("Bear", kind=MemberKind.ANIMAL, tags=("Springtime",)))
    assert names(store, kind=MemberKind.ANIMAL) == ["Bear"]
    assert names(store, tag="Spring") == ["Mia"]
    assert names(store, tag='Sp"ring') == []
    assert store.members.tags() == ["Lead", "Spring", "Springtime"]
    assert store.members.count(MemberQuery(tag="Spring")) == 1


def test_a_tag_is_one_however_its_case(store: Store) -> None:
    put(store, a_member("Mia", tags=("Märchen",)), a_member("Bear", tags=("MÄRCHEN", "x")), a_member("Owl"))
    (offered,) = [tag for tag in store.members.tags() if tag != "x"]
    assert names(store, tag=offered) == ["Bear", "Mia"]


def test_the_orders_are_by_name_last_used_and_most_used(store: Store) -> None:
    mia, bear, owl = a_member("Mia"), a_member("bear"), a_member("Owl")
    put(store, mia, bear, owl)
    for number, one in enumerate((mia, mia, bear)):
        made_with(store, one, created_at=later(hours=number + 1))
    assert names(store) == ["bear", "Mia", "Owl"]
    assert names(store, sort="last_used") == ["bear", "Mia", "Owl"]
    assert names(store, sort="most_used") == ["Mia", "bear", "Owl"]
    assert names(store, sort="newest") == ["Owl", "bear", "Mia"]
    assert names(store, limit=1, offset=1) == ["Mia"]


def test_videos_are_counted_as_the_gallery_shows_them(store: Store) -> None:
    mia = a_member("Mia")
    put(store, mia)
    first, gone = made_with(store, mia), made_with(store, mia)
    made_with(store, mia, ready=False)
    made_with(store, mia, set_aside=True)
    store.jobs.delete([gone], NOW)
    assert store.members.videos("mia") == store.members.lines(MemberQuery())[0].videos == 1
    found = store.lists.lines(JobQuery(states=frozenset({JobState.READY}), member_id="mia"))
    assert [line.id for line in found] == [first]
    assert store.lists.lines(JobQuery(member_id="nobody")) == []


def test_a_member_that_is_on_a_board_twice_is_in_the_job_once(store: Store) -> None:
    mia = a_member("Mia")
    put(store, mia)
    job = a_job(state=JobState.READY)
    store.jobs.add([job], Draft(cast=tuple(subject_of(mia, LOOK, uid) for uid in "ab")))
    assert store.members.videos("mia") == 1


def test_two_who_change_it_at_once_undo_nothing_of_each_other_s(open_store: Callable[[], Store]) -> None:
    first, second = open_store(), open_store()
    put(first, a_member("Mia"))

    def tagged(store: Store, mark: str) -> None:
        for number in range(5):
            tag = f"{mark}{number}"
            store.members.change("mia", lambda one: with_fields(one, tags=(*one.tags, tag)), NOW)  # noqa: B023

    threads = [threading.Thread(target=tagged, args=args) for args in ((first, "a"), (second, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(first.members.of_ids(["mia"])["mia"].member.tags) == 10


def test_what_is_archived_or_deleted_is_elsewhere(store: Store) -> None:
    put(store, a_member("Mia"), a_member("Bear"))
    store.members.archive("mia", archived=True)
    store.members.delete("bear", NOW)
    assert names(store) == [] and names(store, archived=True) == ["Mia"] and names(store, deleted=True) == ["Bear"]
    assert store.members.change("bear", lambda one: with_fields(one, name="Owl"), NOW) is None
    store.members.archive("mia", archived=False)
    store.members.restore("bear")
    assert names(store) == ["Bear", "Mia"]


def test_what_was_deleted_last_is_found_first_and_its_days_begin_once(store: Store) -> None:
    put(store, a_member("Mia"), a_member("Bear"), a_member("Owl"))
    store.members.archive("mia", archived=True)
    for minute, one in enumerate(("mia", "bear", "mia")):
        store.members.delete(one, later(minutes=minute))
    assert [names(store, deleted=True, sort=sort) for sort in ("name", "most_used")] == [["Bear", "Mia"]] * 2
    assert names(store, deleted=True, text="mi") == ["Mia"] and store.members.count(MemberQuery(deleted=True)) == 2
    assert store.members.of_ids(["mia"])["mia"].deleted_at == NOW, "the second press begins no days anew"


def test_a_deleted_member_leaves_what_was_made_with_it(store: Store) -> None:
    mia = a_member("Mia")
    put(store, mia)
    job_id = made_with(store, mia)
    store.members.delete("mia", NOW)
    assert store.members.forget(["mia"], NOW) == ["mia"] and store.members.get("mia") is None
    assert store.jobs.get(job_id) is not None
    assert [one.id for one in store.lists.lines(JobQuery(member_id="mia"))] == [job_id]


def test_a_job_that_is_forgotten_leaves_no_trace_of_its_members(store: Store) -> None:
    mia = a_member("Mia")
    put(store, mia)
    job_id = made_with(store, mia)
    store.jobs.delete([job_id], NOW, APP)
    store.trash.delete_for_good([job_id], NOW)
    store.trash.forget([job_id])
    assert store.members.videos("mia") == 0 and store.jobs.get(job_id) is None
