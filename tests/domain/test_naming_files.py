"""The names of jobs, made from their scenes, and of files."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.naming import NAME_LENGTH, file_name, file_names, job_name, numbered

NFC, NFD = unicodedata.normalize("NFC", "Zoé"), unicodedata.normalize("NFD", "Zoé")
fast = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("scene", "cast", "name"),
    [
        ("@Mia waves", ("Mia",), "Mia waves"),
        ("  @Mia\n\n waves ", ("Mia",), "Mia waves"),
        ("", ("Mia", " ", "@Bear"), "Mia, Bear"),
        ("＠Mia waves", ("Mia",), "Mia waves"),
        ("👩\u200d🎤" * 70, (), "👩\u200d🎤" * NAME_LENGTH + "…"),
        ("@", (), "Untitled"),
        ("", (), "Untitled"),
        ("x" * NAME_LENGTH, (), "x" * NAME_LENGTH),
        ("x" * (NAME_LENGTH + 1), (), "x" * NAME_LENGTH + "…"),
        ("让@小红 向前走" + "走" * 80, (), ("让小红 向前走" + "走" * 80)[:NAME_LENGTH] + "…"),
        ("Mia walks through the fog, slowly, and she never once looks back", (), None),
        ("Mia\u202egpj.exe\x00\x1b", (), "Miagpj.exe"),
    ],
)
def test_a_job_is_named_by_the_start_of_its_scene(scene: str, cast: tuple[str, ...], name: str | None):
    assert job_name(scene, cast) == (name or "Mia walks through the fog, slowly, and she never once looks…")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Mia walks", "Mia walks"),
        ("小红走", "小红走"),
        ("Bear 🐻", "Bear 🐻"),
        ("Singer 👩‍🎤", "Singer 👩‍🎤"),
        (NFD, NFC),
        ("Mia walks through…", "Mia walks through"),
        ('a/b\\c:d*e?f"g<h>i|j', "abcdefghij"),
        ("../../etc/passwd", "etcpasswd"),
        ("CON", "CON_"),
        ("nul", "nul_"),
        ("com1", "com1_"),
        ("con.txt", "con_.txt"),
        ("aux .txt", "aux_.txt"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("Mia\u202egpj.exe", "Miagpj.exe"),
        ("\u2066Mia\u2069\u200b\ufeff", "Mia"),
        ("half a pair \ud83d", "half a pair"),
        ("bell\x07", "bell"),
        (" . Mia . ", "Mia"),
        ("...", "Castboard"),
        ("", "Castboard"),
        ("\u200d", "Castboard"),
        ("x" * 300, "x" * 80),
        ("狼" * 300, "狼" * 66),
        ("🐻" * 300, "🐻" * 50),
    ],
)
def test_a_file_name_is_one_that_every_system_accepts(name: str, stem: str):
    assert file_name(name, "mp4", job_id="3f9a2c77") == f"{stem} 3f9a2c.mp4"
    assert file_name(name, "mp4") == f"{stem}.mp4"


def test_only_names_that_would_be_the_same_have_a_part_of_the_id():
    files = [("a" * 32, "Fog", "mp4"), ("b" * 32, "fog", "mp4"), ("c" * 32, "Fog", "mov"), ("d" * 32, "Owl", "mp4")]
    assert file_names(files) == ["Fog aaaaaa.mp4", "fog bbbbbb.mp4", "Fog.mov", "Owl.mp4"]


def test_a_number_before_a_name_keeps_the_order_of_a_folder():
    assert [numbered(3, 12, "Fog.mp4"), numbered(3, 120, "Fog.mp4")] == ["03 Fog.mp4", "003 Fog.mp4"]


@fast
@given(st.text(max_size=120))
def test_any_name_makes_a_short_file_name_without_a_path_or_unseen_marks(name: str):
    made = file_name(name, "mp4", job_id="3f9a2c77")
    assert made.endswith(" 3f9a2c.mp4") and len(made.encode()) <= 255
    assert not set(made) & set('/\\:*?"<>|') and made[0] not in " ."
    assert not [
        char
        for char in made
        if unicodedata.category(char) in ("Cc", "Cs")
        or unicodedata.bidirectional(char) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI")
    ]
