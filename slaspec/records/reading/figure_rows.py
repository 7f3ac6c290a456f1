"""
Coded rows to the canonical table of figures: calls of a service, checks, figures of a window.

A row is one record. One that cannot be used is left out for one named reason, at one place.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.findings import Finding, Span
from slaspec.records.figures import Figures, Numbers
from slaspec.records.reading.coding import CodedRows, code_table
from slaspec.records.reading.encoders import (
    FAULTS_END,
    FIRST_FAULT,
    CellFault,
    Encoder,
    Labels,
    Names,
)
from slaspec.records.reading.exclusions import MOST_FINDINGS
from slaspec.records.reading.mapping import MAP_OF, Column, label_codes, mistake
from slaspec.records.reading.times import Clock, Times
from slaspec.records.reasons import REASONS, RULES, Reason, quoted
from slaspec.records.tickets import ABSENT, NO_CODE, ReadReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.reading.table import Table
    from slaspec.records.tickets import Int64

NUMBERS = ("value", "good", "total")
NOT_FIELDS = ("id", "at", "window", "service", *NUMBERS)
_ABSENT: Mapping[str, tuple[Reason, str, str]] = {
    "at": ("no time", "the row has no time", "export the time of every row"),
    "window": ("no time", "the row names no window", "fill in its window, like 2026-04"),
    "service": ("no service", "the row has no service", "fill in its service"),
}


class ExactNumbers(Encoder):
    """Exact numbers, numbered as met: digits and a point, no thousands, no exponent."""

    _number = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?", re.ASCII)

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing)
        self.exact: list[Fraction] = []

    def encode(self, text: str) -> int | CellFault:
        """The next number."""
        if not self._number.fullmatch(text):
            return CellFault(
                "unreadable figure",
                f"{quoted(text)} is no number",
                "write it with digits and a point, like 99.5; no unit, no thousands separator",
            )
        self.exact.append(Fraction(text))
        return len(self.exact) - 1


class TimesOrDates(Times):
    """Times; a date alone is the first moment of that day."""

    def _clock(self, text: str) -> Clock | None:
        return super()._clock(text) if text else Clock(0, None)


class _Fault(NamedTuple):
    """Why and where a row is left out; of several the first reason counts."""

    rank: int
    number: int
    key: str
    fault: CellFault


def figures_of(source: DataSource, table: Table, shown: str) -> tuple[Figures, ReadReport]:
    """
    The dated rows of a table; `shown` is its name in messages.

    Raises `LocatedError` where the DataSource leaves something open, or the table is refused.
    """
    return _assembled(source, code_table(table, figure_columns(source)), shown)


def figure_columns(source: DataSource) -> list[Column]:
    """
    The columns of a source of dated rows, sorted by key.

    Raises `LocatedError` at the part of the DataSource that is missing or contradicts itself.
    """
    columns = source.columns or {}
    if ("at" in columns) == ("window" in columns):
        say = "map columns.at to the time of each row, or columns.window to the name of its window"
        sentence = "both at and window date a row" if "at" in columns else "nothing dates the rows"
        raise mistake(source, sentence, say, "columns")
    if source.service is None and "service" not in columns:
        say = "say service: ID for all records, or map columns.service"
        raise mistake(source, "nothing says which service the rows belong to", say)
    if len(columns) < 2:
        say = "map what the rows tell, for example columns.value or columns.status"
        raise mistake(source, "nothing but the date of the rows is mapped", say, "columns")
    if source.layout == "events":
        say = "say layout: snapshot, with one row for each record"
        raise mistake(source, f"records: {source.records} have no layout: events", say, "layout")
    return sorted(_columns(source), key=lambda column: column.key)


def _columns(source: DataSource) -> Iterator[Column]:
    times = TimesOrDates(source.missing or (), source.timezone, source.date_order)
    for key, column in (source.columns or {}).items():
        if not isinstance(column, str):
            sentence = f"records: {source.records} have one value in a cell"
            raise mistake(source, sentence, "map a column with one value", "columns", key)
        yield Column(key, column, times if key == "at" else _encoder(source, key))


def _encoder(source: DataSource, key: str) -> Encoder:
    missing = source.missing or ()
    if key in NUMBERS:
        return ExactNumbers(missing)
    labels = getattr(source, MAP_OF[key]) if key in MAP_OF else None
    if labels is None:
        return Names(missing)
    words = tuple(labels)
    return Labels(missing, words, dict(label_codes(source, MAP_OF[key], words)), MAP_OF[key])


def _assembled(source: DataSource, coded: CodedRows, shown: str) -> tuple[Figures, ReadReport]:
    faults = _faults(coded)
    kept = np.ones(len(coded), dtype=np.bool_)
    kept[list(faults)] = False
    table = _table(source, coded, kept)
    counted = Counter(REASONS[fault.rank] for fault in faults.values())
    known = table.at[table.at != ABSENT]
    report = ReadReport(
        source=source.id,
        file=shown,
        rows_read=len(coded),
        tickets_read=len(coded),
        tickets_used=len(table),
        excluded={reason: counted[reason] for reason in REASONS if counted[reason]},
        findings=tuple(_findings(source, coded, faults, shown)),
        precision_seconds=60 if len(known) and not (known % 60).any() else 1,
        digest=coded.digest,
        gaps=coded.gaps,
        notes=coded.notes,
        records="records",
    )
    assert report.tickets_read == report.tickets_used + sum(report.excluded.values())
    return table, report


def _table(source: DataSource, coded: CodedRows, kept: NDArray[np.bool_]) -> Figures:
    count = int(kept.sum())
    services: tuple[str, ...] = (source.service or "",)
    service = np.zeros(count, dtype=np.int32)
    if "service" in coded.codes:
        services = tuple(_words(coded, "service"))
        service = coded.codes["service"][kept].astype(np.int32)
    numbers = {}
    for key in NUMBERS:
        if key in coded.codes:
            encoder, codes = coded.columns[key].encoder, coded.codes[key][kept]
            assert isinstance(encoder, ExactNumbers)
            code = np.where(codes >= 0, codes, NO_CODE).astype(np.int32)
            numbers[key] = Numbers(tuple(encoder.exact), code)
    return Figures(
        source=source.id,
        kind=source.records or "",
        ids=tuple(_texts(coded, "id", kept)) if "id" in coded.codes else (),
        services=services,
        service=service,
        at=coded.codes["at"][kept] if "at" in coded.codes else np.full(count, ABSENT),
        window=_texts(coded, "window", kept) if "window" in coded.codes else (),
        numbers=numbers,
        fields={key: _texts(coded, key, kept) for key in coded.columns if key not in NOT_FIELDS},
    )


def _words(coded: CodedRows, key: str) -> Sequence[str]:
    encoder = coded.columns[key].encoder
    assert isinstance(encoder, Labels | Names)
    return encoder.words if isinstance(encoder, Labels) else encoder.names


def _texts(coded: CodedRows, key: str, kept: NDArray[np.bool_]) -> Sequence[str]:
    words = (*_words(coded, key), "")  # where NO_CODE leads
    codes: Int64 = np.maximum(coded.codes[key][kept], NO_CODE)
    return [words[code] for code in codes.tolist()]


def _faults(coded: CodedRows) -> dict[int, _Fault]:
    """The rows that are left out, each with the fault that counts."""
    found: dict[int, _Fault] = {}
    for key, codes in coded.codes.items():
        encoder, number = coded.columns[key].encoder, coded.numbers[key]
        for row in np.flatnonzero((codes >= FIRST_FAULT) & (codes < FAULTS_END)).tolist():
            fault = encoder.fault(int(codes[row]))
            _add(found, row, _Fault(REASONS.index(fault.reason), number, key, fault))
        if key in _ABSENT:
            absent = CellFault(*_ABSENT[key])
            for row in np.flatnonzero(codes == ABSENT).tolist():
                _add(found, row, _Fault(REASONS.index(absent.reason), number, key, absent))
    return found


def _add(found: dict[int, _Fault], row: int, fault: _Fault) -> None:
    found[row] = min(fault, found.get(row, fault), key=lambda each: each[:2])


def _findings(
    source: DataSource, coded: CodedRows, faults: Mapping[int, _Fault], shown: str
) -> Iterator[Finding]:
    """One finding for each row left out, in order of place; at most `MOST_FINDINGS`."""
    for row in sorted(faults)[:MOST_FINDINGS]:
        number, key, fault = faults[row][1:]
        column = quoted(coded.columns[key].name)
        yield Finding(
            rule=RULES[fault.reason],
            severity="error",
            message=f"a row is left out: column {column}: {fault.sentence}"[:500],
            span=Span(shown, int(coded.lines[row]), number),
            document=source.id,
            path=("rows", str(int(coded.lines[row]))),
            help=fault.help,
            aspect="records",
        )
