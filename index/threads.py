"""How many threads the numeric libraries use, decided once for all of them."""

import os

_MOST = 4  # texts come in small batches: more threads wait for each other


def thread_count() -> int:
    """Threads that one computation may use: OMP_NUM_THREADS where a deployment sets it."""
    given = os.environ.get("OMP_NUM_THREADS", "")
    return int(given) if given.isdecimal() and int(given) else min(_MOST, _cores())


def limit_threads() -> None:
    """Set the thread counts; call it before torch or faiss is first imported.

    torch, faiss and scikit-learn each bring an OpenMP of their own that reads these when it loads;
    a deployment's own values stay. Waiting threads sleep instead of spinning: where another
    process takes a core, a spinning pair made a query last 320 ms instead of 32 ms.
    """
    os.environ.setdefault("OMP_NUM_THREADS", str(thread_count()))
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
