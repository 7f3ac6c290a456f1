"""
The columns of a canonical file: how each is called, and its type.

No column has nulls: an instant that is not there is `ABSENT`, a code `NO_CODE`, a text empty.
Events, fields and numbers have columns of their own, under a prefix.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from slaspec.records.outages import Outages, Probes
from slaspec.records.tables import Records
from slaspec.records.tickets import Tickets

STAMP, FIELD, NUMBER = "stamp_", "field_", "number_"

TEXT, INSTANT, CODE, SMALL_CODE = pa.string(), pa.int64(), pa.int32(), pa.int8()
EVENT = pa.struct(
    [
        pa.field("at", INSTANT, nullable=False),
        pa.field("state", SMALL_CODE, nullable=False),
        pa.field("priority", CODE, nullable=False),
        pa.field("group", CODE, nullable=False),
    ]
)
EVENTS = "history.list.element."  # before the name of a column of events
HISTORY = pa.list_(pa.field("element", EVENT, nullable=False))

_OF_PREFIX = {STAMP: INSTANT, FIELD: TEXT, NUMBER: TEXT}
_TYPES = {
    "id": TEXT,
    "service": CODE,
    "priority_first": CODE,
    "priority_final": CODE,
    "last_state": SMALL_CODE,
    "history": HISTORY,
    "tool_met": SMALL_CODE,
    "tool_elapsed": pa.int64(),
    "part": CODE,
    "begin": INSTANT,
    "end": INSTANT,
    "class": CODE,
    "share": CODE,
    "incident": TEXT,
    "at": INSTANT,
    "window": TEXT,
}
MANDATORY = {
    "tickets": ("service", "priority_first", "priority_final", "last_state"),
    "outages": ("id", "part", "begin", "end", "class", "share"),
    "probes": ("part", "at", "class"),
    "figures": ("service", "at"),
}
NAMES = {
    "tickets": ("services", "priorities", "groups"),
    "outages": ("parts", "classes", "shares"),
    "probes": ("parts", "classes"),
    "figures": ("services",),
}


def table_of(records: Records) -> str:
    """What the records are: `tickets`, `outages`, `probes` or `figures`."""
    if isinstance(records, Tickets):
        return "tickets"
    if isinstance(records, Outages):
        return "outages"
    return "probes" if isinstance(records, Probes) else "figures"


def schema_of(columns: Iterable[str]) -> pa.Schema:
    """The schema of some columns; `KeyError` for a name that no column has."""
    return pa.schema([pa.field(name, type_of(name), nullable=False) for name in columns])


def type_of(column: str) -> pa.DataType:
    """The type of a column; `KeyError` for a name that none has."""
    if column in _TYPES:
        return _TYPES[column]
    return _OF_PREFIX[column[: column.index("_") + 1] if "_" in column else column]
