"""What people do with the team's voices, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.domain.actor import Actor
from lib.domain.lists import Voice
from lib.domain.voice_list import VoiceChange, VoiceRemark, VoiceRemarkKind
from lib.services.store import Store
from lib.services.voice_desk import VoiceDesk
from tests.services.store_kit import keep_voices

ANN, BOB = Actor("ann"), Actor("bob")
WARM = Voice("1", "Warm", "voice_001", "for Mia", "English", ("calm",))


@pytest.fixture
def desk(store: Store) -> VoiceDesk:
    return VoiceDesk(store)


def test_a_voice_is_added_tidied_and_taken_back(desk: VoiceDesk) -> None:
    added = desk.add(ANN, Voice("", " Warm ", " voice_001 ", tags=(" calm ",)))
    assert isinstance(added, VoiceChange) and added.after and added.after.id
    assert desk.store.voices.all() == [Voice(added.after.id, "Warm", "voice_001", tags=("calm",))]
    refused = desk.add(ANN, Voice("", "warm", "voice_002"))
    assert isinstance(refused, VoiceRemark) and refused.kind is VoiceRemarkKind.SAME_NAME
    assert desk.undo(ANN, [added]) and desk.store.voices.all() == []


def test_a_voice_is_changed_and_taken_back_as_long_as_nobody_else_changes_it(desk: VoiceDesk) -> None:
    keep_voices(desk.store, WARM)
    changed = desk.change(ANN, replace(WARM, name="Cold"))
    assert isinstance(changed, VoiceChange) and [one.name for one in desk.store.voices.all()] == ["Cold"]
    assert desk.undo(ANN, [changed]) and desk.store.voices.all() == [WARM]
    changed = desk.change(ANN, replace(WARM, name="Cold"))
    assert isinstance(changed, VoiceChange) and desk.change(BOB, replace(WARM, name="Cold", note="Bob's"))
    assert not desk.undo(ANN, [changed]) and [one.note for one in desk.store.voices.all()] == ["Bob's"]


def test_a_voice_that_is_gone_is_neither_changed_nor_removed(desk: VoiceDesk) -> None:
    assert desk.change(ANN, WARM) is None and desk.remove(ANN, "1") is None and desk.store.voices.all() == []


def test_a_removed_voice_comes_back_as_it_was_unless_its_place_is_taken(desk: VoiceDesk) -> None:
    keep_voices(desk.store, WARM)
    removed = desk.remove(ANN, "1")
    assert removed and desk.store.voices.all() == []
    assert desk.undo(ANN, [removed]) and desk.store.voices.all() == [WARM]
    removed = desk.remove(ANN, "1")
    assert removed and isinstance(desk.add(BOB, Voice("", "Other", "voice_001")), VoiceChange)
    assert not desk.undo(ANN, [removed]) and [one.name for one in desk.store.voices.all()] == ["Other"]


def test_an_import_is_one_deed_and_is_taken_back_as_one(desk: VoiceDesk) -> None:
    keep_voices(desk.store, WARM)
    changes = [
        VoiceChange(WARM, replace(WARM, note="new")),
        VoiceChange(None, Voice("", "Cid", "voice_003")),
        VoiceChange(None, Voice("", "Dan", "voice_004")),
    ]
    made = desk.make(ANN, changes)
    assert len(made) == 3 and len({change.id for change in made}) == 3
    assert not desk.make(ANN, changes), "the same once more changes nothing"
    assert len(desk.undo(ANN, made)) == 3 and desk.store.voices.all() == [WARM]
