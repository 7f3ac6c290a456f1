"""
What single records and outages come to, the slow and plain way: second by second, in fractions.

Shares no code with the product. Outages are `(id, begin, end, incident)` in whole hours from the
begin of a month of 720 of them; records are `(id, start, stop)` with one limit in hours.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

HOURS = 720  # of the month
DAY = 24


def outage_misses(outages, excused, shortest, by_incident):
    """The outages that end in the month and count: `{id: (hours, dates touched, dates filled)}`."""
    last = max([HOURS, *(end for _, _, end, _ in outages)])
    first = min([0, *(begin for _, begin, _, _ in outages)])
    down = {h for _, begin, end, _ in outages for h in range(begin, end)}
    runs, hour = [], first
    while hour < last:
        if hour in down:
            begin = hour
            while hour in down:
                hour += 1
            runs.append((begin, hour))
        hour += 1
    runs = [run for run in runs if run[1] - run[0] >= shortest]
    names = [
        sorted((b, e, id, number) for id, b, e, number in outages if b < end and e > begin)
        for begin, end in runs
    ]
    numbers = [
        {number for _, b, e, number in outages if number and b < end and e > begin}
        for begin, end in runs
    ]
    groups = _joined(numbers)
    found = {}
    for i, (begin, end) in enumerate(runs):
        over = max((runs[j][1] for j in groups[i]), default=end)
        hours = [h for h in range(begin, end) if h not in excused]
        if 0 < over <= HOURS and hours:
            days = {h // DAY for h in hours}
            filled = {d for d in days if all(d * DAY + h in hours for h in range(DAY))}
            key = names[i][0][2]
            if by_incident and groups[i]:
                rows = (row for j in groups[i] for row in names[j])
                key = next(row[3] for row in rows if row[3])
            found.setdefault(key, []).append((len(hours), len(days), len(filled)))
    return found


def _joined(numbers):
    """For each run all runs of its incident, through any number of shared numbers."""
    groups = []
    for own in numbers:
        known = set(own)
        while True:
            more = {n for other in numbers if other & known for n in other} | known
            if more == known:
                break
            known = more
        groups.append([j for j, other in enumerate(numbers) if other & known])
    return groups


def paid(remedy, hours, late, days, late_days):
    """
    Cents for one record or outage of so many hours, of which `late` beyond a limit.

    `days` and `late_days` are (dates touched, dates filled).
    """
    rate, quantity = remedy["rate"], remedy.get("quantity")
    if "flat" in rate:
        return rate["flat"]
    if "ladder" in rate:
        pays = 0
        for least, amount in rate["ladder"]:
            if hours >= least:
                pays = amount
        return pays
    size = {"duration": hours, "shortfall": late}[quantity["of"]]
    step = Fraction(quantity["step"])
    if quantity.get("dates"):
        touched, filled = {"duration": days, "shortfall": late_days}[quantity["of"]]
        size = filled if quantity["count"] == "whole" else touched
    grace = remedy.get("grace", 0)
    if grace and size <= grace:
        return 0
    over = max(0, size - quantity.get("from", 0) - quantity.get("allowance", 0))
    over = min(over, quantity.get("at_most", over))
    steps = Fraction(over) / step
    steps = {"whole": floor, "commenced": ceil, "prorata": Fraction}[quantity["count"]](steps)
    if "first" in rate:
        return _rounded(rate["first"] + steps * rate["then"]) if over else 0
    return _rounded(steps * rate["per_step"])


def _rounded(cents):
    return floor(cents + Fraction(1, 2))


def capped(lines, most):
    """Lines cut pro rata to whole cents, by largest remainder, ties to the earlier one."""
    total = sum(lines)
    if total <= most:
        return lines
    exact = [Fraction(most * line, total) for line in lines]
    kept = [floor(part) for part in exact]
    order = sorted(range(len(lines)), key=lambda i: (kept[i] - exact[i], i))
    for i in order[: most - sum(kept)]:
        kept[i] += 1
    return kept
