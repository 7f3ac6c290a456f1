"""Percentiles of times, visits to a group, delays after a due time, and filters."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.errors import LocatedError
from slaspec.measure.figures import mean, nearest_rank, summed
from tests.measure.build import agreement, cells, fates, measured, planned, ticket

START = "2026-04-01 08:00"


def lasting(*hours):
    """Tickets of 1 April, each resolved after so many hours."""
    return [
        ticket(f"T{i}", events=[(START, "new"), (f"2026-04-01 {8 + h:02}:00", "resolved")])
        for i, h in enumerate(hours)
    ]


def percentile(share, within="4h", **more):
    return agreement(
        target={"objective": {"percentile": share, "within": within, "hours": "24x7"}}, **more
    )


@pytest.mark.parametrize(
    ("share", "hours", "verdict"),
    [("25%", 1, "met"), ("50%", 2, "met"), ("75%", 4, "met"), ("76%", 9, "missed")],
)
def test_the_percentile_is_the_kth_shortest_time(share, hours, verdict):
    """Of 9, 1, 4 and 2 hours k = 1, 2, 3 and, for 76 %, ceil(3.04) = 4."""
    [cell] = measured(percentile(share), lasting(9, 1, 4, 2)).measured

    assert (verdict, 3600 * hours, "s") == (cell.verdict, cell.value, cell.unit)
    assert (3, 4, ("T0",)) == (cell.met, cell.counted, cell.missed_ids)


@pytest.mark.parametrize(("reached", "verdict"), [("met", "met"), ("missed", "missed")])
def test_a_percentile_that_is_exactly_the_limit(reached, verdict):
    """4 h of 4 h: `limit_reached` answers for the percentile as for each record."""
    contract = percentile("100%", answers={"limit_reached": reached})

    assert verdict == measured(contract, lasting(4)).measured[0].verdict


def test_an_open_record_over_its_limit_has_the_time_it_has_run():
    """Reported on 30 June at 12:00 and never stopped: 12 h have run at the date of the preview."""
    contract = percentile("100%")
    held = [ticket(reported="2026-06-30 12:00", events=[("2026-06-30 12:00", "new")])]
    found = measured(contract, held, period="2026-06").measured[0]

    assert ("missed", 12 * 3600, 1) == (found.verdict, found.value, found.counted)


@pytest.mark.parametrize(("places", "verdict"), [(0, "met"), (1, "missed")])
def test_a_percentile_is_rounded_in_the_unit_of_its_limit(places, verdict):
    """4 h 20 min are 4 hours without decimals, and 4.3 hours with one."""
    contract = percentile("100%", answers={"round_measured": {"places": places, "mode": "half_up"}})
    held = [ticket(events=[(START, "new"), ("2026-04-01 12:20", "resolved")])]

    assert verdict == measured(contract, held).measured[0].verdict


def test_few_records_may_miss_by_number():
    """The count rule stands in for a percentile as it does for a share."""
    contract = percentile("90%", answers={"few_events": {"up_to": 9, "allow_misses": 1}})

    assert "met" == measured(contract, lasting(9, 1)).measured[0].verdict


TIMES = st.dictionaries(st.integers(0, 50), st.integers(1, 5), min_size=1)


@given(TIMES, st.fractions(min_value=Fraction(1, 1000), max_value=1))
def test_the_nearest_rank_is_the_kth_of_a_sorted_list(values, share):
    """At least the share of all is not above it, and less than that share is below it."""
    listed = sorted(value for value, count in values.items() for _ in range(count))
    found = nearest_rank(values, share)

    assert sum(v <= found for v in listed) >= share * len(listed)
    assert sum(v < found for v in listed) < share * len(listed)


@given(st.dictionaries(st.fractions(), st.integers(1, 5), min_size=1))
def test_sums_and_means_are_exact(values):
    """Over one common denominator, as if the numbers were added one by one."""
    whole = sum((value * count for value, count in values.items()), Fraction(0))

    assert whole == summed(values)
    assert whole / sum(values.values()) == mean(values)


VISITS = {"group": "L2", "start": "assigned"}


def visited(*events, **more):
    """A ticket with (hour, group) or (hour, group, state) of 1 April."""
    made = []
    for hour, group, *state in events:
        made.append((f"2026-04-01 {hour:02}:00", state[0] if state else "active", None, group))
    return ticket(events=made, assigned=START, **more)


def visiting(visits, within="4h", **more):
    return agreement(
        metric={**VISITS, "visits": visits},
        target={"objective": {"share": "90%", "within": within, "hours": "24x7"}},
        **more,
    )


TWICE = [(8, "L1"), (9, "L2"), (12, "L1"), (13, "L2"), (15, "L3"), (16, "L3", "resolved")]


@pytest.mark.parametrize(
    ("visits", "within", "fate"),
    [("sum", "5h", "met"), ("sum", "4h", "missed"), ("max", "3h", "met"), ("max", "2h", "missed")],
)
def test_two_visits_of_three_and_two_hours(visits, within, fate):
    """9 to 12 and 13 to 15: together five hours, the longest three."""
    assert [f"{fate} 2026-04"] == fates(visiting(visits, within), [visited(*TWICE)])


def test_the_first_stop_ends_a_visit():
    """Resolved at 11 while still with L2: two hours; what came after the first stop is no visit."""
    held = visited((9, "L2"), (11, "L2", "resolved"), (12, "L2"), (20, "L1"))

    assert ["met 2026-04"] == fates(visiting("sum", "2h"), [held])


def test_a_record_without_a_visit_is_not_of_the_population():
    """It is named, and counted nowhere."""
    assert ["never in group L2"] == fates(visiting("sum"), [visited((8, "L1"), (9, "L3"))])


def test_a_visit_that_goes_on_is_open_or_missed():
    """Still with L2 at the date of the preview: open within the limit, missed beyond it."""
    held = [visited((9, "L2"))]

    assert ["open 2026-04"] == fates(visiting("sum", "100h"), held, as_of="2026-04-02 00:00")
    assert ["missed 2026-04"] == fates(visiting("sum", "15h"), held, as_of="2026-04-02 00:01")


def test_a_record_that_came_back_is_open_with_its_second_visit():
    """The first visit ended, the second one runs: together within the limit, so it is open."""
    held = [visited((9, "L2"), (10, "L1"), (11, "L2"))]

    assert ["open 2026-04"] == fates(visiting("sum", "20h"), held, as_of="2026-04-02 00:00")
    assert ["missed 2026-04"] == fates(visiting("sum", "14h"), held, as_of="2026-04-02 00:01")


def test_the_window_is_that_of_the_first_visit():
    """First visit in April, second one in May: missed by their sum, in April."""
    events = [
        ("2026-04-30 08:00", "active", None, "L2"),
        ("2026-04-30 10:00", "active", None, "L1"),
        ("2026-05-02 08:00", "active", None, "L2"),
        ("2026-05-02 12:00", "resolved", None, "L2"),
    ]
    held = ticket(reported="2026-04-30 08:00", assigned="2026-04-30 08:00", events=events)

    assert ["missed 2026-04"] == fates(visiting("sum", "5h"), [held])
    assert ["met 2026-04"] == fates(visiting("sum", "6h"), [held])


def test_pauses_are_no_time_of_a_visit():
    """An hour of waiting with the customer inside the first visit."""
    contract = agreement(
        metric={**VISITS, "visits": "sum", "pause": ["waiting_customer"]},
        target={"objective": {"share": "90%", "within": "2h", "hours": "24x7"}},
    )
    held = visited((9, "L2"), (10, "L2", "waiting_customer"), (11, "L2"), (12, "L1"))

    assert ["met 2026-04"] == fates(contract, [held])


def test_a_visit_that_ends_before_it_begins_is_dropped_and_counted():
    """The clock of the tool ran backwards: no negative time is taken off the other visit."""
    held = visited((9, "L2"), (8, "L1"), (10, "L2"), (12, "L1"))
    found = measured(visiting("sum", "2h"), [held])

    assert {("all", "2026-04"): "1/0/0"} == cells(found)
    assert {"resolution": 1} == found.backwards


def test_percentiles_of_visits():
    """Three records of 1, 2 and 5 hours with L2: the 60th percentile is the second."""
    contract = agreement(
        metric={**VISITS, "visits": "sum"},
        target={"objective": {"percentile": "60%", "within": "2h", "hours": "24x7"}},
    )
    held = [visited((9, "L2"), (9 + hours, "L1")) for hours in (1, 2, 5)]

    assert 7200 == measured(contract, held).measured[0].value


DUE = {"start": "due", "stop": ["resolved"]}


def delay(within="0h", **more):
    return agreement(
        metric=DUE,
        target={"objective": {"share": "90%", "within": within, "hours": "24x7"}},
        **more,
    )


def due(at, resolved=None, id="INC1"):
    events = [(START, "new")] + ([(resolved, "resolved")] if resolved else [])
    return ticket(id, due=at, events=events)


@pytest.mark.parametrize(
    ("resolved", "fate"),
    [
        ("2026-04-01 11:59:59", "met"),
        ("2026-04-01 12:00", "met"),
        ("2026-04-01 12:00:01", "missed"),
    ],
)
def test_a_delay_of_nothing_is_a_due_time(resolved, fate):
    """Due at 12:00 with a limit of 0: early and on time are met, a second later is missed."""
    assert [f"{fate} 2026-04"] == fates(delay(), [due("2026-04-01 12:00", resolved)])


@pytest.mark.parametrize(("limit", "fate"), [("1h", "met"), ("3599s", "missed")])
def test_a_delay_runs_from_the_due_time(limit, fate):
    """Resolved an hour after it was due."""
    held = [due("2026-04-01 12:00", "2026-04-01 13:00")]

    assert [f"{fate} 2026-04"] == fates(delay(limit), held)


@pytest.mark.parametrize(
    ("assign_to", "window"), [("start", "2026-05"), ("stop", "2026-04"), ("deadline", "2026-05")]
)
def test_the_window_of_an_early_record(assign_to, window):
    """Resolved in April, due in May: by its start and its deadline it belongs to May."""
    contract = delay("1h", answers={"assign_to": assign_to})

    assert [f"met {window}"] == fates(contract, [due("2026-05-04 12:00", "2026-04-10 08:00")])


def test_what_is_not_due_yet_is_open():
    """Due a second after the date of the preview it lies in no window that is over."""
    held = [due("2026-05-01 00:00:01"), due("2026-04-30 23:00", id="INC2")]
    found = measured(delay(), held, as_of="2026-05-01")

    assert {("all", "2026-04"): "0/1/0"} == cells(found)


def test_only_records_that_match_every_line():
    """`where` on a field and on the priority in force; others are shown by name."""
    contract = agreement(metric={"where": {"component": ["wan", "lan"], "priority": ["P1"]}})
    held = [
        ticket(
            id,
            fields={"component": component},
            events=[(START, "new", priority), ("2026-04-01 09:00", "resolved", priority)],
        )
        for id, component, priority in [
            ("A", "wan", "P1"),
            ("B", "lan", "P2"),
            ("C", "disk", "P1"),
            ("D", "lan", "P1"),
        ]
    ]
    [cell] = measured(contract, held).measured

    assert (2, {"not among the records measured": 2}) == (cell.counted, cell.excluded)


def test_a_filter_on_a_field_without_a_column():
    """It would leave out every record, in silence."""
    contract = agreement(metric={"where": {"component": ["wan"]}})
    with pytest.raises(LocatedError, match="has no column for 'component'"):
        measured(contract, [ticket(events=[(START, "new")])])

    assert planned(contract)
