"""Shifts over midnight and closed dates: a calendar must say what a holiday takes away."""

from __future__ import annotations

from typing import Any

import pytest

from slaspec.service_time.faults import Fault
from slaspec.service_time.holiday_rule import unsaid_holiday_rule
from tests.service_time.build import calendar

NIGHTS = {"mon-fri": ["08:00-12:00", "22:00-06:00"]}
CLOSED = [{"date": "2026-05-17"}]


def faults(**overrides: Any) -> list[Fault]:
    """The faults of a calendar with these sections."""
    return list(unsaid_holiday_rule(calendar(**overrides)))


def test_a_night_shift_beside_a_holiday_needs_the_rule() -> None:
    """Does May 17 take away its own hours, or the shift that opens on it? Nobody said."""
    assert [
        Fault(
            ("holiday_rule",),
            "calendar 'office-no' is open 22:00-06:00, over midnight, and does not say what a"
            " closed date takes away: its own hours, or the shift that opens on it",
            "add holiday_rule: calendar_date or holiday_rule: opening_date",
        )
    ] == faults(open=NIGHTS, closed=CLOSED)


@pytest.mark.parametrize("rule", ["calendar_date", "opening_date"])
def test_a_calendar_that_says_it_has_no_fault(rule: str) -> None:
    """Either answer will do."""
    assert [] == faults(open=NIGHTS, closed=CLOSED, holiday_rule=rule)


def test_without_a_special_date_the_question_does_not_arise() -> None:
    """A night shift alone is no fault."""
    assert [] == faults(open=NIGHTS)


def test_a_shift_until_midnight_is_no_night_shift() -> None:
    """24:00 is the end of the day, whichever date a holiday takes away."""
    assert [] == faults(open={"mon-fri": ["22:00-24:00"]}, closed=CLOSED)


def test_an_exception_is_a_special_date_as_a_holiday_is() -> None:
    """Hours of their own on one date cut the shift of the night before, or do not."""
    short = [{"date": "2026-11-28", "open": ["10:00-16:00"]}]

    assert 1 == len(faults(open=NIGHTS, exceptions=short))
    assert [] == faults(exceptions=short)


@pytest.mark.parametrize(
    ("closed", "found"), [("2026-11-29", 1), ("2026-11-30", 0), ("2026-11-27", 0)]
)
def test_the_night_of_an_exception_matters_where_the_next_date_is_special(
    closed: str, found: int
) -> None:
    """A night from Saturday runs into the Sunday: only a holiday on that day could cut it."""
    night = [{"date": "2026-11-28", "open": ["10:00-16:00", "20:00-04:00"]}]

    fault = faults(exceptions=night, closed=[{"date": closed}])

    assert found == len(fault)
    assert all("is open 20:00-04:00," in each.sentence for each in fault)


def test_the_weekly_night_is_named_before_that_of_an_exception() -> None:
    """The shift of every week explains it best."""
    night = [{"date": "2026-11-28", "open": ["20:00-04:00"]}]

    (fault,) = faults(open=NIGHTS, exceptions=night, closed=[{"date": "2026-11-29"}])

    assert "is open 22:00-06:00, over midnight" in fault.sentence
