"""What a calendar says, written as the hours it opens."""

from __future__ import annotations

import re
from datetime import date

import pytest

from slaspec.errors import ServiceTimeError
from slaspec.language.quantities import Zone
from slaspec.service_time.calendar import (
    always,
    always_open,
    compile_calendar,
    compile_covering,
    known_dates,
    known_end,
)
from tests.service_time.build import at, calendar, shown, timeline

NIGHTS = {"mon-fri": ["22:00-06:00"]}


def hours(first: str, last: str, offset: int = 0, **overrides: object) -> list[str]:
    """The open spans of a calendar in UTC from `first` through `last`."""
    spans = timeline(first, last, **{"timezone": "UTC", **overrides}).spans
    return shown(spans, offset)


def test_several_intervals_a_day() -> None:
    """A day may have a lunch break; 24:00 is the end of the day."""
    week = {"thu": ["08:00-12:00", "13:00-24:00"]}

    assert ["Thu 01 08:00 to Thu 01 12:00", "Thu 01 13:00 to Fri 02 00:00"] == hours(
        "2026-01-01", "2026-01-02", open=week
    )


def test_range_over_the_weekend() -> None:
    """`fri-mon` is Friday, Saturday, Sunday and Monday."""
    opened = hours("2026-01-05", "2026-01-11", open={"fri-mon": ["08:00-09:00"]})

    assert ["Mon", "Fri", "Sat", "Sun"] == [text[:3] for text in opened]


def test_overlaps_count_once() -> None:
    """Overlapping and touching hours, also over midnight, are one span."""
    week = {"mon": ["08:00-12:00", "10:00-14:00", "22:00-06:00"], "tue": ["05:00-09:00"]}

    assert ["Mon 05 08:00 to Mon 05 14:00", "Mon 05 22:00 to Tue 06 09:00"] == hours(
        "2026-01-05", "2026-01-06", open=week
    )


def test_shift_from_before_the_range() -> None:
    """The shift that opened the day before the range runs into it, cut at its edges."""
    assert ["Tue 06 00:00 to Tue 06 06:00", "Tue 06 22:00 to Wed 07 00:00"] == hours(
        "2026-01-06", "2026-01-06", open=NIGHTS
    )


def test_closed_calendar_date() -> None:
    """By default a closed date takes its own seconds, from the shift before it as well."""
    opened = hours("2026-01-06", "2026-01-08", open=NIGHTS, closed=[{"date": "2026-01-07"}])

    assert [
        "Tue 06 00:00 to Tue 06 06:00",
        "Tue 06 22:00 to Wed 07 00:00",
        "Thu 08 00:00 to Thu 08 06:00",
        "Thu 08 22:00 to Fri 09 00:00",
    ] == opened


def test_closed_opening_date() -> None:
    """With opening_date the shift of the day before runs on, and that of the date is away."""
    opened = hours(
        "2026-01-06",
        "2026-01-08",
        open=NIGHTS,
        closed=[{"date": "2026-01-07"}],
        holiday_rule="opening_date",
    )

    assert [
        "Tue 06 00:00 to Tue 06 06:00",
        "Tue 06 22:00 to Wed 07 06:00",
        "Thu 08 22:00 to Fri 09 00:00",
    ] == opened


@pytest.mark.parametrize("closed", [[], [{"date": "2026-01-07"}]])
def test_exception_stands_instead(closed: list[dict[str, str]]) -> None:
    """An exception's hours stand instead of the weekly ones, also on a closed date."""
    opened = hours(
        "2026-01-06",
        "2026-01-08",
        closed=closed,
        exceptions=[{"date": "2026-01-07", "open": ["10:00-11:00", "20:00-02:00"]}],
    )

    assert [
        "Tue 06 08:00 to Tue 06 17:00",
        "Wed 07 10:00 to Wed 07 11:00",
        "Wed 07 20:00 to Thu 08 02:00",
        "Thu 08 08:00 to Thu 08 17:00",
    ] == opened


@pytest.mark.parametrize("holiday_rule", [None, "calendar_date", "opening_date"])
def test_exception_without_hours(holiday_rule: str | None) -> None:
    """An exception without hours is a closed date, under either rule."""
    empty = {"exceptions": [{"date": "2026-01-07", "open": []}]}
    closed = {"closed": [{"date": "2026-01-07"}]}
    for week in (NIGHTS, {"mon-fri": ["08:00-17:00"]}):
        rest = {"open": week, "holiday_rule": holiday_rule}
        days = ("2026-01-05", "2026-01-09")

        assert hours(*days, **closed, **rest) == hours(*days, **empty, **rest)


def test_exceptions_hours_stay_on_a_closed_date() -> None:
    """Hours of an exception that run over midnight stay, although the next date is closed."""
    assert ["Wed 07 20:00 to Thu 08 02:00"] == hours(
        "2026-01-07",
        "2026-01-08",
        closed=[{"date": "2026-01-08"}],
        exceptions=[{"date": "2026-01-07", "open": ["20:00-02:00"]}],
    )


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("02:30-04:00", "Sun 29 01:00 to Sun 29 02:00"),
        ("01:00-02:30", "Sun 29 00:00 to Sun 29 01:00"),
        ("01:00-04:00", "Sun 29 00:00 to Sun 29 02:00"),
    ],
)
def test_spring_gap(opened: str, expected: str) -> None:
    """A boundary between 02:00 and 03:00 moves to the end of the gap, 03:00 summer time."""
    assert [expected] == hours(
        "2026-03-29", "2026-03-29", timezone="Europe/Oslo", open={"sun": [opened]}
    )


def test_hours_within_a_gap() -> None:
    """Hours that the clock skips altogether do not open."""
    assert [] == hours(
        "2026-03-29", "2026-03-29", timezone="Europe/Oslo", open={"sun": ["02:00-03:00"]}
    )


@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        ("02:00-02:30", ["Sun 25 00:00 to Sun 25 00:30", "Sun 25 01:00 to Sun 25 01:30"]),
        ("01:00-02:30", ["Sat 24 23:00 to Sun 25 00:30", "Sun 25 01:00 to Sun 25 01:30"]),
        ("02:30-04:00", ["Sun 25 00:30 to Sun 25 01:00", "Sun 25 01:30 to Sun 25 03:00"]),
        ("01:00-04:00", ["Sat 24 23:00 to Sun 25 03:00"]),
    ],
)
def test_autumn_fold(opened: str, expected: list[str]) -> None:
    """Between 02:00 and 03:00 both passes of the clock are open where the hours say so."""
    assert expected == hours(
        "2026-10-25", "2026-10-25", timezone="Europe/Oslo", open={"sun": [opened]}
    )


def test_days_of_23_and_25_hours() -> None:
    """Real seconds count: the days of the two changes are an hour shorter and longer."""
    made = compile_calendar(always_open("Europe/Oslo"), date(2026, 3, 29), date(2026, 3, 29))
    assert 23 * 3600 == made.elapsed(made.first, made.last)
    made = compile_calendar(always_open("Europe/Oslo"), date(2026, 10, 25), date(2026, 10, 25))
    assert 25 * 3600 == made.elapsed(made.first, made.last)


def test_lord_howe_half_hour() -> None:
    """On Lord Howe the clock goes back by half an hour."""
    made = compile_calendar(always_open("Australia/Lord_Howe"), date(2026, 4, 5), date(2026, 4, 5))

    assert 24 * 3600 + 1800 == made.elapsed(made.first, made.last)


def test_a_date_that_never_was() -> None:
    """Apia had no 30 December 2011: nothing opens, and the range of that date is empty."""
    made = timeline("2011-12-30", "2011-12-30", timezone="Pacific/Apia")

    assert (made.last, []) == (made.first, made.spans)


def test_offset_with_minutes() -> None:
    """Kathmandu is 5:45 east of UTC."""
    assert ["Thu 01 02:15 to Thu 01 11:15"] == hours(
        "2026-01-01", "2026-01-01", timezone="Asia/Kathmandu"
    )


def test_offset_with_seconds() -> None:
    """Monrovia was 44 minutes and 30 seconds west of UTC until 1972."""
    made = timeline("1971-06-01", "1971-06-01", timezone="Africa/Monrovia")

    assert [at("1971-06-01T08:44:30Z"), at("1971-06-01T17:44:30Z")] == list(made.spans[0])


def test_twenty_four_seven() -> None:
    """The built-in 24x7 is open from 1970 to 2199 in any zone, equal to a calendar that says so."""
    made = compile_calendar("24x7", date(2026, 1, 1), date(2026, 1, 1))
    model = compile_calendar(always_open(Zone("Asia/Tokyo")), date(1970, 1, 1), date(2199, 12, 31))

    assert always() is made is compile_covering("24x7", 0, 1)
    assert [(made.first, made.last)] == made.spans
    assert made.first <= model.first < model.last <= made.last
    assert [(model.first, model.last)] == model.spans


def test_outside_valid() -> None:
    """A range that leaves `valid` is refused in words, before anything is computed."""
    model = calendar(valid={"from": "2026-01-01", "through": "2027-12-31"})
    sentence = (
        "calendar office-no is pinned from 2026-01-01 through 2027-12-31; 2028-01-03 is outside"
    )

    with pytest.raises(ServiceTimeError, match=re.escape(sentence)):
        compile_calendar(model, date(2026, 1, 1), date(2028, 1, 3))
    with pytest.raises(ServiceTimeError, match="2025-12-31 is outside"):
        compile_covering(model, at("2025-12-31T22:59:59Z"), at("2026-01-31T00:00:00Z"))
    assert (date(2026, 1, 1), date(2027, 12, 31)) == known_dates(model)


def test_covering_whole_years() -> None:
    """The years of two instants are compiled, cut to `valid`; the end of the last day is known."""
    model = calendar(valid={"from": "2025-03-01", "through": "2026-12-31"})
    made = compile_covering(model, at("2025-06-01T00:00:00Z"), known_end(model))

    assert at("2025-03-01T00:00:00+01:00") == made.first
    assert at("2027-01-01T00:00:00+01:00") == made.last == known_end(model)


def test_reversed_dates() -> None:
    """A range of dates that ends before it begins is refused."""
    with pytest.raises(ServiceTimeError, match="the dates are reversed"):
        compile_calendar(calendar(), date(2026, 2, 1), date(2026, 1, 1))


def test_unknown_day() -> None:
    """A calendar with an unknown day is not compiled."""
    with pytest.raises(ServiceTimeError, match="calendar office-no: 'Mon' is not a day"):
        timeline("2026-01-01", "2026-01-01", open={"Mon": ["08:00-17:00"]})


def test_cached_by_content() -> None:
    """Equal rules share a timeline, whatever their titles; other rules do not."""
    one = timeline("2026-01-01", "2026-12-31", title="One")

    assert one is timeline("2026-01-01", "2026-12-31", title="Two")
    assert one is not timeline("2026-01-01", "2026-12-31", closed=[{"date": "2026-05-17"}])
