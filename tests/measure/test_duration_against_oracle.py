"""Random histories under random contracts: the product and the brute-force oracle agree."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from slaspec.measure.measure import measure
from tests.measure import build
from tests.oracle import duration as oracle
from tests.oracle import service_time

ZONE = "Europe/Oslo"  # its clocks go forward on 29 March, inside the second window
ORIGIN = build.at("2026-03-02 00:00")
MINUTES = 66 * 24 * 60
CALENDARS = {
    "day": {
        **build.OFFICE,
        "id": "day",
        "timezone": ZONE,
        "open": {"mon-fri": ["08:00-12:00", "13:00-17:00"], "sat": ["10:00-14:00"]},
        "closed": [{"date": "2026-03-19"}],
        "valid": {"from": "2026-01-01", "through": "2026-12-31"},
    },
    "night": {
        **build.OFFICE,
        "id": "night",
        "timezone": ZONE,
        "open": {"mon-sun": ["22:00-06:30"]},
        "exceptions": [{"date": "2026-03-24", "open": ["00:00-03:00"]}],
    },
}
ALWAYS = {**CALENDARS["night"], "open": {"mon-sun": ["00:00-24:00"]}, "exceptions": []}
WEEKS = [
    ("2026-W12", build.at("2026-03-16 00:00+01:00"), build.at("2026-03-23 00:00+01:00")),
    ("2026-W13", build.at("2026-03-23 00:00+01:00"), build.at("2026-03-30 00:00+02:00")),
]
PERIODS = {"2026-W12": WEEKS[:1], "2026-W13": WEEKS[1:], "2026-W12..2026-W13": WEEKS}
TERMS = [  # the second one begins and ends inside the windows
    (
        "2026-01-01",
        "2026-12-31",
        build.at("2026-01-01 00:00+01:00"),
        build.at("2027-01-01 00:00+01:00"),
    ),
    (
        "2026-03-18",
        "2026-03-26",
        build.at("2026-03-18 00:00+01:00"),
        build.at("2026-03-27 00:00+01:00"),
    ),
]
STATES = ["new", "queued", "active", "active", "waiting_customer", "waiting_supplier"]
STATES += ["resolved", "resolved", "closed", "cancelled", "duplicate"]
GAPS = [0, 1, 60, 600, 1800, 3599, 3600, 7200, 14400, 30000, 86400, 100000, 200000, 400000]


@pytest.fixture(scope="module")
def hours():
    """The strip of each calendar, and its table of working days."""
    readings = {k: service_time.Oracle(d) for k, d in {**CALENDARS, "24x7": ALWAYS}.items()}
    return {
        name: (
            (ORIGIN, reading.seconds(ORIGIN, MINUTES)),
            reading,
            reading.working_days(ORIGIN, MINUTES),
        )
        for name, reading in readings.items()
    }


def contract(chance, layout):
    """A random agreement as plain data."""
    snapshot = layout == "snapshot"
    events = ["resolved", "closed", "first_response"]
    metric = {
        "stop": chance.sample(events, chance.choice((1, 1, 2, 3))),
        "pause": [] if snapshot else chance.choice(([], ["waiting_customer"], STATES[:6:2])),
    }
    answers = {
        "window": "week",
        "assign_to": chance.choice(("decided", "decided", "start", "stop", "deadline")),
        "limit_reached": chance.choice(("met", "missed")),
        "priority": "final" if snapshot else chance.choice(("at_open", "final", "worst")),
        "reclassified": "from_start" if snapshot else chance.choice(("from_start", "from_change")),
        "reopened": {"clock": "continues", "gap": "counts"} if snapshot else reopened(chance),
        "without_stop": chance.choice(("open", "leave_out")),
        "leave_out": chance.choice(([], ["cancelled"], ["cancelled", "duplicate"])),
        "no_events": chance.choice(("met", "not_measured")),
        "few_events": chance.choice(("none", {"up_to": 3, "allow_misses": 1})),
        "round_measured": chance.choice(("exact", {"places": 0, "mode": rounding(chance)})),
        "partial_window": {"charge": "full", "counted": chance.choice(("active", "window"))},
        "day_periods": {
            "first_day": chance.choice(("excluded", "included")),
            "ends": chance.choice(("end_of_day", "same_time")),
            "on_closed_day": chance.choice(("next_open_day", "same_day")),
            "calendar": "day",
        },
    }
    if chance.random() < 0.3:
        answers["minimum_sample"] = 2
    names = chance.choice((["all"], ["P1", "P2", "P3"], ["P1", "P3"]))
    standing = bool(metric["pause"]) or answers["reopened"].get("gap") == "paused"
    objectives = {name: objective(chance, days=not standing) for name in names}
    first, through, *_ = chance.choice(TERMS)
    return build.agreement(
        metric=metric,
        target={"objective": objectives["all"]} if "all" in names else {"objectives": objectives},
        answers=answers,
        timezone=ZONE,
        effective={"from": first, "through": through},
    )


def rounding(chance):
    return chance.choice(("half_up", "half_even", "down", "up"))


def reopened(chance):
    """A rule for reopened records."""
    said = {"clock": chance.choice(("continues", "continues", "new_cycle", "ignored"))}
    said["gap"] = chance.choice(("counts", "paused"))
    if chance.random() < 0.6:
        said["within"] = chance.choice(("6 hours", "1 days", "2 working days", "1 weeks"))
    return said


def objective(chance, *, days):
    """A limit in time or, where no clock has to stand still, in working days."""
    limit = f"{chance.choice((1, 600, 3600, 7200, 14400, 40000))}s"
    if days and chance.random() < 0.25:
        limit = {
            "working_days": chance.choice((1, 2)),
            "due": chance.choice(("same_time", "end_of_day")),
        }
    share = chance.choice(("50%", "67%", "90%"))
    return {"share": share, "within": limit, "hours": chance.choice(("24x7", "day", "night"))}


def history(chance, number):
    """A ticket with up to seven events, some of them in the wrong order."""
    time = first_time(chance)
    reported = None if chance.random() < 0.03 else time - chance.choice((0, 0, 300))
    stamps, events = {}, []
    for _ in range(chance.randint(1, 7)):
        state = chance.choice(STATES)
        events.append((time, state, chance.choice((None, "P1", "P2", "P3", "P3", "P9"))))
        if chance.random() < 0.2 and state in ("resolved", "closed"):
            stamps[state] = chance.choice((time - 60, time, time + 60, chance.choice(events)[0]))
        time += chance.choice(GAPS) if chance.random() < 0.95 else -chance.choice(GAPS[:8])
        if chance.random() < 0.1:  # to midnight, or to the last second of a day
            time += -(time + chance.choice((3600, 7200))) % 86400 - chance.choice((0, 0, 1))
    if chance.random() < 0.5:
        stamps["first_response"] = events[0][0] + chance.choice(GAPS)
    service = "other" if chance.random() < 0.03 else "desk"
    return build.ticket(f"T{number}", reported=reported, events=events, service=service, **stamps)


def first_time(chance):
    """Any second around the windows, and often one at which a window or a term begins or ends."""
    edges = [bound for _, begin, end in WEEKS for bound in (begin, end)] + list(TERMS[1][2:])
    if chance.random() < 0.2:
        return chance.choice(edges) - chance.choice((0, 0, 1, 3600, 7200, 14400))
    return ORIGIN + 86400 * 11 + chance.randrange(86400 * 15)


def last_times(chance, number):
    """A ticket of a list with its last times."""
    time = first_time(chance)
    stamps = {
        event: time + sum(chance.sample(GAPS, 2))
        for event in ("resolved", "closed", "first_response")
        if chance.random() < 0.6
    }
    if chance.random() < 0.05:
        stamps["resolved"] = time - 60
    state = chance.choice(STATES)
    priority = chance.choice((None, "P1", "P2", "P3", "P9"))
    return build.ticket(f"T{number}", reported=time, state=state, priority=priority, **stamps)


def oracle_case(plain, period, as_of, hours):
    """The contract as the oracle reads it."""
    said, target = plain["interpretation"], plain["targets"][0]
    objectives = target.get("objectives") or {"all": target["objective"]}
    effective = plain["effective"]
    day = hours["day"][2]

    def period_end(stop):
        count, unit = said["reopened"]["within"].split(" ", 1)
        return oracle.period_end(stop, int(count), unit, said["day_periods"], ZONE, day)

    def due(start, count, rule, calendar):
        _, reading, table = hours[calendar]
        return reading.working_day_deadline(table, start, count, rule)

    return {
        "answers": said,
        "metric": plain["metrics"][0],
        "objectives": {name: oracle_objective(o) for name, o in objectives.items()},
        "strips": {name: strip for name, (strip, _, _) in hours.items()},
        "windows": PERIODS[period],
        "term": next(t[2:] for t in TERMS if t[0] == effective["from"]),
        "as_of": as_of,
        "ranks": ["P1", "P2", "P3"],
        "period_end": period_end,
        "due": due,
    }


def oracle_objective(plain):
    read = {"hours": plain["hours"], "share": (int(plain["share"][:-1]), 100)}
    if isinstance(plain["within"], dict):
        return {**read, "days": plain["within"]["working_days"], "due": plain["within"]["due"]}
    return {**read, "within": int(plain["within"][:-1])}


def fate_words(judged, target, position):
    """One clock of the product in the oracle's words."""
    objective, window = int(judged.objective[position]), int(judged.window[position])
    fate = ["met" if judged.met[position] else "missed", "open", "left out"][judged.fate[position]]
    reason = int(judged.reason[position])
    return {
        "objective": target.objectives[objective].name if objective >= 0 else None,
        "fate": fate,
        "window": target.windows[window].name if window >= 0 else None,
        "reason": judged.reasons[reason] if reason >= 0 else None,
    }


@pytest.mark.parametrize("seed", range(30))
def test_random_histories_under_random_contracts(seed, hours):
    """Twelve contracts with twelve tickets each: every clock, count and verdict is the oracle's."""
    chance = random.Random(seed)
    for _ in range(12):
        layout = chance.choice(("events", "events", "events", "snapshot"))
        plain, period = contract(chance, layout), chance.choice(list(PERIODS))
        as_of = PERIODS[period][-1][2] + chance.choice((0, 1, 40000, 86400, 400000, 900000))
        made = ticket_maker(chance, layout)
        tickets = [made(chance, number) for number in range(12)]
        known = [t for ticket in tickets for t, *_ in ticket["events"] if t >= as_of]
        as_of = chance.choice(known) if known and chance.random() < 0.3 else as_of
        case = oracle_case(plain, period, as_of, hours)
        case["columns"] = columns(chance, layout)
        for ticket in tickets:
            ticket["stamps"] = {
                event: time
                for event, time in ticket["stamps"].items()
                if event not in ("resolved", "closed") or event in case["columns"]
            }
        agree(plain, period, layout, tickets, case)


def columns(chance, layout):
    """The stop events for which the source has a column: all in a list, any in a log."""
    if layout == "snapshot":
        return ["resolved", "closed", "first_response"]
    return [e for e in ("resolved", "closed") if chance.random() < 0.5] + ["first_response"]


def ticket_maker(chance, layout):
    return history if layout == "events" else last_times


def agree(plain, period, layout, tickets, case):
    """Compare the product with the oracle, clock by clock and cell by cell."""
    plan = build.planned(plain, period, *CALENDARS.values(), layout=layout)
    target, term = plan.targets[0], case["term"]
    held = build.table(tickets, layout, case["columns"])
    if layout == "snapshot":
        given = [dict(t, events=None) for t in tickets]
    else:
        given = tickets
    expected = [(i, clock) for i, t in enumerate(given) for clock in oracle.judge(case, t)]
    judged = build.judge(held, target, case["as_of"], plan.zone, term)
    actual = [(int(o), fate_words(judged, target, i)) for i, o in enumerate(judged.owner)]

    ours = [(i, clock) for i, clock in expected if clock["reason"] != "another service"]
    assert ours == actual, (plain, tickets)

    whole = measure(plan, {"itsm": [held]}, case["as_of"])
    counts = Counter((c["objective"], c["window"], c["fate"]) for _, c in expected)
    for m in whole.measured:
        cell = {
            fate: counts[m.objective, m.window.name, fate] for fate in ("met", "missed", "open")
        }
        assert cell == {"met": m.met, "missed": m.counted - m.met, "open": m.open}
        assert counts[m.objective, m.window.name, "left out"] == sum(m.excluded.values())
        verdict = oracle.share_verdict(case, m.objective, cell["met"], cell["missed"])
        assert verdict == m.verdict, (plain, m)
    nowhere = sum(count for (_, window, _), count in counts.items() if window is None)
    assert nowhere == sum(whole.unassigned.values())
    assert sum(oracle.backwards(case, t) for t in given) == sum(whole.backwards.values())
