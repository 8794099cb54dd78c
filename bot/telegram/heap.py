"""Freed memory goes back to the system: glibc would keep it for bursts that may never come."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Take a few ms, in a worker; do nothing where there is no malloc_trim(3), as on macOS."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
