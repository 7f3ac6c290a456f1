"""UTC seconds as a source writes times: the inverse of `records/reading/times.py`."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from slaspec.language.quantities import FIRST_YEAR, LAST_YEAR
from slaspec.service_time.offsets import DAY, day_of, offsets_of

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.service_time.offsets import Offsets

_MEAN_YEAR = 31_556_952


class UnwritableError(Exception):
    """A source has no text for this: a sentence that begins with a small letter."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TimeWriter:
    """Writes instants in one declared form and zone, to the second; without a zone in UTC."""

    def __init__(self, zone: Zone | None, date_order: str | None) -> None:
        self._zone, self._order = zone, date_order
        self._years: dict[int, Offsets] = {}

    def text(self, instant: int) -> str:
        """
        `2026-10-25T02:30:00`, `25/10/2026 02:30:00` or `10/25/2026 02:30:00`.

        An ISO text has its offset where the clock shows the hour twice. Raises `UnwritableError`
        for such an hour where the form has no offset.
        """
        if self._zone is None:
            return f"{_iso(instant)}Z"
        offset, twice = self._offset(instant)
        wall = instant + offset
        if self._order not in ("day_first", "month_first"):
            return _iso(wall) + (_written(offset) if twice else "")
        if twice:
            shown = _iso(wall)[:16].replace("T", " ")
            raise UnwritableError(f"the clocks of {self._zone} show {shown} twice")
        day = day_of(wall // DAY)
        first, second = (day.day, day.month)[:: 1 if self._order == "day_first" else -1]
        return f"{first}/{second}/{day.year:04} {_clock(wall % DAY)}"

    def _offset(self, instant: int) -> tuple[int, bool]:
        """Seconds east of UTC, and whether the clock shows this wall time twice."""
        year = min(max(FIRST_YEAR, 1970 + instant // _MEAN_YEAR), LAST_YEAR)
        if year not in self._years:
            self._years[year] = offsets_of(self._name, year, year)
        known = self._years[year]
        stretch = bisect_right(known.begins, instant) - 1
        offset = known.offsets[stretch]
        before = known.offsets[stretch - 1] if stretch else offset
        again = instant - known.begins[stretch] < before - offset
        following = stretch + 1 < len(known.begins)
        still = following and (
            known.begins[stretch + 1] - instant <= offset - known.offsets[stretch + 1]
        )
        return offset, again or still

    @cached_property
    def _name(self) -> str:
        return str(self._zone)


def _iso(wall: int) -> str:
    return f"{day_of(wall // DAY).isoformat()}T{_clock(wall % DAY)}"


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def _written(offset: int) -> str:
    minutes = abs(offset) // 60
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
