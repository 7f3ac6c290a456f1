"""
Coded rows to the canonical tables of outages and probes.

A row is one record for each part that it names. A record that cannot be used is left out for one
named reason, at one place; all others are kept.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.findings import Finding, Span
from slaspec.records.outages import DOWN, Outages, Probes
from slaspec.records.reading.coding import CodedRows, code_table
from slaspec.records.reading.encoders import FAULTS_END, FIRST_FAULT, CellFault, Labels, Names
from slaspec.records.reading.exclusions import MOST_FINDINGS
from slaspec.records.reading.outage_columns import (
    PARTS,
    TIMES,
    Several,
    Shares,
    outage_columns,
)
from slaspec.records.reasons import REASONS, RULES, Reason, quoted
from slaspec.records.tickets import ABSENT, NO_CODE, ReadReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.reading.table import Table
    from slaspec.records.tickets import Int64

    Bools = NDArray[np.bool_]

_ABSENT: Mapping[str, tuple[Reason, str, str]] = {
    "from": ("no start", "nothing says when it began", "fill in when it began"),
    "at": ("no time", "the probe has no time", "export the time of every probe"),
    "class": ("no state", "the row has no class", "fill in what was found"),
    "part": ("no service", "nothing says what was down", "fill in the component or service"),
}
_REVERSED: tuple[Reason, str, str] = (
    "ends before it begins",
    "it ends before it begins",
    "look at timezone, date_order and the mapped columns",
)


class Fault(NamedTuple):
    """Why and where a record is left out; of several the first reason counts."""

    rank: int
    number: int
    key: str
    fault: CellFault


def outages_of(source: DataSource, table: Table, shown: str) -> tuple[Outages | Probes, ReadReport]:
    """
    The outages or probes of a table; `shown` is its name in messages.

    Raises `LocatedError` where the DataSource leaves something open, or the table is refused.
    """
    coded = code_table(table, outage_columns(source))
    rows = OutageRows(source, coded)
    faults = rows.faults()
    kept = np.ones(len(rows), dtype=np.bool_)
    kept[list(faults)] = False
    held = rows.outages(kept) if source.records == "outage" else rows.probes(kept)
    counted = Counter(REASONS[fault.rank] for fault in faults.values())
    report = ReadReport(
        source=source.id,
        file=shown,
        rows_read=len(coded),
        tickets_read=len(rows),
        tickets_used=len(held),
        excluded={reason: counted[reason] for reason in REASONS if counted[reason]},
        findings=tuple(rows.findings(faults, shown)),
        precision_seconds=rows.precision(kept),
        digest=coded.digest,
        gaps=coded.gaps,
        notes=coded.notes,
        records="outages" if source.records == "outage" else "probes",
    )
    assert report.tickets_read == report.tickets_used + sum(report.excluded.values())
    return held, report


class OutageRows:
    """The records of a file, one for each part that a row names, as columns of codes."""

    def __init__(self, source: DataSource, coded: CodedRows) -> None:
        self._source, self._coded = source, coded
        self._encoders = {key: column.encoder for key, column in coded.columns.items()}
        self._rows = np.arange(len(coded))
        self._codes = dict(coded.codes)
        for key in PARTS:
            if isinstance(self._encoders.get(key), Several):
                self._separate(key)
        self._parts, self._part = self._named_parts()

    def __len__(self) -> int:
        return len(self._rows)

    def outages(self, kept: Bools) -> Outages:
        """The table of the outages that are used."""
        classes, kind_of = self._classes()
        shares, share = self._shares()
        return Outages(
            source=self._source.id,
            ids=self._ids(kept),
            parts=self._parts,
            part=self._part[kept].astype(np.int32),
            begin=self._codes["from"][kept],
            end=self._codes["until"][kept],
            classes=classes,
            kind_of=kind_of[kept].astype(np.int32),
            shares=shares,
            share=share[kept].astype(np.int32),
            incidents=self._texts("incident", kept),
        )

    def probes(self, kept: Bools) -> Probes:
        """The table of the probes that are used."""
        classes, kind_of = self._classes()
        return Probes(
            source=self._source.id,
            parts=self._parts,
            part=self._part[kept].astype(np.int32),
            at=self._codes["at"][kept],
            classes=classes,
            kind_of=kind_of[kept].astype(np.int32),
        )

    def faults(self) -> dict[int, Fault]:
        """The records that are left out, each with the fault that counts."""
        found: dict[int, Fault] = {}
        for record, fault in self._every_fault():
            found[record] = min(fault, found.get(record, fault), key=lambda each: each[:2])
        return found

    def findings(self, faults: Mapping[int, Fault], shown: str) -> Iterator[Finding]:
        """One finding for each record left out, in order of place; at most `MOST_FINDINGS`."""
        what = "outage" if self._source.records == "outage" else "probe"
        placed = sorted((int(self._rows[i]), fault.number, i) for i, fault in faults.items())
        for row, number, record in placed[:MOST_FINDINGS]:
            fault, id = faults[record], self._id(record)
            column = quoted(self._coded.columns[fault.key].name)
            yield Finding(
                rule=RULES[fault.fault.reason],
                severity="error",
                message=f"{what} {quoted(id)} is left out: column {column}: {fault.fault.sentence}"[
                    :500
                ],
                span=Span(shown, int(self._coded.lines[row]), number),
                document=self._source.id,
                path=(f"{what}s", id),
                help=fault.fault.help,
                aspect="records",
            )

    def precision(self, kept: Bools) -> int:
        """60 where every time of the used records is a whole minute, else 1."""
        columns = [self._codes[key][kept] for key in TIMES if key in self._codes]
        known = [column[column != ABSENT] for column in columns]
        return 60 if any(map(len, known)) and not any((k % 60).any() for k in known) else 1

    def _separate(self, key: str) -> None:
        """Cells of several values become records of one value each."""
        encoder = self._encoders[key]
        assert isinstance(encoder, Several)
        codes = self._codes[key]
        lists = [(ABSENT,) if code < 0 else encoder.lists[code] for code in codes.tolist()]
        again = np.repeat(np.arange(len(codes)), [len(each) for each in lists])
        self._rows = self._rows[again]
        self._codes = {name: column[again] for name, column in self._codes.items()}
        values = [value for each in lists for value in each]
        self._codes[key] = np.array(values, dtype=np.int64)
        self._encoders[key] = encoder.one

    def _named_parts(self) -> tuple[tuple[str, ...], Int64]:
        """The component of each record; without one its service, or the service of them all."""
        constant = () if self._source.service is None else (self._source.service,)
        columns = [(self._words(key), self._codes[key]) for key in PARTS if key in self._codes]
        parts = tuple(sorted({*constant, *(word for words, _ in columns for word in words)}))
        index = {word: i for i, word in enumerate(parts)}
        part = np.full(len(self), ABSENT, dtype=np.int64)
        for words, codes in columns:
            of_word = np.array([index[word] for word in words], dtype=np.int64)
            told = np.where(codes >= 0, of_word[np.maximum(codes, 0)], codes) if words else codes
            part = np.where(part == ABSENT, told, part)
        if constant:
            part = np.where(part == ABSENT, index[constant[0]], part)
        return parts, part

    def _words(self, key: str) -> Sequence[str]:
        encoder = self._encoders[key]
        assert isinstance(encoder, Labels | Names)
        return encoder.words if isinstance(encoder, Labels) else encoder.names

    def _classes(self) -> tuple[tuple[str, ...], Int64]:
        if "class" not in self._codes:
            return (DOWN,), np.zeros(len(self), dtype=np.int64)
        return tuple(self._words("class")), self._codes["class"]

    def _shares(self) -> tuple[tuple[Fraction, ...], Int64]:
        if "affected" not in self._codes:
            return (), np.full(len(self), NO_CODE, dtype=np.int64)
        encoder, codes = self._encoders["affected"], self._codes["affected"]
        assert isinstance(encoder, Shares)
        return tuple(encoder.shares), np.where(codes >= 0, codes, NO_CODE)

    def _ids(self, kept: Bools) -> tuple[str, ...]:
        return tuple(self._id(record) for record in np.flatnonzero(kept).tolist())

    def _id(self, record: int) -> str:
        """The id that the source gives, else where the record stands."""
        code = int(self._codes["id"][record]) if "id" in self._codes else ABSENT
        if code >= 0:
            return self._words("id")[code]
        return f"row {self._coded.lines[self._rows[record]]}"

    def _texts(self, key: str, kept: Bools) -> tuple[str, ...]:
        if key not in self._codes:
            return ()
        words = self._words(key)
        return tuple(words[code] if code >= 0 else "" for code in self._codes[key][kept].tolist())

    def _every_fault(self) -> Iterator[tuple[int, Fault]]:
        for key, codes in self._codes.items():
            unreadable = (codes >= FIRST_FAULT) & (codes < FAULTS_END)
            if key in PARTS:
                unreadable &= self._part == codes  # a service beside a component is not used
            for record in np.flatnonzero(unreadable).tolist():
                yield record, self._fault(key, self._encoders[key].fault(int(codes[record])))
            if key in _ABSENT:
                for record in np.flatnonzero(codes == ABSENT).tolist():
                    yield record, self._fault(key, CellFault(*_ABSENT[key]))
        named = next((key for key in PARTS if key in self._codes), "")
        for record in np.flatnonzero(self._part == ABSENT).tolist():
            yield record, self._fault(named, CellFault(*_ABSENT["part"]))
        for record in self._reversed().tolist():
            yield record, self._fault("until", CellFault(*_REVERSED))

    def _reversed(self) -> Int64:
        if "until" not in self._codes:
            return np.empty(0, dtype=np.int64)
        begin, end = self._codes["from"], self._codes["until"]
        return np.flatnonzero((begin >= FAULTS_END) & (end >= FAULTS_END) & (end < begin))

    def _fault(self, key: str, fault: CellFault) -> Fault:
        return Fault(REASONS.index(fault.reason), self._coded.numbers[key], key, fault)
