"""
What a DataSource says of the columns of outages and probes, and how their texts become codes.

Mistakes here are the contract's, so their place is in the DataSource, not in the file.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.language.model.data_source import ManyColumn
from slaspec.records.reading.encoders import (
    CellFault,
    Encoder,
    Labels,
    Names,
    UnansweredError,
)
from slaspec.records.reading.mapping import Column, label_codes, mistake
from slaspec.records.reading.times import Times
from slaspec.records.reasons import quoted
from slaspec.records.tickets import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slaspec.language.model.data_source import DataSource

MANDATORY = {"outage": ("from", "until"), "probe": ("at", "class")}
TIMES = ("from", "until", "at")
READ = {
    "outage": ("id", "from", "until", "class", "component", "service", "incident", "affected"),
    "probe": ("at", "class", "component", "service"),
}
PARTS = ("component", "service")
_MAPS = {"component": "components", "service": "services", "class": "classes"}


class Shares(Encoder):
    """
    Shares of users, written with their unit (`25%`), numbered as met.

    Raises `UnansweredError` for a number alone: 1 may be one per cent, all users or one of them.
    """

    _share = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,9})?) ?%", re.ASCII)
    _number = re.compile(r"[0-9]+(?:[.,][0-9]+)?", re.ASCII)

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing)
        self.shares: list[Fraction] = []

    def encode(self, text: str) -> int | CellFault:
        """The next number."""
        if self._number.fullmatch(text):
            raise UnansweredError(
                f"{quoted(text)} is a number of users without the number of all, or a share"
                " without its unit",
                "export the share of users with its unit, like 25%",
            )
        match = self._share.fullmatch(text)
        share = Fraction(match[1]) / 100 if match else Fraction(-1)
        if not 0 <= share <= 1:
            sentence = f"{quoted(text)} is no share of users"
            return CellFault("unknown label", sentence, "write it with its unit, like 25%")
        self.shares.append(share)
        return len(self.shares) - 1


class Several(Encoder):
    """
    Cells that hold several values: `lists[code]` are the codes of each, by another encoder.

    A value that cannot be read has a fault's code in its list: the others are still good.
    """

    def __init__(self, missing: Iterable[str], one: Labels | Names, separator: str) -> None:
        super().__init__(missing)
        self.one, self.separator = one, separator
        self.lists: list[tuple[int, ...]] = []

    def encode(self, text: str) -> int:
        """The next number, for a list in which each value stands once."""
        values = (value.strip() for value in text.split(self.separator))
        codes = dict.fromkeys(self.one[value] for value in values)
        self.lists.append(tuple(code for code in codes if code != ABSENT) or (ABSENT,))
        return len(self.lists) - 1


def outage_columns(source: DataSource) -> list[Column]:
    """
    The columns of a source of outages or probes, sorted by key.

    Raises `LocatedError` at the part of the DataSource that is missing or contradicts itself.
    """
    kind = source.records or ""
    columns = source.columns or {}
    for key in MANDATORY[kind]:
        if key not in columns:
            add = f"add {key} with the name of its column"
            raise mistake(source, f"records: {kind} needs columns.{key}", add, "columns")
    if source.service is None and not any(key in columns for key in PARTS):
        say = "say service: ID for all records, or map columns.component or columns.service"
        raise mistake(source, "nothing says what was down", say)
    if "component" in columns and isinstance(columns.get("service"), ManyColumn):
        sentence = "columns.service holds several values beside columns.component"
        raise mistake(source, sentence, "map one of the two", "columns", "service")
    if source.classes is not None and "class" not in columns:
        add = "add class with the name of its column to columns, or drop classes"
        raise mistake(source, "classes maps labels that no column holds", add, "classes")
    if source.layout == "events":
        say = "say layout: snapshot, with one row for each outage"
        raise mistake(source, f"records: {kind} have no layout: events", say, "layout")
    return sorted(_columns(source, kind), key=lambda column: column.key)


def _columns(source: DataSource, kind: str) -> Iterator[Column]:
    times = Times(source.missing or (), source.timezone, source.date_order)
    for key, column in (source.columns or {}).items():
        if key not in READ[kind]:
            continue
        if isinstance(column, str):
            yield Column(key, column, times if key in TIMES else _encoder(source, key))
            continue
        yield Column(key, column.column, _several(source, key, column))


def _encoder(source: DataSource, key: str) -> Shares | Labels | Names:
    missing = source.missing or ()
    if key == "affected":
        return Shares(missing)
    return _words(source, key) if key in _MAPS else Names(missing)


def _words(source: DataSource, key: str) -> Labels | Names:
    """Our words through the map of a column; without a map its labels are our words."""
    missing, map_name = source.missing or (), _MAPS[key]
    labels = getattr(source, map_name)
    if labels is None:
        return Names(missing)
    words = tuple(labels)
    return Labels(missing, words, dict(label_codes(source, map_name, words)), map_name)


def _several(source: DataSource, key: str, column: ManyColumn) -> Encoder:
    if key not in PARTS:
        sentence = f"columns.{key} cannot hold several values in a cell"
        raise mistake(source, sentence, "map a column with one value", "columns", key)
    one = _words(source, key)
    if not column.many:
        return one
    if column.separator is None:
        say = 'add separator: "," or whatever stands between two values'
        raise mistake(source, f"nothing says what separates {key}s", say, "columns", key)
    return Several(source.missing or (), one, column.separator)
