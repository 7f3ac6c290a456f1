"""The given records of a scenario in the canonical tables that every source is turned into."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.figures import Figures, Numbers
from slaspec.records.outages import DOWN, Outages
from slaspec.records.reading.figure_rows import NOT_FIELDS
from slaspec.records.tickets import ABSENT
from slaspec.scenario.codes import codes, fields_of, names
from slaspec.scenario.given_tickets import tickets_of

if TYPE_CHECKING:
    from slaspec.language.model import DataSource
    from slaspec.language.model.scenario import SourceRecords
    from slaspec.records.tables import Records


def table_of(given: SourceRecords, source: DataSource) -> Records:
    """The given records as the source would have delivered them, each as often as it is counted."""
    if given.outages is not None:
        return _outages_of(given, source)
    return tickets_of(given, source) if given.rows is None else _figures_of(given, source)


def _outages_of(given: SourceRecords, source: DataSource) -> Outages:
    records = given.outages or ()
    parts = names(record.component for record in records)
    classes = names(record.class_ or DOWN for record in records)
    affected = [record.affected.value if record.affected else None for record in records]
    shares = tuple(sorted({share for share in affected if share is not None}))
    ends = [ABSENT if record.until is None else record.until.epoch for record in records]
    return Outages(
        source=source.id,
        ids=tuple(record.id for record in records),
        parts=parts,
        part=codes(parts, [record.component for record in records]),
        begin=np.array([record.from_.epoch for record in records], dtype=np.int64),
        end=np.array(ends, dtype=np.int64),
        classes=classes,
        kind_of=codes(classes, [record.class_ or DOWN for record in records]),
        shares=shares,
        share=codes(shares, affected),
        incidents=tuple(record.incident or "" for record in records),
    )


def _figures_of(given: SourceRecords, source: DataSource) -> Figures:
    records = [row for row in given.rows or () for _ in row.ids]
    services = names(row.service for row in records)
    columns: dict[str, list[Decimal | int | None]] = {
        "value": [row.value for row in records],
        "good": [row.good for row in records],
        "total": [row.total for row in records],
    }
    return Figures(
        source=source.id,
        kind=source.records or "request_log",
        ids=tuple(id for row in given.rows or () for id in row.ids),
        services=services,
        service=codes(services, [row.service for row in records]),
        at=np.array([row.at_.epoch for row in records], dtype=np.int64),
        numbers={
            name: _numbers(column)
            for name, column in columns.items()
            if any(number is not None for number in column)
        },
        fields=fields_of(
            [row.fields for row in records],
            (key for key in source.columns or {} if key not in NOT_FIELDS),
        ),
    )


def _numbers(column: list[Decimal | int | None]) -> Numbers:
    exact = [None if number is None else Fraction(number) for number in column]
    values = tuple(sorted({number for number in exact if number is not None}))
    return Numbers(values, codes(values, exact))
