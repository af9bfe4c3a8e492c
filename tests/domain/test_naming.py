"""Names, ids and mentions (contract 1.4)."""

import unicodedata

import pytest

from lib.domain.naming import Mention, id_of, ids_of, mentions, with_ids

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
        ("@Mia", "Mia"),
        (" ＠ Mia ", "Mia"),
        ("\u200b@Mia", "Mia"),
        ("@", ""),
        ("Mia@home", "Mia_home"),
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
        pytest.param("看@小明走", ("小明",), [("小明", 0)], id="letters of another script before and after"),
        pytest.param(
            "看@小明和@小明走", ("小明", "小明走"), [("小明", 0), ("小明走", 1)], id="the longest of two that fit"
        ),
        pytest.param("@Mia走 @Mia。", MIA_AND_BEAR, [("Mia", 0)] * 2, id="a Latin name before Chinese"),
        pytest.param(
            "x@Mia 1@Mia é@Mia e\u0301@Mia ｘ@Mia x\u200b@Mia", MIA_AND_BEAR, [], id="after a Latin letter or digit"
        ),
        pytest.param("x@user1", ("user1",), [], id="an address without a domain"),
        pytest.param("@Mia\u200b@Bear", MIA_AND_BEAR, [("Mia", 0), ("Bear", 1)], id="unseen between two"),
        pytest.param("@user10 @user1", ("user1",), [("user10", None), ("user1", 0)], id="a digit more is another"),
        pytest.param("@user10", ("user1", "user10"), [("user10", 1)], id="the one with the digit"),
        pytest.param(
            "@user1\u200b0 @user１０", ("user1", "user10"), [("user1\u200b0", 1), ("user１０", 1)], id="as it looks"
        ),
        pytest.param("@Annabel @Anna", ("Anna",), [("Annabel", None), ("Anna", 0)], id="a longer name is another"),
        pytest.param("@Annaé @Annaе\u0301", ("Anna",), [("Annaé", None), ("Anna", 0)], id="Latin only"),
        pytest.param(
            "@小明2走 @小明23", ("小明2",), [("小明2", 0), ("小明23", None)], id="a name that ends in a digit"
        ),
        pytest.param("＠Mia ﹫Bear", MIA_AND_BEAR, [("Mia", 0), ("Bear", 1)], id="a wide sign"),
        pytest.param(
            "@Ｍｉａ @M\u200bi\ufeffa @\u2060Mia\u00ad",
            MIA_AND_BEAR,
            [("Ｍｉａ", 0), ("M\u200bi\ufeffa", 0), ("\u2060Mia", 0)],
            id="wide letters and unseen marks",
        ),
        pytest.param("@ﬁn @FIN", ("Fin",), [("ﬁn", 0), ("FIN", 0)], id="a ligature"),
        pytest.param("@ﬁ", ("F",), [("ﬁ", None)], id="half a ligature is no name"),
        pytest.param("@Groß", ("Gross",), [("Groß", 0)], id="a letter that folds to two, at the end"),
        pytest.param(
            "@İ @ŉ @ΐ @ᾳ", ("i\u0307", "ʼn", "ΐ", "αι"), [("İ", 0), ("ŉ", 1), ("ΐ", 2), ("ᾳ", 3)], id="all that fold"
        ),
        pytest.param("@\U0001f469\u200d\U0001f3a4", ("\U0001f469",), [], id="an emoji that begins with another"),
        pytest.param("@می\u200cخواهم", ("می\u200cخواهم",), [("می\u200cخواهم", 0)], id="Persian with its joiner"),
        pytest.param("@میخواهم", ("می\u200cخواهم",), [("میخواهم", 0)], id="Persian without it"),
        pytest.param("@राम", ("सीता",), [("राम", None)], id="unknown, with vowel signs"),
        pytest.param("@Mia", ("@Mia",), [("Mia", 0)], id="a name typed with the sign"),
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
        pytest.param("@Miami @user10", ("Mia", "user1"), "@Miami @user10", id="somebody else"),
        pytest.param(f"@{NFD} waves", (NFC,), f"@{NFC} waves", id="typed on another keyboard"),
        pytest.param("@Tom waves to me@mia.com", ("Mia",), "@Tom waves to me@mia.com", id="what is no mention stays"),
        pytest.param("  two  spaces ", ("Mia",), "  two  spaces ", id="spaces stay"),
        pytest.param("", ("Mia",), "", id="nothing"),
        pytest.param("看＠小红走", ("小红",), "看@小红 走", id="a wide sign"),
        pytest.param("e\u0301 ＠ ﬁ @Mia", ("Mia",), "e\u0301 ＠ ﬁ @Mia ", id="the rest as typed"),
        pytest.param("@Mia\u200b走", ("@Mia",), "@Mia \u200b走", id="an unseen mark after it stays"),
        pytest.param(
            "\U0001f469\u200d\U0001f3a4 می\u200cخواهم",
            ("Mia",),
            "\U0001f469\u200d\U0001f3a4 می\u200cخواهم",
            id="joiners stay",
        ),
    ],
)
def test_a_mention_is_sent_as_its_id_followed_by_a_space(scene, names, sent):
    assert with_ids(scene, names) == sent
