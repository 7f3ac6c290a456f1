"""Which tickets a target speaks of, and by which of its objectives each is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.faults import located
from slaspec.measure.priority import priority_in_force
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, Tickets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slaspec.language.model.metric import Filter
    from slaspec.language.model.node import Place
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Int32, Int64


def of_service(records: Tickets | Figures, plan: TargetPlan) -> Bools:
    """Records of the service of a target."""
    wanted = [i for i, name in enumerate(records.services) if name == plan.target.service]
    found: Bools = np.isin(records.service, wanted)
    return found


def ended(tickets: Tickets, as_of: int) -> Bools:
    """Closed or cancelled in the end; in a list of last times, a filled `closed` tells as well."""
    found: Bools = np.isin(tickets.last_state, [STATES.index(s) for s in ("closed", "cancelled")])
    closed = tickets.stamps.get("closed")
    if tickets.history is None and closed is not None:
        found = found | ((closed != ABSENT) & (closed <= as_of))
    return found


def objective_of(tickets: Tickets, plan: TargetPlan) -> Int32:
    """The objective that judges each ticket by its priority, -1 for none."""
    if not plan.by_priority:
        return np.zeros(len(tickets), dtype=np.int32)
    position = {objective.name: i for i, objective in enumerate(plan.objectives)}
    table = np.array([position.get(name, -1) for name in tickets.priorities] + [-1])
    found: Int32 = table[priority_in_force(tickets, plan)].astype(np.int32)
    return found


def matching(
    records: Tickets | Figures, plan: TargetPlan, wanted: Filter | None, place: Place
) -> Bools:
    """Records that have, in every field of a filter, one of the values that it lists."""
    found = np.ones(len(records), dtype=bool)
    for field, values in (wanted or {}).items():
        found &= _has(records, plan, field, values, place.of(field))
    return found


def _has(
    records: Tickets | Figures, plan: TargetPlan, field: str, values: Sequence[str], place: Place
) -> Bools:
    coded = _coded(records, plan, field)
    if coded is not None:
        words, codes = coded
        found: Bools = np.isin(codes, [i for i, word in enumerate(words) if word in values])
        return found
    texts = records.fields.get(field)
    if texts is None:
        raise located(
            f"source '{records.source}' has no column for '{field}'",
            place,
            f"add {field} with the name of its column to columns of the data source",
        )
    among = frozenset(values)
    return np.fromiter((text in among for text in texts), dtype=bool, count=len(texts))


def _coded(
    records: Tickets | Figures, plan: TargetPlan, field: str
) -> tuple[Sequence[str], Int64] | None:
    """Fields that are columns of codes, by their words."""
    if field == "service":
        return records.services, records.service.astype(np.int64)
    if not isinstance(records, Tickets):
        return None
    known: Mapping[str, tuple[Sequence[str], Int64]] = {
        "state": (STATES, records.last_state.astype(np.int64)),
        "priority": (records.priorities, priority_in_force(records, plan)),
    }
    return known.get(field)


def no_priority(tickets: Tickets, plan: TargetPlan) -> Bools:
    """Tickets of which nobody knows the priority that would judge them."""
    without: Bools = priority_in_force(tickets, plan) == NO_CODE
    return without & plan.by_priority


def unreported(tickets: Tickets, as_of: int) -> Bools:
    """Tickets that were reported later than is known, whenever they are due."""
    reported = tickets.stamps.get("reported")
    nobody = np.zeros(len(tickets), dtype=bool)
    return nobody if reported is None else reported > as_of
