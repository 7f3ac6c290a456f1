"""The public face: datetimes in, seconds and datetimes out."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from slaspec.errors import LocatedError, ServiceTimeError, UsageError
from slaspec.use_cases.service_hours import ServiceHours
from tests.service_time.build import calendar, document

OSLO = ZoneInfo("Europe/Oslo")


def moment(text: str) -> datetime:
    """A wall time in Oslo."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def test_elapsed_over_a_weekend() -> None:
    """An hour on Friday and an hour on Monday are two hours."""
    hours = ServiceHours(calendar())

    assert 7200 == hours.elapsed(moment("2026-04-10T16:00"), moment("2026-04-13T09:00"))


def test_same_zone_subtraction_trap() -> None:
    """Real seconds count across a change, although Python subtracts the wall times."""
    a, b = moment("2026-03-29T01:30"), moment("2026-03-29T03:30")

    assert timedelta(hours=2) == b - a
    assert 3600 == ServiceHours("24x7").elapsed(a, b)


def test_both_passes_of_a_fold() -> None:
    """`fold` tells the two passes of the clock apart."""
    first = moment("2026-10-25T02:30")

    assert 3600 == ServiceHours("24x7").elapsed(first, first.replace(fold=1))


def test_mixed_offsets_and_fractions() -> None:
    """Any aware datetimes go together; each is floored to its second."""
    start = datetime(2026, 4, 10, 16, 0, 0, 999999, tzinfo=timezone(timedelta(hours=2)))
    end = datetime(2026, 4, 10, 14, 0, 1, 1, tzinfo=UTC)

    assert 1 == ServiceHours(calendar()).elapsed(start, end)


def test_pauses() -> None:
    """Overlapping pauses count once; from a generator too."""
    hours = ServiceHours(calendar())
    start, end = moment("2026-04-10T08:00"), moment("2026-04-10T12:00")
    pauses = [
        (moment("2026-04-10T09:00"), moment("2026-04-10T10:00")),
        (moment("2026-04-10T09:30"), moment("2026-04-10T10:30")),
    ]

    assert 4 * 3600 - 5400 == hours.elapsed(start, end, pauses)
    assert 4 * 3600 - 5400 == hours.elapsed(start, end, (pause for pause in pauses))
    assert moment("2026-04-10T10:31") == hours.deadline(start, 3660, pauses)


def test_deadline_and_latest() -> None:
    """Due at closing time, met until the next opening; both in the calendar's zone."""
    hours = ServiceHours(calendar())
    start = datetime(2026, 4, 10, 6, 0, tzinfo=UTC)
    due, latest = hours.deadline(start, 9 * 3600), hours.deadline(start, 9 * 3600, latest=True)

    assert "2026-04-10 17:00:00+02:00" == str(due)
    assert "2026-04-13 08:00:00+02:00" == str(latest)
    assert "Europe/Oslo" == str(due.tzinfo)
    assert 9 * 3600 == hours.elapsed(start, due) == hours.elapsed(start, latest)


def test_twenty_four_seven() -> None:
    """The text 24x7 is a calendar; its answers are in UTC."""
    due = ServiceHours("24x7").deadline(moment("2026-04-10T08:00"), 3600)

    assert "2026-04-10 07:00:00+00:00" == str(due)


def test_years_grow_on_demand() -> None:
    """Years before, after and between are compiled when they are asked for."""
    hours = ServiceHours(calendar())
    day = 9 * 3600

    assert day == hours.elapsed(moment("2026-04-10T00:00"), moment("2026-04-11T00:00"))
    assert day == hours.elapsed(moment("2031-04-10T00:00"), moment("2031-04-11T00:00"))
    assert day == hours.elapsed(moment("2019-04-10T00:00"), moment("2019-04-11T00:00"))
    assert 261 * day == hours.elapsed(moment("2025-01-01T00:00"), moment("2026-01-01T00:00"))


def test_deadline_years_ahead() -> None:
    """A deadline that lies years ahead is found; hours that open once a year suffice."""
    opened = [{"date": f"{year}-06-01", "open": ["10:00-11:00"]} for year in range(2026, 2040)]
    hours = ServiceHours(calendar(open={}, exceptions=opened))

    assert moment("2036-06-01T10:30") == hours.deadline(
        moment("2026-01-01T00:00"), 10 * 3600 + 1800
    )
    assert moment("2036-06-01T10:00") == hours.deadline(
        moment("2026-01-01T00:00"), 10 * 3600, latest=True
    )


def test_outside_valid() -> None:
    """Beyond `valid` everything is an error in words; up to it everything is answered."""
    hours = ServiceHours(calendar(valid={"from": "2026-03-01", "through": "2027-03-31"}))
    pinned = "office-no is pinned from 2026-03-01 through 2027-03-31; 202[67]-0[24]-.* is outside"

    with pytest.raises(ServiceTimeError, match=pinned):
        hours.elapsed(moment("2026-02-28T23:00"), moment("2026-03-02T09:00"))
    with pytest.raises(ServiceTimeError, match=pinned):
        hours.elapsed(moment("2026-03-01T00:00"), moment("2027-04-02T09:00"))
    with pytest.raises(ServiceTimeError, match=pinned):
        hours.deadline(moment("2027-04-01T00:00"), 60)
    assert moment("2027-03-31T17:00") == hours.deadline(
        moment("2026-12-31T16:00"), 65 * 32400 - 28800
    )
    assert 32400 == hours.elapsed(moment("2027-03-31T00:00"), moment("2027-04-01T00:00"))
    with pytest.raises(ServiceTimeError, match="known to 2027-03-31T22:00:00Z; .* 99999999 s of"):
        hours.deadline(moment("2026-12-31T16:00"), 99999999)
    with pytest.raises(ServiceTimeError, match="known to 2027-03-31T22:00:00Z"):
        hours.deadline(moment("2027-03-31T16:00"), 3600, latest=True)


def test_never_enough_hours() -> None:
    """Looking for a deadline ends with the year 2199."""
    hours = ServiceHours("24x7")

    with pytest.raises(ServiceTimeError, match="end after that"):
        hours.deadline(moment("2026-01-01T00:00"), 200 * 366 * 86400)


@pytest.mark.parametrize("year", [1905, 2300])
def test_years_that_no_calendar_knows(year: int) -> None:
    """Before 1970 and after 2199 nothing is answered."""
    start = datetime(year, 5, 1, tzinfo=UTC)
    for hours in (ServiceHours(calendar()), ServiceHours("24x7")):
        for question in (
            lambda h=hours: h.elapsed(start, start),
            lambda h=hours: h.deadline(start, 1),
        ):
            with pytest.raises(ServiceTimeError, match="is outside"):
                question()


def test_naive_datetimes() -> None:
    """A datetime without a zone is refused and named, wherever it stands."""
    hours = ServiceHours(calendar())
    naive, aware = datetime(2026, 4, 10, 8, 0), moment("2026-04-10T08:00")
    for question in (
        lambda: hours.elapsed(naive, aware),
        lambda: hours.elapsed(aware, naive),
        lambda: hours.elapsed(aware, aware, [(aware, naive)]),
        lambda: hours.deadline(naive, 60),
    ):
        with pytest.raises(ServiceTimeError, match="2026-04-10 08:00:00 has no time zone"):
            question()


def test_reversed_and_zero() -> None:
    """Reversed spans and limits of 0 are errors."""
    hours = ServiceHours(calendar())
    early, late = moment("2026-04-10T08:00"), moment("2026-04-10T09:00")

    with pytest.raises(ServiceTimeError, match="the span is reversed"):
        hours.elapsed(late, early)
    with pytest.raises(ServiceTimeError, match="the span is reversed"):
        hours.elapsed(early, late, [(late, early)])
    with pytest.raises(ServiceTimeError, match="a limit of 0 s"):
        hours.deadline(early, 0)


def test_plain_mapping() -> None:
    """The plain mapping of a Calendar document is validated and used like the model."""
    hours = ServiceHours(document(closed=[{"date": "2026-04-10"}]))

    assert 3600 == hours.elapsed(moment("2026-04-10T16:00"), moment("2026-04-13T09:00"))


def test_a_mapping_may_leave_its_head_out() -> None:
    """The zone and the hours are enough; another kind of document is still refused."""
    bare = {"timezone": "Europe/Oslo", "open": {"mon-fri": ["08:00-17:00"]}}

    assert 9 * 3600 == ServiceHours(bare).elapsed(
        moment("2026-04-10T00:00"), moment("2026-04-11T00:00")
    )
    with pytest.raises(LocatedError):
        ServiceHours({**bare, "kind": "SLA"})


@pytest.mark.parametrize("given", [None, 8, "office", ["08:00-17:00"]])
def test_what_is_no_calendar_is_refused(given) -> None:
    """Anything but a calendar, its document or 24x7 is refused in a sentence."""
    with pytest.raises(UsageError, match="not a calendar"):
        ServiceHours(given)


@pytest.mark.parametrize("seconds", [1.5, True, "60", None])
def test_a_limit_is_a_whole_number_of_seconds(seconds) -> None:
    """Half a second, or a truth value, is no limit."""
    with pytest.raises(ServiceTimeError, match="whole number"):
        ServiceHours("24x7").deadline(moment("2026-04-10T08:00"), seconds)


def test_faulty_calendars() -> None:
    """A calendar that is not valid is refused at its first fault, model or mapping."""
    with pytest.raises(LocatedError, match="open/Mon: 'Mon' is not a day of the week"):
        ServiceHours(calendar(open={"Mon": ["08:00-17:00"]}))
    with pytest.raises(LocatedError, match="stands twice among the closed dates"):
        ServiceHours(document(closed=[{"date": "2026-04-10"}, {"date": "2026-04-10"}]))
    with pytest.raises(LocatedError):
        ServiceHours(document(open={"mon": ["25:00-26:00"]}))
    with pytest.raises(UsageError, match="'office' is not a calendar"):
        ServiceHours("office")  # type: ignore[arg-type]


def test_scalars_do_not_import_numpy() -> None:
    """Elapsed time and deadlines of single records need the standard library and tzdata only."""
    code = (
        "import sys; from tests.service_time.build import calendar;"
        "from slaspec.use_cases.service_hours import ServiceHours;"
        "from tests.service_time.test_working_days import working_days;"
        "from datetime import datetime, UTC; now = datetime(2026, 4, 10, tzinfo=UTC);"
        "hours = ServiceHours(calendar()); hours.elapsed(now, now); hours.deadline(now, 1);"
        "working_days().deadline(1775800000, 1, 'same_time');"
        "print([name for name in ('numpy', 'jsonschema', 'yaml') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "[]" == run.stdout.strip()
