"""
The texts of an agreement in a period: which there are, and how each is measured.

What each of them settles is in `remedies/texts.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.language.amendments import Text
from slaspec.language.book import Book
from slaspec.measure.windows import period as dates
from slaspec.remedies.texts import settle_texts
from slaspec.use_cases.measure import require_windows

if TYPE_CHECKING:
    from slaspec.measure.texts import TextPlan

__all__ = ["plans_in", "settle_texts", "texts_in"]


def texts_in(book: Book, id: str, period: str) -> tuple[Text, ...]:
    """
    The texts of an agreement up to the end of a period, the signed one first.

    A record of the period may stand under an earlier one: its clock started before. Raises
    `UsageError` for an unknown agreement or period, `LocatedError` where an amendment that is
    effective by then does not apply.
    """
    return book.texts(id).up_to(dates(period)[1])


def plans_in(book: Book, id: str, period: str) -> tuple[TextPlan, ...]:
    """The plan of each text of a period; raises as `measure` does."""
    from slaspec.language.ledgers import entries_of
    from slaspec.measure.texts import text_plans

    plans = text_plans(book, id, *dates(period), entries=entries_of(book, id))
    require_windows(plans[-1].plan, period)
    return plans
