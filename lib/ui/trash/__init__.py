"""The Deleted screen."""
