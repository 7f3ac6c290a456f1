"""The texts by which a period is settled: all without a fault that would make it unsound."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment
from slaspec.measure.windows import period as dates
from slaspec.use_cases.in_force import texts_in

if TYPE_CHECKING:
    from slaspec.language.amendments import Text


def sound_texts(book: Book, agreement: str, period: str, as_of: date) -> tuple[Text, ...]:
    """The texts of a period, none with a fault that bars a settlement."""
    require_readable(book)
    texts = texts_in(book, agreement, period)
    for text in texts:
        dated, whole = book.dated(text.begins), texts[-1].agreement
        _require_sound(dated, whole, as_of, last=dates(period)[1])
    return texts


def require_readable(book: Book) -> None:
    """Raises `LocatedError` for the first fault that keeps a contract from being read."""
    _refuse_on(book.reading_findings)


def _require_sound(book: Book, whole: Agreement, as_of: date, *, last: date) -> None:
    """
    Refuse an agreement whose faults would make a verdict or an amount unsound.

    A fault of an amendment that takes effect after the last day of the period does not.
    """
    from slaspec.checks.run import bars

    to_come = {each.at.span.file for each in book.of(Amendment) if each.begins > last}
    found = bars(book, whole.id, as_of)
    _refuse_on([finding for finding in found if finding.span.file not in to_come])


def _refuse_on(findings: Sequence[Finding]) -> None:
    if findings:
        first, more = findings[0], len(findings) - 1
        message = f"{first.rule} {first.message}"
        message += f" (and {more} more; see slaspec check)" if more else ""
        raise LocatedError(message, str(first.span), first.help)
