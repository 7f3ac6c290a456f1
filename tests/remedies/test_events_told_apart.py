"""Outages of one number in two places are two, and each incident has its own cap to the end."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.language.model.metric import AvailabilityMetric
from slaspec.language.model.remedy import Combine
from slaspec.language.model.target import Objective
from slaspec.language.quantities import Share
from slaspec.measure.results import Miss
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import TOTAL, amounts, cap, interpretation, month, target
from tests.remedies.build import settled as settled_of
from tests.remedies.earlier_windows import settled_over
from tests.remedies.event_build import HOUR, half_hours, of_outages, up

SECOND = AvailabilityMetric(id="other", kind="availability", source="noc", of="other")


def two(*remedies, **sections):
    """An agreement whose two targets bind the same remedies."""
    whole = up(*remedies, **sections)
    ids = tuple(each.id for each in remedies)
    promise = Objective(availability=Share("100%"))
    other = replace(target(*ids, id="other"), objective=promise, metric="other")
    return replace(whole, targets=(*whole.targets, other), metrics=(*whole.metrics, SECOND))


def outage(origin, hours=1, id="1", **facts):
    """An outage of some hours, told in one place."""
    return Miss(id, size=Fraction(hours * HOUR), origin=origin, **facts)


def both(first, second):
    """One outage of each of the two targets."""
    return of_outages(first), replace(of_outages(second), target="other")


@pytest.mark.parametrize("per", ["outage", "incident"])
@pytest.mark.parametrize("rounding", [None, TOTAL])
def test_outages_of_two_sources_have_a_cap_each(per, rounding):
    """Number 1 here and number 1 there: 4,000.00 each, 5,000.00 for one."""
    said = interpretation(**({"rounding": rounding} if rounding else {}))
    whole = two(half_hours(caps=(cap("5000.00 EUR", per=per),)), interpretation=said)

    apart = settled_of(whole, *both(outage("noc"), outage("carrier")))
    same = settled_of(whole, *both(outage("noc"), outage("noc")))

    assert ["4000.00", "4000.00"] == amounts(apart)
    assert ["2500.00", "2500.00"] == amounts(same)


def test_outages_of_two_sources_do_not_compete_for_an_incident():
    """Unless both have the number of one incident, each is paid."""
    group = Combine(group="once", per="incident", take="highest")
    whole = two(half_hours(combine=group))
    longer = outage("carrier", 2)

    apart = settled_of(whole, *both(outage("noc"), longer))
    one = (each._replace(incident="INC-1") for each in (outage("noc"), longer))

    assert ["4000.00", "8000.00"] == amounts(apart)
    assert ["0.00", "8000.00"] == amounts(settled_of(whole, *both(*one)))


def test_what_two_incidents_carry_has_a_cap_each():
    """8,000.00 each under 6,000.00 each: 2,000.00 each in the next month, beside a new one."""
    most = cap("6000.00 EUR", per="incident", excess="carried")
    whole = up(half_hours(for_each="incident", caps=(most,)))
    january = of_outages(outage("noc", 2, "A"), outage("noc", 2, "B"))
    february = of_outages(outage("noc", 2, "C"))

    found = settled_over(whole, [in_month(january, "2026-01"), in_month(february, "2026-02")])

    assert [
        ("2026-01", "A", "6000.00"),
        ("2026-01", "B", "6000.00"),
        ("2026-02", "A", "2000.00"),
        ("2026-02", "B", "2000.00"),
        ("2026-02", "C", "6000.00"),
    ] == [(line.window.name, line.record, str(line.amount)) for line in found.lines]


def in_month(found, name):
    """The same figures in another month."""
    return replace(found, window=month(name))


def test_a_cap_of_an_incident_carries_no_single_outages():
    """The next window would not know of which incident they are."""
    most = cap("6000.00 EUR", per="incident", excess="carried")

    with pytest.raises(Unsettled, match="'caps.excess: carried' of single records or outages"):
        settled_of(up(half_hours(caps=(most,))), of_outages(outage("noc")))
