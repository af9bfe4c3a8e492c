"""A Chinese sentence keeps a space beside Latin letters and figures, whoever's name stands in it."""

from __future__ import annotations

import pytest
import regex

from lib.text.chinese_spaces import spaced
from lib.text.language import _, language_of, listed, speaking
from tests.text.test_catalogues import messages, parameters, texts

_TOUCHING = regex.compile(r"\p{Han}\**[\p{Latin}\p{Nd}]|[\p{Latin}\p{Nd}]\**\p{Han}")
_ICON = regex.compile(r":material/\w+:")
_A_PATTERN = "M月D日 HH:mm"
"""Not said, but how a date is written."""


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("改名为{name}", "Mia 2", "改名为 Mia 2"),
        ("改名为{name}", "小红帽", "改名为小红帽"),
        ("{name}的图片", "Mia", "Mia 的图片"),
        ("{name}的图片", "小红帽", "小红帽的图片"),
        ("裁剪 {name} 的图片", "小红帽", "裁剪小红帽的图片"),
        ("裁剪 {name} 的图片", "Mia", "裁剪 Mia 的图片"),
        ("问题在**{name}**里", "Mia", "问题在 **Mia** 里"),
        ("问题在{name}里", "**Mia**", "问题在 **Mia** 里"),
        ("问题在 **{name}** 里", "小红帽", "问题在**小红帽**里"),
        ("与您{name}发送", "3 分钟前", "与您 3 分钟前发送"),
        ("“{name}”已删除", "Mia", "“Mia”已删除"),
        ("{{{name}}}字", "", "{}字"),
        ("Castboard {name}", "Mia", "Castboard Mia"),
    ],
)
def test_a_value_has_a_space_where_two_scripts_meet(text: str, name: str, said: str) -> None:
    assert spaced(text, {"name": name}) == said


def test_two_values_side_by_side_are_told_apart_as_well() -> None:
    assert spaced("{a}{b}后", {"a": "等", "b": "5"}) == "等 5 后"


def test_no_sentence_of_the_catalogue_sets_latin_letters_or_figures_against_chinese_ones() -> None:
    with speaking(language_of("zh_Hans")):
        for message in messages("zh_Hans"):
            for text in texts(message.string):
                said = spaced(_ICON.sub("", text), dict.fromkeys(parameters(text), "Mia 2"))
                assert said == _A_PATTERN or not _TOUCHING.search(said), said
        assert listed(["Mia", "Bear"]) == "Mia 和 Bear" and listed(["小红帽", "{熊}"]) == "小红帽和{熊}"
        assert listed(["5", "8", "10"], "or") == "5、8 或 10"
        assert _("Rename to {name}", name="Mia 2") == "改名为 Mia 2"
