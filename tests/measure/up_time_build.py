"""The smallest agreement on an availability, and outages and probes to measure it on."""

from __future__ import annotations

from datetime import date

from slaspec.language.model import DataSource
from slaspec.measure.measure import measure
from slaspec.measure.plan import plan
from slaspec.measure.windows import period as dates
from slaspec.records.reading.rows import records_of_rows
from tests.measure.build import OFFICE, at, book

SUNDAYS = {
    "apiVersion": "slaspec/v1",
    "kind": "Calendar",
    "id": "sundays",
    "title": "Sunday nights",
    "timezone": "UTC",
    "open": {"sun": ["02:00-06:00"]},
}
CATALOGUE = {
    "apiVersion": "slaspec/v1",
    "kind": "ServiceCatalogue",
    "id": "catalogue",
    "title": "Services",
    "components": [{"id": "wan", "title": "WAN"}, {"id": "lan", "title": "LAN"}],
    "services": [{"id": "network", "title": "Network", "components": ["wan", "lan"]}],
}
ANSWERS = {
    "window": "month",
    "no_data": "missed",
    "no_events": "not_measured",
    "round_measured": "exact",
}
METRIC = {
    "id": "uptime",
    "kind": "availability",
    "of": "network",
    "source": "noc",
    "hours": "24x7",
    "unmonitored": "down",
    "quantum": "exact",
    "exclusions": [],
}
COLUMNS = {
    "id": "number",
    "from": "began",
    "until": "ended",
    "component": "part",
    "class": "impact",
    "affected": "users",
}
MAINTENANCE = {
    "id": "maintenance",
    "cause": "maintenance",
    "hours": "sundays",
    "on_availability": "denominator",
}


def agreement(*, metric=None, target=None, answers=None, availability="99.9%", **overrides):
    """The plain mapping of an agreement with one target; a key of None is not given."""
    said = {**METRIC, **(metric or {})}
    aim = {"id": "up", "service": "network", "metric": "uptime", **(target or {})}
    return {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "acme",
        "title": "Acme",
        "version": "1",
        "timezone": "UTC",
        "effective": {"from": "2026-01-01", "through": "2027-12-31"},
        "interpretation": _given({**ANSWERS, **(answers or {})}),
        "metrics": [_given(said)],
        "targets": [{"objective": {"availability": availability}, **aim}],
        **overrides,
    }


def source(*columns, **overrides):
    """The plain mapping of a source of outages with some columns besides `from` and `until`."""
    return _given(
        {
            "apiVersion": "slaspec/v1",
            "kind": "DataSource",
            "id": "noc",
            "title": "Outages",
            "format": "csv",
            "records": "outage",
            "timezone": "UTC",
            "date_order": "iso",
            "service": None if "component" in columns else "network",
            "columns": {key: COLUMNS[key] for key in ("id", "from", "until", *columns)},
            **overrides,
        }
    )


def probes(silence_after="10min", **overrides):
    """The plain mapping of a source of probes."""
    columns = {"at": "checked", "class": "status"}
    return source(
        records="probe", **{"columns": columns, "silence_after": silence_after, **overrides}
    )


def _given(mapping):
    return {key: value for key, value in mapping.items() if value is not None}


def outage(began, ended="", **cells):
    """A row of outages, whose columns beyond its times go by the names of the source."""
    return {"number": f"O {began}", "began": began, "ended": ended, **cells}


def records(origin, rows):
    """The canonical table of rows, all of which are used."""
    made = book(origin)
    table, report = records_of_rows(made.get("noc", DataSource), rows, "noc.csv")
    assert {} == report.excluded
    return table


def planned(contract, origin, period="2026-04"):
    """The plan of an agreement on a source."""
    held = book(contract, origin, OFFICE, SUNDAYS, CATALOGUE)
    return plan(held, held.agreement("acme"), *dates(period))


def measured(
    rows, contract=None, origin=None, period="2026-04", as_of="2026-07-01", columns=(), **said
):
    """Every `Measured` of the agreement on these rows."""
    origin = origin or source(*columns)
    made = planned(contract or agreement(**said), origin, period)
    tables = [records(origin, rows)] if rows else []
    return measure(made, {"noc": tables}, at(f"{as_of} 00:00")).measured


def only(*arguments, **said):
    """The one `Measured` of one target in one window."""
    (found,) = measured(*arguments, **said)
    return found


def days(text):
    """A date."""
    return date.fromisoformat(text)
