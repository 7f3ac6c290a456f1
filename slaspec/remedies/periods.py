"""Windows as dates: which calendar period a window is, and how much of it lies in the term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from slaspec.errors import UsageError
from slaspec.language.model.governance import Effective
from slaspec.measure.results import WindowSpan

Kind = Literal["week", "month", "quarter", "year"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
MONTHS_OF_YEAR = 12


@dataclass(frozen=True)
class Period:
    """
    A calendar window: its first and last date, and those of its part inside the term.

    All four dates are inside; a window beside the term has no `inside` dates at all.
    """

    kind: Kind
    name: str
    first: date
    last: date
    inside_first: date
    inside_last: date

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


def period_of(window: WindowSpan, kind: Kind, effective: Effective) -> Period:
    """
    The calendar period behind a measured window, and its part inside the term.

    Raises `UsageError` for a window that is no whole period of its kind.
    """
    first, last = date.fromisoformat(window.first), date.fromisoformat(window.last)
    if not _is_whole(kind, first, last):
        raise UsageError(
            f"window '{window.name}' ({window.first} to {window.last}) is no whole {kind}"
        )
    return Period(
        kind,
        window.name,
        first,
        last,
        max(first, effective.from_.value),
        min(last, effective.ends.value) if effective.ends else last,
    )


def _is_whole(kind: Kind, first: date, last: date) -> bool:
    """Whether two dates are the first and last of a week (from Monday), month, quarter or year."""
    if kind == "week":
        return first.weekday() == 0 and last - first == timedelta(days=6)
    months = MONTHS[kind]
    years, month = divmod(first.month - 1 + months, MONTHS_OF_YEAR)
    following = date(first.year + years, month + 1, 1)
    starts = first.day == 1 and (first.month - 1) % months == 0
    return starts and last == following - timedelta(days=1)
