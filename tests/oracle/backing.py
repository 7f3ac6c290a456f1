"""
Backing by brute force: every second is a start, and every second is a hand-over.

Shares no code with the product. Trees are tuples: `("stage", name, ends)`, `("own_start", name,
ends)` for a stage whose clock started with the record, `("chain", [...])`, `("branches", [...])`.
`ends[h]` is the last second at which a stage taken over at second h still keeps its limit, worked
out by walking over the seconds. Also availability, second by second and subset by subset.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product


def ends_of(open_seconds, limit):
    """For every hand-over the last second with at most `limit` open seconds since; the last one
    of the range where the limit is not used up (then the true end is not known)."""
    known_to = len(open_seconds)
    ends, exact = [], []
    for taken_over in range(known_to + 1):
        used, at = 0, taken_over
        while at < known_to and used + open_seconds[at] <= limit:
            used += open_seconds[at]
            at += 1
        ends.append(at)
        exact.append(at < known_to)
    return ends, exact


def latest_end(tree, start, latest_hand_over):
    """The latest end over all hand-overs from the start to the latest one, and if it is known."""
    kind = tree[0]
    if kind == "stage":
        ends, exact = tree[2]
        hand_overs = range(start, latest_hand_over + 1)
        end = max(ends[h] for h in hand_overs)
        return end, all(exact[h] for h in hand_overs if ends[h] == end) and exact[latest_hand_over]
    if kind == "own_start":
        ends, exact = tree[2]
        return ends[start], exact[start]
    if kind == "chain":
        known = True
        for part in tree[1]:
            latest_hand_over, exact = latest_end(part, start, latest_hand_over)
            known = exact if restarts(part) else known and exact
        return latest_hand_over, known
    below = [latest_end(part, start, latest_hand_over) for part in tree[1]]
    return max(end for end, _ in below), all(exact for _, exact in below)


def restarts(tree):
    """Whether the end of a tree does not depend on when it was taken over."""
    if tree[0] == "chain":
        return any(restarts(part) for part in tree[1])
    if tree[0] == "branches":
        return all(restarts(part) for part in tree[1])
    return tree[0] == "own_start"


def slowest(tree, open_seconds, first, last):
    """Seconds on the objective's clock and the last such start, over every start of the term."""
    best = (-1, -1)
    known = True
    for start in range(first, last + 1):
        end, exact = latest_end(tree, start, start)
        used = sum(open_seconds[start:end])
        best = max(best, (used, start))
        known = known and exact
    return best, known


def keeps(steps, start, limits, opens):
    """Whether a timeline is a record that keeps every stage: (name, from, until) in order."""
    at = start
    for name, from_, until in steps:
        begin = start if name.startswith("own") else at
        if from_ != begin or until < at:
            return False
        if sum(opens[name][from_:until]) > limits[name]:
            return False
        at = until
    return True


def most_down_together(slots, budgets, together):
    """
    The most slots in which at least so many of several are down, each at most its budget.

    Tries every way to lay the budgets over the slots.
    """
    ways = [list(combinations(range(slots), min(slots, budget))) for budget in budgets]
    best = 0
    for chosen in product(*ways):
        down = [sum(slot in each for each in chosen) for slot in range(slots)]
        best = max(best, sum(count >= together for count in down))
    return best


def most_missed(routes, misses, records):
    """The most of so many records that can fail, where part p fails at most misses[p] of them."""
    best = 0
    for route in routes:
        ways = [list(combinations(range(records), misses[part])) for part in route]
        for chosen in product(*ways):
            best = max(best, len({record for each in chosen for record in each}))
    return best


def chance_up(tree, down):
    """The chance that a tree of independent leaves is up, over all states of all leaves."""
    names = sorted(down)
    total = Fraction(0)
    for state in product((True, False), repeat=len(names)):
        up = dict(zip(names, state))
        weight = Fraction(1)
        for name in names:
            weight *= 1 - down[name] if up[name] else down[name]
        total += weight * is_up(tree, up)
    return total


def is_up(tree, up):
    """Whether a tree of names, `("series", ...)` and `("at_least", n, ...)` is up."""
    if isinstance(tree, str):
        return up[tree]
    if tree[0] == "series":
        return all(is_up(part, up) for part in tree[1:])
    return sum(is_up(part, up) for part in tree[2:]) >= tree[1]


def most_down_in(ours, leaf_windows, leaf_hours, down_share):
    """
    The most seconds of our window in which a leaf can be down, second by second.

    `ours` are the seconds that we count, `leaf_hours` those that the leaf counts, `leaf_windows`
    disjoint pairs. In each window the leaf is down at most its share of its counted seconds.
    """
    total = 0
    uncovered = set(ours)
    for begin, end in leaf_windows:
        counted = [second for second in range(begin, end) if second in leaf_hours]
        shared = [second for second in counted if second in ours]
        total += min(Fraction(len(shared)), down_share * len(counted))
        uncovered -= set(shared)
    return total + len(uncovered)
