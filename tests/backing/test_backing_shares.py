"""Counts of records: few records, rounding, routes, and that the bounds are tight."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.backing.allowance import Allowance, threshold_of
from slaspec.backing.shares import worst_miss
from slaspec.backing.tree import AllOf, Leaf, OneOf, Sequence
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.node import NOWHERE
from slaspec.rounding import rounded
from tests.backing.build import codes, proof, time_leaf, time_sla, times
from tests.oracle import backing as oracle

FEW = {"up_to": 9, "allow_misses": 1}
TREE = [{"all_of": ["a-ola#restore", "b-ola#restore"]}]


def teams(first, second, **more):
    """Two teams at work on each record at once."""
    return [time_leaf("a", "1h", first, **more), time_leaf("b", "1h", second, **more)]


def test_one_miss_of_few_at_two_leaves_are_two_misses():
    """Up to nine records one may miss at each leaf, and so at the objective two."""
    answers = {"few_events": FEW}
    found = proof(time_sla(TREE, answers=answers), *teams("97%", "96%", answers=answers))

    assert ("not_backed", ["few-events"]) == (found.verdict, codes(found))
    assert "of 2 records the leaves may miss 2, the objective 1" in found.reason.sentence


def test_shares_behind_a_rule_for_few_records():
    """Leaves without a rule for few records miss none of so few: the objective may."""
    found = proof(time_sla(TREE, answers={"few_events": FEW}), *teams("97%", "96%"))

    assert ("backed", Fraction(93, 100)) == (found.verdict, found.guaranteed)


def test_a_rule_for_few_records_behind_a_share():
    """One of five may miss at the leaf, none at 90 %."""
    found = proof(
        time_sla(["a-ola#restore"]),
        time_leaf("a", share="97%", answers={"few_events": FEW}),
    )

    assert ["few-events"] == codes(found)


def test_a_percentile_is_a_share_by_nearest_rank():
    """95 % within 4h and the 95th percentile within 4h are the same promise."""
    leaf = time_leaf(share="95%")
    objective = leaf["targets"][0]["objective"]
    objective["percentile"] = objective.pop("share")

    assert Fraction(95, 100) == proof(time_sla(["desk-ola#restore"]), leaf).guaranteed


def test_what_the_leaf_rounds_up_is_let_through():
    """95 % rounded to whole per cent is 94.5 %."""
    rule = {"places": 0, "mode": "half_up"}
    found = proof(
        time_sla(["a-ola#restore"], share="95%"),
        time_leaf("a", share="95%", answers={"round_measured": rule}),
    )

    assert ("not_backed", Fraction(945, 1000)) == (found.verdict, found.guaranteed)


@given(
    level=st.integers(1, 1000),
    places=st.integers(0, 2),
    mode=st.sampled_from(["half_up", "half_even", "down", "up"]),
    nudge=st.integers(-3, 3),
)
def test_the_threshold_is_where_rounding_turns(level, places, mode, nudge):
    """At the threshold, and just beside it, the rounded value meets the level as it says."""
    wanted = Fraction(level, 1000)
    threshold, inclusive = threshold_of(wanted, RoundMeasured(places=places, mode=mode))
    value = threshold + Fraction(nudge, 10**9)
    judged = Fraction(rounded(value * 100, places, mode)) / 100

    assert Allowance(threshold, inclusive).keeps(value) == (judged >= wanted)


@given(
    records=st.integers(0, 400),
    percent=st.integers(50, 100),
    inclusive=st.booleans(),
)
def test_so_many_may_miss_and_no_more(records, percent, inclusive):
    """One more miss than allowed breaks the promise."""
    allowance = Allowance(Fraction(percent, 100), inclusive)
    missed = allowance.of(records)

    if records and (missed or allowance.keeps(Fraction(1))):
        assert allowance.keeps(Fraction(records - missed, records))
    if missed < records:
        assert not allowance.keeps(Fraction(records - missed - 1, records))


def leaf(name):
    return Leaf(name, NOWHERE, promise=None)


def test_the_union_bound_is_tight_along_the_worst_route():
    """Every way to lay the misses over the records: the bound is reached, and never exceeded."""
    chance = random.Random(4)
    parts = [leaf(name) for name in "abc"]

    def random_tree(depth):
        if not depth or chance.random() < 0.3:
            one = chance.choice(parts)
            return one, frozenset({frozenset({one.name})})
        below = [random_tree(depth - 1) for _ in range(chance.randint(1, 2))]
        kind = chance.choice([Sequence, AllOf, OneOf])
        made = kind(tuple(tree for tree, _ in below))
        if kind is OneOf:
            return made, frozenset(route for _, routes in below for route in routes)
        joined = {frozenset()}
        for _, routes in below:
            joined = {one | other for one in joined for other in routes}
        return made, frozenset(joined)

    for _ in range(60):
        tree, routes = random_tree(2)
        records = chance.randint(3, 5)
        misses = {name: chance.randint(0, 2) for name in "abc"}

        bound = worst_miss(tree, {n: Fraction(m, records) for n, m in misses.items()})

        assert bound * records == oracle.most_missed(routes, misses, records)


def test_too_many_routes_are_added_up():
    """Where there are too many routes to list, parts in two branches count twice: still a bound."""
    pairs = tuple(OneOf((leaf(f"a{n}"), leaf(f"b{n}"))) for n in range(14))
    miss = {f"{side}{n}": Fraction(n, 1000) for side in "ab" for n in range(14)}

    assert Fraction(sum(range(14)), 1000) == worst_miss(Sequence(pairs), miss)


@pytest.mark.parametrize("window", ["week", "quarter"])
def test_another_window_attributed_to_ours(window):
    """Weeks that reach over a month's end are fed by its neighbours; nothing is promised."""
    leaf = time_leaf(share="99%", answers={"window": window})

    assert ["no-volume-floor"] == codes(proof(time_sla(["desk-ola#restore"]), leaf))


def test_months_within_a_quarter_need_no_volume():
    """What is kept in each month is kept in the quarter."""
    sla = time_sla(["desk-ola#restore"], answers={"window": "quarter"})

    assert Fraction(99, 100) == proof(sla, time_leaf(share="99%")).guaranteed


def test_a_pause_leaves_the_window_open():
    """Where our clock can stand still, a leaf can have counted the record long before."""
    paused = times(pause=["waiting_customer"])
    leaf = time_leaf(share="99%", answers={"assign_to": "decided"})
    services = [{"service": "network", "volume": {"at_least": 9, "at_most": 9, "per": "month"}}]
    sla = time_sla(["desk-ola#restore"], metric=paused, services=services)

    assert ["no-volume-floor"] == codes(proof(sla, leaf))


def test_a_leaf_that_judges_no_part_of_our_window():
    """A leaf with whole quarters only says nothing of a month in a partial one."""
    term = {"from": "2025-12-01", "through": "2028-12-31"}
    sla = {"from": "2025-12-01", "through": "2026-12-31"}
    leaf = time_leaf(share="99%", answers={"window": "quarter"}, effective=term)
    services = [{"service": "network", "volume": {"at_least": 9, "at_most": 9, "per": "month"}}]

    found = proof(time_sla(["desk-ola#restore"], effective=sla, services=services), leaf)

    assert ["uncovered-window"] == codes(found)
