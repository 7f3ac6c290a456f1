"""Small CSV files that people write: charges, range tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, UsageError

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ";\t|"


@contextmanager
def csv_rows(file: Path, *, sniff: bool = False) -> Iterator[Reader]:
    """
    The rows of a file in UTF-8, read strictly.

    With `sniff` the cells may be separated by what stands in the first line in place of commas.
    Raises `LocatedError` at the line that is not CSV, `UsageError` for a file that is no text or
    cannot be read.
    """
    line = 1
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            head = text.readline() if sniff else ""
            text.seek(0)
            delimiter = next((mark for mark in DELIMITERS if mark in head), ",")
            reader = csv.reader(text, strict=True, delimiter=delimiter)
            try:
                yield reader
            finally:
                line = reader.line_num
    except csv.Error as error:
        raise LocatedError(f"this is not CSV: {error}", f"{file}:{line}:1") from None
    except UnicodeDecodeError:
        raise UsageError(f"'{file}' is not UTF-8 text") from None
    except OSError as error:
        raise UsageError(f"'{file}' cannot be read: {error.strerror}") from None
