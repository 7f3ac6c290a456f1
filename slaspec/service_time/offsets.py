"""
The UTC offsets of a zone over some years, and wall time there and back.

Wall time is counted in seconds since 1970-01-01 00:00 *on the clock of the zone*. A zone is a
short list of stretches of constant offset, so both directions are one bisection.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from importlib import import_module, resources
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from slaspec.language.quantities import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.toordinal()
DAY = 86400


class PinnedZone(ZoneInfo):
    """A zone of the tzdata package; unlike other zones read from a file it can be pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return pinned_zone, (self.key,)


@cache
def pinned_zone(name: str) -> ZoneInfo:
    """
    The zone as the installed `tzdata` package describes it, never as the machine does.

    Raises `QuantityError` for a name that is not UTC or an Area/City name.
    """
    Zone(name)
    source = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with source.open("rb") as file:
        return PinnedZone.from_file(file, key=name)


def tzdata_version() -> str:
    """The version of the time zone data in use, like `2026f`."""
    return str(import_module("tzdata").IANA_VERSION)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def day_of(number: int) -> date:
    """The date that is `number` days after 1970-01-01."""
    return date.fromordinal(number + EPOCH_DAY)


class Offsets:
    """
    Stretches of constant UTC offset: `begins[i]` in UTC seconds, `offsets[i]` in seconds.

    Instants and wall times must lie within the years asked for (see `offsets_of`).
    """

    __slots__ = ("_ends", "_latest_wall", "begins", "offsets")

    def __init__(self, stretches: list[tuple[int, int]], end: int) -> None:
        self.begins = [begin for begin, _ in stretches]
        self.offsets = [offset for _, offset in stretches]
        self._ends = [*self.begins[1:], end]
        walls = (end + offset for end, offset in zip(self._ends, self.offsets, strict=True))
        self._latest_wall = list(accumulate(walls, max))

    def wall(self, instant: int) -> int:
        """What the clock shows at an instant."""
        return instant + self.offsets[bisect_right(self.begins, instant) - 1]

    def first_instant(self, wall: int) -> int:
        """
        The earliest instant at which the clock shows `wall` or later.

        In a spring gap that is the end of the gap, in an autumn fold the first pass.
        """
        stretch = bisect_right(self._latest_wall, wall)
        return max(self.begins[stretch], wall - self.offsets[stretch])

    def instants(self, opens: int, closes: int) -> Iterator[tuple[int, int]]:
        """The spans of instants at which the clock shows `opens` or later, but not yet `closes`."""
        stretch = bisect_right(self._latest_wall, opens)
        # Offsets stay within a day, so no later stretch can still show an earlier wall time.
        while stretch < len(self.begins) and self.begins[stretch] - DAY < closes:
            offset = self.offsets[stretch]
            begin = max(self.begins[stretch], opens - offset)
            end = min(self._ends[stretch], closes - offset)
            if begin < end:
                yield begin, end
            stretch += 1

    def wall_array(self, instants: NDArray[np.int64]) -> NDArray[np.int64]:
        """`wall` for many instants."""
        import numpy as np

        stretches = np.searchsorted(np.array(self.begins), instants, side="right") - 1
        walls: NDArray[np.int64] = instants + np.array(self.offsets)[stretches]
        return walls

    def first_instant_array(self, walls: NDArray[np.int64]) -> NDArray[np.int64]:
        """`first_instant` for many wall times."""
        import numpy as np

        stretches = np.searchsorted(np.array(self._latest_wall), walls, side="right")
        begins, offsets = np.array(self.begins), np.array(self.offsets)
        found: NDArray[np.int64] = np.maximum(begins[stretches], walls - offsets[stretches])
        return found


@lru_cache(maxsize=256)
def offsets_of(name: str, first_year: int, last_year: int) -> Offsets:
    """The offsets of a zone for all wall times of these years, with a year of margin around."""
    stretches: list[tuple[int, int]] = []
    for year in range(first_year - 1, last_year + 2):
        for begin, offset in _stretches_of_year(name, year):
            if not stretches or stretches[-1][1] != offset:
                stretches.append((begin, offset))
    return Offsets(stretches, _year_begin(last_year + 2))


def _year_begin(year: int) -> int:
    return DAY * day_number(date(year, 1, 1))


@lru_cache(maxsize=4096)
def _stretches_of_year(name: str, year: int) -> list[tuple[int, int]]:
    """
    Looks at every UTC midnight and bisects where the offset differs from the day before.

    Two changes within one day that cancel out would be missed; a test proves that the pinned
    tzdata has none.
    """
    zone = pinned_zone(name)
    begin, end = _year_begin(year), _year_begin(year + 1)
    found = [(begin, _offset(zone, begin))]
    for midnight in range(begin + DAY, end + DAY, DAY):
        while _offset(zone, midnight) != found[-1][1]:
            change = _first_change(zone, max(midnight - DAY, found[-1][0]), midnight)
            found.append((change, _offset(zone, change)))
    return found


def wall_clock(instant: int, zone: tzinfo) -> datetime:
    """
    The aware datetime of an instant (UTC seconds) in a zone.

    Not by `astimezone`: where a test has frozen the clock with freezegun, that forgets the fold.
    """
    return zone.fromutc((EPOCH + timedelta(seconds=instant)).replace(tzinfo=zone))


def _first_change(zone: tzinfo, before: int, after: int) -> int:
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: tzinfo, instant: int) -> int:
    offset = wall_clock(instant, zone).utcoffset()
    assert offset is not None  # every zone of tzdata has an offset at every instant
    return offset // timedelta(seconds=1)
