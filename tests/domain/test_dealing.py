"""Several pictures dealt out to a cast."""

from __future__ import annotations

from itertools import count

from lib.domain.dealing import Way, dealt, some_share_a_subject
from lib.domain.draft import DraftPicture, DraftSubject

MIA = DraftSubject(uid="mia", name="Mia", pictures=(DraftPicture(url="https://x/m.png"),))


def named(*files: str) -> list[DraftPicture]:
    return [DraftPicture(url=f"https://x/{place}.png", name=file) for place, file in enumerate(files)]


def cast_of(way: Way, *files: str, before: tuple[DraftSubject, ...] = ()) -> list[tuple[str, int]]:
    """Name and number of pictures of each subject afterwards."""
    numbers = count()
    deal = dealt(before, named(*files), way, lambda: f"u{next(numbers)}")
    assert len({subject.uid for subject in deal.cast}) == len(deal.cast)
    return [(subject.name, len(subject.pictures)) for subject in deal.cast]


def test_one_subject_each_named_after_its_file() -> None:
    assert cast_of(Way.EACH, "Bear.png", "owl-final.jpg", "IMG_1.jpg") == [("Bear", 1), ("Owl", 1), ("", 1)]


def test_one_each_comes_to_whom_the_file_names_while_there_is_room() -> None:
    files = ("Mia_side.jpg", "Bear.png", "mia_back.jpg", "mia_4.jpg")
    assert cast_of(Way.EACH, *files, before=(MIA,)) == [("Mia", 3), ("Bear", 1), ("", 1)]


def test_all_to_one_is_a_new_subject_with_the_first_name_that_a_file_says() -> None:
    assert cast_of(Way.ONE, "IMG_1.jpg", "Bear.png", before=(MIA,)) == [("Mia", 1), ("Bear", 2)]
    assert cast_of(Way.ONE, "Mia_2.jpg", "mia3.png", before=(MIA,)) == [("Mia", 1), ("", 2)], "the name is taken"


def test_a_subject_takes_three_and_the_rest_is_left_over() -> None:
    pictures = named("1.png", "2.png", "3.png", "4.png", "5.png")
    deal = dealt((), pictures, Way.ONE, lambda: "new")
    assert [picture.name for picture in deal.cast[0].pictures] == ["1.png", "2.png", "3.png"]
    assert [picture.name for picture in deal.left_over] == ["4.png", "5.png"]


def test_nothing_dealt_out_changes_nothing() -> None:
    assert dealt((MIA,), (), Way.ONE, lambda: "new").cast == dealt((MIA,), (), Way.EACH, lambda: "new").cast == (MIA,)


def test_it_is_known_beforehand_whether_some_come_together() -> None:
    assert not some_share_a_subject((MIA,), named("Bear.png", "Owl.png", "IMG_1.jpg", "IMG_2.jpg"))
    assert some_share_a_subject((), named("Bear_front.png", "Bear_side.png"))
    assert some_share_a_subject((MIA,), named("Mia.png", "Owl.png"))
