"""What to do about a fault of a calendar, and which of two shifts it is about."""

from __future__ import annotations

from typing import Any

import pytest

from slaspec.service_time.faults import Fault, faults
from tests.service_time.build import calendar

DAY = {"date": "2026-05-17"}


def found(**overrides: Any) -> list[Fault]:
    """The faults of a calendar with these sections."""
    return list(faults(calendar(**overrides)))


@pytest.mark.parametrize(
    ("overrides", "help"),
    [
        (
            {"open": {"Mon": ["08:00-17:00"]}},
            "use mon, tue, wed, thu, fri, sat, sun or a range like mon-fri",
        ),
        (
            {"open": {"mon-fri": ["08:00-17:00"], "fri": ["18:00-19:00"]}},
            "give each day its hours once",
        ),
        ({"open": {}}, "give at least one day its hours, like mon-fri: ['08:00-17:00']"),
        ({"closed": [DAY, DAY]}, "keep one of the two"),
        ({"valid": {"from": "2026-05-18", "through": "2026-05-17"}}, "exchange the two dates"),
        (
            {"closed": [DAY], "valid": {"from": "2026-05-18", "through": "2026-12-31"}},
            "remove the date, or extend valid when all dates of the longer span are pinned",
        ),
    ],
)
def test_a_fault_says_what_to_do(overrides: dict[str, Any], help: str) -> None:
    """In the words of a calendar."""
    assert help in [fault.help for fault in found(**overrides)]


def test_of_two_shifts_of_a_day_the_night_runs_into_the_next() -> None:
    """Also where the day's other shift stands behind it in the list."""
    (fault,) = found(open={"mon": ["22:00-06:00", "08:00-12:00"], "tue": ["05:00-07:00"]})

    assert "tue 05:00-07:00 overlaps mon 22:00-06:00, which runs over midnight" == fault.sentence


def test_an_exceptions_night_meets_the_exception_of_the_next_day() -> None:
    """The hours of the next date are its own, and not those of every week."""
    night = {"date": "2026-11-24", "open": ["20:00-04:00"]}
    late = {"date": "2026-11-25", "open": ["10:00-12:00"]}
    early = {"date": "2026-11-25", "open": ["03:00-05:00"]}
    weekly = {"mon-fri": ["02:00-06:00"]}

    assert [] == found(open=weekly, exceptions=[night, late])
    (fault,) = found(open={"mon-fri": ["08:00-17:00"]}, exceptions=[night, early])
    assert (
        "2026-11-24 20:00-04:00, which runs over midnight, overlaps 2026-11-25 03:00-05:00"
        == fault.sentence
    )
