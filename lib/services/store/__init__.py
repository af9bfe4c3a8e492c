"""The store: jobs, drafts, cast, people and voices in a database, and nothing else; each write is one transaction."""

from pathlib import Path

from lib.services.store.accounts import Accounts
from lib.services.store.audit_log import AuditLog
from lib.services.store.claims import Claims
from lib.services.store.damaged import Damaged
from lib.services.store.database import Database
from lib.services.store.database_facts import About
from lib.services.store.deleted import Needs, Trash
from lib.services.store.drafts import Drafts
from lib.services.store.erasure import Erasure
from lib.services.store.invitation_rows import InvitationRows
from lib.services.store.job_lists import JobLists
from lib.services.store.jobs import Jobs
from lib.services.store.leftovers import Leftovers
from lib.services.store.limit_rows import LimitRows
from lib.services.store.made_videos import MadeVideos
from lib.services.store.makes import Makes
from lib.services.store.members import Members
from lib.services.store.once_more import OnceMore
from lib.services.store.outcomes import Outcomes
from lib.services.store.past_rows import PastRows
from lib.services.store.people import Notes, People
from lib.services.store.presets import Presets
from lib.services.store.preview_notes import Previews
from lib.services.store.schema import MIGRATIONS
from lib.services.store.sign_ins import SignIns
from lib.services.store.team_tables import invitations, sign_ins
from lib.services.store.tracker_signs import TrackerSigns
from lib.services.store.voices_list import Voices
from lib.services.store.wishes import Wishes

__all__ = ["Store"]


class Store(Database):
    """Everything Castboard remembers. Many threads and processes may use one database, each through its own Store.

    What can be asked and done stands under its subject, as in `store.jobs.get(job_id)`. Every method is one
    transaction. A read that fails raises StoreUnavailable and never gives an empty answer.
    """

    def __init__(self, url: str, migrations: Path = MIGRATIONS) -> None:
        super().__init__(url, migrations)
        self.jobs = Jobs(self)
        self.lists = JobLists(self)
        self.claims = Claims(self)
        self.damaged = Damaged(self)
        self.drafts = Drafts(self)
        self.members = Members(self)
        self.people = People(self)
        self.accounts = Accounts(self)
        self.sign_ins = SignIns(self)
        self.invitations = InvitationRows(self)
        self.past_sign_ins = PastRows(self, sign_ins)
        self.past_invitations = PastRows(self, invitations)
        self.audit = AuditLog(self)
        self.erasure = Erasure(self)
        self.presets = Presets(self)
        self.voices = Voices(self)
        self.notes = Notes(self)
        self.trash = Trash(self)
        self.needs = Needs(self)
        self.leftovers = Leftovers(self)
        self.previews = Previews(self)
        self.once_more = OnceMore(self)
        self.makes = Makes(self)
        self.limits = LimitRows(self)
        self.wishes = Wishes(self)
        self.made = MadeVideos(self)
        self.outcomes = Outcomes(self)
        self.trackers = TrackerSigns(self)
        self.about = About(self)
