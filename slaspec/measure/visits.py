"""Visits of records to a group: unbroken runs of events that the group holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.known import owners
from slaspec.records.tickets import ABSENT

if TYPE_CHECKING:
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.tickets import Int64, StateHistory, Tickets


@dataclass(frozen=True)
class Spans:
    """Spans of tickets, flat: ticket, first second and the second after the last."""

    owner: Int64
    begin: Int64
    end: Int64


def group_visits(
    tickets: Tickets, history: StateHistory, plan: TargetPlan, first_stop: Int64
) -> tuple[Spans, int]:
    """
    The visits before `first_stop` to the group of a metric, in the order of the history.

    The end of a visit that goes on is `ABSENT`. The number says how many visits were dropped that
    end before they begin.
    """
    code = [i for i, name in enumerate(tickets.groups) if name == plan.timed.group]
    inside = np.isin(history.group, code)
    owner = owners(history)
    same = np.append(False, owner[1:] == owner[:-1])[: len(owner)]
    begins = np.flatnonzero(inside & ~(same & np.append(False, inside[:-1])[: len(owner)]))
    leaves = np.flatnonzero(~inside & same & np.append(False, inside[:-1])[: len(owner)])
    ticket, begin = owner[begins], history.at[begins]
    following = np.searchsorted(leaves, begins)
    end = np.full(len(begins), ABSENT, dtype=np.int64)
    known = following < len(leaves)
    known[known] = owner[leaves[following[known]]] == ticket[known]
    end[known] = history.at[leaves[following[known]]]
    stopped = first_stop[ticket]
    some_stop = stopped != np.iinfo(np.int64).max
    end = np.where(some_stop & ((end == ABSENT) | (end > stopped)), stopped, end)
    before = begin < stopped
    backwards = before & (end != ABSENT) & (end < begin)
    kept = before & ~backwards
    return Spans(ticket[kept], begin[kept], end[kept]), int(backwards.sum())
