"""The local engine: columns in memory, any part of the records, partials that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.measure.kinds import kind_of
from slaspec.measure.results import Scope
from slaspec.measure.tally import Comparison, Key, Tally, merge

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.tables import Records

__all__ = ["Comparison", "Key", "Tally", "merge", "tally"]


def tally(
    records: Records, plan: TargetPlan, as_of: int, zone: Zone, active: tuple[int, int]
) -> Tally:
    """
    Count one part of the records as known at `as_of` (UTC seconds).

    `active` are the first second of the agreement's term and the first after it.
    """
    return kind_of(plan.metric).tally(records, plan, Scope(as_of, zone, active))
