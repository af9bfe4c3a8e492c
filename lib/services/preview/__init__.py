"""Making a copy of a video that every browser plays, in a process of its own: `python -m lib.services.preview`."""
