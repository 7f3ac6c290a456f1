"""Civil time: strict for records, lenient for calendars, readable for people."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from slaspec.errors import ServiceTimeError
from slaspec.language.quantities import Zone
from slaspec.service_time.civil import (
    LocalTimeError,
    epoch_of,
    format_local,
    format_utc,
    local_date,
    local_time,
    midnight,
    to_utc,
)
from tests.service_time.build import at

HOUR = 3600


def test_plain_wall_time() -> None:
    """A wall time that exists once becomes its instant; fractions of a second are floored."""
    assert at("2026-07-01T10:00:00Z") == to_utc(datetime(2026, 7, 1, 12), "Europe/Oslo")
    assert at("2026-01-01T11:00:00Z") == to_utc(
        datetime(2026, 1, 1, 12, 0, 0, 999999), Zone("Europe/Oslo")
    )


def test_gap_is_refused() -> None:
    """A record cannot have happened at a time that the clock skipped."""
    with pytest.raises(LocalTimeError, match="Europe/Oslo skipped 2026-03-29 02:30") as caught:
        to_utc(datetime(2026, 3, 29, 2, 30), "Europe/Oslo")
    assert "gap" == caught.value.reason


def test_ambiguous_needs_its_offset() -> None:
    """A wall time that the clock showed twice is refused unless its offset says which pass."""
    twice = datetime(2026, 10, 25, 2, 30)

    with pytest.raises(LocalTimeError, match="showed 2026-10-25 02:30:00 twice") as caught:
        to_utc(twice, "Europe/Oslo")
    assert "ambiguous" == caught.value.reason
    assert at("2026-10-25T00:30:00Z") == to_utc(twice, "Europe/Oslo", 2 * HOUR)
    assert at("2026-10-25T01:30:00Z") == to_utc(twice, "Europe/Oslo", 1 * HOUR)
    assert at("2026-10-25T01:30:00Z") == to_utc(twice.replace(fold=1), "Europe/Oslo", HOUR)
    with pytest.raises(LocalTimeError):
        to_utc(twice.replace(fold=1), "Europe/Oslo")


@pytest.mark.parametrize("offset", [0, -5 * HOUR, 19800])
def test_wrong_offset(offset: int) -> None:
    """An offset that the zone did not have then is refused."""
    with pytest.raises(LocalTimeError, match="Europe/Oslo was not [+-]") as caught:
        to_utc(datetime(2026, 7, 1, 12), "Europe/Oslo", offset)
    assert "offset" == caught.value.reason


def test_aware_is_refused() -> None:
    """A time that has its offset needs no zone."""
    with pytest.raises(ServiceTimeError, match="already has an offset"):
        to_utc(datetime(2026, 7, 1, 12, tzinfo=UTC), "Europe/Oslo")


def test_error_survives_pickling() -> None:
    """The reason of a refusal reaches another process."""
    error = pickle.loads(pickle.dumps(LocalTimeError("skipped", "gap")))

    assert ("skipped", "gap") == (str(error), error.reason)


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        ("2026-03-29", "Europe/Oslo", "2026-03-28T23:00:00Z"),
        ("2026-03-08", "America/Havana", "2026-03-08T05:00:00Z"),  # 00:00 to 01:00 is skipped
        ("2026-11-01", "America/Havana", "2026-11-01T04:00:00Z"),  # 00:00 to 01:00 comes twice
        ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z"),  # the date is skipped
        ("2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z"),
        ("1970-01-01", "Pacific/Kiritimati", "1970-01-01T10:40:00Z"),
        ("2199-12-31", "Asia/Kathmandu", "2199-12-30T18:15:00Z"),
    ],
)
def test_midnight(day: str, zone: str, expected: str) -> None:
    """A date begins when the clock first shows its 00:00 or later."""
    assert expected == format_utc(midnight(date.fromisoformat(day), zone))


def test_local_date() -> None:
    """One instant has different dates in different zones."""
    instant = at("2026-04-30T22:30:00Z")

    assert date(2026, 5, 1) == local_date(instant, "Europe/Oslo")
    assert date(2026, 4, 30) == local_date(instant, "UTC")
    assert 30 == local_time(instant, "Europe/Oslo").minute


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        ("2026-04-01T14:30:00Z", "Europe/Oslo", "Wed 2026-04-01 16:30 +02:00"),
        ("2026-04-01T14:30:05Z", "America/St_Johns", "Wed 2026-04-01 12:00:05 -02:30"),
        ("1971-01-01T00:44:30Z", "Africa/Monrovia", "Fri 1971-01-01 00:00 -00:44:30"),
        ("2026-10-25T01:30:00Z", "Europe/Oslo", "Sun 2026-10-25 02:30 +01:00"),
        ("2026-01-01T00:00:00Z", "UTC", "Thu 2026-01-01 00:00 +00:00"),
    ],
)
def test_format_local(instant: str, zone: str, expected: str) -> None:
    """Weekday, date, time and offset; seconds only where there are any."""
    assert expected == format_local(at(instant), zone)


def test_epoch_of() -> None:
    """Aware datetimes become whole seconds, floored also before 1970; naive ones are refused."""
    east = timezone(timedelta(hours=2))

    assert at("2026-04-01T14:30:00Z") == epoch_of(datetime(2026, 4, 1, 16, 30, 0, 9, tzinfo=east))
    assert -1 == epoch_of(datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC))
    with pytest.raises(ServiceTimeError, match="2026-04-01 16:30:00 has no time zone"):
        epoch_of(datetime(2026, 4, 1, 16, 30))
