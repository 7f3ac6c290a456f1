"""Rule D018."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import DataSource, Scenario
from slaspec.language.model.node import Place


@rule(id="D018", name="attached-file-missing", severity="error", aspect="document")
def attached_file_missing(source: DataSource | Scenario, book: Book) -> Iterator[Finding]:
    """
    A sample, a history or a file of records is named, but the file is not there.

    What it does:
        Looks for `sample` and `histories` of a data source, and for `files` and `history` of a
        scenario, beside its own file and below the root of the contracts. A link does not count,
        nor does a file that a linked folder leads to: the file itself is in the repository.

    Why:
        That an agreement is measurable is proved on the sample. Without the file the proof is a
        claim.

    Wrong:

        kind: DataSource
        sample: samples/itsm-2026.csv

    Right:

        kind: DataSource
        sample: samples/itsm.csv

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is available where it is needed.
    """
    for name, at in _named(source):
        if book.attachment(source, name) is None:
            yield finding_at(
                at,
                _fault(name, source, book),
                "put it below the folder of the contracts, or correct the name",
            )


def _fault(name: str, source: DataSource | Scenario, book: Book) -> str:
    """Why there is no such file, or why it is none that a contract may name."""
    own = [file.path.parent for file in book.files if file.contract is source and file.path]
    places = [base / name for base in (*own, book.root)]
    if any(map(_is_link, places)):
        return f"'{name}' is a link, not the file itself"
    if not any(place.resolve().is_relative_to(book.root.resolve()) for place in places):
        return f"'{name}' lies outside the folder of the contracts"
    return f"there is no file '{name}'"


def _is_link(place: Path) -> bool:
    try:
        return place.is_symlink()
    except OSError:  # a name that is too long for the disk
        return False


def _named(source: DataSource | Scenario) -> Iterator[tuple[str, Place]]:
    if isinstance(source, Scenario):
        yield from ((each.file, each.at.of("file")) for each in source.given.files or ())
        for position, name in enumerate(source.given.history or ()):
            yield name, source.given.at.of("history", position)
        return
    if source.sample is not None:
        yield source.sample, source.at.of("sample")
    for history in source.histories or ():
        yield history.file, history.at.of("file")
