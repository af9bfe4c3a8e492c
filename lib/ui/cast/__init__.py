"""The team's cast: its library, and one member of it."""
