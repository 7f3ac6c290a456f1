"""Printed range tables: a CSV file of rows, as ladders or as what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from slaspec.errors import LocatedError, UsageError
from slaspec.language.quantities import Amount
from slaspec.remedies.bands.band import ENDLESS, Axis, Band
from slaspec.remedies.bands.faults import Fault, faults
from slaspec.remedies.bands.ladder import Ladders, ladders_of
from slaspec.remedies.bands.printed import Range, Reading, Unreadable, read_ends, read_range
from slaspec.remedies.bands.table import Table, table_of
from slaspec.use_cases.csv_rows import csv_rows

COLUMNS = (
    ("range", "pays"),
    ("from", "to", "pays"),
    ("low", "high", "low_included", "high_included", "pays"),
)
_HELP = f"the columns are {', or '.join(', '.join(names) for names in COLUMNS)}"
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_NOTHING = ("none", "nothing", "neutral", "no credit")
_MOST_PLACES = 6

Row = dict[str, str]


@dataclass(frozen=True)
class Printed:
    """
    What a text says beside its table.

    `unit` and `pays_unit` are those of figures without one, `places` the decimals at which values
    are compared, `objective` the last value at which the promise is kept.
    """

    unit: str = ""
    pays_unit: str = ""
    decimal_comma: bool = False
    places: int | None = None
    objective: str = ""


@dataclass(frozen=True)
class ImportedBands:
    """A table that was read, with its faults; without any it has ladders."""

    table: Table
    faults: tuple[Fault, ...]
    ladders: Ladders | None


def import_bands(file: Path, printed: Printed) -> ImportedBands:
    """
    The ladders that pay what a printed table says, or its faults; nothing is guessed.

    Raises `LocatedError` at the row that nobody can read, `UsageError` for options that make no
    sense and for a file that cannot be opened.
    """
    if printed.places is not None and not 0 <= printed.places <= _MOST_PLACES:
        raise UsageError(f"values are compared at 0 to {_MOST_PLACES} decimals")
    bands, units = [], []
    for line, row in _rows(file):
        try:
            found, band = _band(line, row, printed)
        except Unreadable as error:
            raise LocatedError(str(error), f"{file}:{line}:1") from None
        units.append(found.unit)
        bands.append(band)
        _check_alike(file, units, bands)
    if not bands:
        raise LocatedError("the table has no rows", f"{file}:1:1")
    objective = _objective(printed, units[0])
    table = table_of(bands, Axis(units[0], printed.places))._replace(objective=objective)
    found_faults = tuple(faults(table))
    return ImportedBands(table, found_faults, None if found_faults else ladders_of(table))


def _band(line: int, row: Row, printed: Printed) -> tuple[Range, Band]:
    found = _range(row, Reading(printed.unit, printed.decimal_comma))
    _check_places(found, printed.places)
    pays = _paid(row["pays"], Reading(printed.pays_unit, printed.decimal_comma))
    return found, Band(found.low, found.high, pays, _shown(row), line)


def _check_places(found: Range, places: int | None) -> None:
    for cut in (found.low, found.high):
        whole = places is None or cut == ENDLESS or (cut.value * 10**places).denominator == 1
        if not whole:
            raise Unreadable(f"an end has more than {places} decimals")


def _range(row: Row, reading: Reading) -> Range:
    if "range" in row:
        return read_range(row["range"], reading)
    if "from" in row:
        return read_ends(row["from"], row["to"], reading)
    return read_ends(_end(row, "low", ">"), _end(row, "high", "<"), reading)


def _end(row: Row, key: str, sign: str) -> str:
    """One end of a row with the sign that its `…_included` says; empty where it is open."""
    if not row[key]:
        return ""
    return f"{sign}{'=' if _truth(row[f'{key}_included']) else ''} {row[key]}"


def _truth(text: str) -> bool:
    if text.lower() not in _TRUTH:
        raise Unreadable(f"'{text}' does not say whether an end is included; write true or false")
    return _TRUTH[text.lower()]


def _paid(text: str, reading: Reading) -> Amount:
    """What a row pays, below zero for a bonus."""
    if text.lower() in _NOTHING or text == "0":
        return Amount("0")
    negative, figure = text.startswith("-"), text.lstrip("+-").strip()
    paid = reading.amount(figure)
    return Amount(f"-{paid}") if negative else paid


def _shown(row: Row) -> str:
    """The range of a row as it is printed."""
    if "range" in row:
        return row["range"]
    low, high = (row["from"], row["to"]) if "from" in row else (row["low"], row["high"])
    return f"{low or '…'} to {high or '…'}"


def _check_alike(file: Path, units: list[str], bands: list[Band]) -> None:
    """All ranges in one unit, and all amounts."""
    at = f"{file}:{bands[-1].line}:1"
    if units[-1] != units[0]:
        one, other = (unit or "plain numbers" for unit in (units[0], units[-1]))
        raise LocatedError(f"the rows before are in {one}, this one in {other}", at)
    paid = [band.pays for band in bands if band.pays.value or band.pays.unit]
    if paid and paid[-1].unit != paid[0].unit:
        one, other = (str(amount) for amount in (paid[0], paid[-1]))
        raise LocatedError(f"one row pays {one}, this one {other}: nobody can say what is more", at)
    unsaid = next((amount for amount in paid if not amount.unit), None)
    if unsaid is not None:
        raise LocatedError(f"it pays {unsaid}, but {unsaid} of what? say --pays-unit %", at)


def _objective(printed: Printed, unit: str) -> Fraction | None:
    if not printed.objective:
        return None
    try:
        amount = Reading(printed.unit, printed.decimal_comma).amount(printed.objective)
    except Unreadable as error:
        raise UsageError(f"the objective: {error}") from None
    if amount.unit != unit:
        raise UsageError(f"the objective {amount} is not in the unit of the ranges ({unit})")
    return Fraction(Decimal(amount.value))


def _rows(file: Path) -> Iterator[tuple[int, Row]]:
    """The rows with their lines; blank lines are passed over."""
    with csv_rows(file, sniff=True) as reader:
        names = [name.strip().lower() for name in next(reader, [])]
        if tuple(names) not in COLUMNS and sorted(names) not in map(sorted, COLUMNS):
            raise LocatedError("these are not the columns of a range table", f"{file}:1:1", _HELP)
        for cells in reader:
            if len(cells) not in (0, len(names)):
                message = f"this row has {len(cells)} cells, and there are {len(names)} columns"
                raise LocatedError(message, f"{file}:{reader.line_num}:1")
            if cells:
                stripped = (cell.strip() for cell in cells)
                yield reader.line_num, dict(zip(names, stripped, strict=True))
