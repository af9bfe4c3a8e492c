"""One video file: its parts, and whether it plays."""
