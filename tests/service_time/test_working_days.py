"""Limits in working days."""

from __future__ import annotations

from datetime import date

import pytest

from slaspec.errors import ServiceTimeError
from slaspec.service_time.calendar import always_open
from slaspec.service_time.timeline import OutsideRangeError
from slaspec.service_time.working_days import WorkingDays, compile_working_days
from tests.service_time.build import at, calendar


def working_days(
    first: str = "2026-01-01", last: str = "2026-12-31", **rest: object
) -> WorkingDays:
    """The working days of a calendar over some dates."""
    return compile_working_days(
        calendar(**rest), date.fromisoformat(first), date.fromisoformat(last)
    )


ASCENSION = {"closed": [{"date": "2026-05-14"}]}


@pytest.mark.parametrize(
    ("start", "due", "expected"),
    [
        ("2026-05-12T10:00:00+02:00", "same_time", "2026-05-15T10:00:00+02:00"),
        ("2026-05-12T10:00:00+02:00", "end_of_day", "2026-05-15T17:00:00+02:00"),
        ("2026-05-12T23:00:00+02:00", "same_time", "2026-05-15T23:00:00+02:00"),
        ("2026-05-16T10:00:00+02:00", "same_time", "2026-05-20T08:00:00+02:00"),
        ("2026-05-16T10:00:00+02:00", "end_of_day", "2026-05-20T17:00:00+02:00"),
        ("2026-05-14T10:00:00+02:00", "same_time", "2026-05-19T08:00:00+02:00"),
        ("2026-03-27T10:00:00+01:00", "same_time", "2026-03-31T10:00:00+02:00"),
    ],
)
def test_two_working_days(start: str, due: str, expected: str) -> None:
    """Weekends and closed dates are no working days; from one of them day 0 is the next."""
    days = working_days(**ASCENSION)

    assert at(expected) == days.deadline(at(start), 2, due)
    assert [at(expected)] == days.deadline_array([at(start)], 2, due).tolist()


def test_same_time_in_a_gap_and_a_fold() -> None:
    """02:30 on the day of the change is 03:00 in spring, and its first pass in autumn."""
    days = compile_working_days(always_open("Europe/Oslo"), date(2026, 1, 1), date(2026, 12, 31))
    for start, expected in (
        ("2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00"),
        ("2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00"),
    ):
        assert at(expected) == days.deadline(at(start), 1, "same_time")
        assert [at(expected)] == days.deadline_array([at(start)], 1, "same_time").tolist()


def test_end_of_day_over_midnight() -> None:
    """A night shift belongs to the date on which it opens, to its end the next morning."""
    days = working_days(open={"mon-fri": ["22:00-06:00"]})
    monday = at("2026-05-04T23:00:00+02:00")

    assert at("2026-05-06T06:00:00+02:00") == days.deadline(monday, 1, "end_of_day")
    assert [date(2026, 5, 8)] == days.open_dates(date(2026, 5, 8), date(2026, 5, 10))


def test_rest_of_a_closed_night() -> None:
    """What a closed Friday leaves of its shift on Saturday makes no working day of either."""
    days = working_days(open={"mon-fri": ["22:00-06:00"]}, closed=[{"date": "2026-05-08"}])

    assert date(2026, 5, 11) == days.after(date(2026, 5, 7), 1)


def test_exception_makes_a_working_day() -> None:
    """A Saturday with exceptional hours is a working day; a Friday without hours is none."""
    days = working_days(
        exceptions=[
            {"date": "2026-05-09", "open": ["10:00-12:00"]},
            {"date": "2026-05-08", "open": []},
        ]
    )

    assert [date(2026, 5, 7), date(2026, 5, 9)] == days.open_dates(
        date(2026, 5, 7), date(2026, 5, 10)
    )
    assert at("2026-05-09T12:00:00+02:00") == days.deadline(
        at("2026-05-07T10:00:00+02:00"), 1, "end_of_day"
    )


def test_always_open() -> None:
    """With 24x7 every date is a working day that ends at midnight."""
    days = compile_working_days(always_open("Asia/Tokyo"), date(2026, 1, 1), date(2026, 1, 31))

    assert at("2026-01-12T00:00:00+09:00") == days.deadline(
        at("2026-01-10T10:00:00+09:00"), 1, "end_of_day"
    )


def test_counting_dates() -> None:
    """`after` leaves the first day out; `on_or_after` keeps an open date and moves a closed one."""
    days = working_days(**ASCENSION)

    assert date(2026, 5, 18) == days.after(date(2026, 5, 13), 2)
    assert date(2026, 5, 15) == days.on_or_after(date(2026, 5, 14))
    assert date(2026, 5, 15) == days.on_or_after(date(2026, 5, 15))


@pytest.mark.parametrize("count", [0, -1])
def test_no_days(count: int) -> None:
    """Nought working days are no limit."""
    days = working_days()
    for question in (
        lambda: days.deadline(at("2026-05-07T10:00:00Z"), count, "same_time"),
        lambda: days.deadline_array([0], count, "same_time"),
        lambda: days.after(date(2026, 5, 1), count),
    ):
        with pytest.raises(ServiceTimeError, match="is no limit"):
            question()


@pytest.mark.parametrize("start", ["2026-04-30T21:59:59Z", "2026-05-31T22:00:00Z"])
def test_start_outside(start: str) -> None:
    """A start outside the known dates is an error, not the nearest working day."""
    days = working_days("2026-05-01", "2026-05-31")
    for question in (
        lambda: days.deadline(at(start), 1, "end_of_day"),
        lambda: days.deadline_array([at(start)], 1, "end_of_day"),
    ):
        with pytest.raises(OutsideRangeError, match=f"2026-05-31; {start} is outside"):
            question()


def test_deadline_outside() -> None:
    """A deadline after the known dates is an error."""
    days = working_days("2026-05-01", "2026-05-31")
    friday = at("2026-05-29T10:00:00Z")
    for question in (
        lambda: days.deadline(friday, 1, "same_time"),
        lambda: days.deadline_array([friday], 1, "same_time"),
        lambda: days.after(date(2026, 5, 29), 1),
        lambda: days.on_or_after(date(2026, 5, 30)),
        lambda: days.on_or_after(date(2026, 6, 1)),
        lambda: days.open_dates(date(2026, 5, 1), date(2026, 6, 1)),
    ):
        with pytest.raises(OutsideRangeError, match="working days of calendar office-no are known"):
            question()


def test_outside_valid() -> None:
    """Dates that leave `valid` are refused."""
    with pytest.raises(ServiceTimeError, match="is pinned from 2026-02-01 through 2026-12-31"):
        working_days(valid={"from": "2026-02-01", "through": "2026-12-31"})
