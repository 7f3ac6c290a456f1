"""Exact numbers of records: a column of numbers, or the texts of a field."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from slaspec.errors import QuantityError
from slaspec.language.quantities import number
from slaspec.measure.distinct import distinct
from slaspec.measure.faults import located
from slaspec.records.tickets import NO_CODE, Tickets

if TYPE_CHECKING:
    from slaspec.language.model.node import Place
    from slaspec.measure.cells import Judged
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Int64

UNREADABLE = -2


class Column:
    """
    Numbers of some records: `code` indexes `values`.

    It is `NO_CODE` where a record has none, and `UNREADABLE` where its text is no number.
    """

    def __init__(self, values: tuple[Fraction, ...], code: Int64) -> None:
        self.values, self.code = values, code

    def of(self, owner: Int64) -> Column:
        """The numbers of some records, by their rows."""
        return Column(self.values, self.code[owner])

    def outside(self, least: Fraction | None, most: Fraction | None) -> Int64:
        """Positions of numbers below the least or above the most that can be."""
        wrong = [
            code
            for code, value in enumerate(self.values)
            if (least is not None and value < least) or (most is not None and value > most)
        ]
        return np.flatnonzero(np.isin(self.code, wrong))


def column_of(records: Tickets | Figures, field: str, place: Place) -> Column:
    """The numbers in a field of the records; `LocatedError` where the source has no such field."""
    numbers = {} if isinstance(records, Tickets) else records.numbers
    if field in numbers:
        found = numbers[field]
        return Column(found.values, found.code.astype(np.int64))
    texts = records.fields.get(field)
    if texts is None:
        raise located(
            f"source '{records.source}' has no column for '{field}'",
            place,
            f"add {field} with the name of its column to columns of the data source",
        )
    values: list[Fraction] = []
    codes: dict[str, int] = {"": NO_CODE}
    for text in texts:
        if text not in codes:
            try:
                values.append(Fraction(number(text)))
                codes[text] = len(values) - 1
            except QuantityError:
                codes[text] = UNREADABLE
    return Column(tuple(values), np.array([codes[text] for text in texts], dtype=np.int64))


def by_cell(
    judged: Judged, which: Int64, column: Column, width: int
) -> dict[int, dict[int | Fraction, int]]:
    """How often each number occurs among some records of each cell (objective x width + slice)."""
    cell = judged.objective[which].astype(np.int64) * width + judged.window[which]
    pairs, counts = distinct(cell, column.code[which])
    found: dict[int, dict[int | Fraction, int]] = {}
    for (place, code), count in zip(pairs, counts, strict=True):
        values = found.setdefault(place, {})
        value = column.values[code]
        values[value] = values.get(value, 0) + count
    return found
