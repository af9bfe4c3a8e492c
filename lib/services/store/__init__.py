"""The store: jobs, drafts, people and voices in a database, and nothing else; each write is one transaction."""

from lib.services.store.claims import Claims
from lib.services.store.damaged import Damaged
from lib.services.store.deleted import Needs, Trash
from lib.services.store.drafts import Drafts
from lib.services.store.job_lists import JobLists
from lib.services.store.jobs import Jobs
from lib.services.store.leftovers import Leftovers
from lib.services.store.once_more import OnceMore
from lib.services.store.people import People
from lib.services.store.preview_notes import Previews

__all__ = ["Store"]


class Store(Jobs, JobLists, Claims, Damaged, Drafts, OnceMore, People, Trash, Needs, Leftovers, Previews):
    """Everything Castboard remembers. Many threads and processes may use one database, each through its own Store.

    Every method is one transaction. A read that fails raises StoreUnavailable and never gives an empty answer.
    """
