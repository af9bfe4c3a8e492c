"""The zip for whoever helps from afar: what is in it, and that nothing of people's and no secret ever is."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from datetime import timedelta

import pytest

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.announcement import AnnouncementKind
from lib.domain.draft import Draft
from lib.domain.errors import NotPermitted, ServiceFailed
from lib.domain.job import JobState, Trouble
from lib.domain.role import Role
from lib.services.diagnostics import masked_address, shown_settings
from lib.services.log_tail import LogTail
from lib.services.settings import Settings
from lib.services.store.team_tables import invitations
from tests.conftest import KEY, SOMEONE
from tests.services.store_kit import NOW, added, in_state
from tests.services.tracker_kit import generate

SCENE = "walks through fog"
SECRETS = (KEY, SCENE, "Ann Example", "ann@studio.example", "inv1tation-hash", "Fog over the mill", "10.1.2.3")


def files(studio: Studio) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(studio.diagnostics.zip(SOMEONE, NOW))) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_no_key_no_scene_no_name_no_picture_and_no_invitation_is_in_it(studio: Studio, draft: Draft) -> None:
    job = generate(studio, draft, NOW)
    studio.store.accounts.join("ann", Role.OWNER, NOW, name="Ann Example", mail="ann@studio.example")
    failed = in_state(JobState.FAILED, name="Fog over the mill", state_since=NOW)
    added(studio.store, failed)
    studio.announcements.announce(SOMEONE, f"{SCENE} {KEY}", AnnouncementKind.INFO, None, NOW)
    studio.store.audit.add(Actor("ann", Role.OWNER, "10.1.2.3"), "delete", NOW, params={"name": "Fog over the mill"})
    row = {"role": "maker", "person_id": "", "made_by": "ann", "made_at": NOW, "expires_at": NOW, "used_by": ""}
    with studio.store._write() as connection:
        connection.execute(invitations.insert(), {"token_hash": "inv1tation-hash", **row})
    with caught(studio.log):
        logging.getLogger("lib.services.desk").warning("Scene %s by %s with %s", SCENE, "Ann Example", KEY)
        logging.getLogger("elsewhere").warning(f"{SCENE} {KEY}")
    everything = files(studio)
    found = [(name, secret) for name, text in everything.items() for secret in SECRETS if secret in text + name]
    assert found == []
    pictures = [one.sending.sha256 for subject in draft.cast for p in subject.pictures if (one := p.fitted)]
    assert pictures and not any(sha in text for sha in pictures for text in everything.values())
    assert job.id not in "".join(everything.values())


class caught:  # noqa: N801
    """What is logged meanwhile goes to this tail."""

    def __init__(self, tail: LogTail) -> None:
        self.tail = tail

    def __enter__(self) -> None:
        logging.getLogger().addHandler(self.tail)

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self.tail)


def test_versions_settings_counts_and_troubles_are(studio: Studio, draft: Draft) -> None:
    generate(studio, draft, NOW)
    trouble = Trouble.of(ServiceFailed(detail=SCENE))
    added(studio.store, in_state(JobState.FAILED, trouble=trouble, state_since=NOW - timedelta(days=1)))
    everything = {name: json.loads(text) for name, text in files(studio).items() if name.endswith(".json")}
    assert everything["versions.json"]["database"]["kind"] == "sqlite"
    assert everything["versions.json"]["castboard"] and everything["versions.json"]["packages"]["streamlit"]
    assert everything["settings.json"]["OCTOPUSX_API_KEY"] == "set"
    assert everything["counts.json"]["jobs by state"]["queued"] == 1
    (kind,) = everything["service.json"]["troubles of 7 days"]
    assert (kind["kind"], kind["times"]) == ("ServiceFailed", 1)


def test_only_an_owner_saves_it(studio: Studio) -> None:
    with pytest.raises(NotPermitted):
        studio.diagnostics.zip(Actor("bob", Role.LEAD), NOW)


def test_an_address_of_a_database_shows_neither_who_opens_it_nor_with_what() -> None:
    shown = masked_address("postgresql://castboard:s3cret@db.example:5432/board?password=s3cret&user=castboard")
    assert shown == "postgresql://***@db.example:5432/board"
    assert masked_address("no address: s3cret") == "***"


def test_every_setting_is_shown_by_its_name() -> None:
    shown = shown_settings(Settings())
    assert shown["OCTOPUSX_API_KEY"] == "not set" and shown["CASTBOARD_MAX_RUNNING"] == 5


def test_the_log_keeps_where_and_what_kind_but_no_value() -> None:
    tail = LogTail()
    logger = logging.getLogger("lib.services.test")
    with caught(tail):
        try:
            raise ValueError(SCENE)
        except ValueError:
            logger.exception("Job %s went wrong", SCENE)
        logger.info("Not that bad")
    (line,) = tail.lines()
    assert "Job %s went wrong" in line and "ValueError" in line and "test_diagnostics.py" in line
    assert SCENE not in line
