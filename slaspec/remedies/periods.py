"""Windows as dates: which period of the calendar a window is, and how much lies in the term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from slaspec.errors import UsageError
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import ContractYear
from slaspec.measure.results import WindowSpan
from slaspec.measure.windows import evaluated, in_words, name_of

Kind = Literal["week", "month", "quarter", "year"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Period:
    """
    A calendar window: its first and last date, and those of its part inside the term.

    All four dates are inside; a window beside the term has no `inside` dates at all. A year that
    begins on a day of its own has that day in `begins`, and is charged like any other year.
    """

    kind: Kind
    name: str
    first: date
    last: date
    inside_first: date
    inside_last: date
    begins: ContractYear | None = None

    @property
    def days(self) -> int:
        """Dates in the whole window."""
        return (self.last - self.first).days + 1

    @property
    def inside_days(self) -> int:
        """Dates in the window that the term covers; 0 for a window beside the term."""
        return max(0, (self.inside_last - self.inside_first).days + 1)

    @property
    def partial(self) -> bool:
        """Whether only a part of the window lies inside the term."""
        return 0 < self.inside_days < self.days

    @property
    def calendar(self) -> Kind | ContractYear:
        """The kind of window that it is one of."""
        return self.begins or self.kind


def period_of(window: WindowSpan, kind: Kind | ContractYear, effective: Effective) -> Period:
    """
    The calendar period behind a measured window, and its part inside the term.

    Raises `UsageError` for a window that is no whole period of its kind.
    """
    first, last = date.fromisoformat(window.first), date.fromisoformat(window.last)
    if (first, last) != evaluated(kind, first):
        raise UsageError(
            f"window '{window.name}' ({window.first} to {window.last}) is no whole {in_words(kind)}"
        )
    return _period(kind, window.name, first, last, effective)


def period_around(kind: Kind | ContractYear, day: date, effective: Effective) -> Period:
    """The period of a kind that a date lies in."""
    first, last = evaluated(kind, day)
    return _period(kind, name_of(kind, first), first, last, effective)


def _period(
    kind: Kind | ContractYear, name: str, first: date, last: date, effective: Effective
) -> Period:
    year = kind if isinstance(kind, ContractYear) else None
    return Period(
        "year" if isinstance(kind, ContractYear) else kind,
        name,
        first,
        last,
        max(first, effective.from_.value),
        min(last, effective.ends.value) if effective.ends else last,
        year,
    )
