"""What people do with presets: each action is one call with its actor."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from lib.domain.actor import Actor, Operation
from lib.domain.draft import Draft
from lib.domain.preset import NameProblem, Preset, settings_of_board
from lib.services.rights import Allow, allow
from lib.services.store import Store


class PresetDesk:
    """An action on a preset that is already gone changes nothing."""

    def __init__(self, store: Store, allow: Allow = allow) -> None:
        self.store, self.allow = store, allow

    def make(self, actor: Actor, draft: Draft, name: str, now: datetime, *, team: bool) -> NameProblem | None:
        """Keep the settings of a board under a name, or say why not under this one."""
        self.allow(actor, Operation.CHANGE_TEAM_PRESET if team else Operation.MAKE_PRESET)
        made = Preset(uuid4().hex, actor.person_id, team, name.strip(), settings_of_board(draft))
        return self.store.presets.save_named(made, now)

    def rename(self, actor: Actor, preset_id: str, name: str, now: datetime) -> NameProblem | None:
        """Rename a preset, or say why it cannot be called so."""
        preset = self._to_change(actor, preset_id)
        return self.store.presets.save_named(replace(preset, name=name.strip()), now) if preset else None

    def update(self, actor: Actor, preset_id: str, draft: Draft, now: datetime) -> None:
        """Replace its settings by those of this board."""
        if preset := self._to_change(actor, preset_id):
            self.store.presets.save(replace(preset, settings=settings_of_board(draft)), now)

    def delete(self, actor: Actor, preset_id: str, now: datetime) -> None:
        """Take it off the lists; `restore` brings it back, for 30 days from `now`."""
        if self._to_change(actor, preset_id):
            self.store.presets.delete(preset_id, now)

    def restore(self, actor: Actor, preset_id: str) -> Preset | None:
        """Bring it back as the default of whoever had chosen it, under another name if its own was taken meanwhile.

        As it is then; None where it is gone.
        """
        return self.store.presets.restore(preset_id) if self._to_change(actor, preset_id) else None

    def choose_default(self, actor: Actor, preset_id: str) -> None:
        """What the new boards of whoever does this begin with; "": the standard settings."""
        self.allow(actor, Operation.CHANGE_SELF)
        self.store.presets.choose_default(actor.person_id, preset_id)

    def _to_change(self, actor: Actor, preset_id: str) -> Preset | None:
        """Raises NotPermitted."""
        preset = self.store.presets.get(preset_id)
        if preset:
            self.allow(actor, Operation.CHANGE_TEAM_PRESET if preset.team else Operation.CHANGE_OWN_PRESET, preset)
        return preset
