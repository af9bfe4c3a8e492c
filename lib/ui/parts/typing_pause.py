"""After which pause in typing a line of text goes to the server by itself."""

PAUSE = "800ms"
"""As the scene does, and text areas (typed_text.js): people reload, and go, in the middle of a name."""
