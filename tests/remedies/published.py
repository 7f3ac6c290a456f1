"""What was measured of published schemes, in few words: `figures(agreement, "uptime 2026-01 98.5%")`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from slaspec.language.model.ledger import ChoiceEntry, ClaimEntry
from slaspec.language.model.metric import FixedSeconds
from slaspec.language.quantities import Amount, Day, Duration
from slaspec.measure.results import Days, Measured, Measurements, Miss, WindowSpan
from slaspec.measure.windows import period

_LATE = re.compile(r"(\S+) ((?:\d+(?:h|min|s) )+)(\d+)((?: \w+=\S+)*)")
_DOWN = re.compile(r"down (.+?)(?: (\d+) dates)?")


def figures(whole, *rows):
    """
    The measurements of some rows `target[/objective] window figure`, judged by the objective.

    A figure is a share (`98.5%`), records (`94/100`), down time (`down 25h`, with its dates
    `down 25h 2 dates`), outages by their length (`outages A 35min, B 2h`), late records with their
    time, dates and fields (`late A 49h 3 amount=7.00`) or another figure with its unit (`12 cases`).
    """
    found = tuple(_measured(whole, row) for row in rows)
    windows = tuple(sorted({one.window for one in found}))
    return Measurements(whole.id, windows, found)


def claims(*entries):
    """Claims of the customer, `remedy window-or-record day`, received on the day they are dated."""
    made = []
    for entry in entries:
        remedy, subject, day = entry.split()
        made.append(ClaimEntry(claim=remedy, for_=subject, date=Day(day), received=Day(day)))
    return tuple(made)


def choices(*entries):
    """Choices of the customer, `group event remedy day`."""
    made = []
    for entry in entries:
        group, subject, takes, day = entry.split()
        made.append(
            ChoiceEntry(choice=group, for_=subject, takes=takes, date=Day(day), by="c-signer")
        )
    return tuple(made)


def charges(*rows):
    """The rows of a charges file, `window service amount`."""
    split = [row.split() for row in rows]
    return {(window, service): Decimal(amount) for window, service, amount in split}


def window(name):
    """A month, quarter or year by its name; its seconds are those of UTC."""
    first, last = period(name)
    begin = _midnight(first)
    end = _midnight(date.fromordinal(last.toordinal() + 1))
    return WindowSpan(begin, end, name, first.isoformat(), last.isoformat())


def _midnight(day):
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _measured(whole, row):
    name, span, figure = row.split(" ", 2)
    target_id, _, objective = name.partition("/")
    target = next(one for one in whole.targets if one.id == target_id)
    metric = next(one for one in whole.metrics if one.id == target.metric)
    promise = (target.objectives or {}).get(objective, target.objective)
    facts = _facts(figure, metric, window(span))
    met = _is_met(promise, facts)
    return Measured(
        target_id, objective or "all", window(span), "met" if met else "missed", **facts
    )


def _facts(figure, metric, span):
    if match := _DOWN.fullmatch(figure):
        days = Days(int(match[2]), int(match[2])) if match[2] else None
        return {**_down(Fraction(_seconds(match[1])), metric, span), "days": days}
    if figure.startswith("outages "):
        misses = tuple(_outage(each, span) for each in figure[8:].split(", "))
        return {**_down(sum(miss.size for miss in misses), metric, span), "misses": misses}
    if figure.startswith("late "):
        misses = tuple(_late(each, span) for each in figure[5:].split(", "))
        ids = tuple(miss.id for miss in misses)
        return {"value": Fraction(0), "counted": len(ids), "misses": misses, "missed_ids": ids}
    if "/" in figure:
        good, total = map(int, figure.split("/"))
        ids = tuple(str(number) for number in range(1, total - good + 1))
        return {"value": Fraction(good, total), "met": good, "counted": total, "missed_ids": ids}
    amount = Amount(figure)
    value = Fraction(amount.value) / (100 if amount.unit == "%" else 1)
    return {"value": value, "unit": amount.unit, "counted": 1000}


def _down(seconds, metric, span):
    counted = span.end - span.start
    if isinstance(metric.counted, FixedSeconds):
        counted = metric.counted.fixed.seconds
    return {"value": 1 - seconds / counted, "down": seconds, "counted": counted}


def _outage(text, span):
    """`A 35min` or, of an incident, `A@INC-1 35min`: an outage from the begin of the window on."""
    name, length = text.split(" ", 1)
    id, _, incident = name.partition("@")
    size = _seconds(length)
    return Miss(id, span.start, span.start + size, Fraction(size), incident=incident)


def _late(text, span):
    """`A 49h 3` took 49 hours on its clock, of three dates; `A@INC-1 …` of an incident."""
    name, length, dates, fields = _LATE.fullmatch(text).groups()
    id, _, incident = name.partition("@")
    size, days = _seconds(length.strip()), Days(int(dates), int(dates))
    return Miss(
        id,
        span.start,
        span.start + size,
        Fraction(size),
        late=Fraction(size),
        days=days,
        late_days=days,
        incident=incident,
        fields=dict(field.split("=") for field in fields.split()),
    )


def _seconds(text):
    return Duration(text).seconds


def _is_met(promise, facts):
    value, limit = facts["value"], promise.availability or promise.share
    if limit is not None:
        return value >= limit.value
    amount = promise.at_least or promise.at_most
    if amount is None:
        return value >= promise.percentile.value if promise.percentile else False
    edge = Fraction(amount.value) / (100 if amount.unit == "%" else 1)
    return value >= edge if promise.at_least is not None else value <= edge
