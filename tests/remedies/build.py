"""Smallest agreements and measurements for the tests of remedies; a test overrides what it is about."""

from __future__ import annotations

import calendar
from decimal import Decimal
from fractions import Fraction

from slaspec.language.model.agreement import Agreement
from slaspec.language.model.governance import Charge, Effective, ServiceLine
from slaspec.language.model.interpretation import Claim, Interpretation, Rounding
from slaspec.language.model.remedy import Base, Cap, Rate, Remedy, Rung
from slaspec.language.model.target import Objective, Target
from slaspec.language.quantities import Amount, Day, Money, Share
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.remedies.pipeline import settle

LINE = Rounding(mode="half_up", at_="line")
TOTAL = Rounding(mode="half_up", at_="total")


def interpretation(**answers):
    """Every money question answered in the way that this version settles."""
    said = {
        "window": "month",
        "nature": "price_reduction",
        "rounding": LINE,
        "claim": Claim(automatic=True),
    }
    return Interpretation(**{**said, **answers})


def service(id="desk", charge="40000.00 EUR", per="month"):
    """A service line with its charge; `charge=None` for one without."""
    amount = Charge(amount=Money(charge), per=per) if charge else None
    return ServiceLine(service=id, charge=amount)


def flat(pays="5%", **terms):
    """A remedy of a flat rate of the charge of `desk`; a rate in money has no base."""
    base = Base(charge="desk") if pays.endswith("%") else None
    return remedy(Rate(flat=Amount(pays)), **{"base": base, **terms})


def ladder(*rungs, key="below", **terms):
    """A remedy with a ladder over the measured value: pairs of threshold and what is paid."""
    listed = tuple(Rung(**{key: Amount(at)}, pays=Amount(pays)) for at, pays in rungs)
    percent = any(pays.endswith("%") for _, pays in rungs)
    base = Base(charge="desk") if percent else None
    return remedy(Rate(ladder=listed), **{"base": base, **terms})


def remedy(rate, **terms):
    """A remedy for each window."""
    return Remedy(**{"id": "credit", "for_each": "window", "rate": rate, **terms})


def cap(at_most="10%", of="desk", per="month", **terms):
    """A cap of a percentage of a service's charge, or of money."""
    base = Base(charge=of) if at_most.endswith("%") else None
    return Cap(**{"per": per, "at_most": Amount(at_most), "excess": "lost", "of": base, **terms})


def target(*remedies, id="resolution", objectives=None, **answers):
    """A target with one objective, or one for each of some priorities, and its remedies."""
    promise = Objective(share=Share("90%"))
    many = {name: promise for name in objectives} if objectives else None
    return Target(
        id=id,
        service="desk",
        metric="time",
        objective=None if many else promise,
        objectives=many,
        remedies=tuple(remedies),
        **answers,
    )


def agreement(*remedies, **sections):
    """An agreement over 2026 whose one target binds all of its remedies."""
    said = {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "acme",
        "title": "Acme",
        "version": "1.0",
        "effective": Effective(from_=Day("2026-01-01"), through=Day("2026-12-31")),
        "currency": "EUR",
        "services": (service(),),
        "interpretation": interpretation(),
        "targets": (target(*(r.id for r in remedies)),),
        "remedies": remedies,
    }
    return Agreement(**{**said, **sections})


def month(name="2026-04"):
    """The window of a calendar month; seconds as in UTC."""
    year, number = map(int, name.split("-"))
    last = calendar.monthrange(year, number)[1]
    start = calendar.timegm((year, number, 1, 0, 0, 0))
    return WindowSpan(start, start + last * 86400, name, f"{name}-01", f"{name}-{last:02}")


def window(name, first, last, start=0):
    """A window of any two dates."""
    return WindowSpan(start, start + 1, name, first, last)


def measured(value="85", verdict="missed", of="resolution", objective="all", **facts):
    """A measured share in percent (`None` for no value) in April 2026."""
    facts = {"window": month(), "counted": 1000, **facts}
    share = None if value is None else Fraction(Decimal(value)) / 100
    return Measured(target=of, objective=objective, verdict=verdict, value=share, **facts)


def measurements(*found, agreement="acme"):
    """Some measured values with their windows."""
    windows = tuple(sorted({one.window for one in found}))
    return Measurements(agreement, windows, tuple(found))


def settled(whole, *found, charges=None):
    """The statement of an agreement on some measured values (one miss of 85%, if none given)."""
    return settle(whole, measurements(*(found or (measured(),))), charges=charges)


def amounts(statement):
    """The amounts of the lines as text, in their order."""
    return [str(line.amount) for line in statement.lines]
