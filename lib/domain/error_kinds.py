"""The class of an error, found again by the name under which it was kept."""

from __future__ import annotations

from lib.domain.errors import StudioError


def error_kind(kind: str) -> type[StudioError]:
    """The class of a stored `kind`; StudioError itself for one that this version does not know."""
    todo: list[type[StudioError]] = [StudioError]
    while todo:
        cls = todo.pop()
        if cls.__name__ == kind:
            return cls
        todo.extend(cls.__subclasses__())
    return StudioError
