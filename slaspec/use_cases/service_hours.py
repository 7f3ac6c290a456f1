"""Service time for Python: elapsed seconds and deadlines of one calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from slaspec.errors import LocatedError, ServiceTimeError, UsageError
from slaspec.language.model.calendar import Calendar
from slaspec.service_time.calendar import ALWAYS, compile_covering, known_end
from slaspec.service_time.civil import epoch_of, local_time
from slaspec.service_time.faults import faults
from slaspec.service_time.holiday_rule import unsaid_holiday_rule
from slaspec.service_time.offsets import DAY, EPOCH
from slaspec.service_time.timeline import OutsideRangeError, Timeline

Pauses = Iterable[tuple[datetime, datetime]]

NOTHING = Timeline((), 1 << 62, 1 << 62)


class ServiceHours:
    """
    The service hours of a calendar: a Calendar document as its plain mapping, a `Calendar`, or
    the text `24x7`.

    Times are aware datetimes; each is an instant as Python defines it, floored to the second.
    The years that are needed are compiled on demand, as far as `valid` of the calendar permits.
    Raises `LocatedError` for a calendar that is not valid, `ServiceTimeError` for a naive
    datetime, a reversed span, a limit of 0 and an instant outside `valid`.

        >>> ServiceHours("24x7").elapsed(reported, resolved)
        18000
    """

    __slots__ = ("_timeline", "_zone", "calendar")

    def __init__(self, calendar: Calendar | Mapping[str, object] | Literal["24x7"]) -> None:
        self.calendar = _checked(calendar)
        self._zone = "UTC" if isinstance(self.calendar, str) else str(self.calendar.timezone)
        self._timeline = NOTHING

    def elapsed(self, start: datetime, end: datetime, pauses: Pauses = ()) -> int:
        """
        Seconds of service time in `[start, end)`, without the union of the pauses.

        Real seconds: a day of 23 or 25 hours counts as it is.
        """
        try:
            begins, ends = start - EPOCH, end - EPOCH
        except TypeError:
            epoch_of(start), epoch_of(end)  # says which one is naive
            raise
        a, b = begins.days * DAY + begins.seconds, ends.days * DAY + ends.seconds
        spans = _spans(pauses) if pauses else ()
        try:
            return self._timeline.elapsed(a, b, spans)
        except OutsideRangeError:
            self._cover(a, b)
        return self._timeline.elapsed(a, b, spans)

    def deadline(
        self,
        start: datetime,
        seconds: int,
        pauses: Pauses = (),
        latest: bool = False,  # noqa: FBT001, FBT002 - the published signature
    ) -> datetime:
        """
        The earliest instant at which `seconds` of service time have elapsed since `start`.

        With `latest` the latest instant that is still met: the next opening where the limit runs
        out at closing time. The answer is in the calendar's zone (UTC for `24x7`).
        """
        if type(seconds) is not int:
            raise ServiceTimeError(f"a limit is a whole number of seconds, not {seconds!r}")
        a, spans = epoch_of(start), _spans(pauses)
        question = Timeline.latest_met if latest else Timeline.deadline
        while True:
            known = self._timeline
            try:
                return local_time(question(known, a, seconds, spans), self._zone)
            except OutsideRangeError as unknown:
                if known.first <= a < known.last:
                    self._look_ahead(unknown)
                else:
                    self._cover(a, a + 1)
                    if self._timeline is known:
                        raise

    def _cover(self, *instants: int) -> None:
        """Compiles the years of the instants and of all between them and what is known."""
        known = self._timeline
        ends = () if known is NOTHING else (known.first, known.last)
        earliest, latest = min(*ends, *instants), max(*ends, *instants)
        self._timeline = compile_covering(self.calendar, earliest, latest)

    def _look_ahead(self, unknown: OutsideRangeError) -> None:
        """Twice the years that are known now, as far as the calendar knows them."""
        known = self._timeline
        end = known_end(self.calendar)
        if known.last >= end:
            raise unknown
        self._cover(min(end, 2 * known.last - known.first))


def _checked(
    calendar: Calendar | Mapping[str, object] | Literal["24x7"],
) -> Calendar | Literal["24x7"]:
    if isinstance(calendar, str):
        if calendar != ALWAYS:
            raise UsageError(f"'{calendar}' is not a calendar; give its document, or 24x7")
        return calendar
    if not isinstance(calendar, Calendar | Mapping):
        kind = type(calendar).__name__
        raise UsageError(f"a {kind} is not a calendar; give its document, or 24x7")
    if not isinstance(calendar, Calendar):
        from slaspec.language.read import calendar_from_mapping

        calendar = calendar_from_mapping(calendar)
    for fault in (*faults(calendar), *unsaid_holiday_rule(calendar)):
        place = calendar.at.of(*fault.path)
        at = place.span if place.document else "/".join(map(str, fault.path))
        raise LocatedError(fault.sentence, str(at), fault.help)
    return calendar


def _spans(pauses: Pauses) -> list[tuple[int, int]]:
    return [(epoch_of(from_), epoch_of(until)) for from_, until in pauses]
