"""A few tickets, told moment by moment, as the canonical table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.simulate.texts import Numbered
from slaspec.records.simulate.ticket_rows import code
from slaspec.records.tickets import NO_CODE, StateHistory, Tickets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slaspec.records.simulate.edge_cases import Course, Setting


def told_tickets(courses: Sequence[Course], setting: Setting, source: str, kind: str) -> Tickets:
    """The tickets of some courses, `EDGE-01` and on, all of one service."""
    usual, names = setting.priorities[0], setting.priorities
    moments = [moment for course in courses for moment in course]
    priority = np.array([names.index(each.priority or usual) for each in moments], dtype=np.int32)
    first = np.cumsum([0, *map(len, courses)], dtype=np.int64)
    count = len(courses)
    history = StateHistory(
        first=first,
        at=np.array([each.at for each in moments], dtype=np.int64),
        state=np.array([code(each.state) for each in moments], dtype=np.int8),
        priority=priority,
        group=np.full(len(moments), NO_CODE, dtype=np.int32),
    )
    return Tickets(
        source=source,
        kind=kind,
        ids=Numbered(1, count, "EDGE-{:02}"),
        services=(setting.service,),
        service=np.zeros(count, dtype=np.int32),
        priorities=names,
        priority_first=priority[first[:-1]],
        priority_final=priority[first[1:] - 1] if count else priority,
        last_state=history.state[first[1:] - 1] if count else history.state,
        stamps={"reported": history.at[first[:-1]]},
        history=history,
    )
