"""The worst case of random trees on random calendars, against every second."""

from __future__ import annotations

import os
import random
from fractions import Fraction

import numpy as np
import pytest

from slaspec.backing.availability import most_together
from slaspec.backing.clock import Clock
from slaspec.backing.cover import UpTime
from slaspec.backing.finish_time import Clocks
from slaspec.backing.hours import Hours
from slaspec.backing.probability import chance_up
from slaspec.backing.stages import Branches, Chain, Stage
from slaspec.backing.timeline import walk
from slaspec.backing.up_time import AtLeast, Series
from slaspec.backing.worst_case import Question, answer
from slaspec.language.quantities import Zone
from slaspec.service_time.intervals import normalise
from tests.oracle import backing as oracle

CASES = int(os.environ.get("SLASPEC_ORACLE_CASES", "2000"))
BATCHES = 20
SECONDS, FIRST, LAST = 150, 4, 70


class Invented(Clocks):
    """Clocks of invented calendars by their ids."""

    def __init__(self, opens):
        super().__init__(0, SECONDS, Zone("UTC"))
        object.__setattr__(self, "opens", opens)

    def of(self, hours):
        spans = [(s, s + 1) for s, is_open in enumerate(self.opens[hours.id]) if is_open]
        return Clock(normalise(spans), 0, SECONDS)


def hours(id):
    return Hours(id, None, None, "24x7")


def random_hours(chance):
    """Some stretches of open seconds, often all of them, in steps so that edges meet."""
    if chance.random() < 0.2:
        return [1] * SECONDS
    step = chance.choice([1, 1, 3, 5])
    opens = [0] * SECONDS
    at = chance.randrange(0, 12)
    while at < SECONDS:
        length = step * chance.randint(1, 5)
        for second in range(at, min(SECONDS, at + length)):
            opens[second] = 1
        at += length + step * chance.randint(1, 6)
    return opens


class RandomTree:
    """One random tree for the product and for the oracle."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.opens = {f"c{i}": random_hours(self.chance) for i in range(4)}
        self.limits, self.stage_opens = {}, {}
        self.product, self.oracle = self.tree(2)

    def tree(self, depth):
        kind = self.chance.choice(["stage", "chain", "branches"] if depth else ["stage"])
        if kind == "stage":
            return self.stage()
        parts = [self.tree(depth - 1) for _ in range(self.chance.randint(1, 3))]
        ours = tuple(part for part, _ in parts)
        made = Chain(ours) if kind == "chain" else Branches(ours)
        return made, (kind, [part for _, part in parts])

    def stage(self):
        own = self.chance.random() < 0.1
        name = f"{'own' if own else 'leaf'}{len(self.limits)}"
        calendar = self.chance.choice(list(self.opens))
        limit = self.chance.randint(0, 9)
        self.limits[name], self.stage_opens[name] = limit, self.opens[calendar]
        ends = oracle.ends_of(self.opens[calendar], limit)
        kind = "own_start" if own else "stage"
        return Stage(name, hours(calendar), limit, from_start=own), (kind, name, ends)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_slowest_record_is_found_to_the_second(batch):
    """Same worst case and same last start as every second tried, with a record that shows it."""
    for case in range(CASES // BATCHES):
        made = RandomTree(f"{batch}/{case}")
        clocks = Invented(made.opens)
        question = Question(made.product, hours("c0"), FIRST, LAST, Zone("UTC"))

        worst = answer(question, clocks)
        steps = walk(made.product, worst.start, clocks)
        expected, known = oracle.slowest(made.oracle, made.opens["c0"], FIRST, LAST)

        assert (expected, known) == ((worst.seconds, worst.start), worst.exact), (batch, case)
        assert sum(made.opens["c0"][worst.start : worst.end]) == worst.seconds
        assert steps[-1].until == worst.end
        plain = [(step.leaf, step.from_, step.until) for step in steps]
        assert oracle.keeps(plain, worst.start, made.limits, made.stage_opens), (batch, case)


def test_so_many_down_together_is_never_more_than_the_bound():
    """The bound for k of n holds for every way to lay down times over the slots, and is tight."""
    chance = random.Random(7)
    tight = 0
    for _ in range(120):
        slots, count = chance.randint(2, 5), chance.randint(2, 4)
        budgets = [chance.randint(0, slots) for _ in range(count)]
        together = chance.randint(1, count)

        bound = min(Fraction(slots), most_together([Fraction(b) for b in budgets], together))
        most = oracle.most_down_together(slots, budgets, together)

        assert most <= bound
        tight += most == int(bound)
    assert 120 == tight


def test_independent_trees_are_up_as_often_as_all_their_states_say():
    """Shared leaves, series and k of n in any nesting, against every state of every leaf."""
    chance = random.Random(8)
    leaves = {name: UpTime(name, Fraction(0), hours("c"), None) for name in "abcd"}

    def random_tree(depth):
        kind = chance.choice(["leaf", "series", "at_least"] if depth else ["leaf"])
        if kind == "leaf":
            name = chance.choice("abcd")
            return leaves[name], name
        parts = [random_tree(depth - 1) for _ in range(chance.randint(1, 3))]
        ours, theirs = tuple(p for p, _ in parts), [p for _, p in parts]
        if kind == "series":
            return Series(ours), ("series", *theirs)
        n = chance.randint(1, len(parts))
        return AtLeast(n, ours), ("at_least", n, *theirs)

    for _ in range(150):
        ours, theirs = random_tree(2)
        down = {name: Fraction(chance.randint(0, 4), 4) for name in "abcd"}

        expected = oracle.chance_up(theirs, down)

        assert expected == chance_up(ours, {leaves[n]: share for n, share in down.items()})


def test_pulling_back_is_the_inverse_of_the_latest_end():
    """The last start that ends by an instant: no later start does, and it does itself."""
    chance = random.Random(9)
    for _ in range(40):
        clock = Invented({"c": random_hours(chance)}).of(hours("c"))
        limit = chance.randint(0, 9)
        starts = np.arange(0, SECONDS + 1)
        ends, exact = clock.latest(starts, limit)
        for instant in range(0, SECONDS, 7):
            within = [t for t in starts.tolist() if ends[t] <= instant and exact[t]]
            found = int(clock.last_start(np.array([instant]), limit)[0])

            assert (max(within) if within else None) == (found if found >= 0 else None)
