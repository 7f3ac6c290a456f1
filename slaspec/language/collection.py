"""Reading and settling without the collector of reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """
    Let the collector rest, and let it go on as it was afterwards.

    A long statement, and a large portfolio, are millions of small objects and no cycle among them;
    looking for one took nearly half of the time of 100,000 lines (`benchmarks/settling.py`), and a
    third of that of reading 1,000 agreements.
    """
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()
