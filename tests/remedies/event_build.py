"""Remedies of single records, outages and incidents, and what was measured of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction


from slaspec.language.model.metric import AvailabilityMetric, DurationMetric
from slaspec.language.model.remedy import (
    Base,
    CalendarDays,
    QuantityPaid,
    Rate,
    Rung,
)
from slaspec.language.model.target import Objective
from slaspec.language.quantities import Amount, Duration, Share
from slaspec.measure.results import Miss
from tests.remedies.build import (
    agreement,
    measured,
    remedy,
    target,
)

HOUR, MINUTE = 3600, 60
UP = AvailabilityMetric(id="time", kind="availability", source="noc")
CLOCK = DurationMetric(id="time", kind="duration", source="itsm", records="incident")
REPAIR = DurationMetric(id="time", kind="duration", source="noc", records="outage")
DATES = CalendarDays(calendar_days=1)


def counting(of, step, count="commenced", **terms):
    """A quantity in steps."""
    size = Amount(step) if isinstance(step, str) else step
    return QuantityPaid(of=of, step=size, count=count, **terms)


def rungs(*pairs, key="at_or_above"):
    """A ladder over time."""
    return Rate(ladder=tuple(Rung(**{key: Amount(at)}, pays=Amount(pays)) for at, pays in pairs))


def of_outages(*misses, verdict="missed", **facts):
    """What was measured of an availability with these outages."""
    down = sum((miss.size for miss in misses), Fraction(0))
    found = measured("99", verdict=verdict, down=down, misses=misses, **facts)
    return replace(found, value=1 - Fraction(down, 2592000), counted=2592000)


def down(*seconds, **facts):
    """Outages of so many seconds, `OUT-1` and on."""
    sizes = [Miss(f"OUT-{i}", size=Fraction(size)) for i, size in enumerate(seconds, 1)]
    return of_outages(*sizes, **facts)


def late(*misses, verdict="missed", counted=100, **facts):
    """Records that missed their limit, of a hundred."""
    met = counted - len(misses)
    found = measured(verdict=verdict, counted=counted, met=met, misses=misses, **facts)
    return replace(found, value=Fraction(met, counted))


def took(id="INC-1", hours=5, limit=4, **facts):
    """A record that took so many hours of its limit."""
    return Miss(id, size=Fraction(hours) * HOUR, late=Fraction(hours - limit) * HOUR, **facts)


def up(*remedies, **sections):
    """An agreement on an availability of 100%."""
    promise = Objective(availability=Share("100%"))
    aim = replace(target(*(each.id for each in remedies)), objective=promise)
    return agreement(*remedies, **{"metrics": (UP,), "targets": (aim,), **sections})


def timed(*remedies, within="4h", metric=CLOCK, **sections):
    """An agreement on records with a limit."""
    limit = Duration(within) if isinstance(within, str) else within
    aim = replace(
        target(*(each.id for each in remedies)),
        objective=Objective(share=Share("90%"), within=limit),
    )
    return agreement(*remedies, **{"metrics": (metric,), "targets": (aim,), **sections})


def half_hours(**terms):
    """5% of the charge per half hour or part thereof, for each outage."""
    said = {"for_each": "outage", "base": Base(charge="desk"), **terms}
    return remedy(Rate(per_step=Amount("5%")), quantity=counting("duration", "30min"), **said)


def with_quantity(of, step="1h", count="commenced", **terms):
    """A remedy for each record by some quantity."""
    rate = Rate(per_step=Amount("10.00 EUR"))
    return remedy(rate, quantity=counting(of, step, count), **{"for_each": "record", **terms})
