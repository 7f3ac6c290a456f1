"""A clock that stands still: what is run may depend on the date that it is given, not on today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date


@contextmanager
def frozen_at(day: date) -> Iterator[None]:
    """
    Whoever reads the clock of this process inside reads 00:00 UTC of a day (freezegun).

    The first time costs some milliseconds, inside another frozen clock next to nothing.
    """
    from freezegun import freeze_time

    with freeze_time(day.isoformat()):
        yield
