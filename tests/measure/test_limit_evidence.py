"""What clusters before a limit, and what is stopped in bulk: counted by hand, never judged."""

from __future__ import annotations

from datetime import date

import pytest

from slaspec.measure.evidence import BulkStop, Cluster, evidence
from slaspec.measure.measure import term_of
from slaspec.measure.results import Scope
from tests.measure import build
from tests.measure.build import agreement, at, planned, ticket

AS_OF = at("2026-07-01 00:00")
LIMIT = 5 * 3600
PAUSED = {"pause": ["waiting_customer"]}


def hours(limit="5h", calendar="24x7"):
    """A target with one objective for all records."""
    return {"objective": {"share": "90%", "within": limit, "hours": calendar}}


def seen(contract, tickets, period="2026-04", parts=1):
    """The clusters and the bulk stops of some tickets."""
    made = planned(contract, period)
    held = [build.table(tickets[i::parts]) for i in range(parts)]
    scope = Scope(AS_OF, made.zone, term_of(made))
    return evidence(made.targets[0], held, scope)


def waiting(minutes, id, day="2026-04-01", start="08:00"):
    """A ticket that waits for the customer from so many minutes after its start, for an hour."""
    begin = at(f"{day} {start}")
    pause = begin + 60 * minutes
    events = [
        (begin, "new"),
        (pause, "waiting_customer"),
        (pause + 3600, "active"),
        (pause + 3601, "resolved"),
    ]
    return ticket(id, reported=begin, events=events)


def pauses(minutes, **more):
    return [waiting(n, f"INC{i:02}", **more) for i, n in enumerate(minutes)]


CONTRACT = agreement(target=hours(), metric=PAUSED)


def test_pauses_that_begin_in_the_last_tenth_of_the_limit_are_counted():
    """
    Limit 5 h, its last tenth are the 30 min from 4 h 30 min on: of ten pauses seven began there.

    One began after 4 h 29 min, one exactly at the limit, one a minute after it, when the limit had
    been exceeded: that one could save nothing.
    """
    minutes = [30, 269, 270, 275, 280, 285, 290, 295, 300, 301]

    expected = Cluster("resolution", "all", "paused", near=7, total=9, limit=LIMIT)
    assert (expected,) == seen(CONTRACT, pauses(minutes))[0]


@pytest.mark.parametrize(("early", "shown"), [(11, True), (12, False)])
def test_three_times_an_even_spread_is_a_cluster(early, shown):
    """Five of 16 are more than three tenths, five of 17 are not."""
    minutes = [*range(10, 10 + early), 271, 272, 273, 274, 275]

    assert shown == bool(seen(CONTRACT, pauses(minutes))[0])


def test_a_handful_is_the_least_that_is_shown():
    """Four pauses, all of them in the last tenth, may be chance."""
    assert () == seen(CONTRACT, pauses([271, 272, 273, 274]))[0]


def test_the_limit_runs_on_its_own_hours_and_without_earlier_pauses():
    """
    Office hours 08 to 17, limit 5 h. Reported at 15:00; waiting from 15:30 to 16:30 the same day;
    waiting again at 11:35 the next day: 30 min + 30 min + 3 h 35 min = 4 h 35 min into the limit.
    """
    tickets = [
        ticket(
            f"INC{i}",
            reported="2026-04-01 15:00",
            events=[
                ("2026-04-01 15:00", "new"),
                ("2026-04-01 15:30", "waiting_customer"),
                ("2026-04-01 16:30", "active"),
                ("2026-04-02 11:35", "waiting_customer"),
                ("2026-04-02 13:00", "resolved"),
            ],
        )
        for i in range(5)
    ]
    contract = agreement(target=hours(calendar="office"), metric=PAUSED)

    expected = Cluster("resolution", "all", "paused", near=5, total=10, limit=LIMIT)
    assert (expected,) == seen(contract, tickets)[0]


def test_only_the_windows_of_the_preview_count():
    """The same pauses in May are no matter of April's statement."""
    may = pauses([271, 272, 273, 274, 275], day="2026-05-04")

    assert ((), 1) == (seen(CONTRACT, may)[0], len(seen(CONTRACT, may, "2026-05")[0]))


BY_PRIORITY = {
    "objectives": {
        "P1": {"share": "90%", "within": "1h", "hours": "24x7"},
        "P2": {"share": "90%", "within": "10h", "hours": "24x7"},
    }
}


def lowered(minutes, id):
    """A P1 that becomes a P2 so many minutes after its start."""
    begin = at("2026-04-01 08:00")
    events = [
        (begin, "new", "P1"),
        (begin + 60 * minutes, "active", "P2"),
        (begin + 7200, "resolved", "P2"),
    ]
    return ticket(id, reported=begin, events=events)


def test_priorities_lowered_in_the_last_tenth_of_the_higher_limit_are_counted():
    """P1 has an hour: five of seven were made P2 in its last six minutes; one came too late."""
    minutes = [10, 20, 54, 55, 56, 57, 60, 61]
    tickets = [lowered(n, f"INC{n}") for n in minutes]

    expected = Cluster("resolution", "P1", "lowered", near=5, total=7, limit=3600)
    assert (expected,) == seen(agreement(target=BY_PRIORITY), tickets)[0]


def test_a_raised_priority_is_no_evidence():
    """From P2 to P1 the limit becomes shorter: nobody gains by it."""
    begin = at("2026-04-01 08:00")
    tickets = [
        ticket(
            f"INC{i}",
            reported=begin,
            events=[
                (begin, "new", "P2"),
                (begin + 35900 + i, "active", "P1"),
                (begin + 36000, "resolved", "P1"),
            ],
        )
        for i in range(6)
    ]

    assert () == seen(agreement(target=BY_PRIORITY), tickets)[0]


def stopped(day, count, after_hours, start="08:00"):
    """Tickets that were resolved on a day so many hours after they were reported on it."""
    begin = at(f"{day} {start}")
    end = begin + 3600 * after_hours
    return [
        ticket(f"{day}-{i}", reported=begin, events=[(begin, "new"), (end, "resolved")])
        for i in range(count)
    ]


def test_a_day_with_five_times_the_usual_number_of_stops_is_shown():
    """
    Two stops on each of three days, eleven on a fourth: eight late, and one exactly at the limit.

    The middle one of 2, 2, 2 and 11 (the lower of two) is 2.
    """
    usual = [t for day in ("01", "02", "03") for t in stopped(f"2026-04-{day}", 2, 1)]
    bulk = [
        *stopped("2026-04-07", 8, 6, "07:00"),
        *stopped("2026-04-07", 1, 5, "09:00"),
        *stopped("2026-04-07", 2, 1, "10:00"),
    ]
    bulk = [{**t, "id": f"B{i}"} for i, t in enumerate(bulk)]

    expected = BulkStop("resolution", date(2026, 4, 7), stops=11, near=1, late=8, usual=2)
    for parts in (1, 3):
        assert (expected,) == seen(agreement(target=hours()), [*usual, *bulk], parts=parts)[1]


@pytest.mark.parametrize(("count", "shown"), [(9, False), (10, True), (14, True)])
def test_fewer_than_ten_stops_are_no_bulk(count, shown):
    """One stop on most days: five times that is still a quiet day."""
    quiet = [t for day in range(1, 8) for t in stopped(f"2026-04-{day:02}", 1, 1)]
    busy = stopped("2026-04-20", count, 1)

    assert shown == bool(seen(agreement(target=hours()), [*quiet, *busy])[1])


def test_a_day_is_that_of_the_agreements_zone():
    """22:30 UTC on 31 March is the first of April in Oslo, where the window of April begins."""
    begin = at("2026-03-31 21:30")
    tickets = [
        ticket(f"INC{i}", reported=begin, events=[(begin, "new"), (begin + 3600, "resolved")])
        for i in range(12)
    ]
    others = [t for day in range(2, 9) for t in stopped(f"2026-04-{day:02}", 1, 1)]
    contract = agreement(target=hours(), timezone="Europe/Oslo")

    (found,) = seen(contract, [*tickets, *others])[1]
    assert (date(2026, 4, 1), 12) == (found.day, found.stops)


def test_records_of_another_service_are_no_evidence_here():
    """What is not measured by a target is not counted for it."""
    other = [{**t, "service": "other"} for t in pauses([271, 272, 273, 274, 275])]

    assert ((), ()) == seen(CONTRACT, other)
