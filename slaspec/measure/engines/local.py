"""The local engine: part by part, each read once for all targets on its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.measure.kinds import kind_of
from slaspec.measure.results import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slaspec.language.quantities import Zone
    from slaspec.measure.counters import Counter
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.tally import Tally
    from slaspec.records.tables import Records


def count(counters: Iterable[Counter], parts: Iterable[Records]) -> None:
    """Count all parts; a part may be read only when it is its turn, and is not kept."""
    _keep_freed_memory()
    for part in parts:
        for counter in counters:
            counter.add(part)


def _keep_freed_memory() -> None:
    """
    Let the C library keep the memory of columns that are freed for those of the next part.

    To get it from the system anew, page by page, costs as much as the work on it. glibc keeps
    blocks up to the size of the largest one that it has seen freed, which may be 32 MiB.
    """
    import numpy as np

    np.empty(31 << 20, dtype=np.int8)  # is never touched, and freed at once


def tally(
    records: Records, plan: TargetPlan, as_of: int, zone: Zone, active: tuple[int, int]
) -> Tally:
    """
    Count one part of the records as known at `as_of` (UTC seconds).

    `active` are the first second of the agreement's term and the first after it.
    """
    return kind_of(plan.metric).tally(records, plan, Scope(as_of, zone, active))
