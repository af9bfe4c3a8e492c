"""Every remark about a picture has a sentence, in which nothing is missing."""

from __future__ import annotations

import pytest

from lib.domain.errors import DiskTrouble
from lib.domain.picture_remark import PARAMS, Param, PictureRemark, RemarkKind, remark_of, remarks_in, unusable
from lib.text.language import CODES, language_of, speaking
from lib.text.picture_sentences import remark_text

FIGURES: dict[str, Param] = {
    "width": 9000,
    "height": 8000,
    "least": 128,
    "most": 4,
    "count": 2049,
    "size_bytes": 50_000_001,
    "most_bytes": 50_000_000,
    "text": "One frame of it.",
}


def sample(kind: RemarkKind) -> PictureRemark:
    """A remark of this kind with just what belongs to it."""
    return PictureRemark(kind, {name: FIGURES[name] for name in PARAMS.get(kind, ())})


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", RemarkKind)
def test_every_remark_has_a_sentence_with_all_its_figures(kind: RemarkKind, code: str) -> None:
    with speaking(language_of(code)):
        text = remark_text(sample(kind))
    assert text and "{" not in text
    assert ("9000 × 8000" in text) is ("width" in PARAMS.get(kind, ()))


@pytest.mark.parametrize("kind", RemarkKind)
def test_what_belongs_to_a_remark_has_to_be_there(kind: RemarkKind) -> None:
    for name in PARAMS.get(kind, ()):
        with pytest.raises(ValueError, match=name):
            PictureRemark(kind, {**sample(kind).params, name: None})  # type: ignore[dict-item]


@pytest.mark.parametrize("kind", RemarkKind)
def test_an_error_and_a_job_can_keep_why_a_picture_was_not_used(kind: RemarkKind) -> None:
    error = unusable(sample(kind))
    assert remark_of(error.code, error.detail) == sample(kind)


@pytest.mark.parametrize(
    ("code", "detail"),
    [("", ""), ("ImageFormatInvalid", ""), ("castboard.picture.new", ""), ("castboard.picture.too_small", "{")],
)
def test_what_says_nothing_of_a_picture_is_no_remark(code: str, detail: str) -> None:
    error = DiskTrouble(code=code, detail=detail)
    assert remark_of(error.code, error.detail) is None


def test_sentences_of_earlier_versions_stay_and_what_a_later_one_kept_is_left_out() -> None:
    of_now, of_later = ({"kind": kind, "params": {}} for kind in ("first_frame", "new"))
    found = remarks_in(["Its print colours are turned.", of_now, of_later, 7, {}])
    assert [remark_text(one) for one in found] == [
        "Its print colours are turned.",
        "This is an animation: only its first frame is used.",
    ]
