"""
Files of records to canonical tables, one module per format.

A format is a module here with `FORMAT`, `RECORDS` and `open_table`; it is found by listing this
folder. It turns its files into rows of texts under names of columns (`reading/table`); what they
mean is the DataSource's to say, in the same words for all formats (`reading`). One that reads no
file but a service (`service=NAME`) says `IS_FILE = False`.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from slaspec.errors import LocatedError, SlaspecError, UsageError
from slaspec.findings import Finding, Span
from slaspec.records.reading.mapping import mistake
from slaspec.records.reading.rows import records_of
from slaspec.records.reasons import FILE_REFUSED, NOTHING_USABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.reading.table import Table
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Progress, ReadReport

__all__ = ["formats", "open_table", "read_records", "read_sample", "reads_file"]


class Source(Protocol):
    """What a module of this folder offers when it reads a format."""

    FORMAT: str
    RECORDS: Sequence[str] | None
    """What `records` of a DataSource may say of this format; None for everything."""

    def open_table(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> AbstractContextManager[Table]:
        """
        The rows of one file, opened by its `with` block.

        Raises `LocatedError` where the file is refused as a whole.
        """


@cache
def formats() -> dict[str, Source]:
    """The formats that can be read, by name, sorted."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {m.FORMAT: cast("Source", m) for m in modules if hasattr(m, "FORMAT")}


def read_records(
    source: DataSource, file: Path, *, shown: str, progress: Progress | None = None
) -> tuple[Records, ReadReport]:
    """
    The records of one file (tickets, outages, probes or figures, as its DataSource says).

    With them comes what became of its rows; `shown` is the file's name in messages, `progress` is
    told how many bytes of the file each block had that was read.

    Raises `UsageError` for a format that cannot be read yet, `LocatedError` (`file:row:column`)
    where the whole file is refused, `EnvironmentFault` where it cannot be opened. A ticket with
    a fault of its own is left out and counted in the report, with its reason.
    """
    with open_table(source, file, shown, progress) as table:
        return records_of(source, table, shown)


def open_table(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> AbstractContextManager[Table]:
    """
    The rows of one file as texts, opened by its `with` block, in the format of the source.

    A CSV file holds the rows of any format as its table gives them: a sample, say. Raises as
    `read_records` does.
    """
    known = formats()
    if source.format not in known:
        raise UsageError(f"format '{source.format}' cannot be read yet; {', '.join(known)} can")
    format = known[source.format]
    _require_kind(source, format)
    opened = known["csv"] if _is_csv(file) else format
    return opened.open_table(source, file, shown, progress)


def reads_file(source: DataSource, file: Path) -> bool:
    """Whether this is a file to the format of a source, and not a service with a server behind."""
    return _is_csv(file) or getattr(formats().get(source.format), "IS_FILE", True)


def read_sample(
    source: DataSource, file: Path, shown: str
) -> tuple[Records | None, ReadReport | None, list[Finding]]:
    """
    `read_records` for a sample: whatever is wrong is a finding, nothing is raised.

    A sample without a usable ticket is an error: nothing is proved on it. It is a file whatever
    its name says: no contract leads to a database.
    """
    try:
        tickets, report = read_records(source, file.absolute(), shown=shown)
    except SlaspecError as error:
        return None, None, [_refusal(source, shown, error)]
    findings = list(report.findings)
    if not len(tickets):
        findings.append(_nothing_usable(source, shown, report))
    return tickets, report, findings


def _is_csv(file: Path) -> bool:
    return file.name.lower().removesuffix(".gz").endswith(".csv")


def _require_kind(source: DataSource, format: Source) -> None:
    kinds, kind = format.RECORDS, source.records or "incident"
    if kinds is not None and kind not in kinds:
        wanted = f"say records: {kinds[0]}" if len(kinds) == 1 else f"one of: {', '.join(kinds)}"
        raise mistake(source, f"{source.format} holds no records: {kind}", wanted, "records")


def _refusal(source: DataSource, shown: str, error: SlaspecError) -> Finding:
    here = error if isinstance(error, LocatedError) else LocatedError(str(error), f"{shown}:1:1")
    return Finding(
        rule=FILE_REFUSED,
        severity="error",
        message=here.message[:500],
        span=_span(here.at),
        document=source.id,
        path=("sample",),
        help=here.help,
        aspect="records",
    )


def _span(at: str) -> Span:
    file, line, column = at.rsplit(":", 2)
    return Span(file, int(line), int(column))


def _nothing_usable(source: DataSource, shown: str, report: ReadReport) -> Finding:
    return Finding(
        rule=NOTHING_USABLE,
        severity="error",
        message=f"none of the {report.tickets_read} {report.records} of this file can be used",
        span=Span(shown, 1, 1),
        document=source.id,
        path=("sample",),
        help="mend the rows that are reported, or the columns and labels of the DataSource",
        aspect="records",
    )
