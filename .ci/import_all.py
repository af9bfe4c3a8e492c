"""Imports every module of lib in an installation without the test extras: a missing dependency ends it."""

import importlib
import pkgutil
import sys

import lib

# These two are programs: they run when they are imported.
PROGRAMS = ("lib.demo.__main__", "lib.demo.draw.__main__")

names = [found.name for found in pkgutil.walk_packages(lib.__path__, "lib.") if found.name not in PROGRAMS]
for name in names:
    if "migrations" not in name:  # Alembic runs those.
        importlib.import_module(name)
helpers = sorted({"pytest", "playwright", "hypothesis", "jsonschema"} & set(sys.modules))
if helpers:
    raise SystemExit(f"lib imports what only tests have: {helpers}")
sys.stdout.write(f"{len(names)} modules imported\n")
