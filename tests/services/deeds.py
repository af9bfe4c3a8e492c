"""Every deed that a person can do, each with what it is done with: for tests of who may."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from lib.app import Studio
from lib.domain.actor import Actor, Operation
from lib.domain.announcement import AnnouncementKind
from lib.domain.cast_member import CastMember, MemberKind
from lib.domain.cast_plan import CastChange, ChangedMember
from lib.domain.draft import Draft, DraftPicture, DraftSubject
from lib.domain.job import EXAMPLE_FILM, Job, JobState
from lib.domain.limits import Limits
from lib.domain.lists import Voice
from lib.domain.member_edits import TakenAway
from lib.domain.role import Role
from lib.domain.voice_list import VoiceChange
from lib.services.desk import Guide
from tests.services.store_kit import NOW, in_state, keep_voices

_numbers = itertools.count(1)
DOER_OF_NOTHING = "f" * 32
"""Somebody whose limit nobody else has to keep."""
MIA = DraftSubject(uid="mia", name="Mia", pictures=(DraftPicture(url="https://example.com/mia.png"),))
BOARD = Draft(cast=(MIA,), scene="@Mia walks")


@dataclass(frozen=True)
class Things:
    """Makes what a deed is done with, each time anew and belonging to `whose`."""

    studio: Studio
    whose: Actor

    def job(self, state: JobState = JobState.READY, *, deleted: bool = False, **fields: Any) -> Job:
        given = {"person_id": self.whose.person_id, "service": self.studio.settings.service, **fields}
        (job,) = self.studio.store.jobs.add([in_state(state, **given)])
        if deleted:
            self.studio.store.jobs.delete([job.id], NOW)
        return job

    def alone_in_the_trash(self) -> Job:
        self.studio.store.trash.empty(NOW, NOW)
        return self.job(deleted=True)

    def film(self) -> Job:
        self.studio.store.jobs.delete(self.studio.example_films.now().ids, NOW)
        return self.job(click=f"{EXAMPLE_FILM}{next(_numbers):04}.0")

    def draft(self) -> str:
        draft_id = f"draft {next(_numbers)}"
        self.studio.store.drafts.save(draft_id, self.whose.person_id, BOARD, NOW)
        return draft_id

    def preset(self, *, team: bool = False) -> str:
        name = f"Preset {next(_numbers)}"
        assert self.studio.presets.make(self.whose, BOARD, name, NOW, team=team) is None
        return next(one.id for one in self.studio.store.presets.usable_by(self.whose.person_id) if one.name == name)

    def member(self, *, deleted: bool = False) -> CastMember:
        made = self.studio.cast.add(self.whose, f"Member {next(_numbers)}", MemberKind.PERSON, NOW)
        if deleted:
            self.studio.store.members.delete(made.id, NOW)
        return made

    def voice(self) -> Voice:
        number = next(_numbers)
        keep_voices(self.studio.store, Voice(f"id {number}", f"Voice {number}", f"voice-{number}", ""))
        return next(one for one in self.studio.store.voices.all() if one.name == f"Voice {number}")

    def zip(self) -> Path:
        path = self.studio.settings.data_dir / "no.zip"
        path.write_bytes(b"no zip")
        return path


@dataclass(frozen=True)
class Deed:
    """`run` makes what is needed and gives the deed itself, which the one who does it is then given."""

    operation: Operation
    run: Callable[[Things], Callable[[Actor], object]]
    owned: bool = False
    """Whether it concerns something that is somebody's."""


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(file, "PNG")
    return file.getvalue()


def _of_a_job(operation: Operation, state: JobState, name: str, *words: Any, **more: Any) -> Deed:
    def run(things: Things) -> Callable[[Actor], object]:
        job, deed = things.job(state), getattr(things.studio.desk, name)
        return lambda actor: deed(actor, job, *words, NOW, **more)

    return Deed(operation, run, owned=True)


def _with(
    operation: Operation, make: Callable[[Things], Any], do: Callable[[Studio, Actor, Any], object], *, owned: bool
) -> Deed:
    def run(things: Things) -> Callable[[Actor], object]:
        thing = make(things)
        return lambda actor: do(things.studio, actor, thing)

    return Deed(operation, run, owned=owned)


def _plain(operation: Operation, do: Callable[[Studio, Actor], object]) -> Deed:
    return Deed(operation, lambda things: lambda actor: do(things.studio, actor))


def _draft(do: Callable[[Studio, Actor, str], object]) -> Deed:
    return _with(Operation.CHANGE_DRAFT, Things.draft, do, owned=True)


def _preset(do: Callable[[Studio, Actor, str], object], *, team: bool) -> Deed:
    operation = Operation.CHANGE_TEAM_PRESET if team else Operation.CHANGE_OWN_PRESET
    return _with(operation, lambda things: things.preset(team=team), do, owned=not team)


def _cast(do: Callable[[Studio, Actor, CastMember], object]) -> Deed:
    return _with(Operation.CHANGE_CAST, Things.member, do, owned=False)


def _member(do: Callable[[Studio, Actor, CastMember], object]) -> Deed:
    return _with(Operation.DELETE_MEMBER, Things.member, do, owned=True)


def _trash(operation: Operation, do: Callable[[Studio, Actor, list[str]], object]) -> Deed:
    return _with(operation, lambda things: [things.job(deleted=True).id], do, owned=True)


def _whole_trash(operation: Operation, do: Callable[[Studio, Actor, Any], object]) -> Deed:
    return _with(operation, Things.alone_in_the_trash, do, owned=True)


def _new(one: CastMember) -> CastChange:
    return CastChange(one.model_copy(update={"id": f"{next(_numbers):032x}"}), None)


ACT = Operation
JOBS: dict[str, Deed] = {
    "desk.generate": _plain(ACT.GENERATE, lambda s, a: s.desk.generate(a, BOARD, f"click {next(_numbers)}", NOW)),
    "desk.cancel": _of_a_job(ACT.CANCEL, JobState.QUEUED, "cancel"),
    "desk.send_again": _of_a_job(ACT.SEND_AGAIN, JobState.UNSURE, "send_again"),
    "desk.enter_task": _of_a_job(ACT.ENTER_TASK, JobState.UNSURE, "enter_task", "task"),
    "desk.fetch_again": _of_a_job(ACT.FETCH_AGAIN, JobState.UNSAVED, "fetch_again"),
    "desk.put_aside": _of_a_job(ACT.SET_ASIDE, JobState.FAILED, "put_aside", aside=True),
    "desk.rename": _of_a_job(ACT.RENAME, JobState.READY, "rename", "Another name"),
    "desk.delete": _with(ACT.DELETE, lambda t: [t.job().id], lambda s, a, ids: s.desk.delete(a, ids, NOW), owned=True),
    "desk.restore": _trash(ACT.RESTORE, lambda s, a, ids: s.desk.restore(a, ids, NOW)),
    "desk.clear_demo": _plain(ACT.CLEAR_DEMO, lambda s, a: s.desk.clear_demo(a, NOW)),
    "trash.restore": _trash(ACT.RESTORE, lambda s, a, ids: s.trash.restore(a, ids, NOW)),
    "trash.restore_all": _whole_trash(ACT.RESTORE, lambda s, a, job: s.trash.restore_all(a, NOW, NOW)),
    "trash.delete_for_good": _trash(ACT.DELETE_FOR_GOOD, lambda s, a, ids: s.trash.delete_for_good(a, ids, NOW)),
    "trash.empty": _whole_trash(ACT.DELETE_FOR_GOOD, lambda s, a, job: s.trash.empty(a, NOW, NOW)),
    "trash.adopt": _plain(ACT.ADOPT, lambda s, a: s.trash.adopt(a, "no-such-video", "Found", NOW)),
    "example_films.fill": _plain(ACT.GENERATE, lambda s, a: s.example_films.fill(a, [BOARD], NOW)),
    "example_films.clear": _with(ACT.DELETE, Things.film, lambda s, a, film: s.example_films.clear(a, NOW), owned=True),
}
BOARDS: dict[str, Deed] = {
    "desk.add_picture": _plain(ACT.CHANGE_DRAFT, lambda s, a: s.desk.add_picture(a, png(), "mia.png")),
    "desk.save_draft": _draft(lambda s, a, draft_id: s.desk.save_draft(a, draft_id, Draft(scene="x"), NOW)),
    "drafts.rename": _draft(lambda s, a, draft_id: s.drafts.rename(a, draft_id, "Another name")),
    "drafts.duplicate": _draft(lambda s, a, draft_id: s.drafts.duplicate(a, draft_id, NOW)),
    "drafts.delete": _draft(lambda s, a, draft_id: s.drafts.delete(a, draft_id, NOW)),
    "drafts.restore": _draft(lambda s, a, draft_id: s.drafts.restore(a, draft_id)),
    "drafts.note_sent": _draft(lambda s, a, draft_id: s.drafts.note_sent(a, draft_id, BOARD)),
    "presets.make": _plain(
        ACT.MAKE_PRESET, lambda s, a: s.presets.make(a, BOARD, f"New {next(_numbers)}", NOW, team=False)
    ),
    "presets.make (team)": _plain(
        ACT.CHANGE_TEAM_PRESET, lambda s, a: s.presets.make(a, BOARD, f"New {next(_numbers)}", NOW, team=True)
    ),
    "presets.choose_default": _plain(ACT.CHANGE_SELF, lambda s, a: s.presets.choose_default(a, "")),
    "desk.rename_person": _plain(ACT.CHANGE_SELF, lambda s, a: s.desk.rename_person(a, f"Ann {next(_numbers)}", NOW)),
    "desk.choose_language": _plain(ACT.CHANGE_SELF, lambda s, a: s.desk.choose_language(a, "en", NOW)),
    "people.erase": _with(
        ACT.ERASE_PERSON, lambda t: t.whose.person_id, lambda s, a, who: s.people.erase(a, who, NOW), owned=True
    ),
    "desk.keep_guide": _plain(ACT.CHANGE_SELF, lambda s, a: s.desk.keep_guide(a, Guide.HIDDEN)),
}
for _team in (False, True):
    _mark = " (team)" if _team else ""
    BOARDS |= {
        f"presets.rename{_mark}": _preset(
            lambda s, a, i: s.presets.rename(a, i, f"Named {next(_numbers)}", NOW), team=_team
        ),
        f"presets.update{_mark}": _preset(lambda s, a, i: s.presets.update(a, i, Draft(), NOW), team=_team),
        f"presets.delete{_mark}": _preset(lambda s, a, i: s.presets.delete(a, i, NOW), team=_team),
        f"presets.restore{_mark}": _preset(lambda s, a, i: s.presets.restore(a, i), team=_team),
    }
CAST: dict[str, Deed] = {
    "cast.add": _plain(ACT.CHANGE_CAST, lambda s, a: s.cast.add(a, "New", MemberKind.PERSON, NOW)),
    "cast.keep": _cast(lambda s, a, one: s.cast.keep(a, _new(one).member, NOW)),
    "cast.put": _cast(lambda s, a, one: s.cast.put(a, _new(one), NOW)),
    "cast.take_back": _member(lambda s, a, one: s.cast.take_back(a, ChangedMember(one, None), NOW)),
    "cast.keep_subject": _plain(ACT.CHANGE_CAST, lambda s, a: s.cast.keep_subject(a, MIA, MemberKind.PERSON, NOW)),
    "cast.keep_look": _cast(
        lambda s, a, one: s.cast.keep_look(a, MIA.model_copy(update={"member_id": one.id}), "Coat", NOW)
    ),
    "cast.change": _cast(lambda s, a, one: s.cast.change(a, one.id, lambda member: member, NOW)),
    "cast.add_look": _cast(lambda s, a, one: s.cast.add_look(a, one.id, NOW)),
    "cast.duplicate_look": _cast(lambda s, a, one: s.cast.duplicate_look(a, one.id, one.looks[0].id, "Copy", NOW)),
    "cast.put_back": _cast(lambda s, a, one: s.cast.put_back(a, one.id, TakenAway(one.looks[0], 0), NOW)),
    "cast.duplicate": _cast(lambda s, a, one: s.cast.duplicate(a, one.id, "Copy", NOW)),
    "cast.archive": _cast(lambda s, a, one: s.cast.archive(a, one.id, archived=True)),
    "cast.delete": _member(lambda s, a, one: s.cast.delete(a, one.id, NOW)),
    "cast.restore": _member(lambda s, a, one: s.cast.restore(a, one.id)),
    "cast.delete_for_good": _with(
        ACT.DELETE_FOR_GOOD,
        lambda things: things.member(deleted=True),
        lambda s, a, one: s.cast.delete_for_good(a, one.id, NOW),
        owned=True,
    ),
    "cast.rename_in_drafts": _with(
        ACT.CHANGE_DRAFT, Things.member, lambda s, a, one: s.cast.rename_in_drafts(a, one, NOW), owned=False
    ),
    "cast_import.plan": _with(ACT.CHANGE_CAST, Things.zip, lambda s, a, path: s.cast_import.plan(a, path), owned=False),
    "cast_import.apply": _cast(lambda s, a, one: list(s.cast_import.apply(a, [_new(one)], NOW))),
    "cast_import.undo": _member(lambda s, a, one: list(s.cast_import.undo(a, [ChangedMember(one, None)], NOW))),
    "voices.add": _plain(
        ACT.CHANGE_VOICES, lambda s, a: s.voices.add(a, Voice("", "New", f"new-{next(_numbers)}", ""))
    ),
    "voices.change": _with(ACT.CHANGE_VOICES, Things.voice, lambda s, a, one: s.voices.change(a, one), owned=False),
    "voices.remove": _with(ACT.CHANGE_VOICES, Things.voice, lambda s, a, one: s.voices.remove(a, one.id), owned=False),
    "voices.make": _plain(ACT.CHANGE_VOICES, lambda s, a: s.voices.make(a, [])),
    "voices.undo": _with(
        ACT.CHANGE_VOICES, Things.voice, lambda s, a, one: s.voices.undo(a, [VoiceChange(None, one)]), owned=False
    ),
}
TEAM: dict[str, Deed] = {
    "limits.set": _plain(ACT.CHANGE_LIMITS, lambda s, a: s.limits.set(a, DOER_OF_NOTHING, Limits(per_day=3), NOW)),
    "limits.clear": _plain(ACT.CHANGE_LIMITS, lambda s, a: s.limits.clear(a, DOER_OF_NOTHING, NOW)),
    "limits.ask": _plain(ACT.ASK_FOR_MORE, lambda s, a: s.limits.ask(a, "for the trailer", NOW)),
    "limits.answer": _plain(ACT.ANSWER_WISH, lambda s, a: s.limits.answer(a, "no-such-wish", 1, NOW)),
    "announcements.announce": _plain(
        ACT.SET_BANNER, lambda s, a: s.announcements.announce(a, "Hello", AnnouncementKind.INFO, None, NOW)
    ),
    "announcements.take_away": _plain(ACT.SET_BANNER, lambda s, a: s.announcements.take_away(a)),
    "storage.foresee": _plain(ACT.LOOK_AFTER, lambda s, a: list(s.storage.foresee(a, NOW))),
    "storage.sweep": _plain(ACT.SWEEP, lambda s, a: list(s.storage.sweep(a, NOW))),
    "team.invite": _plain(ACT.INVITE, lambda s, a: s.team.invite(a, Role.MAKER, NOW)),
    "team.new_link": _plain(ACT.INVITE, lambda s, a: s.team.new_link(a, "nobody", NOW)),
    "team.revoke": _plain(ACT.INVITE, lambda s, a: s.team.revoke(a, "no-such-link", NOW)),
    "team.set_role": _plain(ACT.CHANGE_PEOPLE, lambda s, a: s.team.set_role(a, "nobody", Role.MAKER, NOW)),
    "team.disable": _plain(ACT.CHANGE_PEOPLE, lambda s, a: s.team.disable(a, "nobody", NOW)),
    "team.enable": _plain(ACT.CHANGE_PEOPLE, lambda s, a: s.team.enable(a, "nobody", NOW)),
    "team.sign_out": _plain(ACT.CHANGE_PEOPLE, lambda s, a: s.team.sign_out(a, "nobody", NOW)),
    "diagnostics.zip": _plain(ACT.SAVE_DIAGNOSTICS, lambda s, a: s.diagnostics.zip(a, NOW)),
}
DEEDS = JOBS | BOARDS | CAST | TEAM
