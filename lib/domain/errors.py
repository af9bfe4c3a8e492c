"""Everything that can go wrong. `lib.text.error_sentences` says each of it to people.

StudioError
|- Refused                the video service said no, and made nothing
|  |- KeyRejected (KeyNoLongerAccepted)  NotAllowed  NoCredit  ContentRefused  PictureRefused  FieldRefused
|  |- TooMany  ModelUnavailable  TaskUnknown (TaskNotKnownYet)  RouteMissing (Redirected)  TooLarge  Blocked
|- NotReached             nothing arrived there: refused, unknown host, connect timeout
|  |- ProxyNotReached  ProxyRefused  TlsFailed (CertificatesUnreadable)
|- SubmissionUncertain    a submit went out and its answer was lost: may be running, may be billed
|- ServiceFailed          the service's own fault, or an answer nobody can read
|- TaskFailed             the service took the job and could not make the video
|  |- NoReason
|- VideoLost              the finished video cannot be fetched
|  |- LinkDead  NoLink  VideoBroken
|- OrderInvalid           a request that was kept, and that the rules of today do not let out
|- PictureUnusable        a picture that no request may carry
|- CastFileRefused        a file that cannot be imported as a cast
|- PermissionEnded        a member of the cast that may not be shown any more
|- StoreUnavailable       our own database
|  |- NoDatabase          something else lies in its place
|- RecordUnreadable       one row of it; all others are well
|- DiskTrouble            our own disk
|- NotPermitted           someone may not do this
|  |- SignedOut           nor anything else: they are not signed in any more, or kept out
|- LimitReached           so many videos may not be made now
|- SettingsInvalid        what whoever runs the app has set
"""

# ruff: noqa: N818  # named for what happened, as people would say it

from __future__ import annotations

from typing import ClassVar, Literal, Self

from lib.domain.causes import Cause, Fact, written

Side = Literal["yours", "service", "app"]
"""Who can do something about it: the person at the page, the video service, whoever runs this app."""


class StudioError(Exception):
    """Base of the family. `detail` is what was seen, as it came: for the fold and the log.

    Where we know the cause ourselves, `code` is a `Cause` and `detail` has its figures (`because`).
    """

    side: ClassVar[Side] = "app"
    may_cost: ClassVar[bool] = False
    """True: the service may have charged for it."""

    def __init__(
        self,
        *,
        detail: str = "",
        code: str = "",
        field: str = "",
        request_id: str | None = None,
        http_status: int | None = None,
        retry_after_s: float | None = None,
        answer: str = "",
    ) -> None:
        super().__init__()
        self.detail = detail
        self.code = code
        self.field = field
        self.request_id = request_id
        self.http_status = http_status
        self.retry_after_s = retry_after_s
        self.answer = answer
        """The service's whole answer as text, bounded; "" where there was none."""

    def __str__(self) -> str:
        """For logs: the class and what was seen."""
        seen = " ".join(part for part in (self.code if self.code != self.detail else "", self.detail) if part)
        return f"{self.kind}: {seen}" if seen else self.kind

    @classmethod
    def because(cls, cause: Cause, /, **facts: Fact) -> Self:
        """An error whose cause we know ourselves, with the figures that belong to it."""
        return cls(code=cause.value, detail=written(facts))

    @property
    def kind(self) -> str:
        """The name under which a job keeps this error; `lib.domain.error_kinds` finds the class again."""
        return type(self).__name__


class Refused(StudioError):
    """The video service read the request and said no (HTTP 4xx)."""

    side: ClassVar[Side] = "yours"


class KeyRejected(Refused):
    """The service did not accept the API key."""

    side = "app"


class KeyNoLongerAccepted(KeyRejected):
    """The key was accepted for the submit, but not for what follows."""


class NotAllowed(Refused):
    """The key may not do this, such as use a model."""

    side = "app"


class NoCredit(Refused):
    """The account's balance is used up."""

    side = "app"


class ContentRefused(Refused):
    """The scene, a picture or the video itself goes against the rules of the service."""


class PictureRefused(Refused):
    """A picture that the service could not open, read or use."""


class FieldRefused(Refused):
    """A setting that is missing, wrong, or unknown to the service."""


class TooMany(Refused):
    """Too many requests at once; nothing was made, and it can be sent later."""

    side = "service"


class ModelUnavailable(Refused):
    """The model is unavailable for a time, or not offered."""

    side = "service"


class TaskUnknown(Refused):
    """The service does not know the task."""

    side = "service"


class TaskNotKnownYet(TaskUnknown):
    """Not known at the moment, which may pass: a machine of the service that has not heard of it."""


class RouteMissing(Refused):
    """There is no such address at the service."""

    side = "app"


class Redirected(RouteMissing):
    """The service answered with another address, and nothing was sent on."""


class TooLarge(Refused):
    """More bytes than the service takes in one request."""


class Blocked(Refused):
    """A web page came back where the service would have answered with JSON: a firewall, a proxy, Cloudflare."""

    side = "app"


class NotReached(StudioError):
    """Nothing arrived at the service: refused, unknown host, connect timeout. Safe to send again."""

    side: ClassVar[Side] = "service"


class ProxyNotReached(NotReached):
    """The proxy of this machine cannot be reached."""

    side = "app"


class ProxyRefused(NotReached):
    """The proxy of this machine did not let it through."""

    side = "app"


class TlsFailed(NotReached):
    """There was no secure connection."""

    side = "app"


class CertificatesUnreadable(TlsFailed):
    """The file of trusted certificates on this machine."""


class SubmissionUncertain(StudioError):
    """The submit may have arrived; its answer did not. Never sent again by itself (contract 2: no idempotency key)."""

    side = "service"
    may_cost = True


class ServiceFailed(StudioError):
    """HTTP 5xx, a lost connection or an unreadable answer on a read."""

    side = "service"


class TaskFailed(StudioError):
    """The service took the job and could not make the video."""

    side = "service"
    may_cost = True


class NoReason(TaskFailed):
    """It failed, and no reason was given."""


class VideoLost(StudioError):
    """The video was made, and cannot be fetched."""

    side = "service"
    may_cost = True


class LinkDead(VideoLost):
    """The link to the finished video does not lead to it any more."""


class NoLink(VideoLost):
    """The service says that it is done, but gives no link to the video."""


class VideoBroken(VideoLost):
    """What arrived is not a complete, playable video; `code` is its `lib.domain.causes.Cause`."""


class PictureUnusable(StudioError):
    """A picture that breaks a rule of contract 1.1; its `PictureRemark` says which."""

    side = "yours"


class CastFileRefused(StudioError):
    """A file that cannot be imported as a cast; its `CastFileFault` says why."""

    side = "yours"


class PermissionEnded(StudioError):
    """A member of the cast whose permission has ended; its cause says which, since when, and who looks after it."""

    side = "yours"


class StoreUnavailable(StudioError):
    """Our own database cannot be reached."""


class NoDatabase(StoreUnavailable):
    """Another file is where our database should be."""


class RecordUnreadable(StudioError):
    """One row of the store; `detail` says what is wrong with it."""


class OrderInvalid(StudioError):
    """A request that was kept and that the rules of today do not let out."""

    side = "yours"


class DiskTrouble(StudioError):
    """Our own disk: full, read-only or damaged."""


class NotPermitted(StudioError):
    """Someone may not do this; `detail` says what and who."""

    side: ClassVar[Side] = "yours"


class SignedOut(NotPermitted):
    """Whoever wants to do something is no longer signed in, or is kept out."""


class LimitReached(StudioError):
    """More videos than a limit lets a person make now; nothing was made. Its cause says which limit, with figures."""


class SettingsInvalid(StudioError):
    """A setting of the app is invalid; `detail` says which and why."""
