"""Handing videos on: copy the link, the share sheet of the device, the files themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from lib.domain.lists import JobLine
from lib.domain.naming import file_names
from lib.text.language import _, _n
from lib.ui import media_links as media
from lib.ui.state import studio

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Handed:
    """A file as it is handed on: what it is called, and where the browser gets it."""

    name: str
    url: str
    type: str
    size: int


_hand_on = st.components.v2.component(
    "castboard_hand_on",
    css=(HERE / "hand_on.css").read_text("utf-8"),
    js=(HERE / "hand_on.js").read_text("utf-8"),
)


def files_of(videos: Sequence[tuple[str, str]]) -> list[Handed]:
    """Of these (job's id, name), those that are on the disk, with names that tell them apart."""
    library = studio().library
    there = [(job_id, name) for job_id, name in videos if library.video(job_id).is_file()]
    kinds = [library.kind(job_id) for job_id, _name in there]
    names = file_names([(*video, kind.ending) for video, kind in zip(there, kinds, strict=True)])
    return [
        Handed(named, media.download(job_id, named), kind.media_type, library.video(job_id).stat().st_size)
        for (job_id, _name), kind, named in zip(there, kinds, names, strict=True)
    ]


def hand_on_video(job_id: str, name: str, *, key: str) -> None:
    """Download, share and copy the link of one video."""
    files = files_of([(job_id, name)])
    words = _words() | {"copy": _("Copy link"), "share": _("Share"), "download": _("Download") if files else ""}
    _draw(files, words, key=key, link=f"gallery?video={job_id}", title=name)


def hand_on_chosen(lines: Sequence[JobLine], *, key: str) -> None:
    """Share the files of several videos, or save them one by one."""
    files = files_of([(line.id, line.name) for line in lines])
    number = len(files)
    words = _words() | {
        "share": _n("Share {count} file", "Share {count} files", number),
        "each": _("Save one by one"),
    }
    _draw(files, words, key=key, link="", title="")


def _draw(files: list[Handed], words: dict[str, str], *, key: str, link: str, title: str) -> None:
    _hand_on(
        key=key,
        data={"files": [asdict(file) for file in files], "words": words, "link": link, "title": title},
        width="content",
    )


def _words() -> dict[str, str]:
    return {
        "copied": _("Link copied"),
        "by_hand": _("Copy the link from here:"),
        "link": _("Link of this video"),
        "loading": _("Getting the files ready to share…"),
        "ready": _("Ready to share. Press the button once more."),
        "too_large": _("This is too large to share from the browser. Download it instead."),
        "failed": _("Sharing failed. Download it instead."),
        "gone": _("The file could not be loaded. Check your connection and try again."),
        "saved": _("Saving the files one by one."),
    }
