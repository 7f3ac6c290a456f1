"""`slaspec.measure` and `slaspec.settle`: from records to verdicts, from verdicts to money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Unpack

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.measure.results import Measurements

if TYPE_CHECKING:
    from slaspec.measure.plan import Plan
    from slaspec.records.tables import Records
    from slaspec.remedies.charges import Rows
    from slaspec.remedies.pipeline import Given
    from slaspec.remedies.statement import Statement


def measure(
    book: Book,
    agreement: str | Agreement,
    records: Mapping[str, Records | Sequence[Records]],
    period: str,
    as_of: date,
) -> Measurements:
    """
    Verdicts of an agreement on some records.

    An agreement named by its id is measured by its texts in force: each window by the text that
    it began under, each record by that of its start. One that is given is measured by itself.
    `records` holds the records of each data source by its id; `period` is a window name
    (`2026-04`) or a range (`2026-01..2026-03`); `as_of` is 00:00 of that day in the agreement's
    zone. Raises `UsageError` for a period without a whole window, `LocatedError` for a question
    that the contract does not answer.
    """
    from slaspec.measure.measure import measure as run
    from slaspec.service_time.civil import midnight

    if isinstance(agreement, str) and agreement in book.histories:
        return _measure_texts(book, agreement, records, period, as_of)
    whole = book.agreement(agreement) if isinstance(agreement, str) else book.whole(agreement)
    made = planned(book, whole, period)
    parts = {id: [held] if not isinstance(held, Sequence) else held for id, held in records.items()}
    return run(made, parts, midnight(as_of, made.zone))


def _measure_texts(
    book: Book,
    id: str,
    records: Mapping[str, Records | Sequence[Records]],
    period: str,
    as_of: date,
) -> Measurements:
    """Verdicts of an agreement that amendments change, by its texts in a period."""
    from slaspec.measure.texts import measure_texts
    from slaspec.service_time.civil import midnight
    from slaspec.use_cases.in_force import plans_in

    plans = plans_in(book, id, period)
    parts = {id: [held] if not isinstance(held, Sequence) else held for id, held in records.items()}
    return measure_texts(plans, parts, midnight(as_of, plans[-1].plan.zone))


def planned(book: Book, whole: Agreement, period: str) -> Plan:
    """
    What is to be measured of a whole agreement in a period; raises as `measure` does.

    Whoever has a long export to read asks this first.
    """
    from slaspec.language.ledgers import entries_of
    from slaspec.measure.plan import plan
    from slaspec.measure.windows import period as dates

    made = plan(book, whole, *dates(period), entries_of(book, whole.id))
    require_windows(made, period)
    return made


def require_windows(made: Plan, period: str) -> None:
    """Raises `UsageError` for a period without a whole window, or outside the term."""
    whole = made.agreement
    windows = {window for target in made.targets for window in target.windows}
    if not windows:
        raise UsageError(f"the period '{period}' holds no whole window of '{whole.id}'")
    first, last = whole.effective.from_.text, whole.effective.ends
    if all(w.last < first or (last and w.first > last.text) for w in windows):
        until = f"ends on {last}" if last else "has no end"
        raise UsageError(
            f"the period '{period}' lies outside the term of '{whole.id}',"
            f" which begins on {first} and {until}"
        )


def settle(
    agreement: Agreement,
    measurements: Measurements,
    charges: Rows | None = None,
    **given: Unpack[Given],
) -> Statement:
    """
    Credits, penalties and bonuses for some verdicts, with their trail.

    `charges` are the charges of a window and service where they are not in the agreement;
    `history` are earlier windows (`History.of` statements), `entries` those of the ledger.
    Raises `LocatedError` for a term that decides an amount and is not said, or that this version
    cannot settle; `UsageError` for verdicts by another version of the text.
    """
    from slaspec.remedies.texts import settle_text

    return settle_text(agreement, measurements, charges, **given)
