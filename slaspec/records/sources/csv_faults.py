"""
Where a CSV file is broken: a second, lenient pass that finds the row and the cell.

The first pass reads as fast as the standard library can and learns only that something is wrong.
"""

from __future__ import annotations

import csv
import re
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError
from slaspec.records.sources.byte_streams import open_text

if TYPE_CHECKING:
    from _csv import Reader
    from pathlib import Path

_CELL = re.compile(r'(?:"[^"]*(?:""[^"]*)*"|[^",\r\n][^,\r\n]*)?(?=[,\r\n]|\Z)')
_MOST_TEXT = 1 << 20
_NOT_UTF_8 = re.compile("[\udc80-\udcff]+")
PACKED = {
    b"\x1f\x8b": "this is a gzip file whose name does not end in .gz",
    b"PK": "this is a zip archive, perhaps a workbook",
}
FOREIGN = {
    **PACKED,
    b"\xff\xfe": "this text is UTF-16",
    b"\xfe\xff": "this text is UTF-16",
}
_EXPORT_UTF_8 = "export the file as CSV in UTF-8"


def broken_row(file: Path, shown: str, line: int, error: csv.Error) -> LocatedError:
    """
    What strict reading of the row that begins at `line` stumbled over: a quote that is never
    closed, text behind a closing quote, or a cell without end.
    """
    with ExitStack() as stack:
        _, text = open_text(stack, file, shown, lenient=True)
        rest = "".join(islice(text, line - 1, line)) + text.read(_MOST_TEXT)
    at = f"{shown}:{line}:{_broken_cell(rest)}"
    if "unexpected end" in str(error):
        return LocatedError("a quote is opened here and never closed", at, "close it, or double it")
    if "field limit" in str(error):
        longest = f"a cell is longer than {csv.field_size_limit():,} characters"
        return LocatedError(longest, at, "a quote is probably not closed")
    doubled = 'a quote inside a cell is doubled: ""'
    return LocatedError("text stands behind a closing quote", at, doubled)


def _broken_cell(text: str) -> int:
    """The number of the first cell of a row, from 1, that cannot be read strictly."""
    number, begin, longest = 1, 0, csv.field_size_limit()
    while cell := _CELL.match(text, begin):
        if len(cell[0]) > longest or text[cell.end() : cell.end() + 1] != ",":
            break
        number, begin = number + 1, cell.end() + 1
    return number


def unreadable_text(file: Path, shown: str) -> LocatedError:
    """The first cell with a NUL character or with bytes that are not UTF-8."""
    with ExitStack() as stack:
        _, text = open_text(stack, file, shown, lenient=True)
        foreign = FOREIGN.get(text.read(2).encode("utf-8", "surrogateescape"))
    if foreign:
        return LocatedError(f"{foreign}, not CSV in UTF-8", f"{shown}:1:1", _EXPORT_UTF_8)
    with ExitStack() as stack:
        _, text = open_text(stack, file, shown, lenient=True)
        return _first_unreadable_cell(csv.reader(text), shown)


def _first_unreadable_cell(reader: Reader, shown: str) -> LocatedError:
    line = 1
    for row in reader:
        for number, cell in enumerate(row, 1):
            if sentence := unreadable(cell):
                return LocatedError(sentence, f"{shown}:{line}:{number}", _EXPORT_UTF_8)
        line = reader.line_num + 1
    return LocatedError("the file changed while it was read", f"{shown}:1:1", "read it again")


def unreadable(cell: str, name: str = "cell") -> str:
    """Why a text that was read leniently is none, or nothing."""
    if "\0" in cell:
        return f"this {name} contains a NUL character"
    wrong = None if cell.isascii() else _NOT_UTF_8.search(cell)
    if wrong is None:
        return ""
    codes = " ".join(f"{ord(c) - 0xDC00:02x}" for c in wrong[0][:4])
    return f"this {name} contains bytes that are not UTF-8 ({codes})"
