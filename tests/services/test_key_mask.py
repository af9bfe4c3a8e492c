"""No line of the log carries the key, whoever writes it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from lib.services.key_mask import HIDDEN, mask_in_logs

KEY = "a-secret-of-the-test"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a logger of anybody's wrote after the mask was put on."""
    before, text = logging.getLogRecordFactory(), io.StringIO()
    handler, logger = logging.StreamHandler(text), logging.getLogger("anybody")
    logger.addHandler(handler)
    mask_in_logs(KEY)
    yield text
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_a_message_an_argument_and_a_traceback_are_masked(written: io.StringIO) -> None:
    logger = logging.getLogger("anybody")
    logger.warning("sent with %s", f"Bearer {KEY}")
    logger.warning(f"key {KEY}")
    try:
        raise ValueError(f"bad key {KEY}")
    except ValueError:
        logger.exception("trouble")
    said = written.getvalue()
    assert KEY not in said and said.count(HIDDEN) >= 3
    assert "ValueError" in said


def test_everything_else_stays_as_it_is(written: io.StringIO) -> None:
    logging.getLogger("anybody").warning("%d of %s", 3, "five")
    assert written.getvalue() == "3 of five\n"


def test_a_key_too_short_to_be_one_hides_no_words() -> None:
    before = logging.getLogRecordFactory()
    mask_in_logs("a")
    assert logging.getLogRecordFactory() is before
