"""Ending a long command when the system asks for it: what is half done is cleared away, as on Ctrl-C."""

from __future__ import annotations

import signal
import threading
from types import FrameType


def end_politely() -> None:
    """From now on SIGTERM stops this command as Ctrl-C does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
