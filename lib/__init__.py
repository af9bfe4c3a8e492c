"""Castboard: from reference pictures to videos."""
