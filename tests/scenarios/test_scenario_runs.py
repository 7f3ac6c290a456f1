"""What a scenario means: given records, measured as of its date, against what is expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.language.book import Book
from slaspec.language.model import Scenario
from slaspec.language.read import read_text
from slaspec.use_cases.scenario import run_scenario

V1 = "slaspec/v1"
ANSWERS = {
    "window": "month",
    "assign_to": "decided",
    "limit_reached": "met",
    "priority": "final",
    "reclassified": "from_start",
    "reopened": {"clock": "continues", "gap": "counts"},
    "without_stop": "open",
    "leave_out": ["cancelled", "duplicate"],
    "no_events": "not_measured",
    "no_data": "missed",
    "few_events": "none",
    "round_measured": "exact",
    "partial_window": "not_judged",
}


def sla(**more):
    """90 % of P1 within 5h and of P2 within 10h; the network 99 % up; 90 % of calls good."""
    limits = {"P1": "5h", "P2": "10h"}
    objectives = {
        name: {"share": "90%", "within": within, "hours": "24x7"} for name, within in limits.items()
    }
    return {
        "apiVersion": V1,
        "kind": "SLA",
        "id": "sla",
        "title": "SLA",
        "version": "1",
        "effective": {"from": "2026-01-01", "through": "2026-12-31"},
        "timezone": "Europe/Oslo",
        "interpretation": {**ANSWERS, **more.pop("answers", {})},
        "metrics": [
            {
                "id": "time",
                "kind": "duration",
                "records": "incident",
                "source": "desk",
                "start": "reported",
                "stop": ["resolved", "closed"],
                "pause": ["waiting_customer"],
            },
            {
                "id": "up",
                "kind": "availability",
                "of": "wan",
                "source": "noc",
                "hours": "24x7",
                "down": {"down": "100%", "partial": "50%"},
                "unmonitored": "down",
                "quantum": "exact",
            },
            {
                "id": "good",
                "kind": "ratio",
                "records": "request_log",
                "source": "calls",
                "good": {"status": ["ok"]},
            },
        ],
        "targets": [
            {"id": "resolve", "service": "net", "metric": "time", "objectives": objectives},
            {"id": "up", "service": "net", "metric": "up", "objective": {"availability": "99%"}},
            {"id": "calls", "service": "net", "metric": "good", "objective": {"at_least": "90%"}},
        ],
        **more,
    }


def source(id, records, **columns):
    """A data source."""
    return {
        "apiVersion": V1,
        "kind": "DataSource",
        "id": id,
        "title": id,
        "format": "csv",
        "records": records,
        "layout": "events",
        "service": "net",
        "columns": {"id": "number", **columns},
    }


def ticket(id="INC-1", reported="2026-04-03T10:00:00+02:00", priority="P1", events=(), **more):
    """A ticket that is reported, and then what else happens."""
    told = [{"at": reported, "event": "reported"}, *events]
    return {"id": id, "service": "net", "priority": priority, "events": told, **more}


def at(time, **happened):
    """Something that happened on 3 April 2026 in Oslo."""
    return {"at": f"2026-04-03T{time}:00+02:00", **happened}


def result(expect, records=None, contract=None, desk=None, **more):
    """The result of a scenario, by default on tickets of the source `desk`."""
    scenario = {
        "apiVersion": V1,
        "kind": "Scenario",
        "id": "story",
        "title": "A story",
        "agreement": "sla",
        "as_of": "2026-05-01",
        "period": "2026-04",
        "given": {"records": records},
        "expect": {"verdicts": expect},
        **more,
    }
    documents = [
        contract or sla(),
        desk or source("desk", "incident", at="time", state="state"),
        source("noc", "outage", component="part"),
        source("calls", "request_log", at="time", status="status"),
        scenario,
    ]
    files = tuple(
        read_text(json.dumps(document, indent=1).encode(), f"{document['id']}.yaml")
        for document in documents
    )
    assert [] == [finding for file in files for finding in file.findings]
    book = Book(Path(), files)
    return run_scenario(book, book.get("story", Scenario))


def tickets(*listed):
    """Records of the service desk."""
    return [{"source": "desk", "tickets": list(listed)}]


def verdict(objective="P1", said="met", target="resolve", **more):
    """An expected verdict in April."""
    objectives = {"objective": objective} if objective else {}
    return {"target": target, **objectives, "window": "2026-04", "verdict": said, **more}


FIVE_HOURS = ticket(events=[at("15:00", state="resolved")])
LATER = ticket("INC-2", events=[at("15:01", state="resolved")])


def test_what_is_expected_and_measured_passes():
    """One of two within five hours: 50 %, missed at 90 %."""
    found = result(
        [verdict(said="missed", met=1, counted=2, value="50%")], tickets(FIVE_HOURS, LATER)
    )

    assert found.passed
    assert () == found.failures


def test_each_difference_is_said():
    """Verdict and figures are compared where they are written; places say how exactly."""
    found = result([verdict(met=2, counted=3, value="51%")], tickets(FIVE_HOURS, LATER))

    [each] = found.failures
    assert "sla#resolve/P1 in 2026-04" == each.name
    assert (
        "is missed, not met",
        "met is 1, not 2",
        "counted is 2, not 3",
        "the value is 50%, not 51%",
    ) == each.differences
    assert (
        ("expected", "met, met 2, counted 3, value 51%"),
        ("actual", "missed, met 1 of 2 counted"),
        ("missed by", "INC-2"),
    ) == each.rows


def test_the_place_is_that_of_the_expectation():
    """A failure stands where the verdict is expected."""
    [each] = result([verdict()], tickets(FIVE_HOURS, LATER)).failures

    assert ("expect", "verdicts", 0) == each.at.path


@pytest.mark.parametrize(
    ("value", "passes"), [("66.67%", True), ("66.7%", True), ("67%", True), ("66.66%", False)]
)
def test_a_value_is_compared_to_the_places_that_are_written(value, passes):
    """Two of three are 66.666… %, which is 66.67 % or 67 %, rounded half up."""
    records = tickets({**FIVE_HOURS, "count": 2}, LATER)

    assert passes == result([verdict(said="missed", value=value)], records).passed


def test_what_is_measured_and_not_expected_is_a_failure():
    """P2 was measured as well, and nobody expects anything of it."""
    [each] = result(
        [verdict()],
        tickets(FIVE_HOURS, ticket("INC-3", priority="P2", events=[at("11:00", state="closed")])),
    ).failures

    assert "sla#resolve/P2 in 2026-04" == each.name
    assert ("is met, and not expected",) == each.differences
    assert ("expect",) == each.at.path


def test_what_is_expected_of_nothing_is_a_failure():
    """A window that the period does not hold has no verdict."""
    found = result([verdict(), {**verdict(), "window": "2026-05"}], tickets(FIVE_HOURS))

    assert ["is not judged: no such objective, window or records"] == [
        *found.failures[0].differences
    ]


def test_nothing_happened_is_not_measured():
    """An empty list says that nothing happened; a verdict on it may be expected."""
    assert result([verdict(said="not_measured")], tickets()).passed


def test_a_target_without_records_is_not_judged():
    """Only targets whose source is given are judged: the network has no verdict here."""
    found = result([verdict()], tickets(FIVE_HOURS))

    assert found.passed
    assert {"resolve"} == {each.target for each in found.measured["sla"].measured}


def test_pauses_and_priorities_are_told_by_events():
    """Two hours with the customer do not count; a P2 raised to P1 is judged as P1."""
    events = [
        at("11:00", state="waiting_customer"),
        at("13:00", state="active"),
        at("14:00", priority="P1"),
        at("17:00", event="resolved"),
    ]
    found = result([verdict()], tickets(ticket(priority="P2", events=events)))

    assert found.passed


def test_what_ended_can_be_reopened():
    """Resolved after an hour, reopened, closed after six: missed."""
    events = [
        at("11:00", state="resolved"),
        at("12:00", state="active"),
        at("16:00", state="closed"),
    ]

    assert result([verdict(said="missed", met=0, counted=1)], tickets(ticket(events=events))).passed


def test_so_many_alike_have_numbers_of_their_own():
    """`count: 3` are three tickets, numbered."""
    found = result([verdict(said="missed", met=0, counted=3)], tickets({**LATER, "count": 3}))

    assert found.passed
    [measured] = [m for m in found.measured["sla"].measured if m.objective == "P1"]
    assert ("INC-2.1", "INC-2.2", "INC-2.3") == measured.missed_ids


def test_nothing_after_its_date_is_known():
    """As of 1 May a ticket that is resolved on 2 May is still open, and missed."""
    late = {"at": "2026-05-02T10:00:00+02:00", "state": "resolved"}
    records = tickets(ticket(events=[late]))

    assert result([verdict(said="missed")], records).passed
    assert result([verdict(said="missed")], records, as_of="2027-01-01").passed


def test_outages_are_weighed_by_their_class():
    """8h down and 8h half down of 720h: 12h, 98.33 %."""
    outages = [
        {"id": "OUT-1", "component": "wan", "from": at("00:00")["at"], "until": at("08:00")["at"]},
        {
            "id": "OUT-2",
            "component": "wan",
            "class": "partial",
            "from": at("12:00")["at"],
            "until": at("20:00")["at"],
        },
    ]
    expected = [verdict("", "missed", "up", value="98.33%", counted=720 * 3600)]

    assert result(expected, [{"source": "noc", "outages": outages}]).passed


def test_rows_are_counted_by_their_fields():
    """18 of 20 calls are good: 90 %, met."""
    rows = [
        {"id": f"C-{i}", "count": n, "service": "net", **at("10:00"), "fields": {"status": status}}
        for i, (n, status) in enumerate([(18, "ok"), (2, "failed")])
    ]
    expected = [verdict("", "met", "calls", met=18, counted=20, value="90%")]

    assert result(expected, [{"source": "calls", "rows": rows}]).passed


def test_what_a_ticket_does_not_say_is_an_empty_cell():
    """The source has a column for the equipment; a ticket that names none is of none."""
    contract = sla()
    contract["metrics"][0]["where"] = {"equipment": ["Access"]}
    columns = {"at": "time", "state": "state", "equipment": "u_equipment"}
    desk = source("desk", "incident", **columns)
    access = FIVE_HOURS | {"id": "INC-9", "fields": {"equipment": "Access"}}

    none = result([verdict(said="not_measured")], tickets(FIVE_HOURS), contract, desk=desk)
    some = result([verdict(met=1, counted=1)], tickets(FIVE_HOURS, access), contract, desk=desk)

    assert (True, True) == (none.passed, some.passed)


def test_a_question_without_an_answer_stops_it_at_its_place():
    """A scenario does not guess: who does not answer a question is told where."""
    open_question = sla(answers={"limit_reached": None})
    open_question["interpretation"].pop("limit_reached")

    with pytest.raises(LocatedError, match="limit_reached"):
        result([verdict()], tickets(FIVE_HOURS), open_question)


def test_a_period_that_has_not_ended_is_refused():
    """A verdict on an unfinished month is no verdict."""
    with pytest.raises(UsageError, match="was not over"):
        result([verdict()], tickets(FIVE_HOURS), as_of="2026-04-30")
