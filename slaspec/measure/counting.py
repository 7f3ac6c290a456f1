"""Records that are counted without a clock: good or not, dated, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.cells import COUNTED, LEFT_OUT, OPEN, Judged, slice_of
from slaspec.records.tickets import ABSENT

if TYPE_CHECKING:
    from slaspec.measure.known import Bools
    from slaspec.measure.moments import Population
    from slaspec.measure.plan import TargetPlan


def counted(plan: TargetPlan, found: Population, good: Bools) -> Judged:
    """
    The records of a population; `good` has one entry for each of them.

    A record whose end is still to come is open, in the window in which it was reported.
    """
    left_out = found.left_out
    fate = np.where(found.running, np.int8(OPEN), np.int8(COUNTED))
    fate[left_out.reason >= 0] = LEFT_OUT
    placed = np.where(found.objective >= 0, found.at, ABSENT)
    window = slice_of(plan, placed)
    outside = (fate != LEFT_OUT) & (window < 0)
    left_out.mark(outside, "outside the period")
    fate[outside] = LEFT_OUT
    return Judged(
        owner=found.owner,
        objective=found.objective,
        fate=fate,
        met=good,
        window=window,
        reason=left_out.reason,
        reasons=tuple(left_out.reasons),
    )
