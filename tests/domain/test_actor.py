"""Who may do what, and that an id tells nothing of the secret it stands for."""

from itertools import pairwise

import pytest

from lib.domain.actor import APP, Actor, Operation, may, person_id_of
from lib.domain.role import Role

ANN, BOB = Actor("ann"), Actor("bob")
PEOPLE = {role: Actor("ann", role) for role in Role}
YES, OWN, NO = "yes", "own", "no"
TABLE = {
    #                              nobody pending viewer maker lead owner
    Operation.GENERATE: (NO, NO, NO, YES, YES, YES),
    Operation.CANCEL: (NO, NO, NO, OWN, YES, YES),
    Operation.SEND_AGAIN: (NO, NO, NO, OWN, YES, YES),
    Operation.ENTER_TASK: (NO, NO, NO, OWN, YES, YES),
    Operation.FETCH_AGAIN: (NO, NO, NO, YES, YES, YES),
    Operation.SET_ASIDE: (NO, NO, NO, OWN, YES, YES),
    Operation.RENAME: (NO, NO, NO, OWN, YES, YES),
    Operation.DELETE: (NO, NO, NO, OWN, YES, YES),
    Operation.RESTORE: (NO, NO, NO, OWN, YES, YES),
    Operation.DELETE_FOR_GOOD: (NO, NO, NO, OWN, YES, YES),
    Operation.CLEAR_DEMO: (NO, NO, NO, NO, YES, YES),
    Operation.ADOPT: (NO, NO, NO, NO, YES, YES),
    Operation.CHANGE_DRAFT: (NO, NO, NO, OWN, OWN, OWN),
    Operation.CHANGE_VOICES: (NO, NO, NO, YES, YES, YES),
    Operation.MAKE_PRESET: (NO, NO, NO, YES, YES, YES),
    Operation.CHANGE_OWN_PRESET: (NO, NO, NO, OWN, OWN, OWN),
    Operation.CHANGE_TEAM_PRESET: (NO, NO, NO, NO, YES, YES),
    Operation.CHANGE_CAST: (NO, NO, NO, YES, YES, YES),
    Operation.DELETE_MEMBER: (NO, NO, NO, OWN, YES, YES),
    Operation.CHANGE_SELF: (NO, NO, OWN, OWN, OWN, OWN),
    Operation.ERASE_PERSON: (NO, NO, OWN, OWN, OWN, YES),
    Operation.ASK_FOR_MORE: (NO, NO, NO, OWN, OWN, OWN),
    Operation.CHANGE_LIMITS: (NO, NO, NO, NO, YES, YES),
    Operation.ANSWER_WISH: (NO, NO, NO, NO, YES, YES),
    Operation.LOOK_AFTER: (NO, NO, NO, NO, YES, YES),
    Operation.INVITE: (NO, NO, NO, NO, NO, YES),
    Operation.CHANGE_PEOPLE: (NO, NO, NO, NO, NO, YES),
    Operation.SET_BANNER: (NO, NO, NO, NO, NO, YES),
    Operation.SWEEP: (NO, NO, NO, NO, NO, YES),
    Operation.SAVE_DIAGNOSTICS: (NO, NO, NO, NO, NO, YES),
}


@pytest.mark.parametrize("operation", Operation, ids=str)
def test_each_role_may_what_the_table_says(operation: Operation) -> None:
    for role, answer in zip(Role, TABLE[operation], strict=True):
        someone = PEOPLE[role]
        assert may(someone, operation, ANN) is (answer != NO), role
        assert may(someone, operation) is (answer != NO), role
        assert may(someone, operation, BOB) is (answer == YES), role


def test_the_app_itself_may_everything() -> None:
    assert all(may(APP, operation, BOB) for operation in Operation)


def test_roles_stand_in_the_order_of_what_they_may() -> None:
    for smaller, greater in pairwise(Role):
        assert greater.is_at_least(smaller) and not smaller.is_at_least(greater)
        for operation in Operation:
            for thing in (None, ANN, BOB):
                assert may(PEOPLE[greater], operation, thing) or not may(PEOPLE[smaller], operation, thing)


def test_an_actor_is_the_same_whatever_they_may_just_now() -> None:
    assert Actor("ann", Role.VIEWER, "192.0.2.7") == ANN


def test_the_id_of_a_person_is_always_the_same_and_holds_nothing_of_the_secret() -> None:
    secret = "0123456789abcdef" * 2
    assert person_id_of(secret) == person_id_of(secret) != person_id_of(secret[:-1] + "0")
    assert len(person_id_of(secret)) == 32
    assert not any(secret[at : at + 8] in person_id_of(secret) for at in range(24))
