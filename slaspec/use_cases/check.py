"""Check contracts: every rule over every document, as data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from slaspec.findings import Finding
from slaspec.language.book import Book


def check(
    book: Book,
    as_of: date,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    tried: bool = True,
    scenarios: bool = False,
    only: Collection[str] | None = None,
) -> list[Finding]:
    """
    All findings of a book: of reading its files and of every rule, by file, line and column.

    `select` and `ignore` are rule ids or their beginnings (`M`, `M004`); unknown ones raise
    `UsageError`. Without `tried` no records are run through the engine (see `tried_target`).
    `scenarios`: measure the records of scenarios as well. With `only` no documents are judged but
    those of these ids, and the book as a whole. Nothing of the checkout is run.
    """
    from slaspec.checks.run import run

    return run(
        book,
        as_of,
        select=tuple(select),
        ignore=tuple(ignore),
        tried=tried,
        scenarios=scenarios,
        only=only,
    )


def require_rules(words: Iterable[str]) -> None:
    """Raises `UsageError` ("did you mean") for a word that selects no rule."""
    for word in words:
        from slaspec.checks.selection import ids_of

        ids_of(word)


def home_of(book: Book) -> Callable[[Finding], str]:
    """
    Finds the contract file that a finding is about, by its shown name.

    That is the file where it stands, unless it stands in a shared document (Terms, a sample) and
    is about an agreement or a source that uses it. Every finding has a home.
    """
    contracts = {file.file: file.contract for file in book.files}
    files = {c.id: c.at.document.file for c in book.contracts.values() if c.at.document}

    def home(finding: Finding) -> str:
        stands = finding.span.file
        contract = contracts.get(stands)
        if stands in contracts and (contract is None or contract.id == finding.document):
            return stands
        first = stands if stands in contracts else next(iter(contracts))
        return files.get(finding.document, first)

    return home
