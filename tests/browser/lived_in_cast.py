"""A cast that has been kept for a while: long names, other scripts, many looks, permissions that end and have ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lib.app import Studio
from lib.domain.actor import Actor
from lib.domain.cast_member import CastMember, Look, MemberKind
from lib.domain.draft import DraftPicture
from lib.domain.permission import Permission, PermissionKind
from tests.browser.board import COLLEAGUE, png
from tests.browser.lived_in import CHINESE, LONG, UNBROKEN
from tests.conftest import SOMEONE

MANY = 26
"""More than fit on one page of the library."""


def fill_cast(studio: Studio) -> dict[str, str]:
    """Put it all there; ids of the members, by name."""
    now, who = datetime.now(UTC), Actor(COLLEAGUE)
    faces = [
        studio.desk.add_picture(SOMEONE, png(colour, 400, 500), f"{colour}.png") for colour in ("coral", "teal", "gold")
    ]
    whole = Look(id="whole", name=LONG[:60], pictures=tuple(faces))
    far = Look(id="far", name=CHINESE, pictures=(faces[1], DraftPicture(url=f"https://example.com/{UNBROKEN}.png")))
    empty = Look(id="empty")
    ended, soon, later = (_until(now, days) for days in (-3, 6, 300))
    made = [
        CastMember(id="1" * 32, name="Mia", looks=(whole, far, empty), tags=("hero", UNBROKEN[:30]), permission=soon),
        CastMember(id="2" * 32, name=LONG[:80], notes=f"{LONG}. {UNBROKEN}", looks=(whole,), permission=ended),
        CastMember(id="3" * 32, name=CHINESE, kind=MemberKind.PLACE, looks=(far,), permission=later),
        CastMember(id="4" * 32, name=UNBROKEN[:80], kind=MemberKind.THING, looks=(empty,)),
    ]
    made += [CastMember(id=f"{place:032}", name=f"Extra {place}", looks=(empty,)) for place in range(MANY)]
    for place, member in enumerate(made):
        studio.cast.keep(who, member, now - timedelta(minutes=place))
    studio.cast.archive(who, made[3].id, archived=True)
    gone = CastMember(id="5" * 32, name=f"{LONG[:40]} {CHINESE}"[:80], looks=(whole, far))
    studio.cast.keep(who, gone, now)
    studio.cast.delete(who, gone.id, now - timedelta(days=3))
    return {member.name: member.id for member in made}


def _until(now: datetime, days: int) -> Permission:
    return Permission(
        kind=PermissionKind.UNTIL, until=(now + timedelta(days=days)).date(), by=LONG, note=f"{CHINESE} {UNBROKEN}"
    )
