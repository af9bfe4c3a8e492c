"""What another model changed on the board beside itself, to be shown and undone on its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from lib.domain.draft import Draft, with_model


@dataclass(frozen=True)
class ModelSettings:
    """What follows a model's defaults (`with_model`). Length in seconds."""

    model: str
    duration: int
    resolution: str
    audio: bool


@dataclass(frozen=True)
class ModelSwitch:
    """From one model to another, with what stood and what stands on the board."""

    before: ModelSettings
    after: ModelSettings

    @property
    def tells(self) -> bool:
        """Whether more changed than the model, which everyone sees."""
        return self.before != ModelSettings(**asdict(self.after) | {"model": self.before.model})

    def stands(self, draft: Draft) -> bool:
        """Whether the board is still as the switch left it; whoever changed it since knows of it."""
        return settings_of(draft) == self.after

    def taken_back(self, draft: Draft) -> Draft:
        """The board with what stood before; what was done elsewhere on it since stays."""
        return draft.model_copy(update=asdict(self.before))


def settings_of(draft: Draft) -> ModelSettings:
    """Of this board."""
    return ModelSettings(draft.model, draft.duration, draft.resolution, draft.audio)


def switched(draft: Draft, model_id: str) -> tuple[Draft, ModelSwitch]:
    """The board for another model, and what that changed."""
    after = with_model(draft, model_id)
    return after, ModelSwitch(settings_of(draft), settings_of(after))
