"""Everything that can go wrong, each with a sentence for the person who sees it.

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
|- StoreUnavailable       our own database
|  |- NoDatabase          something else lies in its place
|- RecordUnreadable       one row of it; all others are well
|- DiskTrouble            our own disk
|- NotPermitted           someone may not do this
|- SettingsInvalid        what whoever runs the app has set
"""

# ruff: noqa: N818  # named for what happened, as people would say it

from __future__ import annotations

from typing import ClassVar, Literal

Side = Literal["yours", "service", "app"]
"""Who can do something about it: the person at the page, the video service, whoever runs this app."""


class StudioError(Exception):
    """Base of the family. `message` and `hint` are for people, `detail` is what was seen, for the fold and the log."""

    message: ClassVar[str] = "Something went wrong."
    hint: ClassVar[str] = "Try again. If it happens again, tell whoever looks after this app."
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
        super().__init__(detail or self.message)
        self.detail = detail
        self.code = code
        self.field = field
        self.request_id = request_id
        self.http_status = http_status
        self.retry_after_s = retry_after_s
        self.answer = answer
        """The service's whole answer as text, bounded; "" where there was none."""

    @property
    def kind(self) -> str:
        """The name under which a job keeps this error; `lib.domain.error_kinds` finds the class again."""
        return type(self).__name__


class Refused(StudioError):
    """The video service read the request and said no (HTTP 4xx)."""

    message = "The video service refused this request."
    hint = "Look at what the service answered, change the request and send it again."
    side: ClassVar[Side] = "yours"


class KeyRejected(Refused):
    message = "The video service did not accept the API key."
    hint = "Ask whoever looks after this app to check the key. Nothing was made."
    side = "app"


class KeyNoLongerAccepted(KeyRejected):
    """The key was taken for the submit, and is not for what follows."""

    message = "The video service does not accept the API key any more."
    hint = "Ask whoever looks after this app to check the key. The video is not lost: it is asked for again by itself."


class NotAllowed(Refused):
    message = "The API key may not use this model."
    hint = "Choose another model, or ask whoever looks after this app to have it allowed."
    side = "app"


class NoCredit(Refused):
    message = "The balance at the video service is used up. Nothing was made."
    hint = "Ask whoever looks after this app to top it up, then send it again."
    side = "app"


class ContentRefused(Refused):
    message = "The video service does not make this content."
    hint = "Change the scene or the pictures: something in them goes against its rules."


class PictureRefused(Refused):
    message = "The video service could not use one of the pictures."
    hint = (
        "Replace the picture: a clear png, jpeg or webp, at least 128 pixels a side, with what it should show in view."
    )


class FieldRefused(Refused):
    message = "The video service did not accept one of the settings."
    hint = "Change the setting it names and send it again."


class TooMany(Refused):
    message = "The video service is busy."
    hint = "It waits and goes on by itself."
    side = "service"


class ModelUnavailable(Refused):
    message = "This model is unavailable at the moment. Nothing was made."
    hint = "Choose another model, or try it again later."
    side = "service"


class TaskUnknown(Refused):
    message = "The video service no longer knows this job."
    hint = "Its video cannot be fetched any more. Make it again if you still need it."
    side = "service"


class TaskNotKnownYet(TaskUnknown):
    """Not known at the moment, which may pass: a machine of the service that has not heard of it."""

    message = "The video service does not know this job at the moment."
    hint = "It is asked again by itself."


class RouteMissing(Refused):
    message = "The address of the video service does not answer as expected."
    hint = "Ask whoever looks after this app to check the address of the service."
    side = "app"


class Redirected(RouteMissing):
    message = "The video service has moved. Nothing was sent on, so that the key stays safe."


class TooLarge(Refused):
    message = "The request was too large for the video service."
    hint = "Use fewer or smaller pictures and send it again."


class Blocked(Refused):
    """A web page came back where the service would have answered with JSON: a firewall, a proxy, Cloudflare."""

    message = "Something between Castboard and the video service blocked the request. Nothing was made."
    hint = "Ask whoever looks after this app whether a firewall or a proxy stops it. The page it sent is below."
    side = "app"


class NotReached(StudioError):
    """Nothing arrived at the service: refused, unknown host, connect timeout. Safe to send again."""

    message = "The video service cannot be reached."
    hint = "It is tried again by itself."
    side: ClassVar[Side] = "service"


class ProxyNotReached(NotReached):
    message = "The proxy that this machine uses cannot be reached."
    hint = "Ask whoever looks after this app to check the proxy settings. It is tried again by itself."
    side = "app"


class ProxyRefused(NotReached):
    message = "The proxy that this machine uses did not let the request through."
    hint = "Ask whoever looks after this app to allow the video service there. It is tried again by itself."
    side = "app"


class TlsFailed(NotReached):
    message = "No secure connection to the video service."
    hint = "Ask whoever looks after this app to check the address and this machine's certificates."
    side = "app"


class CertificatesUnreadable(TlsFailed):
    message = "The file with the certificates that this machine trusts cannot be read."
    hint = "Ask whoever looks after this app to check REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE."


class SubmissionUncertain(StudioError):
    """The submit may have arrived; its answer did not. Never sent again by itself (contract 2: no idempotency key)."""

    message = "We sent your request but got no clear answer."
    hint = (
        "Look at the account of the video service before you send it again: if it is running there, enter its id here "
        "and nothing is lost."
    )
    side = "service"
    may_cost = True


class ServiceFailed(StudioError):
    """HTTP 5xx, a lost connection or an unreadable answer on a read."""

    message = "The video service had a problem of its own."
    hint = "It is asked again by itself."
    side = "service"


class TaskFailed(StudioError):
    message = "The video service could not make this video."
    hint = "Try it again, perhaps with a simpler scene or other pictures."
    side = "service"
    may_cost = True


class NoReason(TaskFailed):
    message = "The video service could not make this video, and gave no reason."


class VideoLost(StudioError):
    message = "The video was made but could not be fetched."
    hint = "The service keeps it for 24 hours; until then it can be fetched again."
    side = "service"
    may_cost = True


class LinkDead(VideoLost):
    message = "The link to the finished video no longer works."


class NoLink(VideoLost):
    message = "The video service says that the video is done, but gives no link to it."


class VideoBroken(VideoLost):
    message = "What the service delivered is not a complete, playable video."


class PictureUnusable(StudioError):
    """A picture that breaks a rule of contract 1.1; its `PictureRemark` says which."""

    message = "This picture cannot be used."
    hint = "Use a png, jpeg or webp of at least 128 pixels a side."
    side = "yours"


class StoreUnavailable(StudioError):
    message = "Castboard cannot reach its own database."
    hint = "Nothing you made is lost. Try again in a moment; if it stays, tell whoever looks after this app."


class NoDatabase(StoreUnavailable):
    message = "Something else lies in the place of Castboard's database."
    hint = (
        "It was left as it is, and nothing new was begun over it. Ask whoever looks after this app to put the database "
        "back: Castboard then goes on where it was."
    )


class RecordUnreadable(StudioError):
    """One row of the store; `detail` says what is wrong with it."""

    message = "This record can no longer be read."
    hint = "Nothing else is affected. Whoever looks after this app can look into what is left of it."


class OrderInvalid(StudioError):
    """A request that was kept and that the rules of today do not let out."""

    message = "This request can no longer be sent as it is. Nothing was sent."
    hint = "Open it on the board, change what it names there, and send it again."
    side = "yours"


class DiskTrouble(StudioError):
    message = "Castboard cannot write to its data folder."
    hint = "Ask whoever looks after this app to check the disk: it may be full or read-only."


class NotPermitted(StudioError):
    message = "You may not do this. Nothing was changed."
    hint = "Ask whoever it belongs to, or whoever looks after this app."
    side = "yours"


class SettingsInvalid(StudioError):
    message = "A setting of this app is not right."
    hint = "Whoever runs the app can correct it; the README lists the settings."
