"""Every deed refuses whoever may not: each method of a service that takes an actor, tried in each role.

`pytest -n 0 -s tests/services/test_every_deed.py` prints the table.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from lib import services
from lib.app import Studio, build
from lib.domain.actor import Actor, Operation, may
from lib.domain.audit_line import AuditQuery
from lib.domain.errors import NotPermitted, StudioError
from lib.domain.role import LONGEST_NAME, Role
from lib.services.rights import Rights
from lib.services.settings import load
from lib.services.store.tables import drafts, presets
from tests.services.deeds import BOARD, DEEDS, Things
from tests.services.store_kit import NOW

DOER, OTHER = "d" * 32, "e" * 32
APART = {"cast.drafts_behind", "trash.remove"}
"""The first changes nothing; the other one is about what nobody made, and is tried below by itself."""
CELLS = {(True, True): "yes", (True, False): "own", (False, False): "no"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """One for all rows: each has things of its own."""
    studio = build(load(tmp_path_factory.mktemp("deeds"), {"CASTBOARD_DATA_DIR": "data"}))
    studio.open()
    yield studio
    studio.close()


def deeds_of(studio: Studio) -> set[str]:
    """Every public method of a service that takes an actor."""
    found = set()
    for name, service in vars(studio).items():
        if type(service).__module__.startswith("lib.services"):
            methods = inspect.getmembers(type(service), inspect.isfunction)
            found |= {f"{name}.{one}" for one, method in methods if not one.startswith("_") and takes_actor(method)}
    return found


def takes_actor(method: object) -> bool:
    return callable(method) and "actor" in inspect.signature(method).parameters


def test_every_method_that_takes_an_actor_is_tried_below(shared: Studio) -> None:
    tried = {name.split(" ")[0] for name in DEEDS} | APART
    assert deeds_of(shared) - tried == set(), "tell in tests/services/deeds.py what it is done with"
    assert tried - deeds_of(shared) == set()


def test_every_service_with_deeds_stands_in_the_studio(shared: Studio) -> None:
    there = {type(service) for service in vars(shared).values()}
    for module in pkgutil.iter_modules(services.__path__):
        if module.ispkg:
            continue
        for _, kind in inspect.getmembers(importlib.import_module(f"lib.services.{module.name}"), inspect.isclass):
            methods = [method for name, method in inspect.getmembers(kind, inspect.isfunction) if name[0] != "_"]
            if kind.__module__ == f"lib.services.{module.name}" and any(map(takes_actor, methods)):
                assert kind in there, kind


def what_is_kept(studio: Studio) -> object:
    """What would tell that something was changed: the revision, and what does not count in it."""
    with studio.store._read() as connection:
        rows = [connection.execute(select(table).order_by(table.c.id)).all() for table in (drafts, presets)]
        files = sorted(path.name for path in studio.settings.data_dir.rglob("*") if "castboard.db" not in path.name)
        return studio.store.revision(), rows, files


def is_done(studio: Studio, name: str, role: Role, whose: str) -> bool:
    """Whether this deed is let through; where not, nothing is changed."""
    actor = Actor(DOER, role)
    deed = DEEDS[name].run(Things(studio, Actor(whose)))
    before = what_is_kept(studio)
    try:
        with suppress_all_but_refusals():
            deed(actor)
    except NotPermitted:
        assert what_is_kept(studio) == before
        return False
    return True


class suppress_all_but_refusals(suppress):  # noqa: N801
    """What else is wrong with a deed comes after the question who may."""

    def __init__(self) -> None:
        super().__init__(StudioError)

    def __exit__(self, kind, error, trace):
        return kind is not NotPermitted and super().__exit__(kind, error, trace)


@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_refuses_every_role_that_may_not(shared: Studio, name: str) -> None:
    deed, cells = DEEDS[name], []
    for role in Role:
        own, others = (is_done(shared, name, role, whose) for whose in (DOER, OTHER))
        doer = Actor(DOER, role)
        assert own is may(doer, deed.operation, doer), role
        assert others is may(doer, deed.operation, Actor(OTHER) if deed.owned else None), role
        cells.append(CELLS[own, others])
    print(f"\n{name:30}{deed.operation:22}" + "".join(f"{cell:9}" for cell in cells), end="")


def test_whoever_nobody_knows_is_not_taken_for_the_app(shared: Studio) -> None:
    with pytest.raises(NotPermitted):
        shared.desk.generate(Actor("", Role.NOBODY), BOARD, "click of nobody", NOW)


@pytest.mark.parametrize("deed", ["delete", "restore"])
def test_of_several_jobs_one_of_somebody_else_keeps_all(shared: Studio, deed: str) -> None:
    deleted = deed == "restore"
    mine = Things(shared, Actor(DOER)).job(deleted=deleted)
    theirs = Things(shared, Actor(OTHER)).job(deleted=deleted)
    with pytest.raises(NotPermitted):
        getattr(shared.desk, deed)(Actor(DOER, Role.MAKER), [mine.id, theirs.id], NOW)
    assert shared.store.jobs.is_deleted(mine.id) is shared.store.jobs.is_deleted(theirs.id) is deleted
    assert len(getattr(shared.desk, deed)(Actor(DOER, Role.LEAD), [mine.id, theirs.id], NOW)) == 2


def test_a_video_that_nobody_made_is_deleted_by_whoever_may_delete_what_others_made(shared: Studio) -> None:
    with pytest.raises(NotPermitted):
        shared.trash.remove(Actor(DOER, Role.MAKER), "no-such-video")
    assert shared.trash.remove(Actor(DOER, Role.LEAD), "no-such-video") is False


def test_where_people_sign_in_each_deed_and_each_refusal_is_noted(shared: Studio, tmp_path: Path) -> None:
    rights, job = Rights(shared.store.audit, lambda: NOW), Things(shared, Actor(OTHER)).job(name="Fox")
    rights(Actor(DOER, Role.LEAD, "192.0.2.7"), Operation.DELETE, job)
    with pytest.raises(NotPermitted):
        rights(Actor(DOER, Role.VIEWER), Operation.GENERATE)
    rights(Actor(DOER), Operation.DELETE, job, job)
    rights(Actor(DOER), Operation.CHANGE_DRAFT)
    several, refused, first = shared.store.audit.find(AuditQuery(person_id=DOER))
    assert (first.action, first.allowed, first.about, first.name, first.address) == (
        "delete",
        True,
        job.id,
        "Fox",
        "192.0.2.7",
    )
    assert (refused.action, refused.allowed, refused.about) == ("generate", False, "")
    assert several.count == 2


def test_a_name_is_as_long_as_one_and_no_more(shared: Studio) -> None:
    """Every page of everybody carries it, and a viewer may choose theirs."""
    shared.desk.rename_person(Actor(DOER, Role.VIEWER), f"  Ann \n Lee {'x' * 1_000_000}", NOW)
    kept = shared.store.people.names()[DOER]
    assert kept.startswith("Ann Lee xx") and len(kept) == LONGEST_NAME
