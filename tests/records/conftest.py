"""The smallest sources of both layouts, and files written for one test."""

from __future__ import annotations

import gzip
import itertools
import json

import pytest

from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.sources import read_records

STATES = {
    "new": ["New"],
    "active": ["Active"],
    "waiting_customer": ["Awaiting User Info"],
    "resolved": ["Resolved"],
    "closed": ["Closed"],
}
EVENTS = {
    "layout": "events",
    "columns": {"id": "number", "at": "updated", "state": "state", "order": "seq"},
    "states": STATES,
}
SNAPSHOT = {
    "layout": "snapshot",
    "columns": {
        "id": "number",
        "reported": "opened",
        "resolved": "resolved",
        "closed": "closed",
    },
}


def _document(base, overrides):
    return {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "itsm",
        "title": "Incidents",
        "format": "servicenow_csv",
        "records": "incident",
        "timezone": "UTC",
        "date_order": "iso",
        "service": "desk",
        **(EVENTS if base == "events" else SNAPSHOT),
        **overrides,
    }


@pytest.fixture(scope="session")
def source():
    """A DataSource: the smallest of a layout; a key that is overridden with None is left out."""

    def build(base="events", /, **overrides):
        document = _document(base, overrides)
        if "more" in document:
            document["columns"] = {**document["columns"], **document.pop("more")}
        document = {key: value for key, value in document.items() if value is not None}
        read = read_text(json.dumps(document, indent=1).encode(), "itsm.yaml")
        assert () == read.findings
        return read.contract

    return build


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A new file with this text or these bytes; `.gz` names are packed."""
    folder, numbers = tmp_path_factory.mktemp("records"), itertools.count()

    def write(content, name="tickets.csv"):
        raw = content.encode() if isinstance(content, str) else content
        place = folder / str(next(numbers))
        place.mkdir()
        file = place / name
        file.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return file

    return write


@pytest.fixture(scope="session")
def read(source, written):
    """Tickets and report of a text, through the smallest source with these overrides."""

    def read_it(content, base="events", /, name="tickets.csv", **overrides):
        return read_records(source(base, **overrides), written(content, name), shown="t.csv")

    return read_it


@pytest.fixture(scope="session")
def refused(read):
    """The error that refuses a text."""

    def refuse(content, base="events", /, **overrides):
        with pytest.raises(LocatedError) as caught:
            read(content, base, **overrides)
        return caught.value

    return refuse


@pytest.fixture(scope="session")
def excluded(read):
    """The reasons and the findings of a text, as `(counts, [(rule, line, column), ...])`."""

    def exclude(content, base="events", /, **overrides):
        _, report = read(content, base, **overrides)
        return (
            dict(report.excluded),
            [(each.rule, each.span.line, each.span.column) for each in report.findings],
        )

    return exclude


@pytest.fixture(scope="session")
def rows_of():
    """All that the tables say of each ticket, by id: names instead of codes, lists, no arrays."""

    def show(tickets):
        shown = {}
        for i, name in enumerate(tickets.ids):
            shown[name] = {
                "service": tickets.services[tickets.service[i]],
                "priority": _names(tickets.priorities, tickets.priority_first[i : i + 1])
                + _names(tickets.priorities, tickets.priority_final[i : i + 1]),
                "last": int(tickets.last_state[i]),
                "stamps": {key: int(column[i]) for key, column in tickets.stamps.items()},
                "fields": {key: column[i] for key, column in tickets.fields.items()},
            }
            if tickets.history is not None:
                one = slice(*tickets.history.first[i : i + 2].tolist())
                shown[name]["events"] = list(
                    zip(
                        tickets.history.at[one].tolist(),
                        tickets.history.state[one].tolist(),
                        _names(tickets.priorities, tickets.history.priority[one]),
                        _names(tickets.groups, tickets.history.group[one]),
                        strict=True,
                    )
                )
        return shown

    return show


def _names(names, codes):
    return [names[code] if code >= 0 else None for code in codes.tolist()]
