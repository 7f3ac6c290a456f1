"""Generated schemes of single outages and records: the product and a plain second opinion agree."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from slaspec.remedies.pipeline import settle
from tests.measure import build, up_time_build
from tests.oracle import events as oracle

ROUNDS = int(os.environ.get("SLASPEC_EVENT_SCHEMES", "300"))
BEGIN = datetime(2026, 4, 1, tzinfo=UTC)
EXCUSED = {h for h in range(oracle.HOURS) if datetime(2026, 4, 1 + h // 24).weekday() == 6}
EXCUSED = {h for h in EXCUSED if 2 <= h % 24 < 6}


def instant(hour):
    """An hour from the begin of April, as a text."""
    return (BEGIN + timedelta(hours=hour)).strftime("%Y-%m-%d %H:%M:%S")


def money(cents):
    """An amount as contracts write it."""
    return f"{cents // 100}.{cents % 100:02} EUR"


def scheme(draw, *, records):
    """A remedy as the oracle reads it: amounts in cents, times in hours."""
    form = draw.choice(["flat", "ladder", "steps", "first", "dates"])
    grace = draw.choice([0, 0, 2]) if form in ("steps", "first") else 0
    made = {"grace": grace, "cap": draw.choice([None, None, 4000, 9999])}
    cents = [draw.randrange(1, 5000) for _ in range(4)]
    of = draw.choice(["duration", "shortfall"]) if records else "duration"
    quantity = {"of": of, "step": draw.randrange(1, 9)}
    quantity["count"] = draw.choice(["whole", "commenced", "prorata"])
    for key in ("from", "allowance", "at_most"):
        if draw.random() < 0.25:
            quantity[key] = draw.randrange(1, 12)
    if form == "flat":
        return {**made, "rate": {"flat": cents[0]}}
    if form == "ladder":
        steps = sorted(draw.sample(range(4, 60), 3))
        return {**made, "rate": {"ladder": list(zip(steps, sorted(cents), strict=False))}}
    if form == "dates":
        quantity |= {"dates": True, "step": draw.randrange(1, 4)}
        quantity["count"] = draw.choice(["whole", "commenced"])
    rate = {"per_step": cents[0]}
    if form == "first":
        rate = {"first": cents[0], "then": cents[1]}
    return {**made, "rate": rate, "quantity": quantity}


def written(made, each):
    """The same remedy in the words of the contract."""
    rate = made["rate"]
    said = {key: money(rate[key]) for key in ("flat", "per_step", "first", "then") if key in rate}
    if "ladder" in rate:
        said["ladder"] = [{"at_or_above": f"{h}h", "pays": money(c)} for h, c in rate["ladder"]]
    remedy = {"id": "credit", "for_each": each, "rate": said}
    if quantity := made.get("quantity"):
        unit = " days" if quantity.get("dates") else "h"
        sizes = {
            k: f"{quantity[k]}{unit}" for k in ("from", "allowance", "at_most") if k in quantity
        }
        step = quantity["step"]
        sizes["step"] = {"calendar_days": step} if quantity.get("dates") else f"{step}h"
        remedy["quantity"] = {"of": quantity["of"], "count": quantity["count"], **sizes}
    if made["grace"]:
        remedy["trigger"] = {"grace": f"{made['grace']}h"}
    if made["cap"] is not None:
        remedy["caps"] = [{"per": "month", "at_most": money(made["cap"]), "excess": "lost"}]
    return remedy


ANSWERS = {
    "nature": "price_reduction",
    "rounding": {"mode": "half_up", "at": "line"},
    "claim": {"automatic": True},
}


def settled(plain, measured):
    """Cents by record."""
    held = build.book(plain, *measured[1])
    found = settle(held.agreement("acme"), measured[0])
    lines = Counter()
    for line in found.lines:
        lines[line.record] += int(line.amount * 100)
    return {record: cents for record, cents in lines.items() if cents}


def expected(made, sizes):
    """Cents by record or outage, in the order of their names, under the cap."""
    names = sorted(sizes)
    lines = [oracle.paid(made, *sizes[name]) for name in names]
    if made["cap"] is not None:
        lines = oracle.capped(lines, made["cap"])
    return {name: cents for name, cents in zip(names, lines, strict=True) if cents}


@pytest.mark.parametrize("seed", range(0, ROUNDS, 30))
def test_outages_are_paid_as_a_plain_reading_of_the_words_says(seed):
    """Merging, months, excused hours, minimum length, incidents, every form of rate, caps."""
    for number in range(seed, min(seed + 30, ROUNDS)):
        draw = random.Random(f"outages {number}")
        each = draw.choice(["outage", "incident"])
        made, shortest = scheme(draw, records=False), draw.choice([0, 0, 2])
        if each == "incident" and made.get("quantity", {}).get("dates"):
            made = {**made, "rate": {"flat": 100}, "quantity": None}
        rows = list(outages(draw))
        plain = up_time_build.agreement(
            currency="EUR",
            remedies=[written(made, each)],
            target={"remedies": ["credit"]},
            answers=ANSWERS,
            metric={"exclusions": ["maintenance"], "minimum_outage": f"{shortest}h"},
            exclusions=[up_time_build.MAINTENANCE],
        )
        measured = measured_outages(plain, rows)
        told = oracle.outage_misses(rows, EXCUSED, shortest, each == "incident")
        sizes = {key: together(parts) for key, parts in told.items()}
        assert expected(made, sizes) == settled(plain, measured), number


def together(parts):
    """One outage, or all of an incident: hours, none of them late, and dates."""
    hours = sum(part[0] for part in parts)
    return hours, 0, parts[0][1:], (0, 0)


def outages(draw):
    """Outages around April, with numbers of incidents that some of them share."""
    for number in range(draw.randrange(1, 9)):
        begin = draw.choice([draw.randrange(-20, 700), draw.randrange(100, 130)])
        end = begin + draw.choice([1, 2, 5, 30, 80])
        yield f"O{number}", begin, end, draw.choice(["", "", "I-1", "I-2"])


def measured_outages(plain, rows):
    """What the product measures of the outages, and the documents of its book."""
    columns = {"id": "number", "from": "began", "until": "ended", "incident": "ticket"}
    origin = up_time_build.source(columns=columns)
    told = [
        {"number": id, "began": instant(begin), "ended": instant(end), "ticket": of}
        for id, begin, end, of in rows
    ]
    made = up_time_build.planned(plain, origin)
    table = up_time_build.records(origin, told)
    found = up_time_build.measure(made, {"noc": [table]}, build.at("2026-07-01 00:00"))
    return found, (origin, build.OFFICE, up_time_build.SUNDAYS, up_time_build.CATALOGUE)


@pytest.mark.parametrize("seed", range(0, ROUNDS, 30))
def test_records_are_paid_as_a_plain_reading_of_the_words_says(seed):
    """How long each took, how late it was, dates of both, every form of rate, caps."""
    for number in range(seed, min(seed + 30, ROUNDS)):
        draw = random.Random(f"records {number}")
        made, limit = scheme(draw, records=True), 4
        spans = [(f"R{i}", b, b + draw.randrange(1, 90)) for i, b in enumerate(starts(draw))]
        plain = build.agreement(
            target={"remedies": ["credit"]},
            currency="EUR",
            remedies=[written(made, "record")],
            answers={**ANSWERS, "assign_to": "start"},
        )
        tickets = [
            build.ticket(id, reported=instant(b)[:16], events=[(instant(e)[:16], "resolved")])
            for id, b, e in spans
        ]
        found = build.measured(plain, tickets)
        sizes = {
            id: (e - b, e - b - limit, dates(b, e), dates(b + limit, e))
            for id, b, e in spans
            if e - b > limit
        }
        documents = (build.source(), build.OFFICE, build.MATRIX)
        assert expected(made, sizes) == settled(plain, (found, documents)), number


def starts(draw):
    """Hours of April at which records begin."""
    return [draw.randrange(0, 700) for _ in range(draw.randrange(1, 8))]


def dates(begin, end):
    """Dates that hours touch, and those that they fill."""
    days = Counter(hour // 24 for hour in range(begin, end))
    return len(days), sum(1 for hours in days.values() if hours == 24)


def test_the_oracle_counts_what_a_reader_counts():
    """13 hours beyond 12 pay the first amount, 24 one further; two months share no outage."""
    electricity = {
        "rate": {"first": 9500, "then": 4500},
        "quantity": {"of": "duration", "step": 12, "count": "whole", "from": 12},
    }
    zero = (0, 0)

    assert [0, 9500, 14000] == [oracle.paid(electricity, h, 0, zero, zero) for h in (12, 13, 24)]
    assert {} == oracle.outage_misses([("A", 700, 730, "")], set(), 0, by_incident=False)
    assert {"A": [(30, 2, 0)]} == oracle.outage_misses(
        [("A", 30, 60, "")], set(), 0, by_incident=False
    )
