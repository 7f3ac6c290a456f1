"""Given outages and tickets of one incident are settled together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.language.read import read_text
from slaspec.use_cases.scenario import run_scenario

AGREEMENTS = Path(__file__).parents[1] / "language" / "agreements"


def outage(id, begin, end, **more):
    """An outage of the line on 3 February."""
    times = {"from": f"2026-02-03T{begin}:00+01:00", "until": f"2026-02-03T{end}:00+01:00"}
    return {"id": id, "component": "business-line", "class": "down", **times, **more}


def scenario(incident, *lines):
    """Two outages and a ticket that took nine hours, of one incident, or of nobody's."""
    of = {"incident": incident} if incident else {}
    ticket = {
        "id": "T-1",
        "service": "business-line",
        "fields": {"incident": "I-1"},
        "events": [
            {"at": "2026-02-03T10:05:00+01:00", "event": "reported"},
            {"at": "2026-02-03T19:05:00+01:00", "state": "resolved"},
        ],
    }
    records = [
        {
            "source": "outage-log",
            "outages": [
                outage("O-1", "10:00", "13:30", **of),
                outage("O-2", "15:00", "18:40", **of),
            ],
        },
        {"source": "ticket-export", "tickets": [ticket]},
    ]
    document = {
        "apiVersion": "slaspec/v1",
        "kind": "Scenario",
        "id": "one-incident",
        "title": "One incident",
        "agreement": "telekom-one-per-incident",
        "as_of": "2026-03-10",
        "period": "2026-02",
        "given": {"records": records},
        "expect": {"lines": list(lines)},
    }
    read = read_text(json.dumps(document).encode(), "one-incident.scenario.yaml")
    assert () == read.findings
    return read.contract


def line(target, remedy, record, amount):
    """An expected line of February."""
    about = {"target": target, "window": "2026-02", "remedy": remedy, "record": record}
    return {**about, "amount": amount}


@pytest.fixture(scope="module")
def book():
    """The agreements with the documents that they share."""
    return load_book(AGREEMENTS)


def test_outages_of_one_incident_are_paid_together_and_once(book):
    """3h 30min and 3h 40min are seven full hours: 14 % of 450.00 beat the 10 % of the ticket."""
    found = run_scenario(
        book, scenario("I-1", line("line-uptime", "outage-credit", "I-1", "63.00 EUR"))
    )

    assert () == found.failures


def test_an_outage_without_an_incident_is_one_of_its_own(book):
    """Three full hours each are 6 %, and the ticket is paid beside them."""
    found = run_scenario(
        book,
        scenario(
            "",
            line("line-uptime", "outage-credit", "O-1", "27.00 EUR"),
            line("line-uptime", "outage-credit", "O-2", "27.00 EUR"),
            line("repaired", "repair-credit", "I-1", "45.00 EUR"),
        ),
    )

    assert () == found.failures
