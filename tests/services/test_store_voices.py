"""The team's list of voices in the store."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from lib.domain.lists import Voice
from lib.domain.voice_list import VoiceChange
from lib.services.store import Store
from lib.services.store.tables import voices
from tests.services.older_versions import migrations_up_to
from tests.services.store_kit import keep_voices

WARM = Voice("1", "warm", "voice_001", "for Mia", "English", ("calm", "for, films"))
BRIGHT = Voice("2", "Bright", "voice_002")


def test_the_team_keeps_its_voices_by_name(store: Store) -> None:
    keep_voices(store, WARM, BRIGHT)
    assert store.voices.all() == [BRIGHT, WARM]
    store.voices.apply([VoiceChange(BRIGHT, replace(BRIGHT, name="Zoe", note="new", tags=("loud",)))])
    assert [(voice.name, voice.tags) for voice in store.voices.all()] == [("warm", WARM.tags), ("Zoe", ("loud",))]
    store.voices.apply([VoiceChange(WARM, None)])
    revision = store.revision()
    assert store.voices.apply([VoiceChange(WARM, None)]) == ()
    assert [voice.id for voice in store.voices.all()] == ["2"] and store.revision() == revision


def test_what_somebody_changed_meanwhile_is_not_written_over(store: Store) -> None:
    keep_voices(store, WARM, BRIGHT)
    theirs = replace(WARM, note="theirs")
    store.voices.apply([VoiceChange(WARM, theirs)])
    mine = [VoiceChange(WARM, replace(WARM, note="mine")), VoiceChange(BRIGHT, replace(BRIGHT, note="mine"))]
    assert store.voices.apply(mine) == (mine[1],)
    assert {voice.note for voice in store.voices.all()} == {"theirs", "mine"}


@pytest.mark.parametrize(
    ("kept", "tags"),
    [
        ("", ()),
        ('["calm","deep"]', ("calm", "deep")),
        ('["calm",7,null]', ("calm",)),
        ("calm, deep", ("calm", "deep")),
        ("7", ("7",)),
        ('{"a":1}', ('{"a":1}',)),
        ("[" * 5000, ("[" * 5000,)),
    ],
)
def test_tags_are_read_leniently(store: Store, kept: str, tags: tuple[str, ...]) -> None:
    keep_voices(store, BRIGHT)
    with store._write() as connection:
        connection.execute(text("UPDATE voices SET tags = :kept"), {"kept": kept})
    assert [voice.tags for voice in store.voices.all()] == [tags]


def test_the_data_of_the_version_before_opens_with_its_voices(tmp_path: Path, empty_store_url: str) -> None:
    with closing(Store(empty_store_url, migrations_up_to("0017", tmp_path / "migrations"))) as before:
        before.open()
        with before._write() as connection:
            row = {"id": "1", "name": "Warm", "voice_id": "voice_001", "note": "for Mia"}
            connection.execute(text("INSERT INTO voices VALUES (:id, :name, :voice_id, :note)"), row)
    with closing(Store(empty_store_url)) as now:
        now.open()
        (kept,) = now.voices.all()
        assert kept == Voice("1", "Warm", "voice_001", "for Mia", "", ())
        changed = replace(kept, language="English", tags=("calm",))
        assert now.voices.apply([VoiceChange(kept, changed)]) and now.voices.all() == [changed]


def test_two_of_one_name_that_are_there_already_can_be_changed(store: Store) -> None:
    same = [{"id": one, "name": "Ann", "voice_id": f"voice-{one}", "note": ""} for one in "ab"]
    with store._write() as connection:
        connection.execute(insert(voices), same)
    first = store.voices.all()[0]
    assert store.voices.apply([VoiceChange(first, replace(first, note="new"))])
