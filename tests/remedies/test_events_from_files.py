"""Outages, tickets and charges from files to what each outage, record and incident pays."""

from __future__ import annotations

import json
from datetime import date

import pytest

from slaspec.use_cases.load import load
from slaspec.use_cases.preview import preview
from tests.measure.build import ANSWERS as ON_TICKETS
from tests.measure.build import METRIC as REPAIR
from tests.measure.test_availability_preview import CATALOGUE, PARTIES
from tests.measure.up_time_build import METRIC as UPTIME

CHARGE = {"service": "network", "charge": {"amount": "10000.00 EUR", "per": "month"}}
NOC = {
    "apiVersion": "slaspec/v1",
    "kind": "DataSource",
    "id": "noc",
    "title": "Outages",
    "format": "csv",
    "records": "outage",
    "timezone": "UTC",
    "date_order": "iso",
    "service": "network",
    "columns": {"id": "number", "from": "began", "until": "ended", "incident": "ticket"},
}
ITSM = {
    "apiVersion": "slaspec/v1",
    "kind": "DataSource",
    "id": "itsm",
    "title": "Tickets",
    "format": "csv",
    "records": "incident",
    "layout": "snapshot",
    "timezone": "UTC",
    "date_order": "iso",
    "service": "network",
    "columns": {"id": "number", "reported": "opened", "resolved": "solved", "fare": "fare"},
}
UP = {
    "id": "up",
    "service": "network",
    "metric": "uptime",
    "objective": {"availability": "99.9%"},
    "remedies": ["half-hours"],
}
REPAIRED = {
    "id": "repaired",
    "service": "network",
    "metric": "time",
    "objective": {"share": "90%", "within": "4h", "hours": "24x7"},
    "remedies": ["late"],
}
HALF_HOURS = {
    "id": "half-hours",
    "for_each": "outage",
    "quantity": {"of": "duration", "step": "30min", "count": "commenced"},
    "rate": {"per_step": "5%"},
    "base": {"charge": "network"},
}
LATE = {"id": "late", "for_each": "record", "rate": {"flat": "300.00 EUR"}}
OUTAGES = """\
number,began,ended,ticket
O1,2026-04-10T10:00:00Z,2026-04-10T10:31:00Z,INC-1
O2,2026-04-10T10:20:00Z,2026-04-10T10:40:00Z,INC-1
O3,2026-04-12T03:00:00Z,2026-04-12T03:10:00Z,
O4,2026-04-30T23:00:00Z,2026-05-01T01:00:00Z,INC-2
"""
TICKETS = """\
number,opened,solved,fare
INC-1,2026-04-10T10:00:00Z,2026-04-10T15:00:00Z,12.50
INC-3,2026-04-11T10:00:00Z,2026-04-11T12:00:00Z,80.00
"""


@pytest.fixture
def previewed(tmp_path):
    """The preview of April of these remedies, with entries of a ledger and charges if given."""

    def run(*remedies, entries=(), charges=None, **sections):
        bound = {remedy["id"] for remedy in remedies}
        contract = {
            "apiVersion": "slaspec/v1",
            "kind": "SLA",
            "id": "acme",
            "title": "Acme",
            "version": "1",
            "timezone": "UTC",
            "currency": "EUR",
            "effective": {"from": "2026-01-01", "through": "2027-12-31"},
            "parties": {"provider": "nordit", "customer": "acme-ab"},
            "services": [CHARGE],
            "interpretation": {
                **ON_TICKETS,
                "no_data": "missed",
                "nature": "price_reduction",
                "rounding": {"mode": "half_up", "at": "line"},
                "claim": {"automatic": True},
            },
            "metrics": [UPTIME, {**REPAIR, "stop": ["resolved"]}],
            "targets": [aim for aim in (UP, REPAIRED) if bound & {*aim["remedies"]}],
            "remedies": list(remedies),
            **sections,
        }
        documents = [contract, NOC, ITSM, PARTIES, CATALOGUE]
        if entries:
            head = {"apiVersion": "slaspec/v1", "kind": "Ledger", "id": "ledger", "title": "Ledger"}
            documents.append({**head, "agreement": "acme", "entries": list(entries)})
        for document in documents:
            file = tmp_path / f"{document['id']}.yaml"
            file.write_text(json.dumps(document, indent=1), "utf-8")
        records = {}
        for name, text, remedy in (("noc", OUTAGES, "half-hours"), ("itsm", TICKETS, "late")):
            if remedy in bound:
                records[name] = tmp_path / f"{name}.csv"
                records[name].write_text(text, "utf-8")
        if charges is not None:
            (tmp_path / "charges.csv").write_text(charges, "utf-8")
            charges = tmp_path / "charges.csv"
        day = date(2026, 6, 1)
        book = load(tmp_path)
        return preview(book, "acme", "2026-04", records=records, as_of=day, charges=charges)

    return run


def lines(found):
    """Record and amount of each line."""
    return [(line.record, str(line.amount)) for line in found.statement.lines]


def test_each_outage_of_a_month_pays_for_itself(previewed):
    """
    40 minutes that two rows tell are two begun half hours, 10 minutes are one, of 10,000.00.

    The outage over the end of the month is one of May.
    """
    assert [("O1", "1000.00"), ("O3", "500.00")] == lines(previewed(HALF_HOURS))


def test_of_an_incident_the_higher_credit_is_paid(previewed):
    """INC-1 was an outage (1,000.00) and a late ticket (300.00): the ticket's line pays nothing."""
    group = {"combine": {"group": "one", "per": "incident", "take": "highest"}}
    found = previewed({**HALF_HOURS, **group}, {**LATE, **group})

    assert [("O1", "1000.00"), ("O3", "500.00"), ("INC-1", "0.00")] == lines(found)


def test_the_customer_chooses_for_an_incident(previewed):
    """By an entry of the ledger about the ticket; until then the preview says what is open."""
    group = {"combine": {"group": "one", "per": "incident", "take": "choice"}}
    remedies = {**HALF_HOURS, **group}, {**LATE, **group}
    entry = {
        "choice": "one",
        "date": "2026-05-04",
        "takes": "late",
        "for": "INC-1",
        "by": "j-jansen",
    }
    open_, chosen = previewed(*remedies), previewed(*remedies, entries=[entry])

    assert [("O1", "1000.00"), ("O3", "500.00"), ("INC-1", "0.00")] == lines(open_)
    assert [("O1", "0.00"), ("O3", "500.00"), ("INC-1", "300.00")] == lines(chosen)
    asked = [remark for remark in open_.remarks if "has not chosen between" in remark]
    assert 1 == len(asked)
    assert "slaspec ledger add acme choice" in asked[0]
    assert not any("has not chosen" in remark for remark in chosen.remarks)


def test_a_record_pays_its_fare_back(previewed):
    """All of 12.50 for the ticket that missed."""
    refund = {**LATE, "rate": {"flat": "100%"}, "base": {"record": "fare"}}

    assert [("INC-1", "12.50")] == lines(previewed(refund))


def test_days_of_service_are_those_of_the_invoice_without_what_came_once(previewed):
    """5% of the 8,000.00 that come back for each half hour, of 9,500.00 invoiced."""
    said = {**HALF_HOURS, "base": {"all_charges": "invoiced", "leaves_out": ["one_off"]}}
    charges = "period,service,amount,kind\n2026-04,network,8000.00 EUR,recurring\n"
    charges += "2026-04,network,1500.00 EUR,one_off\n"

    assert [("O1", "800.00"), ("O3", "400.00")] == lines(previewed(said, charges=charges))
