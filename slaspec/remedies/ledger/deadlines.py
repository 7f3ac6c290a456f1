"""When the periods of claims, objections and rights end, and whether they are over on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from slaspec.language.answers import answer
from slaspec.measure.relief_terms import Conditions

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.language.model.interpretation import DayPeriods
    from slaspec.language.model.node import Node, Place
    from slaspec.language.quantities import Span


@dataclass(frozen=True)
class Deadlines:
    """
    The calendar of an agreement as of a day: what was known at 00:00 of `as_of` in its zone.

    `book` has the calendars that `day_periods` names.
    """

    book: Book
    agreement: Agreement
    as_of: date
    _counted: dict[DayPeriods | None, Conditions] = field(default_factory=dict, repr=False)

    def last_day(self, event: date, within: Span, at: Place, *nearest_first: Node | None) -> date:
        """
        The last day of a period that begins with an event.

        `at` is the place of the term that states it; `day_periods` is the answer of the nearest
        of some nodes, else of the interpretation. Raises `LocatedError` where nobody says how the
        period is counted, or where the calendar does not reach so far.
        """
        rule = answer("day_periods", *nearest_first, self.agreement.interpretation)
        if rule not in self._counted:
            assert self.agreement.timezone is not None
            self._counted[rule] = Conditions(self.book, rule, self.agreement.timezone)
        return self._counted[rule].last_day(event, within, at, at)

    def is_over(self, last: date) -> bool:
        """Whether a last day has passed: it counts to its end."""
        return self.as_of > last
