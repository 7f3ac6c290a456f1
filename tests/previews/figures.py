"""An agreement with a target of each kind of metric, and rows of figures for them."""

from __future__ import annotations

import json
from datetime import date

from slaspec.errors import SlaspecError
from slaspec.measure.reported.reported import measure_reported
from slaspec.measure.reported.rows import read_figures
from slaspec.measure.texts import text_plans
from slaspec.measure.windows import period as dates
from slaspec.service_time.civil import midnight
from tests.measure.build import ANSWERS, MATRIX, OFFICE, book
from tests.measure.build import source as tickets

OUTAGES = {
    "apiVersion": "slaspec/v1",
    "kind": "DataSource",
    "id": "noc",
    "title": "Outages",
    "format": "csv",
    "records": "outage",
    "timezone": "UTC",
    "date_order": "iso",
    "service": "desk",
    "columns": {"id": "number", "from": "began", "until": "ended"},
}
EXPORT = {
    "timezone": "UTC",
    "date_order": "iso",
    "columns": {
        "id": "number",
        "at": "at",
        "state": "state",
        "priority": "p",
        "reported": "opened",
    },
    "states": {
        "new": ["New"],
        "active": ["Active"],
        "resolved": ["Resolved"],
        "closed": ["Closed"],
    },
    "priorities": {"P1": ["1"], "P2": ["2"], "P3": ["3"]},
}
VALUES = {
    **OUTAGES,
    "id": "meter",
    "title": "Figures",
    "records": "value",
    "columns": {"id": "number", "at": "at", "value": "value", "score": "score"},
}
CATALOGUE = {
    "apiVersion": "slaspec/v1",
    "kind": "ServiceCatalogue",
    "id": "catalogue",
    "title": "Services",
    "services": [{"id": "desk", "title": "Desk"}],
}
METRICS = [
    {"id": "time", "kind": "duration", "records": "incident", "source": "itsm",
     "start": "reported", "stop": ["resolved", "closed"], "pause": []},
    {"id": "up", "kind": "availability", "of": "desk", "source": "noc", "hours": "24x7",
     "unmonitored": "up", "quantum": "exact"},
    {"id": "backlog", "kind": "value", "source": "meter", "field": "value", "unit": "cases"},
    {"id": "delay", "kind": "value", "source": "meter", "field": "value", "unit": "ms"},
    {"id": "mood", "kind": "score", "source": "meter", "field": "score", "lowest": 1, "highest": 5},
    {"id": "closed", "kind": "throughput", "records": "incident", "source": "itsm",
     "event": "closed"},
]  # fmt: skip
REMEDY = {"id": "credit", "for_each": "window", "rate": {"flat": "5%"}, "base": {"charge": "desk"}}
MONEY = {
    "no_data": "not_measured",
    "nature": "price_reduction",
    "rounding": {"mode": "half_up", "at": "line"},
    "claim": {"automatic": True},
    "prorate": "calendar_days",
}
AVAILABLE = {"id": "uptime", "service": "desk", "metric": "up",
             "objective": {"availability": "99.9%"}}  # fmt: skip
IN_TIME = {
    "id": "resolution",
    "service": "desk",
    "metric": "time",
    "objectives": {
        "P1": {"share": "90%", "within": "4h", "hours": "24x7"},
        "P2": {"share": "80%", "within": "8h", "hours": "office"},
    },
}


def target(id, metric, **objective):
    """A target with one objective."""
    return {"id": id, "service": "desk", "metric": metric, "objective": objective}


def agreement(*targets, remedy=None, answers=None, **sections):
    """The plain mapping of an agreement over 2026, each target of which binds one remedy."""
    paid = {**REMEDY, **(remedy or {})}
    return {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "acme",
        "title": "Acme",
        "version": "1",
        "timezone": "Europe/Oslo",
        "currency": "EUR",
        "priorities": "matrix",
        "effective": {"from": "2026-01-01", "through": "2026-12-31"},
        "services": [{"service": "desk", "charge": {"amount": "10000.00 EUR", "per": "month"}}],
        "interpretation": {**ANSWERS, **MONEY, **(answers or {})},
        "metrics": METRICS,
        "targets": [{"remedies": ["credit"], **each} for each in targets],
        "remedies": [paid],
        **sections,
    }


def book_of(whole, *more):
    """The book of an agreement with its sources."""
    return book(whole, tickets(**EXPORT), OUTAGES, VALUES, CATALOGUE, OFFICE, MATRIX, *more)


def measured(tmp_path, whole, text, period="2026-04", *, as_of=date(2027, 2, 1), name="m.csv"):
    """The measurements of an agreement by the text of a file of figures."""
    file = tmp_path / name
    file.write_text(text, "utf-8")
    made = book_of(whole)
    plans = text_plans(made, "acme", *dates(period))
    rows = read_figures(file, name).rows
    return measure_reported(plans, rows, midnight(as_of, plans[-1].plan.zone))


def one(tmp_path, whole, text, **said):
    """The only verdict."""
    (found,) = measured(tmp_path, whole, text, **said).measured
    return found


def refusal(tmp_path, whole, text, **said):
    """What is said of a file that cannot be judged: place and sentence."""
    try:
        measured(tmp_path, whole, text, **said)
    except SlaspecError as error:
        return str(error).split("\n  help:")[0]
    return "nothing was refused"


def yaml(*rows):
    """A YAML file of figures."""
    return "measured:\n" + "".join(f"  - {json.dumps(row)}\n" for row in rows)
