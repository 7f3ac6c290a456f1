"""A clock that stands still for a test of the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module

# Written in C for the real datetime: first loaded while it is another class, pyarrow warns, and
# pandas (which pyarrow loads where it is installed) ends the process.
_FOR_THE_REAL_CLOCK = ("pyarrow.parquet", "pyarrow.dataset", "pandas")


@contextmanager
def frozen_test(day: date) -> Iterator[None]:
    """Whoever reads the clock inside reads 00:00 UTC of a day, whatever the test may still load."""
    from slaspec.scenario.frozen import frozen_at

    for name in _FOR_THE_REAL_CLOCK:
        with suppress(ImportError):
            import_module(name)
    with frozen_at(day):
        yield
