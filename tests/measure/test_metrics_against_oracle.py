"""Random contracts and records of every kind: product and oracle agree, however they are dealt."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.measure.measure import measure
from slaspec.measure.windows import period as dates
from tests.measure import build, rows
from tests.oracle import metrics as oracle

ZONE = "Europe/Oslo"
WINDOWS = {
    "2026-03..2026-05": [
        "month",
        {"rolling": "45 days", "every": "month"},
        {"rolling": "2 months", "every": "month"},
    ],
    "2026-W12..2026-W15": ["week", {"rolling": "10 days", "every": "week"}],
    "2026-03..2027-03": ["quarter", {"contract_year": "from 04-01"}],
}
TERMS = [("2026-01-01", None), ("2026-03-20", "2027-06-30"), ("2026-03-18", "2026-04-20")]
LAST = build.at("2026-04-30 22:00")
AS_OF = build.at("2027-07-02 00:00")


def random_answers(chance, kind, window):
    """Answers that the kind asks, and some that it may be given."""
    said = {
        "window": window,
        "limit_reached": chance.choice(("met", "missed")),
        "assign_to": chance.choice(("start", "stop", "decided")),
        "reopened": {"clock": "ignored"},
        "leave_out": chance.choice(([], ["cancelled"], ["duplicate", "cancelled"])),
        "no_events": chance.choice(("met", "not_measured")),
        "no_data": chance.choice(("missed", "not_measured", "last_value")),
        "few_events": chance.choice(("none", {"up_to": 4, "allow_misses": 1})),
        "round_measured": chance.choice(
            (
                "exact",
                {
                    "places": chance.choice((0, 1)),
                    "mode": chance.choice(("half_up", "half_even", "down", "up")),
                },
            )
        ),
        "partial_window": chance.choice(
            (
                "merged",
                {"charge": "full", "counted": "active"},
                {"charge": "full", "counted": "window"},
            )
        ),
    }
    if kind == "duration":
        said["assign_to"] = chance.choice(("start", "stop", "decided", "deadline"))
    if chance.random() < 0.3:
        said["minimum_sample"] = 2
    if chance.random() < 0.3:
        said["smooth_with"] = "previous_window"
    return said


def seconds_of(chance):
    """A second in spring 2026, often at the edge of a day in Oslo."""
    day = chance.randrange(85)
    second = chance.choice((0, 3599, 7200, 43200, 79200, 79199, 82800, 82799))
    return build.at("2026-02-25 00:00") + 86400 * day + second


def ticket(chance, number):
    """A ticket with up to six events in order, in groups, with a score and a team."""
    time = begin = seconds_of(chance)
    events = []
    for _ in range(chance.randint(1, 6)):
        state = chance.choice(("new", "active", "active", "resolved", "closed", "cancelled"))
        events.append((time, state, None, chance.choice(("L1", "L2", "L2", None))))
        time += chance.choice((0, 1, 600, 3600, 40000, 90000, 400000))
    fields = {"score": chance.choice(("", "1", "3.5", "5")), "team": chance.choice("ab")}
    service = "other" if chance.random() < 0.05 else "desk"
    return build.ticket(
        f"T{number}", reported=begin, assigned=begin, events=events, fields=fields, service=service
    )


def row(chance, number):
    """A dated row of a random second; no two at one time."""
    second = seconds_of(chance) + number
    return {
        "second": second,
        "at": datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S"),
        "status": chance.choice(("ok", "ok", "bad")),
        "value": chance.choice(("0", "1", "2.5", "7", "10")),
        "score": chance.choice(("", "1", "3.5", "5")),
        "service": "other" if chance.random() < 0.05 else "desk",
    }


def duration(chance):
    metric = {"start": "reported", "stop": ["resolved"], "pause": [], "records": "incident"}
    said = {}
    if chance.random() < 0.5:
        metric |= {"group": "L2", "visits": chance.choice(("sum", "max")), "start": "assigned"}
    limit = chance.choice((3600, 7200, 43200, 86400))
    share = chance.choice((50, 67, 90, 100))
    said = {"percentile": oracle.Fraction(share, 100), "within": limit, "scale": 3600}
    return metric, {"percentile": f"{share}%", "within": f"{limit // 3600}h", "hours": "24x7"}, said


def ratio(chance):
    on_rows = chance.random() < 0.6
    metric = {"good": {"status": ["ok"]} if on_rows else {"team": ["a"]}}
    metric["rows"] = on_rows
    if on_rows and chance.random() < 0.5:
        metric |= {"mean_of": "1h", "empty": chance.choice(("0%", "40%", "100%"))}
    figure = chance.choice((30, 50, 75))
    return metric, {"at_least": f"{figure}%"}, {"at_least": figure}


def throughput(chance):
    figure = chance.choice((0, 2, 5))
    key = chance.choice(("at_least", "at_most"))
    metric = {"event": chance.choice(("resolved", "closed"))}
    return metric, {key: f"{figure} cases"}, {key: figure}


def score(chance):
    metric = {"field": "score", "lowest": 1, "highest": 5, "rows": chance.random() < 0.5}
    if chance.random() < 0.5:
        metric["minimum_response"] = chance.choice(("30%", "60%", "100%"))
    return metric, {"at_least": "3"}, {"at_least": 3}


def value(chance):
    metric = {
        "unit": "cases",
        "rows": True,
        "take": chance.choice(("last", "sum", "mean", "minimum", "maximum")),
    }
    return metric, {"at_most": "5 cases"}, {"at_most": 5}


KINDS = {
    "duration": duration,
    "ratio": ratio,
    "throughput": throughput,
    "score": score,
    "value": value,
}


def read(metric):
    """The metric as the oracle reads it."""
    said = dict(metric)
    if "mean_of" in said:
        said |= {"mean_of": 3600, "empty": int(said["empty"][:-1])}
    if "minimum_response" in said:
        said["minimum_response"] = oracle.Fraction(int(said["minimum_response"][:-1]), 100)
    return said


def random_case(kind, seed):
    """A contract, its records in parts, and the case of the oracle."""
    chance = random.Random(f"{kind} {seed}")
    span = chance.choice(sorted(WINDOWS))
    window = chance.choice(WINDOWS[span])
    answers = random_answers(chance, kind, window)
    metric, objective, said = KINDS[kind](chance)
    if kind == "ratio" and answers["few_events"] != "none" and "at_most" in objective:
        answers["few_events"] = "none"
    on_rows = metric.pop("rows", False)
    first, through = chance.choice(TERMS)
    plain = rows.contract(
        kind,
        objective,
        metric=metric,
        answers=answers,
        timezone=ZONE,
        effective={"from": first, "through": through} if through else {"from": first},
    )
    maker = row if on_rows else ticket
    records = [maker(chance, number) for number in range(chance.choice((0, 3, 12, 40)))]
    case = {
        "kind": kind,
        "metric": read(metric),
        "objective": said,
        "answers": answers,
        "window": window,
        "zone": ZONE,
        "as_of": AS_OF,
        "records": records,
        "term": (date.fromisoformat(first), through and date.fromisoformat(through)),
    }
    return plain, span, on_rows, case, chance


def product(plain, span, on_rows, records, parts):
    """The measurements of the records in one part, which are those of all parts together."""
    keys = ("at", "status", "value", "score", "service")
    layout = rows.source("value" if plain["metrics"][0]["kind"] == "value" else "check", keys=keys)
    made = build.planned_on(layout if on_rows else build.source(), plain, span)

    def table(part):
        if not on_rows:
            held = build.table(part)
            return held if part else replace(held, fields={"score": [], "team": []})
        texts = [{key: each[key] for key in keys} for each in part]
        return rows.figures(layout["records"], texts, keys)

    whole = measure(made, {"itsm": [table(records)]}, AS_OF)
    assert whole == measure(made, {"itsm": [table(part) for part in parts]}, AS_OF)
    return whole


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_random_records_under_random_contracts(kind, seed):
    """Verdict, value, judged value and counts of every window, in one part and in three."""
    plain, span, on_rows, case, chance = random_case(kind, seed)
    mixed = chance.sample(case["records"], len(case["records"]))
    found = product(plain, span, on_rows, case["records"], [mixed[i::3] for i in range(3)])
    expected = oracle.verdicts(case, *dates(span))
    scale = 100 if kind == "ratio" else 1
    shown = {
        m.window.name: {
            "verdict": m.verdict,
            "value": None if m.value is None else m.value * scale,
            "judged": None if m.judged is None else m.judged * scale,
            "met": m.met,
            "counted": m.counted,
            "open": m.open,
        }
        for m in found.measured
        if m.reason != "outside the term"
    }
    wanted = {
        n: {k: w[k] for k in ("verdict", "value", "judged", "met", "counted", "open")}
        for n, w in expected.items()
    }

    assert wanted == shown


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.integers(0, 10**6),
    st.lists(st.integers(0, 3), min_size=40, max_size=40),
    st.randoms(),
)
def test_any_sharding_in_any_order_gives_the_same_measurements(kind, seed, shards, order):
    """Up to forty records of every kind in up to four parts, some of them empty, shuffled."""
    plain, span, on_rows, case, _ = random_case(kind, seed)
    parts = [
        [record for record, shard in zip(case["records"], shards, strict=False) if shard == number]
        for number in range(4)
    ]
    for part in (parts, *parts):
        order.shuffle(part)

    assert product(plain, span, on_rows, case["records"], parts)
