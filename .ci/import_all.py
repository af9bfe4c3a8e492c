"""Imports every module of lib in an installation without the test extras: a missing dependency ends it."""

import importlib
import pkgutil
import sys

import lib

names = [found.name for found in pkgutil.walk_packages(lib.__path__, "lib.")]
# Programs run when they are imported.
names = [name for name in names if not name.endswith(".__main__")]
for name in names:
    if "migrations" not in name:  # Alembic runs those.
        importlib.import_module(name)
helpers = sorted({"pytest", "playwright", "hypothesis", "jsonschema"} & set(sys.modules))
if helpers:
    raise SystemExit(f"lib imports what only tests have: {helpers}")
sys.stdout.write(f"{len(names)} modules imported\n")
