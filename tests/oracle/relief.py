"""
Availability with entries of a ledger, minute by minute in plain Python; shares no code with the
product. Everything is in UTC and in whole minutes since 2026-04-01 00:00, a Wednesday.
"""

from __future__ import annotations

from datetime import datetime, timedelta

EPOCH = datetime(2026, 4, 1)
PARTS = {"network": {"network", "wan", "lan"}, "wan": {"wan"}, "lan": {"lan"}}


def moment(minute):
    """The naive datetime of a minute."""
    return EPOCH + timedelta(minutes=minute)


def announced_in_time(told, begin, count, unit):
    """Whether a notice that began to run at minute `told` is over at minute `begin`."""
    if told >= begin:
        return False
    if unit == "hours":
        return begin - told >= 60 * count
    day = moment(told).date()
    if unit == "working days":
        while count:
            day += timedelta(days=1)
            count -= day.weekday() < 5
    else:
        day += timedelta(days=count)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return moment(begin).date() > day


def up_time(outages, exclusions, entries, first, last, horizon):
    """
    (counted, down, excluded by exclusion) in minutes of `[first, last)`.

    `outages` are (number, part, begin, end). `exclusions` are (id, shrinks, hours, notice, most a
    week), hours being None or (weekday, first hour, last hour), notice None or (count, unit).
    `entries` are (exclusion, told, begin, end, parts, numbers): told None for a grant, which is
    agreed and has no notice; begin None where it names outages alone.
    """
    counted = [True] * horizon
    down = [{(n, p) for n, p, a, b in outages if a <= t < b} for t in range(horizon)]
    is_down = [bool(each) for each in down]
    excluded = {}
    for id, shrinks, hours, notice, most in sorted(exclusions, key=lambda each: not each[1]):
        mine = [e for e in entries if e[0] == id and (e[1] is None or _accepted(e, notice))]
        used = {}
        for t in range(horizon):
            if hours is not None and not _open(t, hours):
                continue
            if not any(_covers(e, t, down[t]) for e in mine):
                continue
            whole = shrinks and most is None
            if not (counted[t] if whole else counted[t] and is_down[t]):
                continue
            week = moment(t).isocalendar()[:2]
            if most is not None and used.get(week, 0) >= most:
                continue
            used[week] = used.get(week, 0) + 1
            is_down[t] = False
            counted[t] = counted[t] and not shrinks
            if first <= t < last:
                excluded[id] = excluded.get(id, 0) + 1
    span = range(first, last)
    return sum(counted[t] for t in span), sum(is_down[t] for t in span), excluded


def _accepted(entry, notice):
    told, begin = entry[1], entry[2]
    return told < begin if notice is None else announced_in_time(told, begin, *notice)


def _open(t, hours):
    day, opens, closes = hours
    return moment(t).weekday() == day and opens <= moment(t).hour < closes


def _covers(entry, t, down):
    """Whether an entry excuses a minute: in its time, and nothing else is down."""
    _, _, begin, end, parts, numbers = entry
    if begin is not None and not begin <= t < end:
        return False
    named = set().union(*(PARTS[part] for part in parts)) if parts else PARTS["network"]
    ours = {(n, p) for n, p in down if p in named and (numbers is None or n in numbers)}
    if down - ours:
        return False
    return numbers is None or bool(ours)
