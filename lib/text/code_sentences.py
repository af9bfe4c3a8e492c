"""The words for codes of the service that say more than the error they stand for, spelled as in `error_codes.CODES`."""

from __future__ import annotations

from lib.text.language import N_

CODE_SENTENCES: dict[str, tuple[str, str]] = {
    "AuditSubmitIllegal": (
        N_("The video service checked the scene and the pictures, and does not make this content."),
        N_("Change what could go against its rules: first the words of the scene, then the pictures."),
    ),
    "TaskPromptPolicyViolation": (
        N_("The words of the scene go against the rules of the video service."),
        N_("Reword the scene and send it again. The pictures can stay."),
    ),
    "CreationPolicyViolation": (
        N_("The finished video went against the rules of the video service, which withholds it."),
        N_("Change the scene, or use other pictures, and send it again."),
    ),
    "ImageDownloadFailure": (
        N_("The video service could not open a picture at its web address."),
        N_("Check that the address opens for everyone without a login, or upload the picture instead."),
    ),
    "ImageFormatInvalid": (
        N_("The video service could not read the format of a picture."),
        N_("Replace the picture with a png, jpeg or webp."),
    ),
    "PageSizeOutOfRange": (
        N_("The size of a picture is not one that the video service accepts."),
        N_("Use a picture of at least 128 pixels a side, not more than four times as long as it is wide."),
    ),
    "ImageCheckFaceFailed": (
        N_("The video service could not use the face in a picture."),
        N_("Use a picture with one clear face, seen from the front and not covered."),
    ),
    "ImageObjectsUndetected": (
        N_("The video service could not make out the subject in a picture."),
        N_("Use a picture in which the subject is large and sharp and stands out from the background."),
    ),
    "FieldLacking": (
        N_("Something that the video service needs is missing in the request."),
        N_("Fill in what is missing and send it again."),
    ),
    "FieldUnwanted": (
        N_("The request has a setting that the video service does not take with this model."),
        N_("Turn that setting off, or choose another model, and send it again."),
    ),
    "FieldItemCountOutOfRange": (
        N_("The request has too many or too few of something."),
        N_("Use 1 to 7 subjects with 1 to 3 pictures each, 7 pictures in all, and send it again."),
    ),
}
"""What happened, and what to do next."""
