"""Names, ids and mentions (contract 1.4), and the names of jobs and files."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.domain.naming import NAME_LENGTH, Mention, file_name, id_of, ids_of, job_name, mentions, with_ids

NFC, NFD = unicodedata.normalize("NFC", "Zoé"), unicodedata.normalize("NFD", "Zoé")
MIA_AND_BEAR = ("Mia", "Bear")

# From a name to an id


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Mia", "Mia"),
        ("subject_1", "subject_1"),
        ("Mia Rose", "Mia_Rose"),
        ("  Mia \t Rose ", "Mia_Rose"),
        ("Mia -- Rose", "Mia_Rose"),
        ("Mia's hat", "Mia_s_hat"),
        ("Mia!", "Mia_"),
        ("小红", "小红"),
        ("小红 和 熊", "小红_和_熊"),
        ("Мишка 2", "Мишка_2"),
        ("محمد", "محمد"),
        ("Bear 🐻", "Bear_"),
        ("🐻", "_"),
        ("👩‍🎤", "_"),
        (NFD, NFC),
        ("@Mia", "_Mia"),
        ("a/b\\c", "a_b_c"),
        ("Mia\u202eesoR", "Mia_esoR"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_is_no_letter_and_no_digit_becomes_an_underscore(name: str, id_: str):
    assert id_of(name) == id_


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Mia", "Bear"], ["Mia", "Bear"]),
        (["Mia", "mia"], ["Mia", "mia_2"]),
        (["Mia", "MIA", "mia"], ["Mia", "MIA_2", "mia_3"]),
        (["Mia", "mia", "Mia_2"], ["Mia", "mia_3", "Mia_2"]),
        (["Mia_2", "Mia", "mia"], ["Mia_2", "Mia", "mia_3"]),
        (["Mia Rose", "Mia-Rose"], ["Mia_Rose", "Mia_Rose_2"]),
        ([NFC, NFD], [NFC, f"{NFC}_2"]),
        (["Straße", "STRASSE"], ["Straße", "STRASSE_2"]),
        (["🐻", "🐼"], ["_", "__2"]),
        (["小红", "小红"], ["小红", "小红_2"]),
        (["", ""], ["", ""]),
        ([], []),
    ],
)
def test_ids_are_made_unique_also_when_case_is_ignored(names: list[str], ids: list[str]):
    assert ids_of(names) == ids


# Finding mentions


def found(scene: str, names: tuple[str, ...]) -> list[tuple[str, int | None]]:
    return [(mention.text, mention.subject) for mention in mentions(scene, names)]


@pytest.mark.parametrize(
    ("scene", "names", "expected"),
    [
        pytest.param("@Mia and @Bear", MIA_AND_BEAR, [("Mia", 0), ("Bear", 1)], id="two"),
        pytest.param("@mia, @MIA", MIA_AND_BEAR, [("mia", 0), ("MIA", 0)], id="case does not matter"),
        pytest.param("@Mia Rose waves", ("Mia", "Mia Rose"), [("Mia Rose", 1)], id="the longest name wins"),
        pytest.param("@Mia waves", ("Mia Rose", "Mia"), [("Mia", 1)], id="the short one is found too"),
        pytest.param("@Mia_Rose waves", ("Mia", "Mia Rose"), [("Mia_Rose", 1)], id="an id as mention"),
        pytest.param("@Mia_2 waves", ("Mia", "mia"), [("Mia_2", 1)], id="the id of a twin"),
        pytest.param("@Mia waves", ("Mia", "mia"), [("Mia", 0)], id="of two twins the first"),
        pytest.param("让@小红向前走", ("小红",), [("小红", 0)], id="Chinese without spaces"),
        pytest.param("让@小红和@熊走", ("小红", "熊"), [("小红", 0), ("熊", 1)], id="two in Chinese"),
        pytest.param("abc@小红", ("小红",), [("小红", 0)], id="a known name straight after letters"),
        pytest.param("@Mia@Bear", MIA_AND_BEAR, [("Mia", 0), ("Bear", 1)], id="one straight after the other"),
        pytest.param("@Mia@Bear.No", MIA_AND_BEAR, [("Mia", 0), ("Bear", 1)], id="that is no e-mail address"),
        pytest.param("(@Mia), “@Bear”!", MIA_AND_BEAR, [("Mia", 0), ("Bear", 1)], id="between marks"),
        pytest.param("@Mia, @Mia. @Mia。@Mia's", MIA_AND_BEAR, [("Mia", 0)] * 4, id="marks after it"),
        pytest.param(
            "@Straße und @STRAẞE", ("Straße",), [("Straße", 0), ("STRAẞE", 0)], id="a letter that folds to two"
        ),
        pytest.param(f"@{NFC}", (NFD,), [(NFC, 0)], id="typed on another keyboard"),
        pytest.param("@🐻 dances", ("🐻",), [("🐻", 0)], id="an emoji"),
        pytest.param("@C++ (x)", ("C++ (x)",), [("C++ (x)", 0)], id="marks in a name are no pattern"),
        pytest.param("@Tom waves", MIA_AND_BEAR, [("Tom", None)], id="unknown"),
        pytest.param("@Tom-Tim waves", MIA_AND_BEAR, [("Tom-Tim", None)], id="unknown with a hyphen"),
        pytest.param("mail me@example.com", MIA_AND_BEAR, [], id="an e-mail address"),
        pytest.param("mail me@mia.com or a.b@miami.co.uk", MIA_AND_BEAR, [], id="e-mail addresses with a name in them"),
        pytest.param("a@ b @ c @", MIA_AND_BEAR, [], id="a bare @"),
        pytest.param("@@Mia", MIA_AND_BEAR, [("Mia", 0)], id="@ twice"),
        pytest.param("@Mia", ("", "  ", "Mia"), [("Mia", 2)], id="empty names mean nobody"),
        pytest.param("@Mia", (), [("Mia", None)], id="nobody in the cast"),
        pytest.param("", MIA_AND_BEAR, [], id="no scene"),
        pytest.param("Mia waves", MIA_AND_BEAR, [], id="a name without @"),
    ],
)
def test_mentions_are_found_by_the_longest_known_name(scene, names, expected):
    assert found(scene, names) == expected


def test_a_mention_tells_where_it_stands():
    scene = "So @Mia waves"
    (mention,) = mentions(scene, MIA_AND_BEAR)
    assert mention == Mention(start=3, end=7, text="Mia", subject=0)
    assert scene[mention.start : mention.end] == "@Mia"


@pytest.mark.parametrize(
    ("scene", "name", "runs_on"),
    [
        ("@Miami", "Mia", True),
        ("@Mia2", "Mia", True),
        ("@Miaé", "Mia", True),
        ("@Mia_Rose", "Mia", True),
        ("@Mia waves", "Mia", False),
        ("@Mia's", "Mia", False),
        ("@Mia-like", "Mia", False),
        ("@Mia向前", "Mia", False),
        ("@小红abc", "小红", False),
        ("@小红帽", "小红", False),
        ("@Mia", "Mia", False),
        ("@🐻x", "🐻", False),
    ],
)
def test_a_latin_name_that_runs_on_into_letters_is_told(scene: str, name: str, runs_on: bool):
    (mention,) = mentions(scene, [name])
    assert (mention.subject, mention.runs_on) == (0, runs_on)


# Rewriting


@pytest.mark.parametrize(
    ("scene", "names", "sent"),
    [
        pytest.param(
            "让@subject_1向前走并微笑", ("subject_1",), "让@subject_1 向前走并微笑", id="the contract's example"
        ),
        pytest.param("让@小红向前走", ("小红",), "让@小红 向前走", id="Chinese"),
        pytest.param("@Mia waves", MIA_AND_BEAR, "@Mia waves", id="a space is there"),
        pytest.param("@Mia\nwaves", MIA_AND_BEAR, "@Mia\nwaves", id="a line break is there"),
        pytest.param("@小红\u3000走", ("小红",), "@小红\u3000走", id="a wide space is there"),
        pytest.param("It is @Mia", MIA_AND_BEAR, "It is @Mia ", id="at the end"),
        pytest.param("@Mia, @Bear.", MIA_AND_BEAR, "@Mia , @Bear .", id="marks after it"),
        pytest.param("@Mia@Bear", MIA_AND_BEAR, "@Mia @Bear ", id="one after the other"),
        pytest.param("@mia waves", MIA_AND_BEAR, "@Mia waves", id="another case"),
        pytest.param("@Mia Rose waves", ("Mia", "Mia Rose"), "@Mia_Rose waves", id="a name with a space"),
        pytest.param("@Mia_2 waves", ("Mia", "mia"), "@mia_2 waves", id="a twin by its id"),
        pytest.param("@Miami", ("Mia",), "@Mia mi", id="running on"),
        pytest.param(f"@{NFD} waves", (NFC,), f"@{NFC} waves", id="typed on another keyboard"),
        pytest.param("@Tom waves to me@mia.com", ("Mia",), "@Tom waves to me@mia.com", id="what is no mention stays"),
        pytest.param("  two  spaces ", ("Mia",), "  two  spaces ", id="spaces stay"),
        pytest.param("", ("Mia",), "", id="nothing"),
    ],
)
def test_a_mention_is_sent_as_its_id_followed_by_a_space(scene, names, sent):
    assert with_ids(scene, names) == sent


# Few characters, so that names, twins and mentions meet often.
LETTERS = "aAbé\u0301小红ßſ_2 -🐻."
NAMES = st.lists(st.text(LETTERS, max_size=4), max_size=5)
SCENES = st.text("@@@" + LETTERS + ",。\n", max_size=30)
fast = settings(max_examples=150, deadline=None)


@fast
@given(NAMES)
def test_any_names_get_ids_that_differ_whatever_the_case(names: list[str]):
    ids = [id_ for id_ in ids_of(names) if id_]
    assert len({id_.casefold() for id_ in ids}) == len(ids)
    assert all(id_of(id_) == id_ for id_ in ids)
    assert [bool(id_) for id_ in ids_of(names)] == [bool(name.strip()) for name in names]


@fast
@given(SCENES, NAMES)
@example("@Mia@Bear me@mia.com", ["Mia", "Bear"])
def test_rewriting_loses_nothing_but_the_mentions(scene: str, names: list[str]):
    scene = unicodedata.normalize("NFC", scene)
    ids = ids_of(names)
    rest, at = with_ids(scene, names), 0
    for mention in mentions(scene, names):
        if mention.subject is not None:
            before = scene[at : mention.start] + "@" + ids[mention.subject]
            assert rest.startswith(before)
            rest, at = rest[len(before) :], mention.end
            assert rest[:1].isspace()
            rest = rest if scene[at : at + 1].isspace() else rest[1:]
    assert rest == scene[at:]


@fast
@given(SCENES, st.lists(st.text(LETTERS.replace(" ", ""), max_size=4), max_size=5))
def test_rewriting_what_was_rewritten_changes_nothing(scene: str, names: list[str]):
    once = with_ids(scene, names)
    assert with_ids(once, names) == once


@fast
@given(SCENES, NAMES)
def test_mentions_stand_in_order_and_say_where(scene: str, names: list[str]):
    end = 0
    for mention in mentions(scene, names):
        assert mention.start >= end
        assert scene[mention.start : mention.end] == "@" + mention.text
        end = mention.end


# Names of jobs and files


@pytest.mark.parametrize(
    ("scene", "cast", "name"),
    [
        ("@Mia waves", ("Mia",), "Mia waves"),
        ("  @Mia\n\n waves ", ("Mia",), "Mia waves"),
        ("", ("Mia", " ", "Bear"), "Mia, Bear"),
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
    assert file_name(name, "3f9a2c77", "mp4") == f"{stem} 3f9a2c.mp4"


@fast
@given(st.text(max_size=120))
def test_any_name_makes_a_short_file_name_without_a_path_or_unseen_marks(name: str):
    made = file_name(name, "3f9a2c77", "mp4")
    assert made.endswith(" 3f9a2c.mp4") and len(made.encode()) <= 255
    assert not set(made) & set('/\\:*?"<>|') and made[0] not in " ."
    assert not [
        char
        for char in made
        if unicodedata.category(char) in ("Cc", "Cs")
        or unicodedata.bidirectional(char) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI")
    ]
