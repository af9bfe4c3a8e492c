"""The finished videos on our disk: each lies there complete, or not at all."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from lib.domain.errors import DiskTrouble, VideoBroken
from lib.domain.job import Video
from lib.domain.trash import LooseVideo
from lib.domain.video_file import HEAD_BYTES, MP4, FileKind, Preview, kind_of, plays_everywhere
from lib.services.media.posters import make_poster
from lib.services.media.videos import VideoFacts, inspect, stored_as

_VIDEO = re.compile(r"([0-9a-f]{32})\.mp4")

log = logging.getLogger(__name__)


class Library:
    """Videos, posters and previews by job id, in `folder`. Names as links carry them: `videos/<id>.mp4` and so on.

    Every video is called .mp4 here, whatever it is; `kind` tells. A preview is a copy that every browser plays.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def video(self, job_id: str) -> Path:
        """Where it lies, or would: whether it is there is for the caller to look."""
        return self.folder / self.video_name(job_id)

    def poster(self, job_id: str) -> Path:
        return self.folder / self.poster_name(job_id)

    def preview(self, job_id: str) -> Path:
        return self.folder / self.preview_name(job_id)

    @staticmethod
    def video_name(job_id: str) -> str:
        return f"videos/{job_id}.mp4"

    @staticmethod
    def poster_name(job_id: str) -> str:
        return f"posters/{job_id}.jpg"

    @staticmethod
    def preview_name(job_id: str) -> str:
        return f"previews/{job_id}.mp4"

    def played_name(self, job_id: str) -> str:
        """The name of what a browser is given to play: the preview if there is one."""
        return self.preview_name(job_id) if self.preview(job_id).is_file() else self.video_name(job_id)

    def kind(self, job_id: str) -> FileKind:
        """What kind of file a video is; MP4 if it cannot be read."""
        try:
            with self.video(job_id).open("rb") as file:
                return kind_of(file.read(HEAD_BYTES))
        except OSError:
            return MP4

    def keep(self, job_id: str, fetch: Callable[[BinaryIO], int]) -> Video:
        """Take in the video that `fetch` writes: part file, checked (length, playable), synced, renamed.

        Raises what `fetch` raises, VideoBroken, DiskTrouble. A part file never stays.
        """
        target = self.video(job_id)
        part = target.with_suffix(f".{os.getpid()}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._clear_parts(target)
            facts = _written(part, fetch)
            part.replace(target)
        except OSError as error:
            raise DiskTrouble(detail=f"{type(error).__name__}: {error.strerror or error}") from error
        return _video(facts, self.kind(job_id))

    def _clear_parts(self, target: Path) -> None:
        # Left by processes that were killed. Whoever fetches a job has its claim, so no other part of it is in use.
        for left in target.parent.glob(f"{target.stem}.*.part"):
            left.unlink(missing_ok=True)

    def found(self, job_id: str) -> Video | None:
        """The video of a job that lies here although its row does not say so: the process died between file and row."""
        path = self.video(job_id)
        if not path.is_file():
            return None
        try:
            facts = inspect(path)
        except VideoBroken as error:
            log.warning("The video of job %s on disk is broken (%s); it is fetched again", job_id, error)
            return None
        return _video(facts, self.kind(job_id))

    def look_at(self, job_id: str) -> tuple[str, Preview]:
        """Codec of a kept video, and whether it needs a preview. Raises VideoBroken, DiskTrouble."""
        codec, pixels = stored_as(self.video(job_id))
        return codec, "none" if plays_everywhere(self.kind(job_id), codec, pixels) else "wanted"

    def draw_poster(self, job_id: str) -> bool:
        """Make the poster of a kept video; False (and a line in the log) if that fails: never a blocker."""
        try:
            self.poster(job_id).parent.mkdir(parents=True, exist_ok=True)
            make_poster(self.video(job_id), self.poster(job_id))
        except (VideoBroken, DiskTrouble, OSError) as error:
            log.warning("No poster for job %s: %s", job_id, error)
            return False
        return True

    def changed_at(self) -> int:
        """A number that changes whenever a video comes or goes."""
        try:
            return (self.folder / "videos").stat().st_mtime_ns
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise DiskTrouble(detail=str(error)) from error

    def video_times(self) -> dict[str, float]:
        """When each video here was written, by its id, in seconds since 1970; files with other names are not ours."""
        try:
            with os.scandir(self.folder / "videos") as found:
                named = [(_VIDEO.fullmatch(one.name), one) for one in found]
                return {name[1]: one.stat().st_mtime for name, one in named if name and one.is_file()}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise DiskTrouble(detail=str(error)) from error

    def loose(self, job_id: str) -> LooseVideo | None:
        """What the file of a video tells without a job; None: it is gone."""
        try:
            file = self.video(job_id).stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DiskTrouble(detail=str(error)) from error
        made_at = datetime.fromtimestamp(file.st_mtime, UTC)
        return LooseVideo(job_id, made_at, file.st_size, self.poster(job_id).is_file())

    def files(self, job_id: str) -> tuple[Path, ...]:
        """Everything that may lie here for a job."""
        return (self.poster(job_id), self.preview(job_id), self.video(job_id))

    def size(self, job_id: str) -> int:
        """Bytes that a job takes here."""
        return sum(path.stat().st_size for path in self.files(job_id) if path.is_file())

    def remove(self, job_id: str) -> None:
        """Forget everything of a job on disk; nothing happens for what is gone already. Raises DiskTrouble."""
        try:
            for path in self.files(job_id):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise DiskTrouble(detail=str(error)) from error


def _video(facts: VideoFacts, kind: FileKind) -> Video:
    preview: Preview = "none" if plays_everywhere(kind, facts.codec, facts.pixels) else "wanted"
    return Video(
        facts.duration_s,
        facts.width,
        facts.height,
        facts.has_sound,
        facts.size_bytes,
        facts.sha256,
        facts.codec,
        preview,
    )


def _written(part: Path, fetch: Callable[[BinaryIO], int]) -> VideoFacts:
    """The facts of what `fetch` wrote into `part`; whatever goes wrong, no part file stays."""
    try:
        with part.open("wb") as file:
            fetch(file)
            file.flush()
            os.fsync(file.fileno())
        return inspect(part)
    except BaseException:  # Also at the end of the process: half a file is worth nothing. It goes on its way.
        part.unlink(missing_ok=True)
        raise
