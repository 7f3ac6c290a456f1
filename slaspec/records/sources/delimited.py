"""
CSV files, strictly: RFC 4180 with commas, UTF-8, a header, plain or gzip.

The file is streamed, so its size costs no memory; what its text may weigh is bounded all the
same. A file that is not what it should be is refused as a whole, at the place of the first fault:
after a quote that is never closed, nothing that follows means what it seems to mean.
"""

from __future__ import annotations

import csv
import re
from operator import itemgetter
from typing import TYPE_CHECKING

from slaspec.records.reasons import quoted
from slaspec.records.sources.byte_streams import NulError, open_text
from slaspec.records.sources.csv_faults import broken_row, unreadable_text
from slaspec.records.sources.opened import Opened

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator, Sequence
    from contextlib import ExitStack
    from pathlib import Path

    from slaspec.errors import LocatedError
    from slaspec.records.tickets import Progress

_JSON = re.compile(r'\s*[{[]\s*(?:["{[]|$)')
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class DelimitedFile(Opened):
    """
    One open CSV file: `header`, then `rows` once, then `digest` of the file's bytes as given.

    Raises `LocatedError` (`file:row:column`) where the file is no such CSV, `EnvironmentFault`
    where it cannot be read.
    """

    def __init__(self, file: Path, shown: str, progress: Progress | None = None) -> None:
        super().__init__(shown)
        self._file = file
        self._progress = progress

    def _open(self, stack: ExitStack) -> None:
        self._bytes, text = open_text(stack, self._file, self._shown, progress=self._progress)
        self._numbered_rows = self._numbered(csv.reader(text, strict=True))
        self.header = self._checked_header()

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """
        The line on which each row begins, and its cells in two or more columns, from 1.

        Unwanted cells are let go at once: keeping them for a while costs half as much again.
        """
        width, wanted = len(self.header), itemgetter(*(number - 1 for number in numbers))
        for line, row in self._numbered_rows:
            if len(row) != width:
                raise self._ragged(line, row)
            yield line, wanted(row)

    @property
    def digest(self) -> str:
        """SHA-256, as hex digits, of the bytes read so far: of the file once `rows` has ended."""
        return self._bytes.digest.hexdigest()

    def _numbered(self, reader: Reader) -> Iterator[tuple[int, list[str]]]:
        """Rows, without blank lines; faults of the stream become errors with a place."""
        line = 1
        try:
            with self._faults_of_stream(lambda: line):
                for row in reader:
                    if row:
                        yield line, row
                    line = reader.line_num + 1
        except csv.Error as error:
            raise broken_row(self._file, self._shown, line, error) from None
        except (UnicodeDecodeError, NulError):
            raise unreadable_text(self._file, self._shown) from None

    def _checked_header(self) -> list[str]:
        line, header = next(self._numbered_rows, (1, []))
        if not header:
            raise self.refusal("the file is empty", 1, 1, "export it with a header and rows")
        for separator, name in _SEPARATORS.items():
            if len(header) == 1 and separator in header[0]:
                sentence = f"the cells are separated by {name}, not by commas"
                raise self.refusal(sentence, line, 1, "export the file with commas")
        if _JSON.match(header[0]):
            help = "export the file as CSV, or name its format in the DataSource"
            raise self.refusal("this is JSON, not CSV", line, 1, help)
        first: dict[str, int] = {}
        for number, name in enumerate(header, 1):
            if first.setdefault(name, number) != number:
                sentence = f"columns {first[name]} and {number} are both named {quoted(name)}"
                raise self.refusal(sentence, line, number, "export each column once")
        return header

    def _ragged(self, line: int, row: list[str]) -> LocatedError:
        width = len(self.header)
        return self.refusal(
            f"this row has {len(row)} cells, the header has {width}",
            line,
            min(len(row), width) + 1,
            "look for a comma that is missing, or one that needs quotes around its cell",
        )
