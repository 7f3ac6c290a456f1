"""Canonical tables of records to columns of Arrow, with the names that their codes stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from slaspec.records.canonical.layout import FIELD, HISTORY, NUMBER, STAMP, TEXT, schema_of
from slaspec.records.figures import Figures, Numbers
from slaspec.records.outages import Outages, Probes
from slaspec.records.tables import Records
from slaspec.records.tickets import StateHistory, Tickets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[np.integer] | pa.Array]

LONGEST_HISTORY = (1 << 31) - 1  # of a list column


def names_of(records: Records) -> dict[str, tuple[str, ...]]:
    """The texts that codes stand for."""
    if isinstance(records, Tickets):
        return {
            "services": records.services,
            "priorities": records.priorities,
            "groups": records.groups,
        }
    if isinstance(records, Outages):
        shares = tuple(map(str, records.shares))
        return {"parts": records.parts, "classes": records.classes, "shares": shares}
    if isinstance(records, Probes):
        return {"parts": records.parts, "classes": records.classes}
    return {"services": records.services}


def arrow_table(records: Records) -> pa.Table:
    """All columns of some records."""
    if isinstance(records, Tickets):
        columns = _of_tickets(records)
    elif isinstance(records, Outages):
        columns = _of_outages(records)
    else:
        columns = _of_probes(records) if isinstance(records, Probes) else _of_figures(records)
    schema = schema_of(columns)
    arrays = [
        held if isinstance(held, pa.Array) else pa.array(held, type=field.type)
        for held, field in zip(columns.values(), schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _of_tickets(tickets: Tickets) -> Columns:
    columns: Columns = {"id": _texts(tickets.ids)} if len(tickets.ids) else {}
    columns |= {
        "service": tickets.service,
        "priority_first": tickets.priority_first,
        "priority_final": tickets.priority_final,
        "last_state": tickets.last_state,
    }
    columns |= {STAMP + event: tickets.stamps[event] for event in tickets.stamps}
    if tickets.history is not None:
        columns["history"] = _history(tickets.history)
    if tickets.tool_met is not None:
        columns["tool_met"] = tickets.tool_met
    if tickets.tool_elapsed is not None:
        columns["tool_elapsed"] = tickets.tool_elapsed
    return columns | _fields(tickets.fields)


def _of_outages(outages: Outages) -> Columns:
    columns: Columns = {
        "id": _texts(outages.ids),
        "part": outages.part,
        "begin": outages.begin,
        "end": outages.end,
        "class": outages.kind_of,
        "share": outages.share,
    }
    return columns | ({"incident": _texts(outages.incidents)} if len(outages.incidents) else {})


def _of_probes(probes: Probes) -> Columns:
    return {"part": probes.part, "at": probes.at, "class": probes.kind_of}


def _of_figures(figures: Figures) -> Columns:
    columns: Columns = {"id": _texts(figures.ids)} if len(figures.ids) else {}
    columns |= {"service": figures.service, "at": figures.at}
    if len(figures.window):
        columns["window"] = _texts(figures.window)
    columns |= {NUMBER + key: _numbers(held) for key, held in figures.numbers.items()}
    return columns | _fields(figures.fields)


def _fields(fields: Mapping[str, Sequence[str]]) -> Columns:
    return {FIELD + key: _texts(fields[key]) for key in fields}


def _texts(texts: Sequence[str]) -> pa.Array:
    return pa.array(texts, type=TEXT)


def _numbers(numbers: Numbers) -> pa.Array:
    """Exact numbers as texts like 1/3; empty where there is none."""
    texts = pa.array([*map(str, numbers.values), ""], type=TEXT)
    codes = np.where(numbers.code < 0, len(numbers.values), numbers.code)
    return texts.take(pa.array(codes))


def _history(history: StateHistory) -> pa.Array:
    assert history.first[-1] <= LONGEST_HISTORY
    of_event = list(HISTORY.value_type)
    arrays = [pa.array(getattr(history, field.name), type=field.type) for field in of_event]
    events = pa.StructArray.from_arrays(arrays, fields=of_event)
    first = pa.array(history.first.astype(np.int32), type=pa.int32())
    return pa.ListArray.from_arrays(first, events, type=HISTORY)
