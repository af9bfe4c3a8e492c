"""The API of the video service: the client, its transport, and the reading of what comes back."""
