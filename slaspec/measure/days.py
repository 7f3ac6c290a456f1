"""The dates that some time touches, and those that it fills from midnight to midnight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from slaspec.measure.results import Days
from slaspec.service_time.civil import local_date, midnight

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone

_ONE_DAY = timedelta(days=1)


def days_of(spans: Iterable[tuple[int, int]], zone: Zone) -> Days:
    """
    The dates of a zone in some spans of UTC seconds, end outside, of which none overlap.

    A date counts as one, whether its clock shows 23, 24 or 25 hours.
    """
    touched: set[date] = set()
    filled = 0
    for begin, end in spans:
        if begin >= end:
            continue
        first, last = local_date(begin, zone), local_date(end - 1, zone)
        dates = [first + i * _ONE_DAY for i in range((last - first).days + 1)]
        touched.update(dates)
        open_at_first = midnight(first, zone) < begin
        open_at_last = midnight(last + _ONE_DAY, zone) > end
        cut = 1 if len(dates) == 1 and open_at_first and open_at_last else 0
        filled += len(dates) - open_at_first - open_at_last + cut
    return Days(len(touched), filled)
