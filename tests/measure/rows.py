"""Agreements on dated rows (calls, checks, figures), and on tickets without a clock."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from slaspec.measure.measure import measure
from slaspec.records.figures import Figures
from slaspec.records.reading.rows import records_of_rows
from tests.measure import build

NONE = np.empty(0, dtype=np.int64)


def contract(kind, objective, *, metric=None, target=None, answers=None, **overrides):
    """An agreement with one metric of a kind and one objective for all records."""
    plain = build.agreement(
        target={"objective": objective, **(target or {})}, answers=answers, **overrides
    )
    plain["metrics"] = [{"id": "time", "kind": kind, "source": "itsm", **(metric or {})}]
    return plain


def source(records, **columns):
    """A CSV source of dated rows: our keys to columns of the same name."""
    return {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "itsm",
        "title": "Rows",
        "format": "csv",
        "records": records,
        "timezone": "UTC",
        "date_order": "iso",
        "service": "desk",
        "columns": {key: key for key in columns.get("keys", ("at", "value"))},
    }


def figures(records, rows, keys=("at", "value")):
    """Rows of text, by column, as the canonical table."""
    read = build.book(source(records, keys=keys))
    if not rows:  # a file of a header alone
        return Figures("itsm", records, (), ("desk",), NONE, NONE, fields=dict.fromkeys(keys, ()))
    held, report = records_of_rows(read.contracts["itsm"], rows, "rows.csv")
    assert report.tickets_used == len(rows), report.findings
    return held


def measured(plain, records, rows, *, keys=("at", "value"), period="2026-04", parts=1, **more):
    """What is measured of some rows, in one part or dealt out to several."""
    made = build.planned_on(source(records, keys=keys), plain, period, *more.get("documents", ()))
    held = [figures(records, rows[i::parts], keys) for i in range(parts)]
    return measure(made, {"itsm": held}, build.at(more.get("as_of", "2026-07-01 00:00")))


def only(measurements):
    """Verdict, value, met and counted of the one cell."""
    [cell] = measurements.measured
    return cell.verdict, cell.value, cell.met, cell.counted


def by_window(measurements):
    """`{window: (verdict, value)}`."""
    return {m.window.name: (m.verdict, m.value) for m in measurements.measured}


def share(good, total):
    """A share as an exact fraction."""
    return Fraction(good, total)
