"""Some tickets of a table, as a table of their own: nothing is lost and nothing added."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.measure.measure import measure
from slaspec.records.selection import selected
from tests.measure import build
from tests.measure.test_duration_against_oracle import CALENDARS, WEEKS, contract, history


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 2), min_size=12, max_size=12))
def test_parts_that_are_selected_are_measured_like_the_whole(seed, part_of):
    """Twelve tickets with their histories in three parts have the verdicts of the table."""
    chance = random.Random(seed)
    plan = build.planned(contract(chance, "events"), "2026-W12..2026-W13", *CALENDARS.values())
    as_of = WEEKS[-1][2] + 86400
    tickets = [history(chance, number) for number in range(12)]
    stated = ("resolved", "closed", "first_response")
    tool = [chance.choice((-1, 0, 1)) for _ in tickets]
    table = build.table(tickets, stamps=stated, tool=tool)
    parts = [selected(table, np.flatnonzero(np.array(part_of) == part)) for part in range(3)]

    assert 12 == sum(map(len, parts))
    assert measure(plan, {"itsm": [table]}, as_of) == measure(plan, {"itsm": parts}, as_of)


def test_all_rows_in_order_are_the_table_itself():
    """Nothing is copied where nothing is left out; another order is another table."""
    table = build.table([build.ticket(), build.ticket()])

    assert table is selected(table, np.array([0, 1]))
    assert table.ids[::-1] == selected(table, np.array([1, 0])).ids
