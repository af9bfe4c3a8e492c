"""What people do with the team's list of voices: each action is one call with its actor, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from lib.domain.actor import Actor, Operation
from lib.domain.lists import Voice
from lib.domain.voice_list import VoiceChange, VoiceRemark, tidied, voice_remark
from lib.services.rights import Allow, allow
from lib.services.store import Store


class VoiceDesk:
    """Jobs and boards keep the voice ids that they have, whatever becomes of the list."""

    def __init__(self, store: Store, allow: Allow = allow) -> None:
        self.store, self.allow = store, allow

    def add(self, actor: Actor, voice: Voice) -> VoiceChange | VoiceRemark:
        """Put a voice on the list, or say why not. Its `id` does not count."""
        return self._write(actor, None, replace(voice, id=uuid4().hex))

    def change(self, actor: Actor, voice: Voice) -> VoiceChange | VoiceRemark | None:
        """Change the voice with this `id`, or say why not; None if it is gone."""
        before = self._get(voice.id)
        return self._write(actor, before, voice) if before else None

    def remove(self, actor: Actor, voice_id: str) -> VoiceChange | None:
        """Take the voice with this `id` off the list; None if it is gone."""
        before = self._get(voice_id)
        made = self.make(actor, [VoiceChange(before, None)]) if before else ()
        return made[0] if made else None

    def make(self, actor: Actor, changes: Sequence[VoiceChange]) -> Sequence[VoiceChange]:
        """Make these changes at once, new voices with an `id` of their own; returns those that were made.

        Left out is what somebody else has changed since, and what would stand on the list twice.
        """
        self.allow(actor, Operation.CHANGE_VOICES)
        return self.store.voices.apply([change if change.id else _with_id(change) for change in changes])

    def undo(self, actor: Actor, changes: Sequence[VoiceChange]) -> Sequence[VoiceChange]:
        """Undo these changes; returns those undone. What somebody else has changed since stays."""
        return self.make(actor, [change.back for change in changes])

    def _write(self, actor: Actor, before: Voice | None, voice: Voice) -> VoiceChange | VoiceRemark:
        self.allow(actor, Operation.CHANGE_VOICES)
        after = tidied(voice)
        while True:
            if remark := voice_remark(after, self.store.voices.all()):
                return remark
            if before == after:
                return VoiceChange(before, after)
            # Nothing is made where somebody took the name or changed the voice in between.
            if made := self.make(actor, [VoiceChange(before, after)]):
                return made[0]
            before = self._get(after.id)

    def _get(self, voice_id: str) -> Voice | None:
        return next((voice for voice in self.store.voices.all() if voice.id == voice_id), None)


def _with_id(change: VoiceChange) -> VoiceChange:
    return replace(change, after=replace(change.after, id=uuid4().hex)) if change.after else change
