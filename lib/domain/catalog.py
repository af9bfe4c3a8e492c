"""The models of the service, as one table: what each takes. Source: contract 1.2.

[M] marks rules of the mission document (binding: outside is refused), [V] what the vendors publish (outside is amber).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Resolution = Literal["360p", "540p", "720p", "1080p"]
Source = Literal["M", "V"]

PIXELS: dict[str, tuple[int, int]] = {
    "360p": (640, 360),
    "540p": (960, 540),
    "720p": (1280, 720),
    "1080p": (1920, 1080),
}
"""Width and height in pixels of each size, at 16:9: this endpoint has no choice of picture shape."""


@dataclass(frozen=True)
class Model:
    """One row of contract 1.2. Lengths in whole seconds."""

    id: str
    label: str
    """Its name. Of a model that is gone only the id is known, which may be empty."""
    family: Literal["q3", "q2", "q1", "2.0", "retired"]
    durations: tuple[int, ...]
    default_duration: int
    resolutions: tuple[Resolution, ...]
    """What the form offers. `off_list` may follow: allowed, but not on the vendor's list."""
    default_resolution: Resolution
    source: Source
    """Whether a length or size outside is refused (M) or warned about (V)."""
    usual_s: tuple[int, int]
    """How long a video usually takes, from and to, in seconds: an estimate until this app has seen enough itself."""
    off_list: tuple[Resolution, ...] = ()

    @property
    def retired(self) -> bool:
        """No longer in the catalog: what was made with it is still shown, and nothing can be sent with it."""
        return self.family == "retired"

    @property
    def prompt_limit(self) -> int:
        """Characters the prompt may have [V]."""
        return 5000 if self.family in ("q3", "retired") else 2000

    @property
    def audio_default(self) -> bool:
        """Whether the service adds sound when the request does not say [V]."""
        return self.family == "q3"

    @property
    def takes_overall_voice(self) -> bool:
        """False on q3: one voice for the whole video has no effect there [M]."""
        return self.family != "q3"

    def takes_music(self, duration: int | None) -> bool:
        """Background music: not on q3, on q2 not at 9 and 10 s [V]."""
        if self.family == "q3":
            return False
        return not (self.family == "q2" and (duration or self.default_duration) in (9, 10))


def _seconds(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1))


CATALOG: tuple[Model, ...] = (
    Model(
        id="viduq3-pro",
        label="Q3 Pro",
        family="q3",
        durations=_seconds(1, 16),
        default_duration=5,
        resolutions=("540p", "720p", "1080p"),
        default_resolution="720p",
        source="V",
        usual_s=(120, 300),
    ),
    Model(
        id="viduq2-pro",
        label="Q2 Pro",
        family="q2",
        durations=_seconds(1, 10),
        default_duration=5,
        resolutions=("540p", "720p", "1080p"),
        default_resolution="720p",
        source="M",
        usual_s=(90, 240),
    ),
    Model(
        id="viduq2-turbo",
        label="Q2 Turbo",
        family="q2",
        durations=_seconds(1, 10),
        default_duration=5,
        resolutions=("540p", "720p", "1080p"),
        default_resolution="720p",
        source="M",
        usual_s=(60, 150),
    ),
    Model(
        id="viduq2-pro-fast",
        label="Q2 Pro Fast",
        family="q2",
        durations=_seconds(1, 10),
        default_duration=5,
        resolutions=("720p", "1080p"),
        default_resolution="720p",
        source="M",
        usual_s=(30, 90),
        off_list=("540p",),
    ),
    Model(
        id="viduq1",
        label="Q1",
        family="q1",
        durations=(5,),
        default_duration=5,
        resolutions=("1080p",),
        default_resolution="1080p",
        source="V",
        usual_s=(90, 240),
    ),
    Model(
        id="viduq1-classic",
        label="Q1 Classic",
        family="q1",
        durations=(5,),
        default_duration=5,
        resolutions=("1080p",),
        default_resolution="1080p",
        source="V",
        usual_s=(90, 240),
    ),
    Model(
        id="vidu2.0",
        label="Vidu 2.0",
        family="2.0",
        durations=(4,),
        default_duration=4,
        resolutions=("360p", "720p"),
        default_resolution="360p",
        source="V",
        usual_s=(30, 90),
    ),
)

_BY_ID = {model.id: model for model in CATALOG}


def model_named(model_id: str) -> Model:
    """The row of `model_id`; for one that is not in the catalog any more, what is still known of it."""
    return _BY_ID.get(model_id) or _retired(model_id)


def _retired(model_id: str) -> Model:
    """Jobs and drafts outlive the catalog. Everything counts as allowed: that it cannot be sent says it all."""
    return Model(
        id=model_id,
        label=model_id,
        family="retired",
        durations=_seconds(1, 16),
        default_duration=5,
        resolutions=("360p", "540p", "720p", "1080p"),
        default_resolution="720p",
        source="V",
        usual_s=(60, 300),
    )
