"""Many findings of one kind as one: a line that names all it is about, with one remedy for all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from lib.domain.finding import Finding, FindingKind, Param, Params, Remedy, RemedyKind
from lib.domain.remedies import together

_ABOUT: dict[FindingKind, Callable[[Params], Param | None]] = {
    FindingKind.NO_NAME: lambda params: "",
    FindingKind.NO_PICTURE: lambda params: params.get("who"),
    FindingKind.MANY_PICTURES_OF_ONE: lambda params: params.get("who"),
    FindingKind.PICTURE: lambda params: params.get("who"),
    FindingKind.SAME_NAME: lambda params: params.get("handle"),
    FindingKind.LONG_NAME: lambda params: "",
    FindingKind.LONG_VOICE_ID: lambda params: "",
    FindingKind.NO_ADDRESS: lambda params: params.get("url"),
    FindingKind.NOT_IN_CAST: lambda params: params.get("name"),
    FindingKind.RUNS_ON: lambda params: params.get("name"),
    FindingKind.NOT_MENTIONED: lambda params: str(params.get("handle", "")).removeprefix("@"),
}
"""Kinds that a board may have many of, and what each one is about; "" for one that its number tells, or nobody asks."""


def merged(findings: Sequence[Finding]) -> list[Finding]:
    """The same with one for all of a kind, where the first of them stood; it leads to the card of the first.

    Such a one has as parameters what they share, `count`, `names` of all that it is about, and their `places` and
    `pictures` where they have such.
    """
    groups: dict[Hashable, list[Finding]] = {}
    for place, finding in enumerate(findings):
        groups.setdefault(_alike(finding) or place, []).append(finding)
    return [group[0] if len(group) == 1 else _together(group) for group in groups.values()]


def _alike(finding: Finding) -> Hashable | None:
    if finding.kind not in _ABOUT:
        return None
    # The same is wrong with two pictures only where it has the same words.
    remark = repr(finding.params["remark"]) if finding.kind is FindingKind.PICTURE else ""
    return finding.kind, finding.level, finding.missing, finding.asks, finding.field, remark


def _together(group: Sequence[Finding]) -> Finding:
    first = group[0]
    about = {_key(one): one for one in group}
    params = {**first.params, "count": len(about), "names": tuple(str(_name(one)) for one in about.values())}
    for many, one_of in (("places", "place"), ("pictures", "picture")):
        if one_of in first.params:
            params[many] = tuple(str(one.params[one_of]) for one in about.values())
    return replace(first, params=params, remedies=_for_all(group))


def _key(finding: Finding) -> Hashable:
    """What tells it from others of its kind: a name that runs on twice is listed once."""
    return finding.subject, _name(finding), finding.params.get("picture")


def _name(finding: Finding) -> Param | None:
    return _ABOUT[finding.kind](finding.params)


def _for_all(group: Sequence[Finding]) -> tuple[Remedy, ...]:
    """For each kind of remedy one button."""
    kinds: dict[RemedyKind, list[Remedy]] = {}
    for remedy in [remedy for one in group for remedy in one.remedies]:
        same = kinds.setdefault(remedy.kind, [])
        if remedy not in same:  # as of a name that runs on twice
            same.append(remedy)
    return tuple(together(remedies) for remedies in kinds.values())
