"""Memory that is freed goes back to the system: glibc would keep it for bursts that may not come.

See mallopt(3) and malloc_trim(3). Both do nothing where there is no such function, as on macOS.
"""

import ctypes
from contextlib import suppress

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def share_one() -> None:
    """Let all threads take memory from one arena; call it before there is a second thread.

    An arena for each would keep holes that no other thread fills: 10 MB more, and growing. Python
    lets one thread at a time run, so that sharing costs nothing.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Give back what is free now; it takes a few ms, in a worker."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
