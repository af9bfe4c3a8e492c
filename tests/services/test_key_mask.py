"""No line of the log carries the key, whoever writes it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from lib.app import build
from lib.domain.errors import DiskTrouble
from lib.services.gateway.key_mask import HIDDEN, KeyMask, mask_in_logs
from lib.services.settings import load

KEY = "a-secret/of+the=test"


@pytest.fixture
def unmasked() -> Iterator[io.StringIO]:
    """What a logger of anybody's writes; masks of the test end with it."""
    before, text = logging.getLogRecordFactory(), io.StringIO()
    handler, logger = logging.StreamHandler(text), logging.getLogger("anybody")
    logger.addHandler(handler)
    yield text
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


@pytest.fixture
def written(unmasked: io.StringIO) -> io.StringIO:
    """What it writes after the mask was put on."""
    mask_in_logs(KEY)
    return unmasked


def test_a_message_an_argument_and_a_traceback_are_masked(written: io.StringIO) -> None:
    logger = logging.getLogger("anybody")
    logger.warning("sent with %s", f"Bearer {KEY}")
    logger.warning(f"key {KEY}")
    try:
        raise ValueError(f"bad key {KEY}")
    except ValueError:
        logger.exception("trouble")
    logger.warning("here", stack_info=True, extra={"unused": 1})
    said = written.getvalue()
    assert KEY not in said and said.count(HIDDEN) >= 3
    assert "ValueError" in said


def test_everything_else_stays_as_it_is(written: io.StringIO) -> None:
    logging.getLogger("anybody").warning("%d of %s", 3, "five")
    assert written.getvalue() == "3 of five\n"


def test_a_key_from_a_file_with_its_line_end_is_masked_as_it_is_sent(unmasked: io.StringIO) -> None:
    mask_in_logs(f" {KEY}\n")
    logging.getLogger("anybody").warning("sent with Bearer %s", KEY)
    assert unmasked.getvalue() == f"sent with Bearer {HIDDEN}\n"


def test_the_mask_is_on_before_anything_can_fail(unmasked: io.StringIO, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    studio = build(load(tmp_path, {"OCTOPUSX_API_KEY": KEY, "CASTBOARD_DATA_DIR": "file/data"}))
    with pytest.raises(DiskTrouble):
        studio.start()
    logging.getLogger("anybody").warning("not started, with %s", KEY)
    assert unmasked.getvalue() == f"not started, with {HIDDEN}\n"


@pytest.mark.parametrize(
    "spelled",
    [
        KEY,
        quote(KEY, safe=""),
        quote(KEY, safe="").lower(),
        json.dumps(KEY).strip('"').replace("/", "\\/"),
        "".join(f"\\u{ord(one):04X}" for one in KEY),
        "".join(f"&#{ord(one)};" for one in KEY),
        "".join(f"&#x{ord(one):x};" for one in KEY),
    ],
)
def test_a_key_is_known_however_it_is_spelled(spelled: str) -> None:
    assert KeyMask(KEY).hide(f"<{spelled}>") == f"<{HIDDEN}>"


@pytest.mark.parametrize("other", [KEY[:-1], KEY.upper(), KEY.replace("/", "-"), ""])
def test_what_is_not_the_key_stays(other: str) -> None:
    assert KeyMask(KEY).hide(other) == other


def test_a_key_too_short_to_be_one_hides_no_words() -> None:
    before = logging.getLogRecordFactory()
    mask_in_logs("a")
    assert logging.getLogRecordFactory() is before
