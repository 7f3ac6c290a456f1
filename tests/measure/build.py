"""The smallest agreement and tickets that can be measured; a test overrides what it is about."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from slaspec.language.book import Book
from slaspec.language.read import read_text
from slaspec.measure.duration import clocks_of
from slaspec.measure.duration import judge as judge_clocks
from slaspec.measure.known import known_at
from slaspec.measure.layer import Asked, Layer
from slaspec.measure.measure import measure
from slaspec.measure.plan import plan
from slaspec.measure.results import Scope
from slaspec.measure.windows import period as dates
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, StateHistory, Tickets

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")
ANSWERS = {
    "window": "month",
    "assign_to": "decided",
    "limit_reached": "met",
    "priority": "final",
    "reclassified": "from_start",
    "reopened": {"clock": "continues", "gap": "counts"},
    "without_stop": "open",
    "leave_out": [],
    "no_events": "not_measured",
    "few_events": "none",
    "round_measured": "exact",
}
METRIC = {
    "id": "time",
    "kind": "duration",
    "records": "incident",
    "source": "itsm",
    "start": "reported",
    "stop": ["resolved", "closed"],
    "pause": [],
}
OBJECTIVE = {"share": "90%", "within": "4h", "hours": "24x7"}
OFFICE = {
    "apiVersion": "slaspec/v1",
    "kind": "Calendar",
    "id": "office",
    "title": "Office hours",
    "timezone": "UTC",
    "open": {"mon-fri": ["08:00-17:00"]},
}
MATRIX = {
    "apiVersion": "slaspec/v1",
    "kind": "PriorityMatrix",
    "id": "matrix",
    "title": "Three priorities",
    "impact": [{"id": "any", "text": "any impact"}],
    "urgency": [{"id": name, "text": name} for name in ("high", "middle", "low")],
    "priorities": [{"id": "P1"}, {"id": "P2"}, {"id": "P3"}],
    "table": {"any": {"high": "P1", "middle": "P2", "low": "P3"}},
}


def at(text):
    """UTC seconds of `2026-04-01 14:30` in UTC, or of a text with its own offset."""
    moment = datetime.fromisoformat(text)
    zoned = moment if moment.tzinfo else datetime.fromisoformat(f"{text}+00:00")
    return (zoned - EPOCH) // timedelta(seconds=1)


def agreement(*, metric=None, target=None, answers=None, **overrides):
    """
    The plain mapping of an agreement with one target; an answer of None is not given.

    `target` may hold `objectives`; then the one objective for all records is left out.
    """
    aim = {"id": "resolution", "service": "desk", "metric": "time", "objective": OBJECTIVE}
    aim.update(target or {})
    if "objectives" in aim:
        del aim["objective"]
    said = {**ANSWERS, **(answers or {})}
    return {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "acme",
        "title": "Acme",
        "version": "1",
        "timezone": "UTC",
        "effective": {"from": "2026-01-01", "through": "2027-12-31"},
        "priorities": "matrix",
        "interpretation": {key: value for key, value in said.items() if value is not None},
        "metrics": [{k: v for k, v in {**METRIC, **(metric or {})}.items() if v is not None}],
        "targets": [aim],
        **overrides,
    }


def source(layout="events", **overrides):
    """The plain mapping of a data source."""
    return {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "itsm",
        "title": "Incidents",
        "format": "servicenow_csv",
        "records": "incident",
        "layout": layout,
        "service": "desk",
        **overrides,
    }


def book(*documents):
    """A book of plain mappings, as if each were a file named by its id."""
    files = []
    for document in documents:
        read = read_text(json.dumps(document, indent=1).encode(), f"{document['id']}.yaml")
        assert () == read.findings
        files.append(read)
    return Book(Path(), tuple(files))


def planned(contract, period="2026-04", *more, layout="events"):
    """The plan of an agreement, with the calendar `office` and the matrix P1, P2, P3."""
    return planned_on(source(layout), contract, period, *more)


def planned_on(rows, contract, period="2026-04", *more):
    """The plan of an agreement on a data source."""
    held = book(contract, rows, OFFICE, MATRIX, *more)
    return plan(held, held.agreement(contract["id"]), *dates(period))


def ticket(id="INC1", *, reported="2026-04-01 08:00", events=(), **more):
    """
    A ticket of the service `desk`: events are (time, state), (time, state, priority) or
    (time, state, priority, group).

    Times are texts (UTC) or seconds. Further stamps go by their event; `state` and `priority` are
    those of a list of last times; `fields` are further columns as text.
    """
    history = [(_time(e[0]), e[1], e[2] if len(e) > 2 else None) for e in events]
    own = ("state", "priority", "service", "fields")
    stamps = {k: _time(v) for k, v in more.items() if k not in own}
    return {
        "id": id,
        "service": more.get("service", "desk"),
        "events": history,
        "groups": [e[3] if len(e) > 3 else None for e in events],
        "stamps": {"reported": _time(reported), **stamps},
        "state": more.get("state", "active"),
        "priority": more.get("priority"),
        "fields": more.get("fields", {}),
    }


def _time(value):
    return at(value) if isinstance(value, str) else value


def table(tickets, layout="events", stamps=(), tool=None):
    """Tickets as columns; `stamps` are the events for which the source has a column."""
    mapped = sorted({"reported", *stamps} | {k for t in tickets for k in t["stamps"]})
    priorities = ("P3", "P1", "P2", "P9")
    services = ("desk", "other")
    events = [e for t in tickets for e in t["events"]]
    sizes = [len(t["events"]) for t in tickets]
    coded = [
        [NO_CODE if e[2] is None else priorities.index(e[2]) for e in t["events"]] for t in tickets
    ]
    stated = [[code for code in codes if code != NO_CODE] for codes in coded]
    alone = [NO_CODE if t["priority"] is None else priorities.index(t["priority"]) for t in tickets]
    groups = ("L3", "L2", "L1")
    history = StateHistory(
        first=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        at=np.array([e[0] for e in events], dtype=np.int64),
        state=np.array([STATES.index(e[1]) for e in events], dtype=np.int8),
        priority=np.array([code for codes in coded for code in codes], dtype=np.int32),
        group=np.array(
            [NO_CODE if g is None else groups.index(g) for t in tickets for g in t["groups"]],
            dtype=np.int32,
        ),
    )
    last = [t["events"][-1][1] if t["events"] else t["state"] for t in tickets]
    return Tickets(
        source="itsm",
        kind="incident",
        ids=tuple(t["id"] for t in tickets),
        services=services,
        service=np.array([services.index(t["service"]) for t in tickets], dtype=np.int32),
        priorities=priorities,
        priority_first=np.array(
            [c[0] if c else a for c, a in zip(stated, alone, strict=True)], dtype=np.int32
        ),
        priority_final=np.array(
            [c[-1] if c else a for c, a in zip(stated, alone, strict=True)], dtype=np.int32
        ),
        last_state=np.array([STATES.index(s) for s in last], dtype=np.int8),
        stamps={
            key: np.array([_absent(t["stamps"].get(key)) for t in tickets], dtype=np.int64)
            for key in mapped
        },
        history=history if layout == "events" else None,
        groups=groups,
        tool_met=None if tool is None else np.array(tool, dtype=np.int8),
        fields={
            key: [t["fields"].get(key, "") for t in tickets]
            for key in sorted({key for t in tickets for key in t["fields"]})
        },
    )


def _absent(value):
    return ABSENT if value is None else value


def measured(contract, tickets, period="2026-04", as_of="2026-07-01", layout="events", **columns):
    """What is measured of some tickets: all measurements, the first measured cell being usual."""
    made = planned(contract, period, layout=layout)
    held = table(tickets, layout, **columns)
    return measure(made, {"itsm": [held]}, _time(f"{as_of} 00:00"))


def cells(measurements):
    """`{(objective, window): "met/missed/open"}` of what is not empty."""
    return {
        (m.objective, m.window.name): f"{m.met}/{m.counted - m.met}/{m.open}"
        for m in measurements.measured
        if m.counted or m.open
    }


def fates(
    contract, tickets, period="2026-01..2026-12", as_of="2027-01-01", layout="events", **columns
):
    """
    What becomes of each clock, in order: `met 2026-04`, `missed 2026-04`, `open 2026-04` or the
    reason for which it is left out.
    """
    made = planned(contract, period, layout=layout)
    target = made.targets[0]
    judged = judge(
        table(tickets, layout, **columns),
        target,
        _time(f"{as_of} 00:00") if len(as_of) == 10 else _time(as_of),
        made.zone,
        (at("2026-01-01 00:00"), at("2028-01-01 00:00")),
    )
    words = []
    for i in range(len(judged.owner)):
        window = target.windows[judged.window[i]].name if judged.window[i] >= 0 else ""
        if judged.fate[i] == 2:
            words.append(judged.reasons[judged.reason[i]])
        elif judged.fate[i] == 1:
            words.append(f"open {window}")
        else:
            words.append(f"{'met' if judged.met[i] else 'missed'} {window}")
    return words


def judge(tickets, target, as_of, zone, term):
    """What becomes of the clocks of one target, those of its service."""
    known = known_at(tickets, as_of)
    layer = Layer([Asked(target, Scope(as_of, zone, term))])
    return judge_clocks(known, clocks_of(known, target, as_of, zone), layer)


def day(text):
    """A date."""
    return date.fromisoformat(text)
