"""A copy of a video that every browser plays, made in its own process: `python -m lib.services.media.preview`."""
