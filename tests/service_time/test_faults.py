"""Each fault of a calendar is found, at its place, and none where there is none."""

from __future__ import annotations

from typing import Any

import pytest

from slaspec.service_time.faults import faults
from tests.service_time.build import calendar

DAY = {"date": "2026-05-17"}


def test_a_clear_calendar() -> None:
    """Split days, touching ranges, nights, ranges over the weekend and exceptions are fine."""
    clear = calendar(
        open={"fri-sun": ["00:00-12:00", "12:00-20:00"], "mon-thu": ["06:00-08:00", "22:00-00:00"]},
        closed=[DAY],
        exceptions=[{**DAY, "open": ["10:00-12:00"]}],
        valid={"from": "2026-05-17", "through": "2026-05-17"},
    )

    assert [] == list(faults(clear))


@pytest.mark.parametrize(
    ("overrides", "path", "sentence"),
    [
        ({"open": {"Mon": ["08:00-17:00"]}}, ("open", "Mon"), "'Mon' is not a day of the week"),
        ({"open": {"mon,tue": ["08:00-17:00"]}}, ("open", "mon,tue"), "'mon,tue' is not a day"),
        ({"open": {"mon-mon": ["08:00-17:00"]}}, ("open", "mon-mon"), "'mon-mon' is not a day"),
        ({"open": {"mon-": ["08:00-17:00"]}}, ("open", "mon-"), "'mon-' is not a day"),
        ({"open": {"-fri": ["08:00-17:00"]}}, ("open", "-fri"), "'-fri' is not a day"),
        (
            {"open": {"mon-fri": ["08:00-17:00"], "fri": ["09:00-10:00"]}},
            ("open", "fri"),
            "fri is named twice, by mon-fri and by fri",
        ),
        (
            {"open": {"mon-fri": ["08:00-17:00", "18:00-19:00", "12:00-13:00"]}},
            ("open", "mon-fri", 2),
            "mon-fri: 08:00-17:00 and 12:00-13:00 overlap",
        ),
        (
            {"open": {"mon": ["06:00-07:00", "22:00-06:30"], "tue": ["06:00-07:00"]}},
            ("open", "tue", 0),
            "tue 06:00-07:00 overlaps mon 22:00-06:30, which runs over midnight",
        ),
        (
            {"open": {"mon-sun": ["05:00-07:00", "22:00-06:00"]}},
            ("open", "mon-sun", 0),
            "mon 05:00-07:00 overlaps sun 22:00-06:00, which runs over midnight",
        ),
        (
            {"exceptions": [{**DAY, "open": ["08:00-12:00", "11:00-13:00"]}]},
            ("exceptions", 0, "open", 1),
            "2026-05-17: 08:00-12:00 and 11:00-13:00 overlap",
        ),
        (
            {"open": {"mon": ["08:00-17:00"]}, "exceptions": [{**DAY, "open": ["22:00-09:00"]}]},
            ("exceptions", 0, "open", 0),
            "2026-05-17 22:00-09:00, which runs over midnight, overlaps 2026-05-18 08:00-17:00",
        ),
        ({"open": {"mon": []}}, ("open",), "calendar office-no has no open hour at all"),
        (
            {"closed": [DAY, {"date": "2026-05-01"}, DAY]},
            ("closed", 2, "date"),
            "2026-05-17 stands twice among the closed dates",
        ),
        (
            {"exceptions": [{**DAY, "open": []}, {**DAY, "open": []}]},
            ("exceptions", 1, "date"),
            "2026-05-17 stands twice among the exceptions",
        ),
        (
            {"valid": {"from": "2026-02-01", "through": "2026-01-31"}},
            ("valid", "through"),
            "valid ends on 2026-01-31, before it begins on 2026-02-01",
        ),
        (
            {"closed": [DAY], "valid": {"from": "2027-01-01", "through": "2027-12-31"}},
            ("closed", 0, "date"),
            "2026-05-17 is outside valid, 2027-01-01 through 2027-12-31",
        ),
        (
            {
                "exceptions": [{**DAY, "open": []}],
                "valid": {"from": "2026-01-01", "through": "2026-05-16"},
            },
            ("exceptions", 0, "date"),
            "2026-05-17 is outside valid",
        ),
    ],
)
def test_one_fault(overrides: dict[str, Any], path: tuple[str | int, ...], sentence: str) -> None:
    """The fault is named once, at its place, with what to do."""
    [fault] = list(faults(calendar(**overrides)))

    assert path == fault.path
    assert sentence in fault.sentence
    assert fault.help


def test_only_an_exception_opens() -> None:
    """A calendar that opens on one exceptional date has an open hour."""
    opened = calendar(open={}, exceptions=[{**DAY, "open": ["10:00-12:00"]}])

    assert [] == list(faults(opened))


def test_an_exception_may_run_up_to_the_hours_of_the_next_date() -> None:
    """Hours over midnight may end where the next date begins, or run into a closed one."""
    night = {**DAY, "open": ["22:00-08:00"]}
    week = {"mon": ["08:00-17:00"]}

    assert [] == list(faults(calendar(open=week, exceptions=[night])))

    long_night = {**DAY, "open": ["22:00-12:00"]}
    closed = [{"date": "2026-05-18"}]

    assert [] == list(faults(calendar(open=week, closed=closed, exceptions=[long_night])))
