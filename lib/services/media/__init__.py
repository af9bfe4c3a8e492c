"""Pictures and videos on the disk: checked, kept, fitted, linked, and cleared away."""
