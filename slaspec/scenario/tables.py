"""The records that a scenario gives, source by source, in the canonical tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, UsageError
from slaspec.language.model import DataSource
from slaspec.measure.faults import located

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Scenario
    from slaspec.language.model.scenario import RecordFile, SeededStream
    from slaspec.records.tables import Records

Parts = Sequence["Records"]


def tables_of(book: Book, scenario: Scenario) -> dict[str, Parts]:
    """
    The records of each given source, in parts: written out, simulated, or read from a file.

    Raises `UsageError` for a source that is not there, and `LocatedError` for a file that is not
    there or has a row that cannot be read: an example is whole.
    """
    from slaspec.scenario.given import table_of

    found: dict[str, Parts] = {}
    for given in scenario.sources:
        source = _source(book, given.source)
        table = (
            _streamed(book, given.stream, source.id) if given.stream else table_of(given, source)
        )
        found[source.id] = [table]
    for file in scenario.given.files or ():
        found[file.source] = _read(book, scenario, file)
    return found


def shown_beside(scenario: Scenario, name: str) -> str:
    """A file that a scenario names, as findings show it: beside the scenario's own file."""
    return str(PurePosixPath(scenario.at.span.file).parent / name)


def _source(book: Book, id: str) -> DataSource:
    source = book.get(id, DataSource)
    if source is None:
        raise UsageError(f"there is no data source '{id}'")
    return source


def _read(book: Book, scenario: Scenario, given: RecordFile) -> Parts:
    from slaspec.records.given import open_records

    path = book.attachment(scenario, given.file)
    if path is None:
        place = given.at.of("file")
        raise located(
            f"there is no file '{given.file}'", place, "correct the name, or add the file"
        )
    source, shown = _source(book, given.source), shown_beside(scenario, given.file)
    parts, report = open_records(source, path, shown=shown)
    for fault in report.findings[:1]:
        raise LocatedError(fault.message, str(fault.span), fault.help)
    return parts


def _streamed(book: Book, given: SeededStream, source_id: str) -> Records:
    """The records of a seeded stream, as one table."""
    from slaspec.records.simulate.of_book import stream_of
    from slaspec.records.simulate.streams import Span

    span = Span(given.seed, given.from_.value, given.through.value)
    stream = stream_of(book, given.profile, source_id, span, given.count)
    if stream.blocks > 1:
        raise UsageError(
            f"the stream of profile '{given.profile}' has {len(stream):,} records, a scenario a"
            " million at most; say fewer dates, or count"
        )
    return stream.block(0)
