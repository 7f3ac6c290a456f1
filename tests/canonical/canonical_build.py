"""Sources and records of every kind, and a way to compare tables whatever holds their columns."""

from __future__ import annotations

import csv
import dataclasses
import json

import numpy as np

from slaspec.language.read import read_text
from slaspec.records.reading.rows import records_of_rows

TICKETS = {
    "records": "incident",
    "layout": "events",
    "columns": {
        "id": "number",
        "at": "updated",
        "state": "state",
        "priority": "priority",
        "group": "team",
        "service": "service",
        "reported": "opened",
        "resolved": "resolved",
        "caller": "caller",
    },
    "states": {
        "new": ["New"],
        "active": ["Active"],
        "waiting_customer": ["Waiting"],
        "resolved": ["Resolved"],
        "closed": ["Closed"],
    },
    "priorities": {"P1": ["1 - Critical"], "P2": ["2 - High"]},
    "tool": {"verdict": "made_sla", "met": ["yes"], "missed": ["no"]},
}
OUTAGES = {
    "records": "outage",
    "columns": {
        "id": "case",
        "from": "began",
        "until": "ended",
        "component": "part",
        "class": "what",
        "affected": "users",
        "incident": "incident",
    },
}
PROBES = {
    "records": "probe",
    "silence_after": "10min",
    "columns": {"at": "looked", "class": "found", "component": "part"},
}
FIGURES = {
    "records": "value",
    "service": "desk",
    "columns": {"at": "day", "value": "points", "good": "fine", "region": "region"},
}


def source_of(keys, **overrides):
    """A DataSource of the keys of one kind of records; a key that is None is left out."""
    document = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "itsm",
        "title": "Records",
        "format": "csv",
        "timezone": "UTC",
        "date_order": "iso",
        **keys,
        **overrides,
    }
    said = {key: value for key, value in document.items() if value is not None}
    read = read_text(json.dumps(said, indent=1).encode(), "itsm.yaml")
    assert () == read.findings
    return read.contract


def plain(value):
    """A table of records as plain values: arrays, tuples and lazy columns as lists."""
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, np.ndarray):
        return [str(value.dtype), *value.tolist()]
    if hasattr(value, "items"):
        return [(key, plain(value[key])) for key in value]
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return value
    return [plain(one) for one in value]


EVENTS_CSV = (
    "number,opened,updated,state,priority,team,service,resolved,caller,made_sla\n"
    "INC1,2026-02-02 09:00,2026-02-02 09:00,New,2 - High,Front,desk,,Ann Lee,\n"
    "INC1,2026-02-02 09:00,2026-02-02 09:30,Active,1 - Critical,Back,desk,,Ann Lee,\n"
    "INC2,2026-02-02 10:00,2026-02-02 10:00,New,2 - High,Front,print,,Bo Day,\n"
    "INC1,2026-02-02 09:00,2026-02-02 09:40,Waiting,1 - Critical,Back,desk,,Ann Lee,\n"
    "INC1,2026-02-02 09:00,2026-02-02 11:00,Closed,1 - Critical,Back,desk,"
    "2026-02-02 10:50,Ann Lee,yes\n"
    "INC2,2026-02-02 10:00,2026-02-02 12:00,Resolved,2 - High,Front,print,"
    "2026-02-02 12:00,Bo Day,no\n"
    "INC3,2026-02-03 10:00,2026-02-03 10:00,Lost,2 - High,Front,desk,,Cy Fox,\n"
    "INC4,2026-02-04 08:00,2026-02-04 08:00,New,,,desk,,Ann Lee,\n"
)
OUTAGES_CSV = (
    "case,began,ended,part,what,users,incident\n"
    "O1,2026-02-02 09:00,2026-02-02 09:10,line,down,25%,I1\n"
    "O2,2026-02-02 10:00,,line,partial,,\n"
    "O3,2026-02-02 11:00,2026-02-02 11:00,core,down,100%,I2\n"
)
PROBES_CSV = (
    "looked,found,part\n2026-02-02 09:00:00,up,line\n2026-02-02 09:01:00,down,line\n"
    "2026-02-02 09:00:30,up,core\n"
)
FIGURES_CSV = (
    "day,points,fine,region\n2026-02-02,4.25,3,north\n2026-02-03,,2,south\n2026-02-04,4.25,,\n"
)
EACH_KIND = [
    (TICKETS, EVENTS_CSV),
    (OUTAGES, OUTAGES_CSV),
    (PROBES, PROBES_CSV),
    (FIGURES, FIGURES_CSV),
]


def records_of(keys, text, **overrides):
    """The source, and what is read of a text through it."""
    source = source_of(keys, **overrides)
    rows = list(csv.DictReader(text.splitlines()))
    return source, *records_of_rows(source, rows, "t.csv")
