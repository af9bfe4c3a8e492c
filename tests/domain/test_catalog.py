"""The catalog of models, held against contract 1.2 line by line, written out here once more by hand."""

import pytest

from lib.domain.catalog import CATALOG, PIXELS, model_named
from lib.text.model_words import model_label, model_tagline

TO_16, TO_10 = tuple(range(1, 17)), tuple(range(1, 11))
SMALL_TO_LARGE = ("540p", "720p", "1080p")

# id, durations, default, resolutions, default, allowed but not listed, source
CONTRACT_1_2 = [
    ("viduq3-pro", TO_16, 5, SMALL_TO_LARGE, "720p", (), "V"),
    ("viduq2-pro", TO_10, 5, SMALL_TO_LARGE, "720p", (), "M"),
    ("viduq2-turbo", TO_10, 5, SMALL_TO_LARGE, "720p", (), "M"),
    ("viduq2-pro-fast", TO_10, 5, ("720p", "1080p"), "720p", ("540p",), "M"),
    ("viduq1", (5,), 5, ("1080p",), "1080p", (), "V"),
    ("viduq1-classic", (5,), 5, ("1080p",), "1080p", (), "V"),
    ("vidu2.0", (4,), 4, ("360p", "720p"), "360p", (), "V"),
]
IDS = [row[0] for row in CONTRACT_1_2]
Q3 = {"viduq3-pro"}
Q2 = {"viduq2-pro", "viduq2-turbo", "viduq2-pro-fast"}


@pytest.mark.parametrize("row", CONTRACT_1_2, ids=IDS)
def test_a_model_takes_what_the_contract_says(row: tuple[object, ...]):
    model = model_named(str(row[0]))
    assert row == (
        model.id,
        model.durations,
        model.default_duration,
        model.resolutions,
        model.default_resolution,
        model.off_list,
        model.source,
    )


def test_the_catalog_has_the_contracts_models_in_its_order_and_no_others():
    assert [model.id for model in CATALOG] == IDS


@pytest.mark.parametrize("model", CATALOG, ids=IDS)
def test_the_family_decides_on_sound_voice_and_length_of_the_scene(model):
    is_q3 = model.id in Q3
    assert model.prompt_limit == (5000 if is_q3 else 2000)
    assert model.audio_default is is_q3
    assert model.takes_overall_voice is not is_q3


@pytest.mark.parametrize("duration", [None, 1, 5, 8, 9, 10, 11])
@pytest.mark.parametrize("model", CATALOG, ids=IDS)
def test_music_is_not_on_q3_and_on_q2_not_at_9_and_10_seconds(model, duration: int | None):
    without = model.id in Q3 or (model.id in Q2 and duration in (9, 10))
    assert model.takes_music(duration) is not without


@pytest.mark.parametrize("model", CATALOG, ids=IDS)
def test_a_model_can_make_its_own_defaults_and_people_can_tell_it_from_the_others(model):
    assert model.default_duration in model.durations
    assert model.default_resolution in model.resolutions
    assert set(model.resolutions) | set(model.off_list) <= set(PIXELS)
    assert model.label and model_tagline(model.id).endswith(".")
    assert 0 < model.usual_s[0] < model.usual_s[1]
    assert [other.label for other in CATALOG].count(model.label) == 1


def test_sizes_are_16_to_9_and_even_as_video_needs_them():
    assert all(width * 9 == height * 16 and not (width % 2 or height % 2) for width, height in PIXELS.values())


@pytest.mark.parametrize("model_id", ["viduq9", "", "VIDUQ3-PRO"])
def test_a_model_that_is_not_in_the_catalog_is_told_as_retired(model_id: str):
    model = model_named(model_id)
    assert (model.id, model.retired) == (model_id, True)
    assert model_label(model_id) == f"{model_id or 'Unknown model'} (retired)"
    assert model_tagline(model_id) == "The service no longer offers this model: choose another one."
    assert not any(one.retired for one in CATALOG)
