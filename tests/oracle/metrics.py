"""
Metrics by brute force: one record at a time, one window at a time, in plain Python.

Written from the design texts alone; shares no code with the product. A case is a mapping:
`kind`, `metric`, `objective`, `answers`, `window`, `term` (first date, last date or None),
`zone`, `as_of`, and `records` (tickets or rows as the tests make them). Clocks run on 24x7.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}
NOTHING = {"value": None, "met": 0, "counted": 0, "open": 0, "sample": 0}


def verdicts(case, first, last):
    """`{name: {"verdict", "value", "judged", "met", "counted", "open"}}` between two dates."""
    found = {}
    for number, (name, begin, end, joined) in enumerate(all_windows(case, last)):
        whole = asked(case, number)
        if not (first <= whole[0] and whole[1] <= last + ONE_DAY):
            continue
        if joined:
            found[name] = {**NOTHING, "verdict": "not_measured", "judged": None}
        else:
            found[name] = judged(case, begin, end, before(case, number, last))
    return found


def asked(case, number):
    """The dates of a window as it is asked for: those of its period, unmerged."""
    return case["periods"][number]


def all_windows(case, last):
    """
    Every window of the term in order: name, first date, the date after its last, and whether it
    is judged together with a neighbour. Fills `case["periods"]`.
    """
    periods = list(spelled(case["window"], case["term"], last))
    case["periods"] = [(begin, end) for _, begin, end in periods]
    spec = case["window"]
    if isinstance(spec, dict) and "rolling" in spec:
        return [(n, back(end, spec["rolling"]), end, False) for n, begin, end in periods]
    if case["answers"].get("partial_window") != "merged":
        return [(n, begin, end, False) for n, begin, end in periods]
    return merged(periods, *case["term"])


def merged(periods, first, through):
    """A cut first window joins the next one, a cut last window the one before."""
    after = date.max if through is None else through + ONE_DAY
    found = [[n, max(b, first), min(e, after), False] for n, b, e in periods]
    if len(found) > 1 and periods[0][1] < first:
        found[0][3], found[1][1] = True, found[0][1]
    alive = [window for window in found if not window[3]]
    if len(alive) > 1 and periods[-1][2] > after:
        alive[-1][3], alive[-2][2] = True, alive[-1][2]
    return [tuple(window) for window in found]


def spelled(window, term, last):
    """Name, first date and the date after the last of every period that touches the term."""
    begin, reach = first_of(window, term[0]), term[1] or last
    while begin <= max(last, reach):
        end = next_of(window, begin)
        rolls = isinstance(window, dict) and "rolling" in window
        if (back(end, window["rolling"]) if rolls else begin) <= reach:
            yield name_of(window, begin), begin, end
        begin = end


def first_of(window, day):
    """The first date of the period around a date."""
    if isinstance(window, dict) and "rolling" in window:
        window = window["every"]
    if isinstance(window, dict):
        month, number = (int(part) for part in window["contract_year"][5:].split("-"))
        start = date(day.year, month, number)
        return start if start <= day else date(day.year - 1, month, number)
    if window == "week":
        return day - timedelta(days=day.weekday())
    return date(day.year, day.month - (day.month - 1) % MONTHS[window], 1)


def next_of(window, begin):
    """The first date of the next period."""
    if isinstance(window, dict) and "rolling" in window:
        window = window["every"]
    if isinstance(window, dict):
        return begin.replace(year=begin.year + 1)
    if window == "week":
        return begin + timedelta(days=7)
    day = begin
    for _ in range(MONTHS[window]):
        day = (day + timedelta(days=32)).replace(day=1)
    return day


def name_of(window, begin):
    """The name of the period that begins on a date."""
    if isinstance(window, dict) and "rolling" in window:
        window = window["every"]
    if window == "week":
        return "{}-W{:02}".format(*begin.isocalendar())
    if window == "month":
        return f"{begin:%Y-%m}"
    return f"{begin.year}-Q{(begin.month + 2) // 3}" if window == "quarter" else str(begin.year)


def back(end, span):
    """The date so long before another."""
    count, unit = span.split(" ")
    if unit == "days":
        return end - timedelta(days=int(count))
    day = end
    for _ in range(int(count)):
        day = (day.replace(day=1) - ONE_DAY).replace(day=1)
    return day  # windows end with the last day of a month here


def midnight(day, zone):
    """The second at which a date begins."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())


def before(case, number, last):
    """Begin and end of the judged window before one, None where the term has none."""
    for _, begin, end, joined in reversed(all_windows(case, last)[:number]):
        return None if joined else (begin, end)
    return None


def judged(case, begin, end, earlier):
    """The verdict on one window."""
    read = reading(case, begin, end)
    answers, previous = case["answers"], None
    if earlier is not None:
        old = reading(case, *earlier)
        if old["value"] is not None and old["sample"] >= answers.get("minimum_sample", 0):
            previous = old["value"]
    return {**read, **ruling(case, read, previous)}


def ruling(case, read, previous):
    """The verdict, and the value that is judged in place of the measured one."""
    answers = case["answers"]
    if read["value"] is None and case["kind"] == "value":
        said = answers["no_data"]
        if said == "last_value" and previous is not None:
            return {"verdict": keeps(case, previous), "judged": previous}
        return {"verdict": "missed" if said == "missed" else "not_measured", "judged": None}
    if read["value"] is None or read["sample"] < answers.get("minimum_sample", 0):
        return {"verdict": answers["no_events"], "judged": None}
    few = answers["few_events"]
    if few != "none" and read["misses"] is not None and read["counted"] <= few["up_to"]:
        kept = read["misses"] <= few["allow_misses"]
        return {"verdict": "met" if kept else "missed", "judged": None}
    if "smooth_with" in answers and previous is not None:
        mean = (read["value"] + previous) / 2
        return {"verdict": keeps(case, mean), "judged": mean}
    return {"verdict": keeps(case, read["value"]), "judged": None}


def keeps(case, value):
    """Whether a value (a share in per cent) keeps the condition."""
    said, reached = case["objective"], case["answers"]["limit_reached"] == "met"
    rule = case["answers"]["round_measured"]
    scale = said.get("scale", 1)
    if rule != "exact":
        value = rounded(value / scale, **rule) * scale
    if "at_least" in said:
        kept = value >= said["at_least"]
    elif "at_most" in said:
        kept = value <= said["at_most"]
    else:
        kept = value <= said["within"] if reached or "exact" in said else value < said["within"]
    return "met" if kept else "missed"


def rounded(value, places, mode):
    """The neighbour that the mode names, on a line of steps."""
    step = Fraction(1, 10**places)
    below = value // step * step
    near, far = value - below, below + step - value
    if not near:
        return value
    away = value >= 0
    if mode in ("down", "up"):
        return below + step if (mode == "up") == away else below
    if near == far:
        even = (below / step) % 2 == 0
        return (
            below + step
            if (mode == "half_up" and away) or (mode == "half_even" and not even)
            else below
        )
    return below if near < far else below + step


def reading(case, begin, end):
    """What the records of a window come to."""
    first, last = midnight(begin, case["zone"]), midnight(end, case["zone"])
    facts = [fact for record in case["records"] for fact in facts_of(case, record)]
    mine = [f for f in facts if f["at"] is not None and first <= f["at"] < last]
    decided = [f for f in mine if f["fate"] == "counted"]
    read = {"open": sum(f["fate"] == "open" for f in mine), "misses": None}
    return {**read, **KINDS[case["kind"]](case, decided, first, last)}


def inside(case, instant):
    """Whether an instant lies in the term."""
    first, last = case["term"]
    if instant < midnight(first, case["zone"]):
        return False
    return last is None or instant < midnight(last + ONE_DAY, case["zone"])


def facts_of(case, record):
    """When a record counts, what becomes of it, and what it says; none where it is left out."""
    if "status" in record or "value" in record:
        at = record["second"]
        if at <= case["as_of"] and inside(case, at) and record["service"] == "desk":
            yield {"at": at, "fate": "counted", "record": record, "good": good(case, record)}
        return
    if record["service"] != "desk":
        return
    view = [(t, s, g) for (t, s, _), g in zip(record["events"], record["groups"], strict=True)]
    view = [event for event in view if event[0] <= case["as_of"]]
    if not view or view[-1][1] in case["answers"]["leave_out"]:
        return
    yield from TICKETS[case["kind"]](case, record, view)


def good(case, record):
    """Whether every line of the filter matches."""
    wanted = case["metric"].get("good", {})
    return all(record[field] in values for field, values in wanted.items())


def stop_of(view, states):
    """The first stop: where an unbroken run of stop states begins."""
    return next((time for time, state, _ in view if state in states), None)


def timed(case, record, view):
    """The clock of a percentile, or the visits to a group; the first stop counts."""
    stop = stop_of(view, case["metric"]["stop"])
    limit, reached = case["objective"]["within"], case["answers"]["limit_reached"] == "met"
    spans = [(record["stamps"]["reported"], stop)]
    if "group" in case["metric"]:
        spans = visits(view, case["metric"]["group"], stop)
    if not spans or not inside(case, spans[0][0]):
        return
    lengths = [(case["as_of"] if b is None else b) - a for a, b in spans]
    total = max(lengths) if case["metric"].get("visits") == "max" else sum(lengths)
    kept = total <= limit if reached else total < limit
    running = any(b is None for _, b in spans)
    begin, end = spans[0]
    own = lengths[0] <= limit if reached else lengths[0] < limit
    exceeded = begin + limit + reached
    if end is None if case["answers"]["assign_to"] == "stop" else running and kept:
        at = begin if end is None else at_of(case, begin, end, own, exceeded, limit)
        yield {"at": at, "fate": "open"}
        return
    at = at_of(case, begin, end, own, exceeded, limit)
    yield {"at": at, "fate": "counted", "seconds": total, "good": kept}


def at_of(case, begin, end, own, exceeded, limit):
    """The instant that assigns the (first) clock to a window."""
    decided = end if own else exceeded
    return {"start": begin, "stop": end, "deadline": begin + limit, "decided": decided}[
        case["answers"]["assign_to"]
    ]


def visits(view, group, stop):
    """Spans of unbroken runs of events of a group before the first stop."""
    spans, running = [], None
    for time, _, holder in view:
        if holder == group and running is None:
            running = time
        elif holder != group and running is not None:
            spans.append((running, time))
            running = None
    if running is not None:
        spans.append((running, None))
    if stop is not None:
        spans = [(a, stop if b is None else min(b, stop)) for a, b in spans if a < stop]
    return spans


def dated(case, record, view):
    """A ticket without a clock: by its start, or by its first end."""
    end = stop_of(view, ("resolved", "closed"))
    start = record["stamps"]["reported"]
    at = start if case["answers"]["assign_to"] == "start" or end is None else end
    fate = "open" if end is None and case["answers"]["assign_to"] != "start" else "counted"
    if inside(case, at):
        yield {
            "at": at,
            "fate": fate,
            "record": record["fields"],
            "good": good(case, record["fields"]),
        }


def reached(case, record, view):
    """A ticket that reached the event for the first time."""
    at = stop_of(view, (case["metric"]["event"],))
    if at is not None and inside(case, at):
        yield {"at": at, "fate": "counted", "good": True}


TICKETS = {"duration": timed, "ratio": dated, "score": dated, "throughput": reached}


def percentile(case, facts, _first, _last):
    """The k-th shortest of n times."""
    times = sorted(f["seconds"] for f in facts)
    kept = sum(f["good"] for f in facts)
    k = ceil(case["objective"]["percentile"] * len(times))
    return {
        "value": Fraction(times[k - 1]) if times else None,
        "met": kept,
        "counted": len(times),
        "sample": len(times),
        "misses": len(times) - kept,
    }


def ratio(case, facts, first, last):
    """The share of good records in per cent, or the mean of the shares of intervals."""
    fine = sum(f["good"] for f in facts)
    read = {"met": fine, "counted": len(facts), "sample": len(facts), "misses": len(facts) - fine}
    if not facts:
        return {**read, "value": None}
    if "mean_of" not in case["metric"]:
        return {**read, "value": Fraction(100 * fine, len(facts))}
    seconds, shares = case["metric"]["mean_of"], []
    for begin in range(first, last, seconds):
        mine = [f["good"] for f in facts if begin <= f["at"] < begin + seconds]
        if not inside(case, begin):
            if case["answers"]["partial_window"] == {"charge": "full", "counted": "window"}:
                shares.append(Fraction(100))
        elif mine:
            shares.append(Fraction(100 * sum(mine), len(mine)))
        else:
            shares.append(100 - case["metric"]["empty"])
    return {**read, "value": sum(shares, Fraction(0)) / len(shares)}


def throughput(_case, facts, _first, _last):
    """How many."""
    return {"value": Fraction(len(facts)), "met": 0, "counted": len(facts), "sample": len(facts)}


def score(case, facts, _first, _last):
    """The mean of the answers, if enough have answered."""
    given = [Fraction(f["record"]["score"]) for f in facts if f["record"].get("score")]
    enough = facts and Fraction(len(given), len(facts)) >= case["metric"].get("minimum_response", 0)
    value = sum(given, Fraction(0)) / len(given) if given and enough else None
    return {"value": value, "met": 0, "counted": len(given), "sample": len(given)}


def figure(case, facts, _first, _last):
    """What several figures come to."""
    ordered = [Fraction(f["record"]["value"]) for f in sorted(facts, key=lambda f: f["at"])]
    take = {
        "last": lambda v: v[-1],
        "sum": sum,
        "mean": lambda v: sum(v) / len(v),
        "minimum": min,
        "maximum": max,
    }[case["metric"]["take"]]
    value = Fraction(take(ordered)) if ordered else None
    return {"value": value, "met": 0, "counted": len(ordered), "sample": len(ordered)}


KINDS = {
    "duration": percentile,
    "ratio": ratio,
    "throughput": throughput,
    "score": score,
    "value": figure,
}
