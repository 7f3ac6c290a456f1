"""Periods of days: their last day and their last second, worked out on paper calendars."""

from __future__ import annotations

from datetime import date

import pytest

from slaspec.errors import ServiceTimeError
from slaspec.language.model.interpretation import DayPeriods
from slaspec.language.quantities import Span, Zone
from slaspec.service_time.day_periods import last_day, last_instant, needs_calendar
from slaspec.service_time.working_days import WorkingDays, compile_working_days
from tests.service_time.build import at, calendar

OSLO = Zone("Europe/Oslo")
EASTER = [{"date": day} for day in ("2026-04-02", "2026-04-03", "2026-04-06")]


def rule(
    first_day: str = "excluded", ends: str = "end_of_day", on_closed_day: str = "same_day"
) -> DayPeriods:
    """How days are counted; without a word from a test, no closed day moves anything."""
    return DayPeriods(first_day=first_day, ends=ends, on_closed_day=on_closed_day)


def office() -> WorkingDays:
    """Monday to Friday of 2026, closed at Easter (April 2, 3 and 6)."""
    return compile_working_days(
        calendar(closed=EASTER), date.fromisoformat("2026-01-01"), date.fromisoformat("2026-12-31")
    )


@pytest.mark.parametrize(
    ("start", "span", "excluded", "included"),
    [
        ("2026-03-02", "1 days", "2026-03-03", "2026-03-02"),
        ("2026-03-02", "30 days", "2026-04-01", "2026-03-31"),
        ("2026-03-02", "1 weeks", "2026-03-09", "2026-03-08"),
        ("2026-02-20", "2 weeks", "2026-03-06", "2026-03-05"),
        ("2026-03-15", "1 months", "2026-04-15", "2026-04-14"),
        ("2026-01-31", "1 months", "2026-02-28", "2026-02-28"),
        ("2026-01-28", "1 months", "2026-02-28", "2026-02-27"),
        ("2026-12-31", "2 months", "2027-02-28", "2027-02-28"),
        ("2026-11-30", "1 months", "2026-12-30", "2026-12-29"),
        ("2026-12-15", "13 months", "2028-01-15", "2028-01-14"),
        ("2024-02-29", "1 years", "2025-02-28", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29", "2028-02-28"),
        ("2026-03-02", "0 days", "2026-03-02", "2026-03-02"),
    ],
)
def test_a_period_ends_on_the_day_that_a_calendar_on_the_wall_shows(
    start: str, span: str, excluded: str, included: str
) -> None:
    """
    The day of the event is day nought or day one; months go to the same day number or the last.
    """
    begin = date.fromisoformat(start)

    assert excluded == last_day(begin, Span(span), rule(), None).isoformat()
    assert included == last_day(begin, Span(span), rule("included"), None).isoformat()


@pytest.mark.parametrize(
    ("start", "count", "excluded", "included"),
    [
        ("2026-03-30", 1, "2026-03-31", "2026-03-30"),
        ("2026-03-30", 2, "2026-04-01", "2026-03-31"),
        ("2026-03-30", 3, "2026-04-07", "2026-04-01"),
        ("2026-04-01", 1, "2026-04-07", "2026-04-01"),
        ("2026-04-04", 1, "2026-04-07", "2026-04-07"),
        ("2026-04-04", 2, "2026-04-08", "2026-04-08"),
        ("2026-04-04", 0, "2026-04-07", "2026-04-07"),
    ],
)
def test_working_days_pass_over_easter(
    start: str, count: int, excluded: str, included: str
) -> None:
    """From the Monday before Easter: Tuesday, Wednesday, and then the Tuesday after."""
    begin, span = date.fromisoformat(start), Span(f"{count} working days")

    assert excluded == last_day(begin, span, rule(), office()).isoformat()
    assert included == last_day(begin, span, rule("included"), office()).isoformat()


def test_a_last_day_that_is_closed_moves_to_the_next_open_one() -> None:
    """Three days from Monday, March 30, end on Maundy Thursday, and so on Tuesday, April 7."""
    begin, moved = date.fromisoformat("2026-03-30"), rule(on_closed_day="next_open_day")

    assert "2026-04-02" == last_day(begin, Span("3 days"), rule(), office()).isoformat()
    assert "2026-04-07" == last_day(begin, Span("3 days"), moved, office()).isoformat()
    assert "2026-04-01" == last_day(begin, Span("2 days"), moved, office()).isoformat()


@pytest.mark.parametrize("span", ["3 working days", "3 days"])
def test_a_period_that_meets_closed_days_needs_a_calendar(span: str) -> None:
    """Without a calendar nobody knows which days are open, and none is assumed."""
    moved = rule(on_closed_day="next_open_day")

    with pytest.raises(ServiceTimeError) as raised:
        last_day(date.fromisoformat("2026-03-30"), Span(span), moved, None)

    assert f"a period of {span} needs a calendar in day_periods" == str(raised.value)


@pytest.mark.parametrize(
    ("span", "closed_day", "needed"),
    [
        ("3 working days", "same_day", True),
        ("3 working days", "next_open_day", True),
        ("3 days", "next_open_day", True),
        ("3 days", "same_day", False),
        ("24 hours", "next_open_day", False),
        ("24 hours", "same_day", False),
    ],
)
def test_which_periods_need_a_calendar(span: str, closed_day: str, needed: bool) -> None:  # noqa: FBT001
    """Working days always do, other days where a closed day moves the end, hours never."""
    assert needed is needs_calendar(Span(span), rule(on_closed_day=closed_day))


def test_a_period_of_hours_or_windows_has_no_last_day() -> None:
    """Hours end at an instant, and windows are told by the agreement."""
    with pytest.raises(ServiceTimeError) as raised:
        last_day(date.fromisoformat("2026-03-30"), Span("24 hours"), rule(), None)

    assert "a period of 24 hours has no last day" == str(raised.value)


@pytest.mark.parametrize("span", ["80000 days", "3000 months", "300 years", "9999 years"])
def test_a_period_beyond_all_calendars_is_refused(span: str) -> None:
    """The calendars of this tool end with 2199, and a period well within them."""
    with pytest.raises(ServiceTimeError) as raised:
        last_day(date.fromisoformat("2026-03-30"), Span(span), rule(), None)

    assert f"{span} from 2026-03-30 end after the year 2198" == str(raised.value)


def test_the_last_day_of_all_is_still_a_day() -> None:
    """December 31, 2198, is counted to; the next day is not."""
    begin = date.fromisoformat("2198-12-30")

    assert "2198-12-31" == last_day(begin, Span("1 days"), rule(), None).isoformat()
    with pytest.raises(ServiceTimeError):
        last_day(begin, Span("2 days"), rule(), None)


def test_a_day_ends_with_its_last_second_in_the_zone_of_the_agreement() -> None:
    """Two days from 16:30 on a Monday in Oslo end on Wednesday at 23:59:59 there."""
    start = at("2026-03-02T16:30:00+01:00")

    assert at("2026-03-04T23:59:59+01:00") == last_instant(
        start, Span("2 days"), rule(), OSLO, None
    )


def test_working_days_end_with_their_last_second() -> None:
    """One working day from Wednesday before Easter, at 10:00, is the whole Tuesday after it."""
    start = at("2026-04-01T10:00:00+02:00")

    assert at("2026-04-07T23:59:59+02:00") == last_instant(
        start, Span("1 working days"), rule(), OSLO, office()
    )


def test_a_period_that_begins_shortly_before_midnight_begins_on_that_day() -> None:
    """23:59:59 in Oslo is 22:59:59 in UTC, and the day is that of Oslo."""
    start = at("2026-03-02T23:59:59+01:00")

    assert at("2026-03-03T23:59:59+01:00") == last_instant(
        start, Span("1 days"), rule(), OSLO, None
    )


def test_hours_are_counted_as_they_pass() -> None:
    """24 hours over the night in which the clock goes forward end an hour later on the wall."""
    start = at("2026-03-28T12:00:00+01:00")

    assert at("2026-03-29T13:00:00+02:00") == last_instant(
        start, Span("24 hours"), rule(on_closed_day="next_open_day"), OSLO, None
    )


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-03-02T16:30:05+01:00", "2 days", "2026-03-04T16:30:05+01:00"),
        ("2026-03-27T02:30:00+01:00", "2 days", "2026-03-29T03:00:00+02:00"),
        ("2026-10-23T02:30:00+02:00", "2 days", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_the_same_time_of_the_last_day(start: str, span: str, end: str) -> None:
    """In the gap of spring it is the end of the gap, in the fold of autumn the first pass."""
    assert at(end) == last_instant(at(start), Span(span), rule(ends="same_time"), OSLO, None)


def test_the_same_time_of_the_same_day_is_never_before_the_event() -> None:
    """In the second pass of an autumn night the period does not end in the first one."""
    start, included = at("2026-10-25T02:30:00+01:00"), rule("included", ends="same_time")

    assert start == last_instant(start, Span("1 days"), included, OSLO, None)
