"""The last instant of a period of days, after Regulation 1182/71 unless the contract says otherwise."""

from __future__ import annotations

import pytest

from slaspec.errors import ServiceTimeError
from slaspec.language.model.interpretation import DayPeriods
from slaspec.language.quantities import Span, Zone
from slaspec.service_time.calendar import always_open, compile_calendar
from slaspec.service_time.day_periods import last_day, last_instant, needs_calendar
from slaspec.service_time.working_days import compile_working_days
from tests.measure.build import at, day
from tests.service_time.build import calendar

OSLO = Zone("Europe/Oslo")
CLOSED = [{"date": "2026-04-06"}]  # Easter Monday


def rule(**said):
    return DayPeriods(
        **{"first_day": "excluded", "ends": "end_of_day", "on_closed_day": "same_day", **said}
    )


def office():
    """Monday to Friday of 2026, without Easter Monday."""
    return compile_working_days(calendar(closed=CLOSED), day("2026-01-01"), day("2026-12-31"))


def ends(start, span, **said):
    return str(last_day(day(start), Span(span), rule(**said), office()))


@pytest.mark.parametrize(
    ("start", "span", "excluded", "included"),
    [
        ("2026-04-01", "1 day", "2026-04-02", "2026-04-01"),
        ("2026-04-01", "10 days", "2026-04-11", "2026-04-10"),
        ("2026-04-06", "1 week", "2026-04-13", "2026-04-12"),
        ("2026-04-15", "1 month", "2026-05-15", "2026-05-14"),
        ("2026-01-31", "1 month", "2026-02-28", "2026-02-28"),
        ("2026-03-31", "1 month", "2026-04-30", "2026-04-30"),
        ("2026-05-01", "1 month", "2026-06-01", "2026-05-31"),
        ("2026-12-31", "2 months", "2027-02-28", "2027-02-28"),
        ("2026-04-01", "1 year", "2027-04-01", "2027-03-31"),
        ("2024-02-29", "1 year", "2025-02-28", "2025-02-28"),
        ("2026-04-01", "0 days", "2026-04-01", "2026-04-01"),
    ],
)
def test_the_first_day_is_excluded_or_included(start, span, excluded, included):
    """Included, the day of the event is day one, also of weeks, months and years."""
    found = (ends(start, span), ends(start, span, first_day="included"))

    assert (excluded, included) == found


@pytest.mark.parametrize(
    ("start", "span", "excluded", "included"),
    [
        ("2026-04-01", "1 working day", "2026-04-02", "2026-04-01"),
        ("2026-04-01", "3 working days", "2026-04-07", "2026-04-03"),  # over Easter Monday
        ("2026-04-04", "1 working day", "2026-04-07", "2026-04-07"),  # a Saturday
        ("2026-04-04", "2 working days", "2026-04-08", "2026-04-08"),
    ],
)
def test_working_days_are_those_of_the_calendar(start, span, excluded, included):
    """A closed day of the event is no day one: the count begins with the next open day."""
    found = (ends(start, span), ends(start, span, first_day="included"))

    assert (excluded, included) == found


def test_a_closed_last_day_moves_where_the_contract_says_so():
    """Saturday 4 April moves over Easter Monday to Tuesday."""
    assert "2026-04-04" == ends("2026-04-01", "3 days")
    assert "2026-04-07" == ends("2026-04-01", "3 days", on_closed_day="next_open_day")


def test_the_end_of_the_day_is_its_last_second():
    """A day from 28 March 2026, 10:00: until 23:59:59 of the 29th, in summer time already."""
    start = at("2026-03-28 10:00+01:00")

    assert at("2026-03-29 23:59:59+02:00") == last_instant(start, Span("1 day"), rule(), OSLO, None)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-04-01 10:20:30+02:00", "2026-04-02 10:20:30+02:00"),
        ("2026-03-28 10:00+01:00", "2026-03-29 10:00+02:00"),  # 23 hours later
        ("2026-03-28 02:30+01:00", "2026-03-29 03:00+02:00"),  # skipped: the end of the gap
        ("2026-10-24 02:30+02:00", "2026-10-25 02:30+02:00"),  # shown twice: the first pass
    ],
)
def test_the_same_time_is_that_of_the_clock_on_the_wall(start, end):
    """`ends: same_time` ends on the last day at the clock time of the event."""
    found = last_instant(at(start), Span("1 day"), rule(ends="same_time"), OSLO, None)

    assert at(end) == found


def test_a_period_never_ends_before_its_event():
    """No day at all from the second pass of 02:30: the event itself, not the first pass."""
    start = at("2026-10-25 02:30+01:00")

    assert start == last_instant(start, Span("0 days"), rule(ends="same_time"), OSLO, None)


def test_hours_are_counted_exactly():
    """48 hours over the change of the clocks are 48 hours."""
    start = at("2026-03-28 10:00+01:00")

    assert start + 48 * 3600 == last_instant(start, Span("48 hours"), rule(), OSLO, None)


@pytest.mark.parametrize(
    ("span", "said", "needed"),
    [
        ("2 working days", {}, True),
        ("2 days", {}, False),
        ("2 days", {"on_closed_day": "next_open_day"}, True),
        ("2 hours", {"on_closed_day": "next_open_day"}, False),
    ],
)
def test_when_a_calendar_is_needed(span, said, needed):
    """Only open days have to be known."""
    assert needed == needs_calendar(Span(span), rule(**said))


@pytest.mark.parametrize("span", ["2 windows", "2 hours"])
def test_a_period_without_a_last_day(span):
    """Windows and hours are no days."""
    with pytest.raises(ServiceTimeError, match="has no last day"):
        ends("2026-04-01", span)


@pytest.mark.parametrize("said", [{"span": "1 working day"}, {"on_closed_day": "next_open_day"}])
def test_a_calendar_that_is_missing(said):
    """Open days without a calendar are an error, never taken for all days."""
    span = Span(said.pop("span", "1 day"))
    with pytest.raises(ServiceTimeError, match="needs a calendar"):
        last_day(day("2026-04-01"), span, rule(**said), None)


@pytest.mark.parametrize("span", ["99999 years", "99999 weeks", "9999 months"])
def test_a_period_beyond_what_can_be_dated(span):
    """Hundreds of years are refused in words."""
    with pytest.raises(ServiceTimeError, match="end after the year 2198"):
        ends("2026-04-01", span)


def test_always_open_has_no_closed_day():
    """With the built-in calendar nothing moves."""
    always = compile_working_days(always_open(OSLO), day("2026-01-01"), day("2026-12-31"))
    moving = rule(on_closed_day="next_open_day")

    assert day("2026-04-04") == last_day(day("2026-04-01"), Span("3 days"), moving, always)
    assert compile_calendar("24x7", day("2026-01-01"), day("2026-12-31"))
