"""From a file's name to a name: what a person would type, and nothing for what a camera or a program called it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lib.domain.naming import called, can_be_named, letters
from lib.domain.picture_names import name_from_file, offered_name

SAYS = {
    "Lena_front.jpg": "Lena",
    "lena (1).jpg": "Lena",
    "LenaFront.PNG": "Lena",
    "Mia02.png": "Mia",
    "MIA_FRONT_v2.png": "MIA",
    "2026-01-02_lena.png": "Lena",
    "Copy of Lena.jpg": "Lena",
    "photo_lena.jpg": "Lena",
    "Lena Müller 1080x1920.jpg": "Lena Müller",
    "Anne-Marie.png": "Anne-Marie",
    "McDonald.png": "McDonald",
    "O'Neil_side.jpg": "O'Neil",
    "red-fox.jpg": "Red fox",
    "old_man.png": "Old man",
    "R2D2.png": "R2D2",
    "红狐_正面.png": "红狐",
    "红狐正面.png": "红狐",
    "米娅 全身.jpg": "米娅",
    "e\u0301mile.png": "Émile",
    "C:\\Users\\me\\Lena.jpg": "Lena",
    "@Mia.png": "Mia",
    "Scanlon.jpg": "Scanlon",
    "noext": "Noext",
}
NOTHING = [
    *("IMG_2034.HEIC", "IMG_E2034.jpg", "DSC01234.JPG", "P1010032.JPG", "PXL_20260102_101112345.jpg", "1.png", "a.png"),
    *("Screenshot 2026-01-02.png", "Screenshot_20260102_com.instagram.android.png", "Bildschirmfoto 2026.png"),
    *(
        "WhatsApp Image 2026-01-02 at 10.11.12.jpeg",
        "ChatGPT Image Nov 3.png",
        "微信图片_20260102.jpg",
        "屏幕截图 2026.png",
    ),
    *(
        "photo (3).jpeg",
        "image.png",
        "portrait.png",
        "正面.png",
        "20260102_101112.jpg",
        "untitled.png",
        "download (2).jpg",
    ),
    *("3f9a2c1b-1234-4abc-9def-0123456789ab.png", "3F9A2C1B12344ABC9DEF0123456789AB.jpg", "AF1QipNk3xyz.jpg"),
    *(
        "final_v12_reallyfinal_forclient_approved_do_not_touch_2026.jpg",
        f"{'Lena' * 20}.jpg",
        ".jpg",
        "_.png",
        "...",
        "",
    ),
]


@pytest.mark.parametrize(("file", "name"), SAYS.items())
def test_a_file_that_is_called_after_somebody_says_the_name(file: str, name: str) -> None:
    assert name_from_file(file) == name


@pytest.mark.parametrize("file", NOTHING)
def test_what_a_camera_or_a_program_called_it_says_nothing(file: str) -> None:
    assert name_from_file(file) == ""


@given(some.text(max_size=60))
def test_whatever_a_file_is_called_its_name_is_one_that_can_be_mentioned(file: str) -> None:
    name = name_from_file(file)
    assert name == "" or (can_be_named(name) and called(name) == name and len(letters(name)) <= 40)


@pytest.mark.parametrize(
    ("files", "others", "name"),
    [
        (["lena.jpg"], [], "Lena"),
        (["IMG_1.jpg", "lena.jpg"], ["Mia"], "Lena"),
        (["lena.jpg"], ["LENA"], ""),
        (["lena.jpg"], ["Ｌena"], ""),
        (["lena.jpg", "mia.jpg"], ["Lena"], ""),
        ([], [], ""),
    ],
)
def test_no_name_is_offered_that_is_somebody_elses(files: list[str], others: list[str], name: str) -> None:
    assert offered_name(files, others) == name
