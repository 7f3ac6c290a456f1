"""Cells of Arrow columns as the texts that a CSV file would have."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from slaspec.records.sources import bounds
from slaspec.records.sources.plain_numbers import plain_number

_AS_ARROW_WRITES = (
    kinds.is_integer,
    kinds.is_boolean,
    kinds.is_date,
    kinds.is_time,
    kinds.is_timestamp,
)


class NoTextError(Exception):
    """Why a cell or a whole column has no text; `position` is the cell's, from 0."""

    def __init__(self, sentence: str, position: int = 0) -> None:
        super().__init__(sentence)
        self.position = position


def texts_of(column: pa.Array) -> list[str]:
    """
    The text of each cell, empty for null; equal texts of a column are one object.

    Raises `NoTextError` for a type without a text, and for a text that is none.
    """
    if kinds.is_dictionary(column.type):
        codes = column.indices.fill_null(len(column.dictionary)).to_pylist()
        texts = [*texts_of(column.dictionary), ""]
        return [texts[code] for code in codes]
    if kinds.is_null(column.type):
        return [""] * len(column)
    if _is_text(column.type):
        return _checked(column)
    if kinds.is_floating(column.type) or kinds.is_decimal(column.type):
        return list(map(plain_number, _written(column)))
    if any(is_kind(column.type) for is_kind in _AS_ARROW_WRITES):
        return _written(column)
    raise NoTextError(f"is of type {column.type}, which has no text")


def _is_text(kind: pa.DataType) -> bool:
    return bool(kinds.is_string(kind) or kinds.is_large_string(kind))


def _written(column: pa.Array) -> list[str]:
    zoned = kinds.is_timestamp(column.type) and column.type.tz is not None
    if zoned:  # its number is the instant, whatever the zone
        column = column.cast(pa.timestamp(column.type.unit))
    texts = pc.cast(column, pa.string()).fill_null("").to_pylist()
    return [text and text + "Z" for text in texts] if zoned else texts


def _checked(column: pa.Array) -> list[str]:
    """Texts are bytes that somebody called text."""
    longest = pc.max(pc.binary_length(column)).as_py() or 0
    if longest > bounds.LONGEST_CELL:
        raise NoTextError(f"has a cell longer than {bounds.LONGEST_CELL:,} bytes")
    try:
        texts: list[str] = column.fill_null("").to_pylist()
    except UnicodeDecodeError:
        raise NoTextError("contains bytes that are not UTF-8") from None
    for position, text in enumerate(texts):
        if "\0" in text:
            raise NoTextError("contains a NUL character", position)
    return texts
