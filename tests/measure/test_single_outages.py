"""Outages one by one: what is merged, what counts of each, and to which window it belongs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.measure.days import days_of
from slaspec.measure.results import Days, Miss
from tests.measure.build import at
from tests.measure.up_time_build import MAINTENANCE, agreement, measured, outage, probes, source

HOUR = 3600


def contract(each="outage", *, quantity=None, **said):
    """An agreement whose one remedy is paid for each outage, incident or window."""
    remedy = {"id": "credit", "for_each": each, "rate": {"flat": "5.00 EUR"}}
    if quantity:
        remedy |= {"rate": {"per_step": "5.00 EUR"}, "quantity": quantity}
    target = {"remedies": ["credit"], **said.pop("target", {})}
    return agreement(currency="EUR", remedies=[remedy], target=target, **said)


def row(id, begin, end, incident="", month="04", **cells):
    """An outage with its number and incident; without an end it lasts."""
    return {
        "number": id,
        "began": f"2026-{month}-{begin}:00",
        "ended": f"2026-{end}:00" if end else "",
        "part": "wan",
        "ticket": incident,
        **cells,
    }


def origin(**more):
    """A source that maps the incident of each outage."""
    columns = {"id": "number", "from": "began", "until": "ended", "component": "part"}
    return source("component", columns={**columns, "incident": "ticket"}, **more)


def misses(*rows, each="outage", period="2026-04", as_of="2026-07-01", **said):
    """The outages of each window as (number, hours, incident), by window."""
    found = measured(rows, contract(each, **said), origin(), period, as_of)
    return [[(m.id, m.size / HOUR, m.incident) for m in each.misses] for each in found]


def test_nothing_is_kept_unless_a_remedy_is_paid_for_each():
    """A remedy of the window asks for its seconds alone."""
    rows = [row("A", "03 10:00", "04-03 12:00")]
    [found] = measured(rows, contract("window"), origin())

    assert ((), None, Fraction(2 * HOUR)) == (found.misses, found.days, found.down)


def test_outages_that_overlap_or_touch_are_one():
    """10:00 to 12:00 and 11:00 to 13:00 are three hours, named by the first."""
    [found] = measured(
        [
            row("B", "03 11:00", "04-03 13:00"),
            row("A", "03 10:00", "04-03 12:00", part="lan"),
            row("C", "04 10:00", "04-04 10:30"),
        ],
        contract(),
        origin(),
    )
    begin = at("2026-04-03 10:00")
    whole = Miss(
        "A",
        begin,
        begin + 3 * HOUR,
        Fraction(3 * HOUR),
        days=Days(1, 0),
        others=("B",),
        origin="noc",
    )

    assert (whole, "C") == (found.misses[0], found.misses[1].id)
    assert found.down == sum(miss.size for miss in found.misses)


def test_a_whole_outage_belongs_to_the_window_in_which_it_ends():
    """From 22:00 on the last of April to 02:00: four hours of May, and none of April."""
    rows = [row("A", "30 22:00", "05-01 02:00"), row("B", "30 12:00", "05-01 00:00", part="x")]
    found = misses(*rows[:1], period="2026-04..2026-05")

    assert [[], [("A", 4, "")]] == found


def test_an_outage_that_ends_with_the_month_is_of_it():
    """Its last second is the last of April."""
    row_ = row("A", "30 12:00", "05-01 00:00")

    assert [[("A", 12, "")], []] == misses(row_, period="2026-04..2026-05")


def test_an_outage_that_lasts_belongs_to_no_window_yet():
    """Nobody knows how long it will have been; its seconds count in the window all the same."""
    [found] = measured([row("A", "30 12:00", "")], contract(), origin(), as_of="2026-05-01")

    assert ((), Fraction(12 * HOUR)) == (found.misses, found.down)


def test_a_row_that_ends_on_the_day_of_the_preview_is_over():
    """Its end was known."""
    assert [[("A", 12, "")]] == misses(row("A", "30 12:00", "05-01 00:00"), as_of="2026-05-01")


def test_what_the_metric_does_not_count_is_no_outage():
    """Shorter ones, excused hours, and a class of no weight."""
    assert [[("B", 2, "")]] == misses(
        row("A", "03 10:00", "04-03 10:09"),
        row("B", "04 10:00", "04-04 12:00"),
        row("C", "05 03:00", "04-05 05:00"),  # a Sunday
        metric={"minimum_outage": "10min", "exclusions": ["maintenance"]},
        exclusions=[MAINTENANCE],
    )


def test_an_exclusion_in_the_middle_takes_its_hours_and_leaves_one_outage():
    """Sunday 00:00 to 12:00 with maintenance from 02:00 to 06:00: eight hours, once."""
    assert [[("A", 8, "")]] == misses(
        row("A", "05 00:00", "04-05 12:00"),
        metric={"exclusions": ["maintenance"]},
        exclusions=[MAINTENANCE],
    )


def test_weights_and_service_hours_count_for_each_outage():
    """Ten hours of an outage by 30%: three hours; of one from 16:00 to 18:00 in office hours one."""
    columns = {"id": "number", "from": "began", "until": "ended", "class": "impact"}
    weighed = contract(metric={"down": {"partial": "30%"}, "hours": "office"})
    [found] = measured(
        [
            row("A", "01 06:00", "04-01 18:00", impact="partial"),
            row("B", "02 16:00", "04-02 18:00", impact="partial"),
        ],
        weighed,
        source("class", columns=columns),
    )

    assert [Fraction(9 * HOUR * 3, 10), Fraction(HOUR * 3, 10)] == [m.size for m in found.misses]


def test_outages_of_one_incident_close_with_the_last():
    """Two of April and one of May with one number belong to May, those without by themselves."""
    rows = (
        row("A", "03 10:00", "04-03 11:00", "INC-1"),
        row("B", "04 10:00", "04-04 11:00"),
        row("C", "03 10:00", "05-03 12:00", "INC-1", month="05"),
    )

    assert [[("B", 1, "")], [("A", 1, "INC-1"), ("C", 2, "INC-1")]] == misses(
        *rows, each="incident", period="2026-04..2026-05"
    )


def test_incidents_that_overlap_are_one():
    """INC-1 and INC-2 meet in one outage; what else has the second number is of the first."""
    assert [[("A", 2, "INC-1"), ("C", 1, "INC-1")]] == misses(
        row("A", "03 10:00", "04-03 11:30", "INC-1"),
        row("B", "03 11:00", "04-03 12:00", "INC-2"),
        row("C", "08 10:00", "04-08 11:00", "INC-2"),
        each="incident",
    )


def test_time_that_nobody_watched_is_an_outage_of_the_window():
    """The source covers April but for its first day; what it does not cover of May is not told."""
    covering = origin(covers={"from": "2026-04-02", "through": "2026-04-30"})
    [found] = measured([row("A", "30 23:00", "05-02 00:00")], contract(), covering)

    assert [("outage from Wed 2026-04-01 00:00 +00:00", 24 * HOUR), ("A", HOUR)] == [
        (miss.id, miss.size) for miss in found.misses
    ]


def test_probes_have_outages_without_numbers():
    """Down from the probe at 10:00 to that at 10:10, unmonitored time apart."""
    states = [("10:00", "down"), ("10:10", "up"), ("10:20", "up")]
    rows = [{"checked": f"2026-04-03 {time}:00", "status": word} for time, word in states]
    weighed = contract(metric={"down": {"down": "100%"}, "unmonitored": "up"})
    [found] = measured(rows, weighed, probes())

    assert [("outage from Fri 2026-04-03 10:00 +00:00", 600, "noc/network")] == [
        (miss.id, miss.size, miss.origin) for miss in found.misses
    ]


def test_dates_with_down_time_are_counted_where_a_remedy_counts_them():
    """From the evening of the 3rd to the morning of the 6th: four dates, two of them whole."""
    dates = {"of": "duration", "step": {"calendar_days": 1}, "count": "commenced"}
    rows = [row("A", "03 22:00", "04-06 02:00"), row("B", "06 12:00", "04-06 13:00")]
    [found] = measured(rows, contract("window", quantity=dates), origin())

    assert Days(4, 2) == found.days
    assert () == found.misses


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", Days(2, 0)), ("Europe/Oslo", Days(1, 1)), ("America/New_York", Days(2, 0))],
)
def test_a_date_is_one_whatever_its_clock_shows(zone, expected):
    """The 29th of March has 23 hours in Oslo: 23:00 to 22:00 in UTC fills it."""
    span = (at("2026-03-28 23:00"), at("2026-03-29 22:00"))

    assert expected == days_of([span], zone)


def test_spans_of_nothing_touch_no_date():
    """An empty span has no second."""
    assert Days(0, 0) == days_of([(10, 10)], "UTC")


def test_the_outages_of_parts_are_those_of_the_whole():
    """Two files, one of them with the other half of an outage."""
    rows = (row("A", "03 10:00", "04-03 12:00"), row("B", "03 11:00", "04-03 13:00"))

    assert misses(*rows) == misses(*reversed(rows))
    assert outage("2026-04-03 10:00:00")["ended"] == ""
