"""
The counterexample for availability: outages in the worst window that every leaf may have.

In series outages follow one another. Of several branches enough are down together: their down
times are wrapped around as many rows as must be down (McNaughton's rule), so that no branch is
down twice at once. Where branches count at different times the figures alone are given.
"""

from __future__ import annotations

from itertools import pairwise

from slaspec.backing.availability import AvailabilityQuestion, Evaluation, bound
from slaspec.backing.cover import Covering, UpTime, seconds
from slaspec.backing.result import Step
from slaspec.backing.up_time import AtLeast, Up, in_series
from slaspec.backing.windows import Judged
from slaspec.service_time.intervals import Intervals, clip, intersect, normalise, subtract, union

_MOST_STEPS = 400
Outages = list[tuple[str, Intervals]]


def outages(question: AvailabilityQuestion, window: Judged) -> tuple[Step, ...]:
    """Outages of each leaf in one of our windows, in whole seconds; empty where none are shown."""
    evaluation = Evaluation(question)
    used = normalise([])
    found: list[Step] = []
    for part in in_series(question.tree):
        down = _of_part(evaluation, part, window, used)
        if down is None:
            return ()
        for name, times in down:
            used = union(used, times)
            found += [Step(name, begin, end) for begin, end in times.tolist()]
    return tuple(sorted(found, key=lambda step: (step.from_, step.leaf))[:_MOST_STEPS])


def _of_part(evaluation: Evaluation, part: Up, window: Judged, used: Intervals) -> Outages | None:
    if isinstance(part, UpTime):
        down = _down(evaluation.coverings[part], window, evaluation.counted(window), used)
        return None if down is None else [(part.name, down)]
    if isinstance(part, AtLeast):
        return _together(evaluation, part, window, used)
    return None


def _down(
    covering: Covering, window: Judged, counted: Intervals, used: Intervals
) -> Intervals | None:
    """The last seconds that a leaf may be down, beside those used; None for rolling windows."""
    cover = covering.of(window)
    touching = sorted(covering.touching(window))
    if any(a.end > b.start for (a, _), (b, _) in pairwise(touching)):
        return None
    down = subtract(subtract(counted, cover.counted), used)
    for theirs, budget in touching:
        free = subtract(clip(cover.counted, theirs.start, theirs.end), used)
        down = union(down, _last(free, int(budget)))
    return down


def _together(
    evaluation: Evaluation, part: AtLeast, window: Judged, used: Intervals
) -> Outages | None:
    """Enough of several leaves down together, where each counts every second in one window."""
    counted = evaluation.counted(window)
    leaves = [each for each in part.parts if isinstance(each, UpTime)]
    covers = {leaf: evaluation.coverings[leaf].of(window) for leaf in leaves}
    whole = all(seconds(each.counted) == seconds(counted) for each in covers.values())
    single = all(len(evaluation.coverings[leaf].touching(window)) == 1 for leaf in leaves)
    if not (whole and single and len(set(leaves)) == len(part.parts)):
        return None
    rows = len(leaves) - part.n + 1
    budgets = [int(covers[leaf].cost) for leaf in leaves]
    free = subtract(counted, used)
    length = min(int(bound(part, covers, counted).cost), seconds(free))
    while sum(min(each, length) for each in budgets) < rows * length:
        length -= 1  # budgets are cut to whole seconds
    return _wrapped(_last(free, length), [leaf.name for leaf in leaves], budgets, rows)


def _wrapped(times: Intervals, names: list[str], budgets: list[int], rows: int) -> Outages:
    """Budgets laid one after the other over rows of the same times."""
    length, at, found = seconds(times), 0, []
    for name, budget in zip(names, budgets, strict=True):
        end = min(at + min(budget, length), rows * length)
        down = normalise([])
        while at < end:
            stop = min(end, (at // length + 1) * length)
            down = union(down, _slice(times, at % length, at % length + stop - at))
            at = stop
        found.append((name, down))
    return found


def _slice(times: Intervals, first: int, last: int) -> Intervals:
    """The seconds from the position `first` up to `last` of some intervals."""
    from_first = _last(times, seconds(times) - first)
    return subtract(from_first, _last(times, seconds(times) - last))


def _last(times: Intervals, wanted: int) -> Intervals:
    """The last so many seconds of some intervals."""
    skip = max(0, seconds(times) - wanted)
    if wanted <= 0 or not len(times):
        return times[:0]
    before = 0
    for begin, end in times.tolist():
        if before + end - begin > skip:
            return intersect(times, normalise([(begin + skip - before, int(times[-1, 1]))]))
        before += end - begin
    return times[:0]
