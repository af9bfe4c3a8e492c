"""Who may do what, and that an id tells nothing of the secret it stands for."""

import pytest

from lib.domain.actor import APP, Actor, Operation, may, person_id_of

ANN, BOB = Actor("ann"), Actor("bob")
ONLY_ONES_OWN = {Operation.CHANGE_DRAFT, Operation.CHANGE_OWN_PRESET}


@pytest.mark.parametrize("operation", Operation, ids=str)
def test_everyone_may_do_everything_but_change_what_others_have_for_themselves(operation: Operation) -> None:
    assert may(ANN, operation, ANN) and may(ANN, operation) and may(APP, operation, BOB)
    assert may(ANN, operation, BOB) is (operation not in ONLY_ONES_OWN)


def test_the_id_of_a_person_is_always_the_same_and_holds_nothing_of_the_secret() -> None:
    secret = "0123456789abcdef" * 2
    assert person_id_of(secret) == person_id_of(secret) != person_id_of(secret[:-1] + "0")
    assert len(person_id_of(secret)) == 32
    assert not any(secret[at : at + 8] in person_id_of(secret) for at in range(24))
