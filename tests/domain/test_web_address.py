"""Which web addresses can name a picture for the service to fetch."""

import pytest

from lib.domain.web_address import picture_address_problem
from lib.text.picture_sentences import remark_text

NO_ADDRESS = "This is not a web address. It must start with http:// or https://."
PRIVATE = "This address is on a private network: the video service cannot reach it. Upload the picture instead."
LONG = "This address has 2,049 characters; at most 2,048 are allowed."


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mia.png", NO_ADDRESS),
        ("ftp://example.com/a.png", NO_ADDRESS),
        ("https://[half/a.png", NO_ADDRESS),
        ("https://example.com/".ljust(2049, "a"), LONG),
        ("https://localhost/a.png", PRIVATE),
        ("http://192.168.0.1/a.png", PRIVATE),
        ("http://127.1/a.png", PRIVATE),
        ("http://0x7f.1/a.png", PRIVATE),
        ("http://nas.local/a.png", PRIVATE),
        ("http://intranet/a.png", PRIVATE),
    ],
)
def test_an_address_that_the_service_cannot_fetch_says_why(url: str, sentence: str) -> None:
    problem = picture_address_problem(url)
    assert problem is not None and remark_text(problem) == sentence


@pytest.mark.parametrize(
    "url", ["https://example.com/a.png", "http://8.8.8.8/a", "https://example.com/".ljust(2048, "a")]
)
def test_one_that_it_can_has_no_problem(url: str) -> None:
    assert picture_address_problem(url) is None
