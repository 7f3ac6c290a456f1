"""`slaspec.load(path)`: the contracts below a folder, with the questions one asks of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from slaspec.findings import Finding
from slaspec.language.book import Book as ReadBook
from slaspec.language.book import load_book


class Book(ReadBook):
    """
    All contracts below a root.

        >>> book = slaspec.load("contracts")
        >>> [finding.rule for finding in book.check(date(2026, 11, 21))]
        >>> book.in_force("acme-service-desk", date(2026, 7, 1)).version  # Terms and amendments in
        '3.1'
    """

    def check(self, as_of: date) -> list[Finding]:
        """Every finding of every rule as of a date, by file, line and column."""
        from slaspec.use_cases.check import check

        return check(self, as_of)


def load(path: str | Path, shown: str | None = None) -> Book:
    """
    The contracts in a folder or a file; `shown` is how the path is written in findings.

    Never raises for what an author wrote (see `Book.check`); raises `UsageError` when there is no
    such path, or no contract in it.
    """
    read = load_book(Path(path), shown)
    return Book(read.root, read.files)
