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


class Weeks:
    """
    Some weeks of one Calendar document, second by second: openness and wall time.

    `seconds` are bytes of a whole number of minutes, `walls` the naive wall time of each minute
    in minutes since some midnight, `open_days` the days (in the same count) on which a shift of
    their own opens, each with the first and the last second of its openings.
    """

    def __init__(self, seconds, walls, open_days):
        import numpy as np

        self.opens = np.frombuffer(seconds, dtype=np.uint8).astype(np.int32)
        self.counts = np.concatenate(([0], np.cumsum(self.opens)))
        self.walls = np.array(walls)
        self.days = sorted(open_days)
        self.open_days = open_days

    def ends(self, limit):
        """For every hand-over the last second with at most `limit` open seconds since."""
        import numpy as np

        return np.searchsorted(self.counts, self.counts + limit, side="right") - 1

    def deadlines(self, count, due):
        """For every hand-over the deadline in working days; the end of the range if unknown."""
        import numpy as np

        known_to = len(self.opens)
        shown_so_far = np.maximum.accumulate(self.walls)
        days, seconds = np.array(self.days), np.arange(known_to + 1)
        minute = np.minimum(seconds // 60, len(self.walls) - 1)
        today = self.walls[minute] // 1440
        day_0 = np.searchsorted(days, today)
        known = day_0 + count < len(days)
        day_0 = np.minimum(day_0, len(days) - 1 - count)
        if due == "end_of_day":
            closes = np.array([self.open_days[day][1] for day in self.days])
            return np.where(known, closes[day_0 + count], known_to)
        opens = np.array([self.open_days[day][0] for day in self.days])[day_0]
        same = days[day_0] == today
        at = np.where(same, seconds, opens)
        of_day = self.walls[at // 60] % 1440
        target = days[day_0 + count] * 1440 + of_day
        first = np.minimum(np.searchsorted(shown_so_far, target), len(self.walls) - 1)
        jumped = shown_so_far[first] != target
        return np.where(known, 60 * first + np.where(jumped, 0, at % 60), known_to)


def latest_ends(tree, starts):
    """The latest end for every start: stages carry `ends` by hand-over as arrays of seconds."""
    return _latest(tree, starts, starts)


def _latest(tree, starts, latest_hand_over):
    import numpy as np

    if tree[0] == "stage":
        return _range_max(tree[2], starts, latest_hand_over)
    if tree[0] == "chain":
        for part in tree[1]:
            latest_hand_over = _latest(part, starts, latest_hand_over)
        return latest_hand_over
    return np.maximum.reduce([_latest(part, starts, latest_hand_over) for part in tree[1]])


def _range_max(values, first, last):
    """The largest value over each range of positions, both ends included (a sparse table)."""
    import numpy as np

    if (np.diff(values) >= 0).all():
        return values[last]
    best = np.empty(len(first), dtype=np.int64)
    level = np.floor(np.log2(last - first + 1)).astype(int)
    table = values.astype(np.int64)
    for power in range(level.max() + 1):
        mine = level == power
        best[mine] = np.maximum(table[first[mine]], table[last[mine] - (1 << power) + 1])
        shifted = np.concatenate((table[1 << power :], np.full(1 << power, -1)))
        table = np.maximum(table, shifted)
    return best
