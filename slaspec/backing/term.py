"""The term of a promise in UTC seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from slaspec.backing.hours import Hours
from slaspec.language.model.governance import Effective
from slaspec.language.quantities import LAST_YEAR, Zone
from slaspec.service_time.civil import local_date, midnight

_ONE_DAY = timedelta(days=1)
_OPEN_YEARS = 3


@dataclass(frozen=True)
class Term:
    """
    The dates for which an objective is judged: `first` through `last`, in the zone `zone`.

    `open_end`: no last date is agreed; then `last` is the date through which it is proved.
    """

    first: date
    last: date
    zone: Zone
    open_end: bool

    @property
    def begin(self) -> int:
        """The first second at which a clock may start."""
        return midnight(self.first, self.zone)

    @property
    def end(self) -> int:
        """The second after the last at which a clock may start."""
        return midnight(self.last + _ONE_DAY, self.zone)


def judged_from(effective: Effective) -> date:
    """The first date for which verdicts count."""
    first = effective.from_.value
    return max(first, effective.judged_from.value) if effective.judged_from else first


def term_of(effective: Effective, zone: Zone, calendars: list[Hours]) -> Term:
    """
    The term of an objective.

    An open end is proved through the last date that every pinned calendar knows; where none is
    pinned, for three years.
    """
    first = judged_from(effective)
    if effective.ends is not None:
        return Term(first, max(first, effective.ends.value), zone, open_end=False)
    ends = [end for hours in calendars if (end := hours.stated_end) is not None]
    if ends:
        return Term(first, max(first, local_date(min(ends) - 1, zone)), zone, open_end=True)
    last = date(min(first.year + _OPEN_YEARS, LAST_YEAR - 1), 12, 31)
    return Term(first, last, zone, open_end=True)


def end_of(effective: Effective, zone: Zone) -> int | None:
    """The second after the last of a term; None for an open end."""
    if effective.ends is None:
        return None
    return midnight(effective.ends.value + _ONE_DAY, zone)
