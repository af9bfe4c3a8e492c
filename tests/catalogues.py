"""Bring the catalogues of lib/text up to date with the code: `python -m tests.catalogues`.

It takes every sentence that the code marks (`_`, `_n`, `_p`, `N_`) into each language's file, keeps what is translated,
and drops what nobody says any more. What a sentence means is never guessed from one like it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from lib.text.language import CATALOGUES, CODES, ENGLISH

ROOT = Path(__file__).parent.parent
SOURCES = ("lib", "pages")
FRONT_DOOR = "streamlit_app.py"
KEYWORDS = {"_": None, "N_": None, "_n": (1, 2), "_p": ((1, "c"), 2)}
"""The functions of lib.text.language, and which of their arguments are sentences."""


def said_in_the_code() -> Catalog:
    """Every sentence that is marked, with the files it stands in."""
    found = Catalog(project="Castboard", charset="utf-8")
    for place, message, context in _marked():
        found.add(message, locations=[(place, 0)], context=context)
    return found


def _marked() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for folder in SOURCES:
        extracted = extract_from_dir(
            str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS, comment_tags=(), strip_comment_tags=True
        )
        for name, _line, message, _comments, context in extracted:
            yield f"{folder}/{name}", message, context
    front_door = extract_from_dir(str(ROOT), [(FRONT_DOOR, "python")], keywords=KEYWORDS, directory_filter=_nowhere)
    for name, _line, message, _comments, context in front_door:
        yield name, message, context


def _nowhere(_folder: str) -> bool:
    return False


def path_of(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return CATALOGUES / f"{code}.po"


def up_to_date(code: str) -> bytes:
    """The catalogue of a language as it should be now."""
    path, source = path_of(code), said_in_the_code()
    catalogue = Catalog(
        locale=code, project="Castboard", charset="utf-8", header_comment=f"# Castboard in {code}.", fuzzy=False
    )
    if path.is_file():
        with path.open("rb") as file:
            kept = read_po(file, locale=code)
        for message in kept:
            if message.id:
                catalogue.add(message.id, message.string, context=message.context)
    catalogue.update(source, no_fuzzy_matching=True)
    for message in list(catalogue.obsolete):
        del catalogue.obsolete[message]
    written = BytesIO()
    write_po(written, catalogue, width=110, no_location=True, omit_header=False, sort_output=True, ignore_obsolete=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    # What changes with each run says nothing: dates, and the version of the tool.
    dated = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Generated-By',
        '"Last-Translator',
        '"Language-Team',
        '"Report-Msgid',
    )
    return "".join(line for line in lines if not line.startswith(dated)).encode()


def main() -> None:
    for code in CODES:
        if code == ENGLISH.code:
            continue
        path_of(code).write_bytes(up_to_date(code))
        with path_of(code).open("rb") as file:
            missing = [message for message in read_po(file, locale=code) if message.id and not message.string]
        print(f"{path_of(code).relative_to(ROOT)}: {len(missing)} to translate")


if __name__ == "__main__":
    main()
