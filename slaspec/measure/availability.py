"""
Availability of one span: 1 - weighted down time / counted time, as exact numbers of seconds.

    outages, probes -> down time (worst counts) -> minimum outage -> slots -> the span, its hours
    -> exclusions of the denominator -> exclusions of the numerator -> (down, counted, excluded)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from slaspec.measure.down_time import NOTHING, DownTime, at_least, stacked, within
from slaspec.measure.excused_time import Excuse, StandingExclusion, open_hours
from slaspec.measure.slots import in_slots
from slaspec.service_time.intervals import (
    Intervals,
    clip,
    complement,
    intersect,
    length,
    subtract,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slaspec.language.model import Calendar
    from slaspec.language.model.metric import Quantum
    from slaspec.measure.results import Scope, WindowSpan

UNMONITORED = "unmonitored"


@dataclass(frozen=True)
class Counting:
    """
    What a metric says of the way in which down time is counted, every question answered.

    `fixed` are the seconds of every window where its own do not count; `exclusions` stand in the
    order in which they apply, those that shrink the counted time first.
    """

    unmonitored: str
    minimum_outage: int
    quantum: Quantum | None
    fixed: int | None
    exclusions: tuple[StandingExclusion, ...]


class Watched(NamedTuple):
    """What is known of a service: when it was down, and when nobody watched it."""

    down: DownTime
    unwatched: Intervals


class UpTime(NamedTuple):
    """
    Seconds of one span: counted, weighted down, and excluded by reason.

    `nobody_watched`: the span has hours of service, and in none of them anybody watched. `ours` is
    the time in which what is down counts.
    """

    counted: int
    down: Fraction
    excluded: dict[str, int]
    nobody_watched: bool
    ours: Intervals

    @property
    def value(self) -> Fraction | None:
        """
        The availability; None where no second counts.

        A fixed length may be shorter than what was down: nothing is available less than 0 %.
        """
        if self.counted <= 0:
            return None
        return max(Fraction(0), 1 - self.down / self.counted)


def watched(
    by_weight: Mapping[Fraction, Intervals],
    monitored: Intervals | None,
    counting: Counting,
    scope: Scope,
) -> Watched:
    """
    The down time of a service over all of its time, before any window cuts it.

    `by_weight` are the spans of its outages; `monitored` the time that the source speaks of, None
    for all. What is written of other time is no data. Time that nobody watched is down like an
    outage of its own where `unmonitored: down` says so.
    """
    down, unwatched = stacked(by_weight), NOTHING
    if monitored is not None:
        unwatched = complement(monitored, scope.term[0], scope.as_of)
        down = down.each(lambda times: intersect(times, monitored))
        if counting.unmonitored == "down":
            down = down.with_outage(unwatched)
    down = at_least(down, counting.minimum_outage)
    if counting.quantum is not None:
        down = in_slots(down, counting.quantum, scope.zone)
    return Watched(down, unwatched)


def up_time(
    known: Watched,
    counting: Counting,
    hours: Calendar | Literal["24x7"],
    span: WindowSpan,
    scope: Scope,
    *,
    whole_counts: bool,
    granted: Sequence[Excuse] = (),
) -> UpTime:
    """
    The seconds of one span, which may be only partly inside the term.

    With `whole_counts` the part outside the term counts as up, else it does not count. `granted`
    is what the Ledger excuses; what leaves the counted time is taken out first.
    """
    exclusions = sorted([*counting.exclusions, *granted], key=lambda each: not each.shrinks)
    since = min((each.since(span.start, scope.zone) for each in exclusions), default=span.start)
    counted = _hours(hours, since, span.end, scope, whole_counts=whole_counts)
    ours = clip(counted, *scope.term)
    unwatched = within(known.unwatched, since, span.end)
    nobody_watched = _nobody_watched(within(ours, span.start, span.end), unwatched)
    excluded: dict[str, int] = {}
    shrunk = 0
    if counting.unmonitored == "excluded":
        gone = intersect(counted, unwatched)
        counted, ours = subtract(counted, gone), subtract(ours, gone)
        shrunk = excluded[UNMONITORED] = length(within(gone, span.start, span.end))
    for exclusion in exclusions:
        times = counted
        if not exclusion.takes_hours:
            times = intersect(ours, within(known.down.any, since, span.end))
        gone = exclusion.excused(times, scope.zone)
        excluded[exclusion.id] = length(within(gone, span.start, span.end))
        ours = subtract(ours, gone)
        if exclusion.shrinks:
            counted = subtract(counted, gone)
            shrunk += excluded[exclusion.id]
    own = length(within(counted, span.start, span.end))
    ours = within(ours, span.start, span.end)
    return UpTime(
        counted=own if counting.fixed is None else max(0, counting.fixed - shrunk),
        down=known.down.cost(ours),
        excluded={reason: seconds for reason, seconds in excluded.items() if seconds},
        nobody_watched=nobody_watched,
        ours=ours,
    )


def _hours(
    hours: Calendar | Literal["24x7"], first: int, last: int, scope: Scope, *, whole_counts: bool
) -> Intervals:
    if not whole_counts:
        first, last = max(first, scope.term[0]), min(last, scope.term[1])
    return open_hours(hours, first, last)


def _nobody_watched(ours: Intervals, unwatched: Intervals) -> bool:
    return bool(len(ours)) and not len(subtract(ours, unwatched))
