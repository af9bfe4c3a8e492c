"""What happened and what to do next, in words, for every error of the family."""

from __future__ import annotations

from contextlib import suppress

from lib.domain import errors
from lib.domain.causes import Cause, cause_of, facts_in
from lib.domain.error_codes import specific_code
from lib.domain.errors import StudioError
from lib.domain.finding import FindingKind
from lib.domain.job import Trouble
from lib.domain.picture_remark import remark_of
from lib.text.code_sentences import CODE_SENTENCES
from lib.text.language import N_, _
from lib.text.permission_sentences import permission_line
from lib.text.picture_sentences import remark_text

Wrong = StudioError | Trouble | type[StudioError]
"""An error, what a job has kept of one, or its class alone."""


def error_message(wrong: Wrong, code: str = "") -> str:
    """What happened. `code`: that of the service, beside a class."""
    return _(_words(wrong, code)[0])


def error_hint(wrong: Wrong, code: str = "") -> str:
    """What to do next; of a picture that cannot be used, or a permission that ended, what is the matter with it.

    `code`: that of the service, beside a class.
    """
    if not isinstance(wrong, type):
        if remark := remark_of(wrong.code, wrong.detail):
            return remark_text(remark)
        if cause_of(wrong.code) is Cause.PERMISSION_ENDED:
            with suppress(KeyError, ValueError):  # Facts that are damaged.
                return permission_line(FindingKind.PERMISSION_ENDED, facts_in(wrong.detail))
    return _(_words(wrong, code)[1])


def _words(wrong: Wrong, code: str) -> tuple[str, str]:
    cls = wrong if isinstance(wrong, type) else wrong.error if isinstance(wrong, Trouble) else type(wrong)
    its_code = code if isinstance(wrong, type) else wrong.code
    return CODE_SENTENCES.get(specific_code(cls, its_code)) or _of_class(cls)


def _of_class(cls: type[StudioError]) -> tuple[str, str]:
    """Where a class has no hint of its own, that of the error it is a kind of counts."""
    family = [ERROR_SENTENCES[one] for one in cls.__mro__ if one in ERROR_SENTENCES]
    return family[0][0], next(hint for _, hint in family if hint)


ERROR_SENTENCES: dict[type, tuple[str, str]] = {
    errors.StudioError: (
        N_("Something went wrong."),
        N_("Try again. If it happens again, tell your Castboard administrator."),
    ),
    errors.Refused: (
        N_("The video service refused this request."),
        N_("Look at what the service answered, change the request and send it again."),
    ),
    errors.KeyRejected: (
        N_("The video service did not accept the API key."),
        N_("Ask your Castboard administrator to check the key. Nothing was made."),
    ),
    errors.KeyNoLongerAccepted: (
        N_("The video service does not accept the API key any more."),
        N_("Ask your Castboard administrator to check the key. The video is not lost: Castboard keeps asking for it."),
    ),
    errors.NotAllowed: (
        N_("The API key may not use this model."),
        N_("Choose another model, or ask your Castboard administrator to have it allowed."),
    ),
    errors.NoCredit: (
        N_("The balance at the video service is used up. Nothing was made."),
        N_("Ask your Castboard administrator to top it up, then send it again."),
    ),
    errors.ContentRefused: (
        N_("The video service does not make this content."),
        N_("Change the scene or the pictures: something in them goes against its rules."),
    ),
    errors.PictureRefused: (
        N_("The video service could not use one of the pictures."),
        N_(
            "Replace the picture: a clear png, jpeg or webp, at least 128 pixels a side, with what it should show"
            " in view."
        ),
    ),
    errors.FieldRefused: (
        N_("The video service did not accept one of the settings."),
        N_("Change that setting and send it again."),
    ),
    errors.TooMany: (N_("The video service is busy."), N_("Castboard waits and then continues automatically.")),
    errors.ModelUnavailable: (
        N_("This model is unavailable at the moment. Nothing was made."),
        N_("Choose another model, or try it again later."),
    ),
    errors.TaskUnknown: (
        N_("The video service no longer knows this job."),
        N_("Its video cannot be fetched any more. Make it again if you still need it."),
    ),
    errors.TaskNotKnownYet: (
        N_("The video service does not know this job at the moment."),
        N_("Castboard asks again automatically."),
    ),
    errors.RouteMissing: (
        N_("The address of the video service does not answer as expected."),
        N_("Ask your Castboard administrator to check the address of the service."),
    ),
    errors.Redirected: (N_("The video service has moved. Nothing was sent on, so that the key stays safe."), ""),
    errors.TooLarge: (
        N_("The request was too large for the video service."),
        N_("Use fewer or smaller pictures and send it again."),
    ),
    errors.Blocked: (
        N_("Something between Castboard and the video service blocked the request. Nothing was made."),
        N_("Ask your Castboard administrator whether a firewall or a proxy stops it. The page it sent is below."),
    ),
    errors.NotReached: (N_("The video service cannot be reached."), N_("Castboard tries again automatically.")),
    errors.ProxyNotReached: (
        N_("The proxy that this machine uses cannot be reached."),
        N_("Ask your Castboard administrator to check the proxy settings. Castboard tries again automatically."),
    ),
    errors.ProxyRefused: (
        N_("The proxy that this machine uses did not let the request through."),
        N_("Ask your Castboard administrator to allow the video service there. Castboard tries again automatically."),
    ),
    errors.TlsFailed: (
        N_("No secure connection to the video service."),
        N_("Ask your Castboard administrator to check the address and this machine's certificates."),
    ),
    errors.CertificatesUnreadable: (
        N_("The file with the certificates that this machine trusts cannot be read."),
        N_("Ask your Castboard administrator to check REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE."),
    ),
    errors.SubmissionUncertain: (
        N_("The request was sent, but no clear answer came."),
        N_(
            "Look at the account of the video service before you send it again: if it is running there, enter its"
            " id here and nothing is lost."
        ),
    ),
    errors.ServiceFailed: (
        N_("The video service had a problem of its own."),
        N_("Castboard asks again automatically."),
    ),
    errors.TaskFailed: (
        N_("The video service could not make this video."),
        N_("Try it again, perhaps with a simpler scene or other pictures."),
    ),
    errors.NoReason: (N_("The video service could not make this video, and gave no reason."), ""),
    errors.VideoLost: (
        N_("The video was made but could not be fetched."),
        N_("The service keeps a video for 24 hours; within that time it can be fetched again."),
    ),
    errors.LinkDead: (N_("The link to the finished video no longer works."), ""),
    errors.NoLink: (N_("The video service says that the video is done, but gives no link to it."), ""),
    errors.VideoBroken: (N_("What the service delivered is not a complete, playable video."), ""),
    errors.PictureUnusable: (
        N_("This picture cannot be used."),
        N_("Use a png, jpeg or webp of at least 128 pixels a side."),
    ),
    errors.CastFileRefused: (
        N_("This file cannot be imported."),
        N_("Nothing was changed. Export the cast again and import the new file."),
    ),
    errors.PermissionEnded: (
        N_("The permission for a member of this cast has ended. Nothing was sent."),
        N_("Renew it on the Cast page, or take the member off the board."),
    ),
    errors.StoreUnavailable: (
        N_("Castboard cannot reach its own database."),
        N_("Nothing you made is lost. Try again in a moment. If it happens again, tell your Castboard administrator."),
    ),
    errors.NoDatabase: (
        N_("Something else is where Castboard's database should be."),
        N_(
            "Castboard left it untouched. Ask your Castboard administrator to put the database back: Castboard then "
            "continues where it was."
        ),
    ),
    errors.RecordUnreadable: (
        N_("This record can no longer be read."),
        N_("Nothing else is affected. Your Castboard administrator can look into what is left of it."),
    ),
    errors.OrderInvalid: (
        N_("This request can no longer be sent as it is, so it was not sent."),
        N_("Open it on the board, change what is marked there, and send it again."),
    ),
    errors.DiskTrouble: (
        N_("Castboard cannot write to its data folder."),
        N_("Ask your Castboard administrator to check the disk: it may be full or read-only."),
    ),
    errors.NotPermitted: (
        N_("You are not allowed to do this. Nothing was changed."),
        N_("Ask its owner, or your Castboard administrator."),
    ),
    errors.LimitReached: (
        N_("This would be more videos than the limit allows. Nothing was sent."),
        N_("Wait until some more are possible, or ask for more on the Create page."),
    ),
    errors.SignedOut: (
        N_("You are not signed in any more. Nothing was changed."),
        N_("Reload the page and sign in again."),
    ),
    errors.SettingsInvalid: (
        N_("One of Castboard's settings is not valid."),
        N_("Your Castboard administrator can correct it; the README lists all settings."),
    ),
}
"""What happened, and what to do next; no hint where that of the error above it says the same."""
