"""What a person or a tool writes for a figure: shares, times, counts and amounts, exactly."""

from __future__ import annotations

import re
from fractions import Fraction

from slaspec.errors import QuantityError
from slaspec.language.characters import shown
from slaspec.language.quantities import Amount, Duration, number
from slaspec.measure.reported.rows import FigureRow
from slaspec.measure.units import measured_in, written_scale

LONGEST = 60  # characters of a figure
_TIME = re.compile(r"(-?[0-9.]+)(ms|s|min|h)", re.ASCII)
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)


def share(row: FigureRow, column: str) -> Fraction:
    """`99.86%` as 0.9986; `LocatedError` for what is no share, or none from 0% to 100%."""
    text = _bounded(row, column)
    if not text.endswith("%"):
        help = "write it with its unit, like 99.86%"
        raise row.fault(column, f"'{shown(text)}' is no share", help)
    found = _number(row, column, text[:-1]) / 100
    if not 0 <= found <= 1:
        raise row.fault(column, f"{text} is no share: it lies outside 0% to 100%")
    return found


def seconds(row: FigureRow, column: str) -> Fraction:
    """`4384`, `4384.5`, `35min` or `1h 12min` in seconds; `LocatedError` for anything else."""
    text = _bounded(row, column)
    found = seconds_of(text)
    if found is None:
        help = "write seconds, like 4384 or 4384.5, or a time like 1h 12min"
        raise row.fault(column, f"'{shown(text)}' is no time", help)
    if found < 0:
        raise row.fault(column, f"a time is never negative: {text}")
    return found


def seconds_of(text: str) -> Fraction | None:
    """A number of seconds, or a time with its units, in seconds; None for anything else."""
    match = _TIME.fullmatch(text)
    try:
        if match is not None:
            scale = written_scale(f"1{match[2]}")
            assert scale is not None
            return Fraction(number(match[1])) * (Fraction(1, 1000) if match[2] == "ms" else scale)
        return Fraction(number(text))
    except QuantityError:
        pass
    try:
        return Fraction(Duration(text).milliseconds, 1000)
    except QuantityError:
        return None


def whole_seconds(row: FigureRow, column: str) -> int:
    """A time in whole seconds; `LocatedError` for parts of one."""
    found = seconds(row, column)
    if found.denominator != 1:
        raise row.fault(column, f"'{row.text(column)}' is no whole number of seconds")
    return int(found)


def count(row: FigureRow, column: str) -> int:
    """A whole number of records; `LocatedError` for anything else."""
    text = _bounded(row, column)
    if column not in row.cells:
        raise row.fault(column, f"this row has no {column}", "write good and total, both")
    if not _WHOLE.fullmatch(text):
        help = "write a whole number, without separators"
        raise row.fault(column, f"'{shown(text)}' is no number of records", help)
    return int(text)


def amount(row: FigureRow, column: str, unit: str) -> tuple[Fraction, str]:
    """
    A figure of a metric in `unit`, as measured: `35min` as 2100 and `s`, `12 cases` as 12.

    A bare number stands for the unit where that is a word (`cases`), and is refused beside a time
    or a share. Raises `LocatedError` for another unit.
    """
    text = _bounded(row, column)
    scale, measured = measured_in(unit)
    if measured == "%":
        text = text.removesuffix("%") if text.endswith("%") else _without_unit(row, column, unit)
        return _number(row, column, text) / 100, measured
    if measured in ("s", "ms"):
        time = None if _is_bare(text) else seconds_of(text)
        if time is None:
            raise _other_unit(row, column, unit)
        return time * (1000 if measured == "ms" else 1), measured
    if _is_bare(text):
        return _number(row, column, text) * scale, measured
    try:
        found = Amount(text)
    except QuantityError as error:
        raise row.fault(column, str(error), f"write it in {unit or 'plain digits'}") from None
    if found.unit != measured:
        raise _other_unit(row, column, unit)
    return Fraction(found.value), measured


def _without_unit(row: FigureRow, column: str, unit: str) -> str:
    raise _other_unit(row, column, unit)


def _other_unit(row: FigureRow, column: str, unit: str) -> Exception:
    text = shown(row.text(column))
    wanted = f"in {unit}" if unit else "without a unit"
    return row.fault(column, f"'{text}' is not {wanted}", f"write it {wanted}, with its unit")


def _is_bare(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text, re.ASCII))


def _number(row: FigureRow, column: str, text: str) -> Fraction:
    try:
        return Fraction(number(text))
    except QuantityError as error:
        raise row.fault(column, str(error)) from None


def _bounded(row: FigureRow, column: str) -> str:
    text = row.text(column)
    if len(text) > LONGEST and column != "outages":
        raise row.fault(column, f"'{shown(text, LONGEST)}' is longer than a figure can be")
    return text
