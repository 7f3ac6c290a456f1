"""How simulated tickets end: resolved, cancelled, opened again, closed alone or together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.simulate.inverse import Inverse, seconds_at, threshold
from slaspec.records.simulate.ticket_rows import code

if TYPE_CHECKING:
    from slaspec.records.simulate.draws import Draws
    from slaspec.records.simulate.ticket_model import TicketModel
    from slaspec.records.simulate.ticket_rows import TicketRows
    from slaspec.records.tickets import Int64

NEVER = np.iinfo(np.int64).max  # after the last bulk close that has a date


def written_ends(
    model: TicketModel, rows: TicketRows, resolved: Int64, bulk_closes: Int64, draws: Draws
) -> Int64:
    """Resolutions, reopenings and closings; gives the last states."""
    flow = model.flow
    ending = draws("ending")
    cancelled = ending < threshold(flow.cancelled)
    dropped = ending < threshold(flow.cancelled) + threshold(flow.duplicate)
    how = np.where(cancelled, code("cancelled"), code("duplicate"))
    lost = draws("unresolved") < threshold(flow.closed.without_resolved)
    out, done = np.flatnonzero(dropped), np.flatnonzero(~dropped & ~lost)
    rows.add(resolved[out], how[out], out)
    rows.add(resolved[done], code("resolved"), done)
    last = _reopen(model, rows, resolved, done, draws)
    closing = np.flatnonzero(~dropped)
    rows.add(_closed(model, last, bulk_closes, draws)[closing], code("closed"), closing)
    return np.where(dropped, how, code("closed"))


def _reopen(
    model: TicketModel, rows: TicketRows, resolved: Int64, done: Int64, draws: Draws
) -> Int64:
    """Opens some resolved tickets again; gives the instant of the resolution that lasts."""
    flow = model.flow.reopened
    if flow is None:
        return resolved
    again = done[draws("reopens")[done] < threshold(flow.share)]
    after = Inverse([seconds_at(flow.after)]).at(draws("reopens_after")[again])
    takes = Inverse([seconds_at(flow.takes)]).at(draws("reopen_takes")[again])
    last = resolved.copy()
    last[again] += after + takes
    rows.add(resolved[again] + after, code("active"), again)
    rows.add(last[again], code("resolved"), again)
    return last


def _closed(model: TicketModel, resolved: Int64, bulk_closes: Int64, draws: Draws) -> Int64:
    """When each ticket is closed: after its own time, or at the next bulk close."""
    flow = model.flow.closed
    closed = resolved + Inverse([seconds_at(flow.after)]).at(draws("closes_after"))
    if flow.bulk is None:
        return closed
    together = draws("bulk") < threshold(flow.bulk.share)
    following = np.append(bulk_closes, NEVER)[np.searchsorted(bulk_closes, resolved)]
    return np.where(together & (following != NEVER), following, closed)
