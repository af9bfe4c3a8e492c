"""Words that are ready to be put into a scene: in every language of scenes, whoever looks."""

from __future__ import annotations

from lib.text.language import language_of, speaking
from lib.ui.create.phrases import EXAMPLES, PHRASES, example_menu, phrase_menus


def test_each_phrase_is_there_in_english_and_in_chinese() -> None:
    with speaking(language_of("zh_Hans")):
        menus = phrase_menus()
    assert [menu["label"] for menu in menus] == ["镜头", "景别", "光线", "氛围"]
    assert not any(menu.get("whole") for menu in menus)
    choices = [choice for menu in menus for choice in menu["choices"]]  # type: ignore[attr-defined]
    assert len(choices) == sum(map(len, PHRASES.values()))
    for choice in choices:
        assert choice["en"].isascii() and not choice["zh"].isascii()
        assert choice["shown"] == choice["zh"]


def test_examples_are_for_a_cast_that_is_large_enough() -> None:
    assert example_menu([]) == []
    (one,), (three,) = example_menu(["@Mia"]), example_menu(["@Mia", "@Bear", "@Owl", "@Fox"])
    assert len(one["choices"]) == sum(members == 1 for members, _, _ in EXAMPLES)  # type: ignore[arg-type]
    assert one["whole"] and three["whole"], "one takes the place of what is written"
    assert len(three["choices"]) == len(EXAMPLES)  # type: ignore[arg-type]
    for choice in three["choices"]:  # type: ignore[attr-defined]
        assert "@Mia" in choice["text"] and "{" not in choice["text"]
