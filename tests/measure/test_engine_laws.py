"""Engines decide where, never what: any sharding, in any order, gives identical results."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.measure.engines.local import tally
from slaspec.measure.tally import Tally, merge
from slaspec.measure.measure import measure
from slaspec.measure.tally import Partial
from tests.measure import build
from tests.measure.test_duration_against_oracle import CALENDARS, ORIGIN, WEEKS, contract, history


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 3), min_size=12, max_size=12), st.randoms())
def test_any_sharding_in_any_order_gives_the_same_measurements(seed, shards, order):
    """Twelve tickets in up to four parts (some of them empty), shuffled, against the whole."""
    chance = random.Random(seed)
    plain = contract(chance, "events")
    plan = build.planned(plain, "2026-W12..2026-W13", *CALENDARS.values())
    as_of = WEEKS[-1][2] + chance.choice((0, 86400))
    tickets = [history(chance, number) for number in range(12)]
    stated = ("resolved", "closed", "first_response")
    tool = [chance.choice((-1, 0, 1)) for _ in tickets]
    whole = measure(plan, {"itsm": [build.table(tickets, stamps=stated, tool=tool)]}, as_of)
    parts = []
    for number in range(4):
        mine = [i for i, shard in enumerate(shards) if shard == number]
        order.shuffle(mine)
        part = [tickets[i] for i in mine]
        parts.append(build.table(part, stamps=stated, tool=[tool[i] for i in mine]))
    order.shuffle(parts)

    assert whole == measure(plan, {"itsm": parts}, as_of)


def test_parts_without_tickets_change_nothing():
    """An empty part is measured like any other."""
    plan = build.planned(build.agreement())
    held = build.table([build.ticket(events=[("2026-04-01 08:00", "resolved")])])
    empty = build.table([])
    as_of = build.at("2026-06-01 00:00")

    assert measure(plan, {"itsm": [held]}, as_of) == measure(
        plan, {"itsm": [empty, held, empty]}, as_of
    )


def test_every_clock_lands_in_one_cell_or_one_reason():
    """The numbers of a tally add up to the clocks, with each reason counted once."""
    plan = build.planned(build.agreement(answers={"leave_out": ["cancelled"]}))
    chance = random.Random(7)
    tickets = [history(chance, number) for number in range(50)]
    held = build.table(tickets, stamps=("resolved", "closed"))
    term = (ORIGIN, ORIGIN + 86400 * 60)
    found = tally(held, plan.targets[0], build.at("2026-06-01 00:00"), plan.zone, term)
    cells = found.cells.values()
    placed = sum(c.met + c.missed + c.open + sum(c.excluded.values()) for c in cells)

    assert 50 == placed + sum(found.unassigned.values())


COUNTS = st.builds(
    Partial,
    met=st.integers(0, 9),
    missed=st.integers(0, 9),
    open=st.integers(0, 9),
    excluded=st.dictionaries(st.sampled_from("abc"), st.integers(1, 9)),
    missed_ids=st.lists(st.text(max_size=2), max_size=3).map(tuple),
    values=st.dictionaries(st.integers(0, 3) | st.fractions(), st.integers(1, 9)),
    intervals=st.dictionaries(st.integers(0, 3), st.tuples(st.integers(0, 9), st.integers(0, 9))),
    latest=st.none()
    | st.tuples(st.integers(0, 3), st.frozensets(st.integers(0, 9).map(Fraction), min_size=1)),
)


@given(COUNTS, COUNTS, COUNTS)
def test_partials_add_up_in_any_order(a, b, c):
    """Addition is commutative and associative."""
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)


def test_nothing_merged_is_an_empty_tally():
    """A source with no part at all has no cells."""
    assert Tally({}, {}, {}, 0) == merge([])
