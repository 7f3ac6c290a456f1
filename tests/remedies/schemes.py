"""Generated remedy schemes as plain contract data, with measured values to settle them on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

DIGITS = {"EUR": 2, "JPY": 0, "KWD": 3}
KINDS = ["month"] * 7 + ["quarter", "year", "week"]
MODES = ["half_up", "half_even", "down", "up"]
WINDOWS = {
    "month": [("2026-01", "2026-01-01", "2026-01-31"), ("2026-02", "2026-02-01", "2026-02-28")],
    "quarter": [("2026-Q1", "2026-01-01", "2026-03-31"), ("2026-Q2", "2026-04-01", "2026-06-30")],
    "year": [("2026", "2026-01-01", "2026-12-31"), ("2027", "2027-01-01", "2027-12-31")],
    "week": [("2026-W02", "2026-01-05", "2026-01-11"), ("2026-W03", "2026-01-12", "2026-01-18")],
}


def scheme(random):
    """A contract, what was measured, and the rows of a charges file (by window and service)."""
    kind, currency = random.choice(KINDS), random.choice(["EUR", "EUR", "JPY", "KWD"])
    services = [_service(random, n, kind, currency) for n in range(random.randint(1, 3))]
    rows = {}
    for line in services:
        for name, _, _ in WINDOWS[kind]:
            if "source" in line["charge"] or random.random() < 0.1:
                rows[name, line["service"]] = Decimal(_amount(random, currency))
    at = random.choice(["line", "total"])
    remedies = [
        _remedy(random, n, kind, currency, services, at) for n in range(random.randint(1, 4))
    ]
    targets = [_target(random, n, remedies) for n in range(random.randint(1, 3))]
    contract = {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "scheme",
        "title": "A generated scheme",
        "version": "1",
        "effective": _effective(random),
        "currency": currency,
        "services": services,
        "interpretation": {
            "window": kind,
            "nature": random.choice(["price_reduction", "penalty"]),
            "rounding": {"mode": random.choice(MODES), "at": at},
            "claim": {"automatic": True},
            "prorate": "calendar_days",
            "partial_window": _partial(random),
            "round_measured": random.choice(
                ["exact", {"places": random.randint(0, 3), "mode": random.choice(MODES)}]
            ),
        },
        "targets": targets,
        "remedies": remedies,
    }
    if kind == "month" and random.random() < 0.4:
        contract["caps"] = [_cap(random, currency, services) for _ in range(random.randint(1, 2))]
    return contract, [m for t in targets for m in _measured(random, t, kind)], rows


def _amount(random, currency):
    return str(Decimal(random.randint(0, 10 ** random.randint(2, 8))).scaleb(-DIGITS[currency]))


def _service(random, number, kind, currency):
    charge = {"amount": f"{_amount(random, currency)} {currency}", "per": kind}
    if kind != "week":
        charge["per"] = random.choice(["month", "quarter", "year"])
    if random.random() < 0.1:
        charge = {"source": "invoices"}
    return {"service": f"service-{number}", "charge": charge}


def _remedy(random, number, kind, currency, services, at):
    remedy = {"id": f"remedy-{number}", "for_each": "window"}
    if random.random() < 0.25:
        remedy["nature"] = "bonus"
    money = random.random() < 0.2
    if random.random() < 0.4:
        remedy["rate"] = {"flat": _pays(random, money, currency)}
    else:
        remedy["rate"] = {"ladder": _rungs(random, money, currency), "over": "measured"}
    if not money:
        remedy["base"] = _base(random, services)
    if kind == "month" and random.random() < 0.5:
        remedy["caps"] = [_cap(random, currency, services) for _ in range(random.randint(1, 2))]
    if at == "line" and random.random() < 0.3:
        remedy["rounding"] = {"mode": random.choice(MODES), "at": "line"}
    return remedy


def _pays(random, money, currency):
    if money:
        return f"{_amount(random, currency)} {currency}"
    return f"{Decimal(random.randint(0, 40000)).scaleb(-3).normalize():f}%"


def _rungs(random, money, currency):
    """Any ladder, well formed or not: what it pays must be the same all the same."""
    keys = ["below", "at_or_below", "above", "at_or_above"]
    return [
        {
            random.choice(keys): f"{random.choice(['80', '90', '95', '99.5', '99.90', '100'])}%",
            "pays": _pays(random, money, currency),
        }
        for _ in range(random.randint(1, 4))
    ]


def _base(random, services, *, pool=True):
    name = random.choice(services)["service"]
    plain = random.choice([{"charge": name}, {"service": name}, {"all_charges": "contracted"}])
    if random.random() < 0.7:
        return plain
    base = {"at_risk": random.choice(["10%", "12.5%"]), "of": plain}
    return (
        {**base, "pool": random.choice(["50%", "150%"])} if pool and random.random() < 0.5 else base
    )


def _cap(random, currency, services):
    cap = {"per": random.choice(["month", "window"]), "excess": "lost"}
    if random.random() < 0.3:
        return {**cap, "at_most": f"{_amount(random, currency)} {currency}"}
    percent = Decimal(random.randint(0, 30000)).scaleb(-3).normalize()
    return {**cap, "at_most": f"{percent:f}%", "of": _base(random, services)}


def _target(random, number, remedies):
    bound = random.sample(remedies, random.randint(1, len(remedies)))
    target = {
        "id": f"target-{number}",
        "service": "service-0",
        "metric": "time",
        "remedies": [_binding(random, remedy) for remedy in bound],
    }
    if random.random() < 0.5:
        return {**target, "objective": {"share": "90%", "within": "4h"}}
    names = random.sample(["P1", "P2", "P3"], random.randint(1, 3))
    return {**target, "objectives": {name: {"share": "90%", "within": "4h"} for name in names}}


def _binding(random, remedy):
    base = remedy.get("base", {})
    if "pool" in base or ("at_risk" in base and random.random() < 0.5):
        return {"remedy": remedy["id"], "allocation": random.choice(["40%", "100%", "33.3%"])}
    return remedy["id"]


def _effective(random):
    begin = date(2026, 1, 1) + timedelta(days=random.choice([0, 0, 0, 6, 20, 40]))
    effective = {"from": begin.isoformat()}
    if random.random() < 0.3:
        effective["through"] = random.choice(["2026-01-17", "2026-05-09", "2027-12-31"])
    if random.random() < 0.1:
        effective["credits_from"] = begin.isoformat()
    return effective


def _partial(random):
    charge = random.choice(["prorated", "full"])
    return random.choice(["not_judged", {"charge": charge, "counted": "active"}])


def _measured(random, target, kind):
    for objective in target.get("objectives", {"all": None}):
        for name, first, last in WINDOWS[kind]:
            counted = random.choice([7, 20, 360, 2000])
            value = Fraction(random.randint(counted * 3 // 4, counted), counted)
            verdict = "met" if value >= Fraction(9, 10) else "missed"
            if random.random() < 0.1:
                verdict, value = random.choice(["not_measured", "excused"]), None
            yield {
                "target": target["id"],
                "objective": objective,
                "window": name,
                "first": first,
                "last": last,
                "verdict": verdict,
                "value": value,
                "counted": counted,
            }
