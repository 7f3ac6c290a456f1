"""Which seconds a source speaks of: the dates that a list covers, and how long a probe speaks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.language.model.data_source import Covers
    from slaspec.language.quantities import Zone
    from slaspec.records.tickets import Int64
    from slaspec.service_time.intervals import Intervals

_ONE_DAY = timedelta(days=1)


def dates_covered(covers: Covers, zone: Zone) -> Intervals:
    """The whole dates `from` to `through` in a zone; other time there is no data of."""
    begin = midnight(covers.from_.value, zone)
    end = midnight(covers.through.value + _ONE_DAY, zone)
    return np.array([[begin, end]], dtype=np.int64)


def spoken_for(instants: Int64, silence_after: int) -> Intervals:
    """The time that probes speak of, for strictly increasing instants of one part."""
    silent = np.flatnonzero(instants[1:] - instants[:-1] > silence_after)
    first = np.concatenate(([0], silent + 1))
    last = np.concatenate((silent, [len(instants) - 1]))
    return np.stack((instants[first], instants[last] + silence_after), axis=1)


def speaks_until(instants: Int64, positions: Int64, silence_after: int) -> Int64:
    """
    When what some of the probes say ends, given by their positions among increasing instants.

    It ends with the next probe, and after `silence_after` seconds at the latest.
    """
    longest = instants[positions] + silence_after
    following = np.minimum(positions + 1, len(instants) - 1)
    has_next = following > positions
    return np.where(has_next, np.minimum(longest, instants[following]), longest)
