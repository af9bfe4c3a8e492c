"""One picture: read, judged, and drawn anew for sending."""
