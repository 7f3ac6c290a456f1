"""
A block of simulated tickets, with their whole histories.

    arrivals, kind -> open time -> change, hand-overs, waiting -> resolved, reopened, closed

Everything is worked out for all tickets of the block at once, in whole seconds. The open time of
a ticket is its time to resolution; what happens in it takes parts of it, in the order above.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from slaspec.records.simulate.draws import BLOCK, Draws
from slaspec.records.simulate.texts import Numbered, Worded
from slaspec.records.simulate.ticket_ends import written_ends
from slaspec.records.simulate.ticket_model import choice, counts, fraction_of, part_of
from slaspec.records.simulate.ticket_rows import TicketRows, code, joined
from slaspec.records.tickets import NO_CODE, Tickets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.records.simulate.arrivals import Arrivals
    from slaspec.records.simulate.ticket_model import TicketModel
    from slaspec.records.tickets import Int8, Int32, Int64, StateHistory

_T = TypeVar("_T", bound=np.generic)


PIECE = 1 << 16


@dataclass(frozen=True)
class _Piece:
    """So many tickets of a block that their columns stay in the cache of the processor."""

    kinds: Int64
    service: Int32
    final: Int32
    last_state: Int8
    stamps: dict[str, Int64]
    history: StateHistory


@dataclass
class _Course:
    """
    Where all tickets stand while their steps are written.

    `now` is the instant of the last step, `until` that of the first wait or of the resolution.
    """

    now: Int64
    until: Int64


def ticket_block(
    model: TicketModel,
    arrivals: Arrivals,
    bulk_closes: Int64,
    seed: int,
    block: int,
    source: str,
    kind: str,
) -> Tickets:
    """The tickets of one block; `bulk_closes` are the instants of bulk closes, in order."""
    count = arrivals.size(block)
    reported = arrivals.instants(block, Draws(seed, block, count))
    pieces = [
        _piece(model, reported[first : first + PIECE], bulk_closes, seed, block, first)
        for first in range(0, max(count, 1), PIECE)
    ]
    kinds = _joined([piece.kinds for piece in pieces])
    return Tickets(
        source=source,
        kind=kind,
        ids=Numbered(block * BLOCK + 1, count),
        services=model.services,
        service=_joined([piece.service for piece in pieces]),
        priorities=model.priorities,
        priority_first=model.priority_of[kinds].astype(np.int32),
        priority_final=_joined([piece.final for piece in pieces]),
        last_state=_joined([piece.last_state for piece in pieces]),
        stamps={
            event: _joined([piece.stamps[event] for piece in pieces])
            for event in ("reported", *model.events)
        },
        history=joined([piece.history for piece in pieces]),
        groups=model.groups,
        fields=_fields(model, kinds),
    )


def _piece(
    model: TicketModel, reported: Int64, bulk_closes: Int64, seed: int, block: int, first: int
) -> _Piece:
    draws = Draws(seed, block, len(reported), first)
    kinds = model.kind.of(draws("kind"))
    opened = model.priority_of[kinds]
    final = _final(model, opened, draws)
    waits = draws("waits") < model.waits[final]
    open_time = model.resolution.at(draws("duration"), final * 2 + waits)
    rows = TicketRows(opened, _first_group(model, draws))
    stamps = {"reported": reported} | {
        event: reported + np.minimum(inverse.at(draws(event), final), open_time)
        for event, inverse in model.events.items()
    }
    last = _write(model, rows, stamps, reported + open_time, final, waits, bulk_closes, draws)
    return _Piece(
        kinds=kinds,
        service=model.service.of(draws("service")).astype(np.int32),
        final=final.astype(np.int32),
        last_state=last.astype(np.int8),
        stamps=stamps,
        history=rows.history(),
    )


def _joined(pieces: list[NDArray[_T]]) -> NDArray[_T]:
    return np.concatenate(pieces)


def _final(model: TicketModel, opened: Int64, draws: Draws) -> Int64:
    """The priority at the end."""
    if model.flow.reclassified is None:
        return opened
    codes, change = model.changes()
    changed = codes[change.of(draws("change"), opened)]
    return np.where(changed == NO_CODE, opened, changed)


def _first_group(model: TicketModel, draws: Draws) -> Int64 | None:
    flow = model.flow.groups
    if flow is None:
        return None
    codes = np.array([model.groups.index(name) for name in flow.first])
    first: Int64 = codes[choice(flow.first.values()).of(draws("group"))]
    return first


def _write(
    model: TicketModel,
    rows: TicketRows,
    stamps: dict[str, Int64],
    resolved: Int64,
    final: Int64,
    waits: NDArray[np.bool_],
    bulk_closes: Int64,
    draws: Draws,
) -> Int64:
    """All steps of the tickets; gives their last states."""
    reported = stamps["reported"]
    assigned = stamps.get("assigned")
    rows.add(reported, code("active" if assigned is None else "new"))
    waiting = np.flatnonzero(waits)
    waited = _waited(model, (resolved - reported)[waiting], waiting, draws)
    course = _Course(reported, resolved)
    if assigned is not None:
        course.now = assigned.copy()
        course.now[waiting] = np.minimum(assigned[waiting], resolved[waiting] - waited)
        rows.add(course.now, code("active"))
        stamps["assigned"] = course.now.copy()
    if len(waiting):
        work = resolved[waiting] - waited - course.now[waiting]
        begin = fraction_of(work, draws("begin_1")[waiting])
        course.until = resolved.copy()
        course.until[waiting] = course.now[waiting] + begin
    _change(model, rows, course, final, draws)
    _hand_overs(model, rows, course, draws)
    if len(waiting):
        _wait(model, rows, course, resolved, waiting, waited, draws)
    return written_ends(model, rows, resolved, bulk_closes, draws)


def _waited(model: TicketModel, open_time: Int64, waiting: Int64, draws: Draws) -> Int64:
    """How long each ticket that waits does so in all."""
    if model.flow.waiting is None:
        return np.zeros(len(waiting), dtype=np.int64)
    return part_of(open_time, model.flow.waiting.part, draws("part")[waiting])


def _change(
    model: TicketModel, rows: TicketRows, course: _Course, final: Int64, draws: Draws
) -> None:
    flow = model.flow.reclassified
    owners = np.flatnonzero(final != rows.priority)
    if flow is None or not len(owners):
        return
    time = course.until[owners] - course.now[owners]
    at = course.now[owners] + part_of(time, flow.part, draws("change_part")[owners])
    rows.reclassify(final[owners], owners)
    rows.add(at, code("active"), owners)
    course.now = course.now.copy()
    course.now[owners] = at


def _hand_overs(model: TicketModel, rows: TicketRows, course: _Course, draws: Draws) -> None:
    flow = model.flow.groups
    if flow is None or flow.next is None or flow.hand_overs is None:
        return
    times = counts(flow.hand_overs, draws("hand_overs"), least=0)
    codes = np.array([model.groups.index(name) for name in flow.next])
    following = choice(flow.next.values())
    course.now = course.now.copy()
    for number in range(1, len(flow.hand_overs)):
        owners = np.flatnonzero(times >= number)
        left = course.until[owners] - course.now[owners]
        at = course.now[owners] + fraction_of(left, draws(f"at_{number}")[owners])
        rows.hand_over(codes[following.of(draws(f"next_{number}")[owners])], owners)
        rows.add(at, code("active"), owners)
        course.now[owners] = at


def _wait(
    model: TicketModel,
    rows: TicketRows,
    course: _Course,
    resolved: Int64,
    waiting: Int64,
    waited: Int64,
    draws: Draws,
) -> None:
    """The waits of the tickets that wait: the first where it was planned, the others after work."""
    flow = model.flow.waiting
    assert flow is not None  # a profile in which tickets wait says how
    spans = counts(flow.spans, draws("spans")[waiting], least=1)
    states = np.array([code(state) for state in flow.states])
    begin = course.until[waiting]
    work, left = resolved[waiting] - waited - begin, waited
    for number in range(1, len(flow.spans or (1,)) + 1):
        ahead = np.flatnonzero(spans >= number)
        owners, begin, work, left = waiting[ahead], begin[ahead], work[ahead], left[ahead]
        waiting, spans = owners, spans[ahead]
        if number > 1:
            worked = fraction_of(work, draws(f"begin_{number}")[owners])
            begin, work = begin + worked, work - worked
        some = fraction_of(left, draws(f"length_{number}")[owners])
        length = np.where(spans == number, left, some)
        state = states[choice(flow.states.values()).of(draws(f"state_{number}")[owners])]
        rows.add(begin, state, owners)
        rows.add(begin + length, code("active"), owners)
        begin, left = begin + length, left - length


def _fields(model: TicketModel, kinds: Int64) -> dict[str, Worded]:
    """Impact and urgency with which tickets are opened, where the profile knows them."""
    if model.flow.levels is None:
        return {}
    return {
        "impact": Worded([str(kind.impact) for kind in model.kinds], kinds),
        "urgency": Worded([str(kind.urgency) for kind in model.kinds], kinds),
    }
