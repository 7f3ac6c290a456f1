"""Rule V604."""

from __future__ import annotations

from slaspec.language.model.calendar import OpenException
from slaspec.language.model.node import Node
from slaspec.review.changes.calendars import judged_by_hours, on_date, with_exception
from slaspec.review.changes.judging import is_empty
from slaspec.review.changes.wording import between, plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V604",
    name="hours-of-a-date",
    owns=("Calendar.exceptions", "OpenException.date", "OpenException.open"),
    material=True,
)
def hours_of_a_date(change: Difference) -> Said | None:
    """
    A date has other hours than the weekly ones, or has them no longer.

    What it compares:
        The exceptions of a calendar, and what each of them does to its open hours.

    Why:
        On such a date clocks run at other hours.

    Before:

        kind: Calendar
        exceptions: []

    After:

        kind: Calendar
        exceptions: [{date: 2026-11-28, open: ["10:00-16:00"]}]

    Direction:
        tightened
    """
    if is_empty(change) or change.sort == "renamed":
        return None
    before, after = (_entry(value, parents) for value, parents, _ in change.sides)
    entry = after or before
    assert entry is not None
    if before is not None and after is not None and before.date.value != after.date.value:
        return Said(
            "neutral", between("the date of these hours", str(before.date), str(after.date))
        )
    day = entry.date.value
    hours = _hours(before), _hours(after)
    sentence = f"the hours of {entry.date} are {hours[1]} instead of {hours[0]}"
    found = on_date(
        change,
        day,
        lambda calendar: with_exception(calendar, day, before),
        lambda calendar: with_exception(calendar, day, after),
    )
    if found is None:
        return Said("neutral", f"{sentence}; only one side knows the date", *hours, False)
    return judged_by_hours(change, found, sentence)._replace(before=hours[0], after=hours[1])


def _entry(value: object, parents: tuple[Node, ...]) -> OpenException | None:
    """The date that differs, or whose hours do."""
    there = (each for each in (value, *reversed(parents)) if isinstance(each, OpenException))
    return next(there, None)


def _hours(entry: OpenException | None) -> str:
    return plain(entry.open) if entry is not None else "as usual"
