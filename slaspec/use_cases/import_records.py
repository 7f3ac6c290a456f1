"""Import an export: read it once, strictly, and keep its records as a canonical file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, UsageError
from slaspec.language.book import Book
from slaspec.language.model import DataSource
from slaspec.use_cases.without_contract import WithoutContract, without_contract

if TYPE_CHECKING:
    from slaspec.records.tickets import Progress, ReadReport

SUFFIX = ".parquet"


@dataclass(frozen=True)
class Imported:
    """What became of the rows of an export, and where its records are now."""

    report: ReadReport
    without_contract: WithoutContract
    output: str
    parts: int


def import_records(
    book: Book, source_id: str, file: Path, output: Path, *, progress: Progress | None = None
) -> Imported:
    """
    Read a file as its DataSource says, and write its records to a canonical Parquet file.

    An older canonical file of that name is replaced; any other file is not. Raises `UsageError`
    for an unknown source, an output that is none, an input that is canonical already; what
    `read_records` and `write_canonical` raise; nothing is written then.
    """
    from slaspec.records.canonical import open_canonical, write_canonical
    from slaspec.records.given import open_records

    source = source_of(book, source_id)
    _require_output(file, output)
    parts, report = open_records(source, file, shown=str(file), progress=progress)
    if not isinstance(parts, list):
        raise UsageError(f"'{file}' is a canonical file already: use it as it is")
    write_canonical(output, source, parts, report)
    return Imported(
        report=report,
        without_contract=without_contract(book, parts),
        output=str(output),
        parts=len(open_canonical(output, str(output))),
    )


def source_of(book: Book, id: str) -> DataSource:
    """
    The DataSource of this id.

    Raises `UsageError` with those that there are, `LocatedError` for a contract file that cannot
    be read and may hold it.
    """
    found = book.get(id, DataSource)
    if found is not None:
        return found
    for finding in book.reading_findings:
        if finding.severity == "error":
            raise LocatedError(f"{finding.rule} {finding.message}", str(finding.span), finding.help)
    known = ", ".join(sorted(each.id for each in book.of(DataSource))) or "none"
    raise UsageError(f"there is no DataSource '{id}'; there are: {known}")


def _require_output(file: Path, output: Path) -> None:
    from slaspec.records.canonical import is_canonical
    from slaspec.records.given import require_local

    require_local(str(output))
    if output.suffix != SUFFIX:
        raise UsageError(f"'{output}' does not end in {SUFFIX}")
    if output.resolve() == file.resolve():
        raise UsageError(f"'{output}' is the file that is read; name another file")
    if output.exists() and not is_canonical(output):
        raise UsageError(
            f"'{output}' is there and was not made by slaspec import; name another file"
        )
