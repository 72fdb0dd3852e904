"""Loading the printing library without the half second it otherwise spends looking for its parts."""

from __future__ import annotations

import ctypes.util
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from types import ModuleType


def load_quickly(module: str) -> ModuleType:
    """Import a module that loads shared libraries; raises OSError where they are missing.

    WeasyPrint tries several names of each library, and for a name that is none, `ctypes` asks the linker and a
    compiler, in a dozen processes. On Linux the names that work need no such help; where they do not, it is asked.
    """
    if module not in sys.modules and sys.platform == "linux":
        try:
            with _without_asking(), redirect_stdout(StringIO()):
                return importlib.import_module(module)
        except OSError:
            pass
    return importlib.import_module(module)


@contextmanager
def _without_asking() -> Iterator[None]:
    asking = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = asking
