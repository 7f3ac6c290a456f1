"""
The ServiceNow audit log of UCI data set 498 (CC BY 4.0), read in full.

`cases.csv.gz` was derived from the same log by other code: every ticket must agree with it.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

import pytest

from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.sources import read_records
from slaspec.records.tickets import ABSENT, STATES

DATA = Path(
    os.environ.get("SLASPEC_REAL_DATA")
    or Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
)
FOLDER = DATA / "uci-servicenow-incidents"

pytestmark = pytest.mark.skipif(
    not (FOLDER / "incident_event_log.csv.gz").is_file(),
    reason="the UCI log is not here; SLASPEC_REAL_DATA names the folder of real data",
)

PRIORITIES = {
    "P1": ["1 - Critical"],
    "P2": ["2 - High"],
    "P3": ["3 - Moderate"],
    "P4": ["4 - Low"],
}
HEAD = {
    "apiVersion": "slaspec/v1",
    "kind": "DataSource",
    "id": "uci",
    "title": "UCI 498",
    "format": "servicenow_csv",
    "records": "incident",
    "timezone": "UTC",
    "service": "service-desk",
}
LOG = {
    **HEAD,
    "layout": "events",
    "date_order": "day_first",
    "missing": ["?"],
    "columns": {
        "id": "number",
        "at": "sys_updated_at",
        "order": "sys_mod_count",
        "state": "incident_state",
        "priority": "priority",
        "group": "assignment_group",
        "impact": "impact",
        "urgency": "urgency",
        "reported": "opened_at",
        "resolved": "resolved_at",
        "closed": "closed_at",
    },
    "states": {
        "new": ["New"],
        "active": ["Active", "-100"],
        "waiting_customer": ["Awaiting User Info"],
        "waiting_supplier": ["Awaiting Vendor"],
        "waiting_internal": ["Awaiting Problem", "Awaiting Evidence"],
        "resolved": ["Resolved"],
        "closed": ["Closed"],
    },
    "priorities": PRIORITIES,
    "impacts": {"1": ["1 - High"], "2": ["2 - Medium"], "3": ["3 - Low"]},
    "urgencies": {"1": ["1 - High"], "2": ["2 - Medium"], "3": ["3 - Low"]},
    "tool": {"verdict": "made_sla", "met": ["true"], "missed": ["false"]},
}
CASES = {
    **HEAD,
    "layout": "snapshot",
    "date_order": "iso",
    "columns": {
        "id": "number",
        "reported": "opened_at",
        "resolved": "resolved_at",
        "closed": "closed_at",
        "priority": "priority_final",
        "impact": "impact_final",
        "urgency": "urgency_final",
    },
    "priorities": {"P1": ["1"], "P2": ["2"], "P3": ["3"], "P4": ["4"]},
    "tool": {"verdict": "tool_made_sla", "met": ["1"], "missed": ["0"]},
}


def _read(document, file):
    source = read_text(json.dumps(document, indent=1).encode(), "uci.yaml").contract
    return read_records(source, FOLDER / file, shown=file)


@pytest.fixture(scope="module")
def log():
    """Tickets and report of the whole log."""
    return _read(LOG, "incident_event_log.csv.gz")


@pytest.fixture(scope="module")
def cases():
    """The rows of the derived file, by ticket."""
    with gzip.open(FOLDER / "cases.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["number"]: row for row in csv.DictReader(file)}


def instant(text):
    """UTC seconds of a naive ISO text; `ABSENT` for none."""
    if not text:
        return ABSENT
    moment = datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
    return (moment - datetime(1970, 1, 1, tzinfo=timezone.utc)).days * 86400 + (
        moment.hour * 3600 + moment.minute * 60
    )


def test_every_row_and_every_ticket_is_used(log):
    """141,712 rows, 24,918 tickets, none left out; precise to the minute."""
    tickets, report = log

    assert (141_712, 24_918, 24_918) == (
        report.rows_read,
        report.tickets_read,
        report.tickets_used,
    )
    assert ({}, (), 60) == (report.excluded, report.findings, report.precision_seconds)
    assert 141_712 == len(tickets.history.at) == tickets.history.first[-1]
    assert "dacf1701164f28bb35db36c5554336e22321c2cd40fe3f50c269ec84cf45e14b" == report.digest


def test_priorities_are_those_of_the_data_sheet(log):
    """P1 270, P2 408, P3 23,466, P4 774; 368 tickets change theirs."""
    tickets, _ = log

    counts = Counter(tickets.priorities[code] for code in tickets.priority_final.tolist())
    assert {"P1": 270, "P2": 408, "P3": 23_466, "P4": 774} == counts
    assert 368 == int((tickets.priority_first != tickets.priority_final).sum())


def test_the_tool_says_what_the_data_sheet_says(log):
    """9,115 tickets missed their time, as the tool has it."""
    assert {1: 15_803, 0: 9_115} == Counter(log[0].tool_met.tolist())


def test_every_ticket_agrees_with_the_derived_file(log, cases):
    """Times, priorities, impact, urgency, verdict and number of updates of all 24,918."""
    tickets, _ = log
    sizes = tickets.history.first[1:] - tickets.history.first[:-1]
    actual = {
        name: row
        for name, *row in zip(
            tickets.ids,
            tickets.stamps["reported"].tolist(),
            tickets.stamps["resolved"].tolist(),
            tickets.stamps["closed"].tolist(),
            tickets.priority_first.tolist(),
            tickets.priority_final.tolist(),
            tickets.fields["impact"],
            tickets.fields["urgency"],
            tickets.tool_met.tolist(),
            sizes.tolist(),
            strict=True,
        )
    }

    expected = {
        name: [
            instant(case["opened_at"]),
            instant(case["resolved_at"]),
            instant(case["closed_at"]),
            int(case["priority_first"]) - 1,
            int(case["priority_final"]) - 1,
            case["impact_final"],
            case["urgency_final"],
            int(case["tool_made_sla"]),
            int(case["n_updates"]),
        ]
        for name, case in cases.items()
    }
    assert expected == actual


def test_both_layouts_say_the_same(log):
    """The derived list read as a snapshot has the same tickets, times and verdicts."""
    events, _ = log
    snapshot, report = _read(CASES, "cases.csv.gz")

    assert (24_918, {}) == (report.tickets_used, report.excluded)
    by_name = {name: i for i, name in enumerate(snapshot.ids)}
    same = [by_name[name] for name in events.ids]
    for key in ("reported", "resolved", "closed"):
        assert events.stamps[key].tolist() == snapshot.stamps[key][same].tolist()
    assert events.priority_final.tolist() == snapshot.priority_final[same].tolist()
    assert events.tool_met.tolist() == snapshot.tool_met[same].tolist()
    assert {STATES.index("closed")} == set(snapshot.last_state.tolist())


def test_a_state_without_a_map_leaves_its_tickets_out(cases):
    """The label -100 stands in 5 rows; their tickets are counted, located and left out."""
    states = {**LOG["states"], "active": ["Active"]}

    tickets, report = _read({**LOG, "states": states}, "incident_event_log.csv.gz")

    assert {"unknown label": len(report.findings)} == report.excluded
    assert len(cases) == len(tickets) + len(report.findings)
    assert {"'-100'"} == {f.message.split("label ")[1].split(" ")[0] for f in report.findings}


def test_the_wrong_order_of_dates_is_refused():
    """43 % of the dates can be read month-first as well; the others prove it wrong."""
    with pytest.raises(LocatedError, match="is no date with date_order: month_first"):
        _read({**LOG, "date_order": "month_first"}, "incident_event_log.csv.gz")


def test_a_zone_with_summer_time_leaves_the_skipped_hour_out():
    """The clock of the log is naive; in Lisbon a few of its times did not exist."""
    tickets, report = _read({**LOG, "timezone": "Europe/Lisbon"}, "incident_event_log.csv.gz")

    assert {"time in a DST gap": 6} == report.excluded
    assert 24_912 == len(tickets)
