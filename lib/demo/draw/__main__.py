"""Draws one task: `python -m lib.demo.draw TASK_FOLDER SEED`, saying `progress 42.0` as it goes on."""

raise SystemExit(1)
