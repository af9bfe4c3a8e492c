"""When two requests are identical: everything but the seed counts (design 4)."""

from __future__ import annotations

import pytest

from lib.domain.request import Subject, VideoRequest, fingerprint

SUBJECT = Subject(id="Mia", images=("https://example.com/mia.png",))


def an_order(**fields: object) -> VideoRequest:
    return VideoRequest.model_validate({"model": "viduq3-pro", "subjects": [SUBJECT], "prompt": "让@Mia 走", **fields})


@pytest.mark.parametrize("seed", [None, 0, 7, 10**30])
def test_another_seed_is_the_identical_request(seed: int | None) -> None:
    assert fingerprint(an_order(seed=seed)) == fingerprint(an_order(seed=1))


DIFFERENT = {
    "false is not absent": {"audio": False},
    "zero is not absent": {"duration": 0},
    "another scene": {"prompt": "让@Mia 跑"},
    "another model": {"model": "viduq1"},
    "another picture": {"subjects": [Subject(id="Mia", images=("https://example.com/2.png",))]},
}


@pytest.mark.parametrize("fields", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_anything_else_makes_it_another(fields: dict[str, object]) -> None:
    assert fingerprint(an_order(**fields)) != fingerprint(an_order())


def test_a_fingerprint_is_64_hex_digits_and_stays_the_same_over_versions() -> None:
    assert fingerprint(an_order()) == "9d78c8bd8168af51412a724c8629bd0fc839cc86d3ef787e2baf86fb23aad7c9"
