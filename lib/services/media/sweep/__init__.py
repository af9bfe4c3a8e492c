"""The sweep: what nobody needs any more leaves the disk, in small steps that may end at any point."""

from lib.services.media.sweep.sweeper import Sweeper

__all__ = ["Sweeper"]
