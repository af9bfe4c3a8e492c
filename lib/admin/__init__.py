"""The command line for whoever runs Castboard: `python -m lib.admin --help`."""
