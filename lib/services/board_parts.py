"""What a board becomes on its way to a request: its fields before any rule is asked, and its pictures once they fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from lib.domain.draft import Draft, DraftPicture, build_body
from lib.domain.picture_rules import Fitted
from lib.domain.request import Subject


def unchecked(draft: Draft) -> dict[str, Any]:
    """The fields of the request that a draft would be, whether it may be sent or not."""
    body = build_body(draft) | {"seed": draft.seed}
    subjects = cast("list[dict[str, Any]]", body["subjects"])
    return body | {
        "subjects": tuple(Subject.model_construct(**one | {"images": tuple(one["images"])}) for one in subjects)
    }


def with_fitted(draft: Draft, fitted: Iterable[Fitted]) -> Draft:
    """The draft with these in place of its own. `fitted`: of all pictures that are ours, in their order."""
    given = iter(fitted)

    def again(picture: DraftPicture) -> DraftPicture:
        return picture.model_copy(update={"fitted": next(given)}) if picture.fitted else picture

    subjects = tuple(
        subject.model_copy(update={"pictures": tuple(again(one) for one in subject.pictures)}) for subject in draft.cast
    )
    return draft.model_copy(update={"cast": subjects})
