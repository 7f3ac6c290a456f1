"""
Files of records to canonical tables, one module per format.

A format is a module here with `FORMAT` and `read(source, file, shown, progress)`; it is found by
listing this folder. The other modules are what formats share:

    DataSource ─ mapping ─┐
    file ─── delimited ─ coding ─ grouping ─ exclusions ─ assembly ─ Tickets, ReadReport
                  encoders, times ┘
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from slaspec.errors import LocatedError, SlaspecError, UsageError
from slaspec.findings import Finding, Span
from slaspec.records.reasons import FILE_REFUSED, NOTHING_USABLE

if TYPE_CHECKING:
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Progress, ReadReport

__all__ = ["formats", "read_sample", "read_tickets"]


class Source(Protocol):
    """What a module of this folder offers when it reads a format."""

    FORMAT: str

    def read(
        self, source: DataSource, file: Path, shown: str, progress: Progress | None = None
    ) -> tuple[Records, ReadReport]:
        """The records of one file; `LocatedError` where the whole file is refused."""


@cache
def formats() -> dict[str, Source]:
    """The formats that can be read, by name, sorted."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {m.FORMAT: cast("Source", m) for m in modules if hasattr(m, "FORMAT")}


def read_tickets(
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
    known = formats()
    if source.format not in known:
        raise UsageError(f"format '{source.format}' cannot be read yet; {', '.join(known)} can")
    return known[source.format].read(source, file, shown, progress)


def read_sample(
    source: DataSource, file: Path, shown: str
) -> tuple[Records | None, ReadReport | None, list[Finding]]:
    """
    `read_tickets` for a sample: whatever is wrong is a finding, nothing is raised.

    A sample without a usable ticket is an error: nothing is proved on it.
    """
    try:
        tickets, report = read_tickets(source, file, shown=shown)
    except SlaspecError as error:
        return None, None, [_refusal(source, shown, error)]
    findings = list(report.findings)
    if not len(tickets):
        findings.append(_nothing_usable(source, shown, report))
    return tickets, report, findings


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
