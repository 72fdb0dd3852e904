"""Commands: the same deeds and questions as the pages, from a terminal."""

from consult.cli.program import main

__all__ = ["main"]
