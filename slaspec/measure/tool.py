"""The verdict of the source's own tool on each ticket: stated, or by the time that it measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.tickets import ABSENT, NO_CODE, Tickets

if TYPE_CHECKING:
    from slaspec.measure.cells import Judged
    from slaspec.measure.layer import Layer
    from slaspec.records.tickets import Int8, Int64


def verdicts_of_tool(tickets: Tickets, judged: Judged, layer: Layer) -> Int8 | None:
    """
    1 met, 0 missed, `NO_CODE` where the tool says nothing; None for a source without a tool.

    There is one for each judged clock. A tool that states the time it measured has met the limit
    of the objective or not; a verdict that it states itself goes before.
    """
    elapsed, stated = tickets.tool_elapsed, tickets.tool_met
    by_time = None if elapsed is None else _by_time(elapsed[judged.owner], judged, layer)
    if stated is None:
        return by_time
    own: Int8 = stated[judged.owner]
    return own if by_time is None else np.where(own == NO_CODE, by_time, own)


def _by_time(elapsed: Int64, judged: Judged, layer: Layer) -> Int8:
    limit = layer.limits.seconds[judged.objective]
    met = elapsed <= limit if layer.plan.answers.limit_reached == "met" else elapsed < limit
    known = (elapsed != ABSENT) & (limit >= 0) & (judged.objective >= 0)
    return np.where(known, met, NO_CODE).astype(np.int8)
