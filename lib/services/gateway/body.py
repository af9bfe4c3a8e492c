"""The body of a submit: the request's JSON with the pictures of ours as data URIs, byte for byte as it was measured."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable

from lib.domain.request import CONTENT_TYPES, VideoRequest, images_of, stored_parts, to_json
from lib.services.gateway.transport import Upload
from lib.services.media.picture.file_format import kind_of


def body_of(request: VideoRequest, picture: Callable[[str], bytes]) -> Upload:
    """The POST body, from its start; its length is `lib.domain.request.body_size`. `picture` gives bytes by sha256.

    Written part by part, so that memory holds the body once and one picture beside it.
    """
    mark = secrets.token_hex(16)
    texts = to_json(_marked(request, mark)).split(mark)
    ours = [parts for image in images_of(request) if (parts := stored_parts(image))]
    upload = Upload()
    for text, (sha256, kind) in zip(texts, ours, strict=False):
        data = picture(sha256)
        upload.write(text.encode())
        # A copy that was drawn again since the request was made may have another format than its name says.
        upload.write(f"data:{CONTENT_TYPES[kind_of(data) or kind]};base64,".encode())
        upload.write(base64.b64encode(data))
    upload.write(texts[-1].encode())
    upload.seek(0)
    return upload


def _marked(request: VideoRequest, mark: str) -> VideoRequest:
    """The request with `mark` for each picture of ours: a scene may contain the same words as a picture's name."""
    subjects = tuple(
        subject.model_copy(update={"images": tuple(mark if stored_parts(one) else one for one in subject.images)})
        for subject in request.subjects
    )
    return request.model_copy(update={"subjects": subjects})
