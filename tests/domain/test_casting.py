"""A cast from a pile of pictures."""

from __future__ import annotations

from functools import reduce

from lib.domain.casting import with_picture
from lib.domain.draft import DraftPicture, DraftSubject


def cast_of(*files: str) -> list[tuple[str, int]]:
    """Name and number of pictures of each subject, from files in this order."""
    start: tuple[DraftSubject, ...] = ()
    cast = reduce(
        lambda so_far, file: with_picture(so_far, DraftPicture(url="https://x/1.png", name=file), f"u{len(so_far)}"),
        files,
        start,
    )
    return [(subject.name, len(subject.pictures)) for subject in cast]


def test_each_file_is_a_subject_named_after_it() -> None:
    assert cast_of("Mia.png", "owl-final.jpg", "IMG_1234.jpg") == [("Mia", 1), ("Owl", 1), ("", 1)]


def test_pictures_of_one_name_are_of_one_subject_while_it_has_room() -> None:
    files = ("Lena_front.jpg", "Bear.png", "lena_side.jpg", "Lena_back.jpg", "Lena.png")
    assert cast_of(*files) == [("Lena", 3), ("Bear", 1), ("", 1)]


def test_files_without_a_name_are_not_taken_for_one_subject() -> None:
    assert cast_of("IMG_1.jpg", "IMG_2.jpg") == [("", 1), ("", 1)]
