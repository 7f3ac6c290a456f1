"""From when to when a calendar is known, and the built-in one."""

from __future__ import annotations

import pytest

from slaspec.language.model.calendar import Calendar
from slaspec.language.quantities import Hours, Zone
from slaspec.service_time.calendar import always, always_open, known_begin, known_end
from tests.service_time.build import at, calendar, timeline

SUMMER = {"from": "2026-05-01", "through": "2026-08-31"}


def test_a_calendar_is_known_from_midnight_to_midnight_of_its_zone() -> None:
    """May 1 begins in Oslo at 22:00 UTC of the day before, and so does September 1."""
    known = calendar(valid=SUMMER)

    assert at("2026-04-30T22:00:00Z") == known_begin(known)
    assert at("2026-08-31T22:00:00Z") == known_end(known)


def test_the_built_in_calendar_is_known_as_far_as_all() -> None:
    """Every second of 1970 to 2199, in every zone."""
    assert (always().first, always().last) == (known_begin("24x7"), known_end("24x7"))
    assert known_begin("24x7") < at("1970-01-01T00:00:00+14:00")


@pytest.mark.parametrize("zone", ["Europe/Oslo", Zone("Europe/Oslo")])
def test_the_built_in_calendar_as_a_document(zone: str | Zone) -> None:
    """All that a calendar in a file would say, with the name that contracts use."""
    assert Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id="24x7",
        title="Every hour of every day",
        timezone=Zone("Europe/Oslo"),
        open={"mon-sun": (Hours("00:00-24:00"),)},
    ) == always_open(zone)
    assert isinstance(always_open(zone).timezone, Zone)


def test_the_first_second_of_all_is_known() -> None:
    """Whether it is open is a question with an answer, and after the last one it is an error."""
    day = timeline("2026-03-02", "2026-03-02", open={"mon": ["00:00-24:00"]})

    assert day.open_at(day.first)
    assert day.open_at(day.last - 1)
    with pytest.raises(Exception, match="known"):
        day.open_at(day.last)
