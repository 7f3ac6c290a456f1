"""Which way a change of one part of a calendar goes, with everything else as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from slaspec.language.model import Agreement, Calendar, Terms
from slaspec.language.model.agreement import Sections
from slaspec.language.model.calendar import ClosedDate, OpenException
from slaspec.review.change import Direction
from slaspec.review.changes.open_hours import Compared, compared, direction
from slaspec.review.difference import Difference
from slaspec.review.rule import Said

Edit = Callable[[Calendar], Calendar]
_WORDS: dict[Compared, str] = {
    "same": "the open hours are the same",
    "more": "it is open for more hours",
    "fewer": "it is open for fewer hours",
    "other": "it is open at other hours",
}


def judged_by_hours(change: Difference, found: Compared, sentence: str) -> Said:
    """What open hours mean for those who count by the calendar; what nobody feels is a note."""
    way, is_used = _direction(change, found)
    felt = found != "same" and is_used
    return Said(way, f"{sentence}; {_WORDS[found]}", material=felt)


def with_field(change: Difference, name: str) -> Compared:
    """What a field does to the open hours, with everything else as on the one or the other side."""
    base, head = both(change)
    forth = compared(base, replace(base, **{name: getattr(head, name)}))
    return in_both(forth, compared(replace(head, **{name: getattr(base, name)}), head))


def in_both(one: Compared, two: Compared) -> Compared:
    """What is found on both sides, or on one of them where it does nothing on the other."""
    if two in (one, "same"):
        return one
    return two if one == "same" else "other"


def on_date(change: Difference, day: date, before: Edit, after: Edit) -> Compared | None:
    """
    What another rule for a date does to its hours, with everything else as on either side.

    `before` and `after` make a calendar with the one and the other rule. None where one of the
    calendars does not know the date.
    """
    found = [_around(before(each), after(each), day) for each in both(change)]
    if found[0] is None or found[1] is None:
        return None
    return in_both(found[0], found[1])


def _around(base: Calendar, head: Calendar, day: date) -> Compared | None:
    """A day and its neighbours, into which hours over midnight reach, as far as they are known."""
    from slaspec.service_time.calendar import known_dates

    first, last = known_dates(base)
    if not first <= day <= last:
        return None
    dates = max(first, day - timedelta(days=1)), min(last, day + timedelta(days=1))
    return compared(base, head, dates)


def with_closed(calendar: Calendar, entry: ClosedDate, *, closed: bool) -> Calendar:
    """The calendar with a date closed, or not."""
    others = tuple(each for each in calendar.closed or () if each.date != entry.date)
    return replace(calendar, closed=(*others, entry) if closed else others)


def with_exception(calendar: Calendar, day: date, entry: OpenException | None) -> Calendar:
    """The calendar with these hours of a date, or with its usual ones."""
    others = tuple(each for each in calendar.exceptions or () if each.date.value != day)
    return replace(calendar, exceptions=others if entry is None else (*others, entry))


def both(change: Difference) -> tuple[Calendar, Calendar]:
    """The calendars of both sides."""
    base, head = change.base_parents[0], change.head_parents[0]
    assert isinstance(base, Calendar)
    assert isinstance(head, Calendar)
    return base, head


def _direction(change: Difference, found: Compared) -> tuple[Direction, bool]:
    """The direction for those who count by the calendar, and whether there are any."""
    base, head = both(change)
    bodies = [
        (body, calendar.id)
        for book, calendar in ((change.base_book, base), (change.head_book, head))
        for body in (*book.of(Agreement), *book.of(Terms))
    ]
    clocks = any(_counts_by(body, id) for body, id in bodies)
    excuses = any(each.hours == id for body, id in bodies for each in body.exclusions or ())
    periods = any(_periods(body) == id for body, id in bodies)
    way = direction(found, excused=excuses) if clocks != excuses else "neutral"
    return way, clocks or excuses or periods


def _counts_by(body: Sections, id: str) -> bool:
    """Whether a clock or an availability counts by a calendar."""
    metrics = (getattr(metric, "hours", None) for metric in body.metrics or ())
    objectives = (
        each.hours
        for target in body.targets or ()
        for each in (target.objective, *(target.objectives or {}).values())
        if each is not None
    )
    return id in metrics or id in objectives


def _periods(body: Sections) -> str | None:
    answers = body.interpretation
    return answers.day_periods.calendar if answers and answers.day_periods else None
