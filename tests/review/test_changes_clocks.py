"""Calendars, priority matrices and sources: what the pages of V601 to V649 do not show."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.language.model import Calendar
from slaspec.language.model.calendar import Validity
from slaspec.language.quantities import Day, Hours, Zone
from slaspec.review.change import Change
from slaspec.review.changes.open_hours import compared
from tests.review.changed import of, told


def calendar(said: str) -> str:
    """The calendar `office`, by which P2 of the SLA and of its OLA counts."""
    return f"kind: Calendar\n{said}\n"


def direction(found: list[Change]) -> list[tuple[str, bool]]:
    """Which way the changes go, and whether they are material."""
    return [(each.direction, each.material) for each in found]


WEEK = 'open: {mon-fri: ["08:00-17:00"]}'
BY_DAY = """\
open: {mon: ["08:00-12:00", "12:00-17:00"], tue-thu: ["08:00-17:00"], fri: ["08:00-17:00"]}
"""


def test_the_same_hours_day_by_day_are_no_change(tmp_path: Path) -> None:
    """A week is compared by its open seconds and not by how its days are listed."""
    assert [] == told(tmp_path, calendar(WEEK), calendar(BY_DAY))


WEEKS = [
    ('open: {mon-fri: ["08:00-16:00"]}', "loosened"),
    ('open: {mon-fri: ["07:00-17:00"]}', "tightened"),
    ('open: {mon-fri: ["09:00-18:00"]}', "neutral"),
]


@pytest.mark.parametrize(("after", "way"), WEEKS)
def test_more_open_hours_are_more_service(after: str, way: str, tmp_path: Path) -> None:
    """A clock runs faster in more hours; an hour later is neither more nor less."""
    assert [(way, True)] == direction(told(tmp_path, calendar(WEEK), calendar(after)))


FOR_EXCLUSIONS = """\
exclusions: [{id: work, cause: maintenance, hours: nights}]
---
kind: Calendar
---
kind: Calendar
id: nights
title: Nights of maintenance
open: {%s: ["01:00-03:00"]}
"""


def test_more_hours_of_an_exclusion_are_less_service(tmp_path: Path) -> None:
    """By this calendar only an exclusion excuses: more hours excuse more."""
    found = told(tmp_path, FOR_EXCLUSIONS % "sun", FOR_EXCLUSIONS % "sat-sun")

    assert [("loosened", True)] == direction(of("V602", found))


UNUSED = """\
kind: Calendar
---
kind: Calendar
id: nights
title: Nights of nobody
open: {%s: ["01:00-03:00"]}
"""


def test_hours_by_which_nobody_counts_are_a_note(tmp_path: Path) -> None:
    """A calendar that no agreement names promises nothing."""
    found = told(tmp_path, UNUSED % "sun", UNUSED % "sat-sun")

    assert [("neutral", False)] == direction(found)


CLOSED = "closed: [%s]"
MAY = "{date: 2026-05-17, name: Constitution Day}"
DATES = [
    (CLOSED % MAY, CLOSED % f"{MAY}, {{date: 2026-12-24}}", ("loosened", True)),
    (CLOSED % f"{MAY}, {{date: 2026-12-24}}", CLOSED % MAY, ("tightened", True)),
    # 26 December 2026 is a Saturday, on which the office is closed anyway.
    (CLOSED % MAY, CLOSED % f"{MAY}, {{date: 2026-12-26}}", ("neutral", False)),
    # The calendar is known through January 2028.
    (CLOSED % MAY, CLOSED % f"{MAY}, {{date: 2028-12-25}}", ("neutral", False)),
]


@pytest.mark.parametrize(("before", "after", "said"), DATES)
def test_a_closed_date_is_felt_on_a_day_of_work(
    before: str, after: str, said: tuple[str, bool], tmp_path: Path
) -> None:
    """A holiday on a weekday takes hours away; on a Saturday, or in no known year, it does not."""
    assert [said] == direction(told(tmp_path, calendar(before), calendar(after)))


def test_a_holiday_that_moves_is_one_date_less_and_one_more(tmp_path: Path) -> None:
    """Thursday is open again and Friday is closed: each date is told by itself."""
    before, after = (CLOSED % f"{{date: 2026-12-{day}}}" for day in (24, 25))
    found = told(tmp_path, calendar(before), calendar(after))

    assert {("2026-12-24", "tightened"), ("2026-12-25", "loosened")} == {
        (each.path[-1], each.direction) for each in found
    }


EXCEPTIONS = [
    # Monday 30 November 2026, otherwise open from 8 to 17.
    ("{date: 2026-11-30, open: []}", ("loosened", True)),
    ('{date: 2026-11-30, open: ["08:00-20:00"]}', ("tightened", True)),
    ('{date: 2026-11-30, open: ["12:00-20:00"]}', ("neutral", True)),
    ('{date: 2026-11-30, open: ["08:00-17:00"]}', ("neutral", False)),
]


@pytest.mark.parametrize(("entry", "said"), EXCEPTIONS)
def test_the_hours_of_a_date_against_its_usual_ones(
    entry: str, said: tuple[str, bool], tmp_path: Path
) -> None:
    """An exception is judged by what it does to the open hours of its date."""
    after = calendar(f"exceptions: [{entry}]")

    assert [said] == direction(told(tmp_path, calendar("exceptions: []"), after))


def test_an_exception_of_other_hours(tmp_path: Path) -> None:
    """Two hours more on the same Saturday."""
    texts = [
        calendar(f'exceptions: [{{date: 2026-11-28, open: ["10:00-{end}:00"]}}]')
        for end in (16, 18)
    ]
    [change] = told(tmp_path, *texts)

    assert ("V604", "tightened") == (change.rule, change.direction)
    assert ("10:00-16:00", "10:00-18:00") == (change.before, change.after)


def test_the_same_hours_on_another_date_are_told_once(tmp_path: Path) -> None:
    """Three shifts of one name that move to another Saturday are still the same hours."""
    entry = 'exceptions: [{date: %s, open: ["08:00-10:00", "11:00-13:00", "14:00-16:00"], name: x}]'
    texts = [calendar(entry % each) for each in ("2026-11-21", "2026-11-28")]
    [change] = told(tmp_path, *texts)

    assert ("V604", "neutral", True) == (change.rule, change.direction, change.material)
    assert ("2026-11-21", "2026-11-28") == (change.before, change.after)


def test_a_zone_with_the_same_clock_is_a_note(tmp_path: Path) -> None:
    """Oslo and Berlin show the same time in every year that the calendar knows."""
    after = calendar("timezone: Europe/Berlin")

    assert [("neutral", False)] == direction(told(tmp_path, calendar(WEEK), after))


NOTHING = [
    (calendar("# closed is missing"), calendar("closed: []")),
    (calendar("# exceptions is missing"), calendar("exceptions: []")),
    ("# exclusions is missing\n", "exclusions: []\n"),
]


@pytest.mark.parametrize(("before", "after"), NOTHING)
def test_an_empty_list_is_no_change(before: str, after: str, tmp_path: Path) -> None:
    """That there are none, and that nothing is said of any, promise the same."""
    assert [] == told(tmp_path, before, after)


def test_a_holiday_rule_written_out_is_no_change(tmp_path: Path) -> None:
    """Without a word a closed date takes away its own seconds."""
    after = calendar("holiday_rule: calendar_date")

    assert [] == told(tmp_path, calendar(WEEK), after)


def test_a_name_of_a_holiday_changes_no_hour(tmp_path: Path) -> None:
    """The name is a text for readers."""
    after = calendar(CLOSED % "{date: 2026-05-17, name: Syttende mai}")
    [change] = told(tmp_path, calendar(CLOSED % MAY), after)

    assert (
        "V609",
        False,
        "the name of 2026-05-17 is Syttende mai instead of Constitution Day",
    ) == (
        change.rule,
        change.material,
        change.sentence,
    )


def test_a_renamed_calendar_is_followed(tmp_path: Path) -> None:
    """References to the new name are no change of the agreements that use it."""
    sla = "targets: [{id: resolution, service: network, metric: resolution-time,\n"
    sla += "           objective: {share: 90%%, within: 5h, hours: %s}}]\n"
    text = sla + "---\nkind: Calendar\n---\nkind: Calendar\nid: %s\ntitle: Nights\n"
    text += 'open: {sun: ["01:00-03:00"]}\n'
    found = told(tmp_path, text % (("nights",) * 2), text % (("sundays",) * 2))

    assert [("V601", "renamed", False)] == [(e.rule, e.sort, e.material) for e in found]


def matrix(said: str) -> str:
    """The matrix `itil`."""
    return f"kind: PriorityMatrix\n{said}\n"


TABLES = [
    ("{high: {high: P1, low: P1}, low: {high: P1, low: P2}}", "tightened"),
    ("{high: {high: P2, low: P2}, low: {high: P2, low: P2}}", "loosened"),
    ("{high: {high: P2, low: P1}, low: {high: P2, low: P2}}", "neutral"),
]


@pytest.mark.parametrize(("table", "way"), TABLES)
def test_a_higher_priority_is_the_stricter_one(table: str, way: str, tmp_path: Path) -> None:
    """Cells that rise are more for the customer; where some rise and some fall, nobody can tell."""
    before = matrix("table: {high: {high: P1, low: P2}, low: {high: P2, low: P2}}")

    assert [(way, True)] == direction(told(tmp_path, before, matrix(f"table: {table}")))


def test_levels_and_priorities_have_an_order(tmp_path: Path) -> None:
    """The same levels in another order are told once, as another order."""
    levels = "{id: high, text: everybody}", "{id: low, text: one person}"
    before = matrix(f"impact: [{levels[0]}, {levels[1]}]")
    after = matrix(f"impact: [{levels[1]}, {levels[0]}]")

    assert [("V613", "reordered")] == [
        (each.rule, each.sort) for each in told(tmp_path, before, after)
    ]


def test_consent_to_a_downgrade_is_a_promise(tmp_path: Path) -> None:
    """Whoever may lower a priority alone may keep every limit."""
    texts = [matrix(f"downgrade_needs: {each}") for each in ("nobody", "customer_consent")]

    assert [("tightened", True)] == direction(told(tmp_path, *texts))


def source(said: str) -> str:
    """The source `itsm-export`."""
    return f"kind: DataSource\n{said}\n"


def test_a_label_that_moves_is_told_where_it_was_and_is(tmp_path: Path) -> None:
    """On Hold stops the clock of every agreement that is measured on the source."""
    before = source("states: {active: [Working, On Hold], waiting_customer: [Asked]}")
    after = source("states: {active: [Working], waiting_customer: [Asked, On Hold]}")
    found = told(tmp_path, before, after)

    assert [
        "states of the source: what means active: On Hold is gone",
        "states of the source: what means waiting customer: On Hold is new",
    ] == [each.sentence for each in found]
    assert all(each.meaning and set(each.agreements) == {"acme-sla", "desk-ola"} for each in found)


SOURCES = [
    (source("records: incident"), source("# records is missing")),
    (source("missing: [a, b]"), source("missing: [b, a]")),
    (
        source("states: {active: [Working, Doing]}"),
        source("states: {active: [Doing, Working]}"),
    ),
    (source("silence_after: 60min"), source("silence_after: 1h")),
]


@pytest.mark.parametrize(("before", "after"), SOURCES)
def test_the_same_source_in_other_words_is_no_change(
    before: str, after: str, tmp_path: Path
) -> None:
    """The order of labels means nothing, and tickets are incidents where nothing is said."""
    assert [] == told(tmp_path, before, after)


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@st.composite
def weeks(draw: st.DrawFn) -> Calendar:
    """A calendar of two weeks in which each day opens for some whole hours, or not at all."""
    open_hours = {}
    for day in DAYS:
        first, last = sorted(draw(st.tuples(st.integers(0, 23), st.integers(1, 24))))
        if first < last:
            open_hours[day] = (Hours(f"{first:02}:00-{last:02}:00"),)
    known = Validity(from_=Day("2026-03-23"), through=Day("2026-04-05"))
    return Calendar(
        apiVersion="slaspec/v1",
        kind="Calendar",
        id="week",
        title="Week",
        timezone=Zone("Europe/Oslo"),
        open=open_hours,
        valid=known,
    )


def opened(calendar: Calendar) -> set[tuple[date, int]]:
    """Every hour that the calendar names, by its date: Monday 23 March and thirteen days more."""
    monday = date(2026, 3, 23)
    return {
        (monday + timedelta(days=7 * week + DAYS.index(day)), hour)
        for week in range(2)
        for day, (hours,) in calendar.open.items()
        for hour in range(hours.opens // 3600, hours.closes // 3600)
        # On Sunday 29 March the clock jumps from 2 to 3: that hour does not exist.
        if (week, day, hour) != (0, "sun", 2)
    }


@given(weeks(), weeks())
@settings(max_examples=60, deadline=None)
def test_calendars_are_compared_hour_by_hour(base: Calendar, head: Calendar) -> None:
    """The comparison of two calendars is that of the sets of their open hours."""
    before, after = opened(base), opened(head)
    expected = "other"
    if before == after:
        expected = "same"
    elif before < after:
        expected = "more"
    elif after < before:
        expected = "fewer"

    assert expected == compared(base, head)
