"""
Duration targets by brute force: one ticket at a time, on a strip with one byte for every second.

Shares no code with the product. A case is plain data:

* `answers`      the interpretation, as written in the contract
* `metric`       `start`, `stop`, `pause`
* `objectives`   name (`all`, or a priority) to `{"share": (9, 10), "within": seconds}` or
                 `{"share": …, "days": n, "due": …}`
* `strips`       name to `(origin, bytes)`: 1 for each open second from an origin on
* `windows`      `[(name, first second, second after the last)]`
* `term`         first second, and the second after the last
* `as_of`        nothing after this second is known
* `ranks`        priorities from the highest to the lowest
* `period_end`   a function from the second of a stop to the last second of a reopening in time
* `due`          a function from a start, a number of working days and a rule to their deadline

A ticket is `{"service", "stamps": {event: second}, "events": [(second, state, priority)]}`, or for
a list of last times `events` is None, with `state` and `priority`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from tests.oracle.service_time import ONE_DAY, wall

ENDED = ("resolved", "closed", "cancelled", "duplicate")


def judge(case, ticket):
    """Each clock of a ticket: `{"objective", "fate", "window", "reason", "met"}`."""
    view = known(case, ticket)
    name = objective_of(case, view)
    outcomes = []
    for begin, stop, gaps in clocks(case, view):
        begin = moved(case, view, begin, stop)
        reason = left_out(case, view, begin, stop, name)
        if reason is not None:
            shown = window_at(case, begin) if begin is not None and name is not None else None
            outcomes.append(outcome(name, "left out", shown, reason))
            continue
        fate, instant = verdict(case, view, name, begin, stop, gaps)
        window = window_at(case, instant)
        if window is None:
            outcomes.append(outcome(name, "left out", None, "outside the period"))
        else:
            outcomes.append(outcome(name, fate, window, None))
    return outcomes


def outcome(objective, fate, window, reason):
    """One clock."""
    return {"objective": objective, "fate": fate, "window": window, "reason": reason}


def known(case, ticket):
    """The ticket without what came after `as_of`."""
    as_of = case["as_of"]
    view = dict(ticket, unborn=False)
    if ticket["events"] is None:
        times = [ticket["stamps"].get(event) for event in ("resolved", "closed")]
        if any(time is not None and time > as_of for time in times):
            view["state"] = "active"
            for event, time in zip(("resolved", "closed"), times, strict=True):
                if time is not None and time <= as_of:
                    view["state"] = event
        return view
    view["events"] = [event for event in ticket["events"] if event[0] <= as_of]
    view["unborn"] = bool(ticket["events"]) and not view["events"]
    view["state"] = view["events"][-1][1] if view["events"] else None
    return view


def stamp(case, view, event):
    """What the source states of an event, if it is known yet."""
    time = view["stamps"].get(event)
    return time if time is not None and time <= case["as_of"] else None


def priorities(view):
    """The priorities that a ticket had, in order."""
    if view["events"] is None:
        return [view["priority"]] if view["priority"] else []
    return [p for _, _, p in view["events"] if p is not None]


def in_force(case, view):
    """The priority that judges."""
    had = priorities(view)
    if not had:
        return None
    if case["answers"]["priority"] == "at_open":
        return had[0]
    if case["answers"]["priority"] == "final":
        return had[-1]
    return min(had, key=lambda p: case["ranks"].index(p) if p in case["ranks"] else len(had) + 99)


def objective_of(case, view):
    """The name of the objective, None where the priority has none."""
    if list(case["objectives"]) == ["all"]:
        return "all"
    name = in_force(case, view)
    return name if name in case["objectives"] else None


def clocks(case, view):
    """Start, stop (None while it runs) and gaps that do not count, of each clock of a ticket."""
    start = view["stamps"].get(case["metric"]["start"])
    if view["events"] is None:
        times = [t for e in case["metric"]["stop"] if (t := stamp(case, view, e)) is not None]
        return [(start, min(times, default=None), [])]
    runs = in_time(case, stated(case, view, seen_runs(case, view)))
    rule = case["answers"]["reopened"]
    if rule["clock"] == "ignored":
        made = [[start, runs[0][0] if runs else None, []]]
    elif rule["clock"] == "continues":
        gaps = [(a, b) for a, b, _ in runs if b is not None] if rule["gap"] == "paused" else []
        stopped = [a for a, b, _ in runs if b is None]
        made = [[start, stopped[0] if stopped else None, gaps]]
    else:
        begins = [start] + [b for _, b, _ in runs if b is not None]
        stops = [a for a, _, _ in runs] + [None]
        made = [[b, s, []] for b, s in zip(begins, stops, strict=False)]
    for event in case["metric"]["stop"]:
        if event not in ENDED and (time := stamp(case, view, event)) is not None:
            for i, clock in enumerate(made):
                falls_in = i == 0 or time >= clock[0]
                if falls_in and (clock[1] is None or time < clock[1]):
                    clock[1] = time
    return [tuple(clock) for clock in made]


def seen_runs(case, view):
    """`[stop, reopening or None, stop state]` as the events show them."""
    runs, stopped = [], False
    for time, state, _ in view["events"]:
        if state in case["metric"]["stop"] and not stopped:
            runs.append([time, None, state])
            stopped = True
        elif state not in ENDED and stopped:
            runs[-1][1] = time
            stopped = False
    return runs


def stated(case, view, runs):
    """
    The last run at the time that the source itself states.

    Where it has a column for an event, the column decides: blank means that it did not happen. A
    row speaks where there is no column, or where the column speaks of another time.
    """
    last_back = max((i for i, run in enumerate(runs) if run[1] is not None), default=None)
    since = runs[last_back][1] if last_back is not None else None
    times = {}
    for event in case["metric"]["stop"]:
        time = stamp(case, view, event)
        if event in ENDED and time is not None and (since is None or time >= since):
            times[event] = time
    if runs and runs[-1][1] is None:
        own = runs[-1][2]
        candidates = [*times.values(), *unstated(case, view)]
        if own in case["columns"] and own not in times and view["stamps"].get(own) is not None:
            candidates.append(runs[-1][0])
        last = [[min(candidates), None, own]] if candidates else []
        return [*runs[:-1], *last]
    if times and view["state"] in ENDED:
        return [*runs, [min(times.values()), None, None]]
    return runs


def unstated(case, view):
    """The first row, since the last work, of a stop event for which there is no column."""
    found = []
    for time, state, _ in view["events"]:
        if state not in ENDED:
            found = []
        elif state in case["metric"]["stop"] and state not in case["columns"]:
            found.append(time)
    return found[:1]


def in_time(case, runs):
    """A reopening that comes too late is none, and nothing after it counts."""
    if case["answers"]["reopened"].get("within") is None:
        return runs
    kept = []
    for stop, back, state in runs:
        if back is not None and back > case["period_end"](stop):
            return [*kept, [stop, None, state]]
        kept.append([stop, back, state])
    return kept


def moved(case, view, begin, stop):
    """The start, after the change to the priority in force where the contract says so."""
    answers = case["answers"]
    by_priority = list(case["objectives"]) != ["all"]
    asked = answers["reclassified"] == "from_change" and answers["priority"] != "at_open"
    if begin is None or not asked or not by_priority or view["events"] is None:
        return begin
    judge_by, change, before = in_force(case, view), None, None
    for time, _, priority in view["events"]:
        if priority is None:
            continue
        if priority == judge_by and before is not None and before != judge_by:
            change = time
        if priority == judge_by and answers["priority"] == "worst":
            break
        before = priority
    if change is None:
        return begin
    return max(begin, change if stop is None else min(change, stop))


def left_out(case, view, begin, stop, name):
    """The first reason for which a clock does not count."""
    answers = case["answers"]
    if view["service"] != "desk":
        return "another service"
    if begin is None:
        return f"never {case['metric']['start']}"
    if begin > case["as_of"] or view["unborn"]:
        return "after the date of the preview"
    for word in sorted(answers["leave_out"]):
        if view["state"] == word:
            return word
    ended = view["state"] in ("closed", "cancelled")
    if view["events"] is None:
        ended = ended or stamp(case, view, "closed") is not None
    if answers["without_stop"] == "leave_out" and ended and stop is None:
        return "ended without its stop event"
    if stop is not None and stop < begin:
        return "ends before it begins"
    if not case["term"][0] <= begin < case["term"][1]:
        return "outside the term"
    if list(case["objectives"]) != ["all"] and in_force(case, view) is None:
        return "no priority"
    return "no objective for its priority" if name is None else None


def verdict(case, view, name, begin, stop, gaps):
    """Met, missed or open, and the second that assigns the clock to a window."""
    answers, objective = case["answers"], case["objectives"][name]
    until = case["as_of"] if stop is None else stop
    reached = answers["limit_reached"] == "met"
    if "days" in objective:
        due = case["due"](begin, objective["days"], objective["due"], objective["hours"])
        kept = until <= due if reached else until < due
        exceeded = due + 1 if reached else due
    else:
        left = running(case, view, objective, begin, until, gaps)
        origin = case["strips"][objective["hours"]][0]
        limit = objective["within"]
        spent = left.count(1, begin - origin, until - origin)
        kept = spent <= limit if reached else spent < limit
        due = exceeded = None
        if not kept:
            exceeded = first_second(left, begin - origin, limit + reached) + origin
        if answers["assign_to"] == "deadline" and (stop is not None or not kept):
            due = first_second(left, begin - origin, limit) + origin
    if stop is None and (kept or answers["assign_to"] == "stop"):
        return "open", begin
    instant = {
        "start": begin,
        "stop": stop,
        "deadline": due,
        "decided": stop if kept else exceeded,
    }[answers["assign_to"]]
    return "met" if kept else "missed", instant


def running(case, view, objective, begin, until, gaps):
    """The strip of a clock: open seconds, and in `[begin, until)` only those not paused."""
    origin, strip = case["strips"][objective["hours"]]
    left = bytearray(strip)
    for a, b in [*paused(case, view), *gaps]:
        a, b = max(a, begin) - origin, min(b, until) - origin
        if a < b:
            left[a:b] = bytes(b - a)
    return left


def paused(case, view):
    """Spans in the paused states; those that run backwards are no spans."""
    events = view["events"] or []
    ends = [event[0] for event in events[1:]] + [case["as_of"]]
    return [
        (event[0], end)
        for event, end in zip(events, ends, strict=False)
        if event[1] in case["metric"]["pause"] and event[0] <= end
    ]


def backwards(case, ticket):
    """How many pauses and gaps of a ticket end before they begin."""
    view = known(case, ticket)
    events = view["events"] or []
    count = sum(
        a[1] in case["metric"]["pause"] and b[0] < a[0]
        for a, b in zip(events, events[1:], strict=False)
    )
    return count + sum(b < a for _, _, gaps in clocks(case, view) for a, b in gaps)


def first_second(left, begin, wanted):
    """The earliest end at which `wanted` seconds have run since `begin`, by counting them."""
    end, seen = begin, 0
    while seen + (hour := left.count(1, end, end + 3600)) < wanted:
        seen, end = seen + hour, end + 3600
        assert end < len(left), "the strip is too short"
    while seen < wanted:
        seen, end = seen + left[end], end + 1
    return end


def window_at(case, instant):
    """The name of the window of a second, None for none."""
    for name, begin, end in case["windows"]:
        if begin <= instant < end:
            return name
    return None


def share_verdict(case, name, met, missed):
    """The verdict on one cell."""
    answers, counted = case["answers"], met + missed
    if counted == 0 or counted < answers.get("minimum_sample", 0):
        return answers["no_events"]
    few = answers["few_events"]
    if few != "none" and counted <= few["up_to"]:
        return "met" if missed <= few["allow_misses"] else "missed"
    value, share = Fraction(met, counted), Fraction(*case["objectives"][name]["share"])
    rule = answers["round_measured"]
    if rule != "exact":
        unit = Fraction(1, 100 * 10 ** rule["places"])
        low = value // unit
        over = value - low * unit
        up = {
            "down": False,
            "up": over > 0,
            "half_up": 2 * over >= unit,
            "half_even": 2 * over > unit or (2 * over == unit and low % 2 == 1),
        }[rule["mode"]]
        value = (low + up) * unit
    return "met" if value >= share else "missed"


def period_end(stop, count, unit, rule, zone, open_dates):
    """The last second of a period after a stop: `rule` as in the contract's `day_periods`."""
    if unit == "hours":
        return stop + 3600 * count
    local = wall(stop, zone)
    day = local.date() - (ONE_DAY if rule["first_day"] == "included" else 0 * ONE_DAY)
    left = count * (7 if unit == "weeks" else 1)
    while left:
        day += ONE_DAY
        left -= unit != "working days" or day in open_dates
    while rule["on_closed_day"] == "next_open_day" and day not in open_dates:
        day += ONE_DAY
    if rule["ends"] == "same_time":
        return max(stop, first_showing(datetime.combine(day, local.time()), zone))
    return first_showing(datetime.combine(day + ONE_DAY, datetime.min.time()), zone) - 1


def first_showing(local, zone):
    """The earliest second at which the clock shows a wall time or a later one."""
    instant = int((local - timedelta(days=1)).replace(tzinfo=UTC).timestamp())
    while wall(instant + 900, zone) < local:
        instant += 900
    while wall(instant, zone) < local:
        instant += 1
    return instant
