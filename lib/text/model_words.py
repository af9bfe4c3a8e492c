"""What the models are called, and what each is good at."""

from __future__ import annotations

from collections.abc import Sequence

from lib.domain.catalog import Model, model_named
from lib.domain.model_switch import ModelSwitch
from lib.domain.waits import Wait
from lib.text.formats import seconds, span
from lib.text.language import N_, _, _n

_TAGLINES = {
    "viduq3-pro": N_("High-quality sound and picture, vivid and three-dimensional."),
    "viduq2-pro": N_("Good results, rich detail."),
    "viduq2-turbo": N_("Good results, rich detail, and quicker."),
    "viduq2-pro-fast": N_("Lowest price, fast."),
    "viduq1": N_("Clear picture, steady camera."),
    "viduq1-classic": N_("Clear picture, steady camera."),
    "vidu2.0": N_("Fast."),
}


def model_label(model_id: str) -> str:
    """A model's name; one that the service no longer offers says so."""
    model = model_named(model_id)
    if not model.retired:
        return model.label
    return _("{model} (retired)", model=model.label) if model.label else _("Unknown model (retired)")


def model_tagline(model_id: str) -> str:
    """A sentence on what it is good at."""
    if model_named(model_id).retired:
        return _("The service no longer offers this model: choose another one.")
    return _(_TAGLINES[model_id])


def lengths(choices: Sequence[int]) -> str:
    """ "1 to 10 s", or the only one."""
    if len(choices) == 1:
        return _("always {length} long", length=seconds(choices[0]))
    return _("{least} to {most} s long", least=choices[0], most=choices[-1])


def wait_words(wait: Wait) -> str:
    """How long a video usually takes, and whether the team's own videos say so."""
    if not wait.videos:
        return _("Ready in {span}", span=span(wait.from_s, wait.to_s))
    videos = _n("your last video", "your last {count} videos", wait.videos)
    return _("Ready in {about}, based on {videos}", about=_about(wait.from_s), videos=videos)


def _about(value_s: int) -> str:
    if value_s < 90:
        return _n("about {count} second", "about {count} seconds", value_s)
    return _n("about {count} minute", "about {count} minutes", round(value_s / 60))


def sound_words(model: Model) -> str:
    """What it does with sound and music."""
    with_music = [length for length in model.durations if model.takes_music(length)]
    if not with_music:
        return _("Sound by default, no music") if model.audio_default else _("Silent by default, no music")
    if len(with_music) < len(model.durations):
        most = seconds(with_music[-1])
        if model.audio_default:
            return _("Sound by default, music up to {most}", most=most)
        return _("Silent by default, music up to {most}", most=most)
    return _("Sound by default, music") if model.audio_default else _("Silent by default, music")


def switch_words(switch: ModelSwitch) -> str:
    """What another model changed beside itself."""
    before, after = switch.before, switch.after
    changes = []
    if before.duration != after.duration:
        words = _("length from {before} to {after}", before=seconds(before.duration), after=seconds(after.duration))
        changes.append(words)
    if before.resolution != after.resolution:
        changes.append(_("resolution from {before} to {after}", before=before.resolution, after=after.resolution))
    if before.audio != after.audio:
        changes.append(_("sound on") if after.audio else _("sound off"))
    return _("Switching to {model} also changed: {changes}.", model=model_label(after.model), changes=changes)
