"""The drawing child: makes one video from the pictures of one request. Only it imports av, Pillow and numpy."""
