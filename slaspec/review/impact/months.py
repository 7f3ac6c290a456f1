"""Which months are simulated: whole ones after the last change has taken effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from slaspec.language.answers import answer
from slaspec.language.quantities import Zone
from slaspec.measure.simulated import AFTER, LEAD
from slaspec.measure.windows import windows
from slaspec.remedies.earlier.spans import contract_year
from slaspec.review.impact.settled import looks_back
from slaspec.service_time.calendar import known_dates

if TYPE_CHECKING:
    from slaspec.language.model import Calendar
    from slaspec.review.impact.works import Work

YEAR = 12
_MOST_YEARS_BACK = 5


@dataclass(frozen=True)
class Ask:
    """How many months at least are simulated, from which seed, and from which month on."""

    months: int
    seed: int
    first: date

    @property
    def inside(self) -> int:
        """The months of one run: a year, so that what looks back sees the months before."""
        return min(self.months, YEAR)

    @property
    def runs(self) -> int:
        """How often they are made."""
        return -(-self.months // self.inside)

    @property
    def last(self) -> date:
        """The last day of a run."""
        return month_after(self.first, self.inside) - timedelta(days=1)


def month_after(first: date, months: int) -> date:
    """The first day of the month so many months later, or earlier."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def first_month(works: Iterable[Work], as_of: date, inside: int) -> date:
    """
    The first month that begins when all changes have taken effect.

    Of the next twelve the one from which on whole windows of the most kinds lie in a run: a year
    of the calendar begins in January.
    """
    listed = tuple(works)
    begins = [text.begins for work in listed for _, text in work.sides if text.amendment]
    day = max([as_of, *begins])
    first = day if day.day == 1 else month_after(day, 1)
    kinds = list({str(kind): kind for work in listed for kind in _kinds(work)}.values())

    def fitting(first: date) -> int:
        last = month_after(first, inside) - timedelta(days=1)
        return sum(bool(windows(kind, first, last, Zone("UTC"))) for kind in kinds)

    return max((month_after(first, later) for later in range(YEAR)), key=fitting)


def known_months(ask: Ask, calendars: Collection[Calendar]) -> Ask:
    """
    The months asked for, or the same ones of the latest year before that all calendars know.

    Where they know none of the last few, those asked for: the calendar is told then.
    """
    known = [known_dates(each) for each in calendars]
    for back in range(_MOST_YEARS_BACK):
        earlier = replace(ask, first=month_after(ask.first, -YEAR * back))
        needs = earlier.first - LEAD, earlier.last + AFTER
        if all(first <= needs[0] and needs[1] <= last for first, last in known):
            return earlier
    return ask


def _kinds(work: Work) -> Iterator[Any]:
    """The windows by which targets are judged, and the year over which amounts depend."""
    for _, text in work.sides:
        if looks_back(text.agreement):
            yield contract_year(text.agreement)
        metrics = {each.id: each for each in text.agreement.metrics or ()}
        for target in text.agreement.targets or ():
            metric = metrics.get(target.metric)
            kind = answer("window", target, metric, text.agreement.interpretation)
            if kind is not None:
                yield kind
