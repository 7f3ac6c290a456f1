"""Sample an export: a few whole records that show all of it, fit to be committed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement, PriorityMatrix, ServiceCatalogue
from slaspec.language.model.node import Node
from slaspec.use_cases.import_records import source_of

if TYPE_CHECKING:
    from slaspec.records.tickets import Progress

FEWEST, MOST = 1, 10_000
SUFFIX = ".csv"


@dataclass(frozen=True)
class Sampled:
    """The text of a sample, and how many of all usable records it shows."""

    text: str
    rows: int
    records: int
    of: int


def sample(
    book: Book, source_id: str, file: Path, records: int, *, progress: Progress | None = None
) -> Sampled:
    """
    A flat CSV of at least `records` records of a file that a DataSource reads.

    Columns that are not mapped are not in it; ids, people and texts that no contract names are
    pseudonyms. The same file gives the same text. Raises `UsageError` for an unknown source and for
    a file without a usable record, else as `read_records` does. Nothing is written.
    """
    from slaspec.records.given import require_given
    from slaspec.records.sampling import sample_of

    if not FEWEST <= records <= MOST:
        raise UsageError(f"--records {records} is not between {FEWEST} and {MOST:,}")
    source = source_of(book, source_id)
    require_given(source, file, str(file))
    made = sample_of(source, file, _said(book), shown=str(file), wanted=records, progress=progress)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([made.header, *made.rows])
    return Sampled(text.getvalue(), len(made.rows), made.records, made.of)


def require_new(output: Path, *, force: bool) -> None:
    """Raises `UsageError` for an output that is no CSV, or is there and must not be replaced."""
    if output.suffix != SUFFIX:
        raise UsageError(f"'{output}' does not end in {SUFFIX}")
    if output.exists() and not force:
        raise UsageError(f"'{output}' is there already; name another file, or say --force")


def _said(book: Book) -> frozenset[str]:
    """What the contracts name: services, priorities, groups, values of filters, classes."""
    found: set[str] = set()
    for agreement in book.of(Agreement):
        whole = book.whole(agreement)
        found.update(_texts([whole.services, whole.metrics, whole.targets, whole.exclusions]))
    found.update(each.id for matrix in book.of(PriorityMatrix) for each in matrix.priorities)
    for catalogue in book.of(ServiceCatalogue):
        found.update(each.id for each in catalogue.services)
        found.update(each.id for each in catalogue.components or ())
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    """Every text in some part of a contract, names of keys that an author chose included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Node):
        for field in fields(value):
            if field.name != "at":
                yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
