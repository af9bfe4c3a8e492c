"""What somebody reads who may not do something."""

from __future__ import annotations

import pytest

from lib.domain.role import Role
from lib.text.language import language_of, speaking
from lib.text.right_sentences import refused_text, who_to_ask


@pytest.mark.parametrize(
    ("least", "of_others", "sentence"),
    [
        (Role.MAKER, False, "You can look and play. An owner can let you do more: Mia, Ann."),
        (Role.LEAD, False, "Only leads and owners can do this: Mia, Ann."),
        (Role.LEAD, True, "Someone else made this. Only leads and owners can change it: Mia, Ann."),
        (Role.OWNER, True, "Only owners can do this: Mia, Ann."),
        (None, True, "Only the person it belongs to can do this."),
    ],
)
def test_it_says_why_not_and_who_can(least: Role | None, of_others: bool, sentence: str) -> None:
    assert refused_text(least, ["Mia", "Ann"], of_others=of_others) == sentence


def test_it_names_only_some_of_many_and_nobody_without_a_name() -> None:
    assert refused_text(Role.LEAD, [""]) == "Only leads and owners can do this."
    assert refused_text(Role.LEAD, ["A", "B", "C", "D", "E"]).endswith("A, B, C, D….")


def test_in_chinese() -> None:
    with speaking(language_of("zh_Hans")):
        assert "Mia、Ann" in refused_text(Role.LEAD, ["Mia", "Ann"])


def test_whoever_may_make_nothing_asks_those_who_give_roles() -> None:
    assert (who_to_ask(Role.MAKER), who_to_ask(Role.LEAD)) == (Role.OWNER, Role.LEAD)
