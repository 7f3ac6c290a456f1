"""
When the clock of a record stops: runs of stop states, and what the source states itself.

A *stop run* is an unbroken run of events in which no working state follows; its first stop event
stops the clock. Leaving it for a working state reopens the record (`closed` after `resolved`
reopens nothing).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.faults import located
from slaspec.measure.known import among, owners_of
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, StateHistory, Tickets
from slaspec.service_time.day_periods import last_instant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slaspec.language.model.interpretation import DayPeriods
    from slaspec.language.model.node import Place
    from slaspec.language.quantities import Span, Zone
    from slaspec.measure.known import Bools
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.tickets import Int8, Int64
    from slaspec.service_time.working_days import WorkingDays

ENDED = ("resolved", "closed", "cancelled", "duplicate")
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Runs:
    """
    Stop runs of all tickets, flat and in order: ticket, instant, reopening and first stop state.

    `reopened` is the instant of the reopening that ends the run, `ABSENT` for none; `state` is
    the code of the stop event that begins it.
    """

    owner: Int64
    stopped: Int64
    reopened: Int64
    state: Int8

    def taken(self, which: Bools | Int64) -> Runs:
        """Some of the runs, by mask or positions."""
        owner, stopped, reopened, state = self.columns
        return Runs(owner[which], stopped[which], reopened[which], state[which])

    @property
    def columns(self) -> tuple[Int64, Int64, Int64, Int8]:
        """The four columns."""
        return self.owner, self.stopped, self.reopened, self.state


def stop_runs(tickets: Tickets, history: StateHistory, plan: TargetPlan, as_of: int) -> Runs:
    """The stop runs of a history, the last one of each ticket at the time the source states."""
    events: list[str] = [event for event in plan.timed.stop or () if event in STATES]
    shown = _seen_runs(history, events)
    stated = {event: _stated(tickets, event, as_of) for event in events if event in tickets.stamps}
    if not stated:
        return shown
    runs = _with_unseen(shown, tickets, list(stated.values()))
    unstated = _seen_runs(history, [event for event in events if event not in stated])
    return _at_stated_times(runs, tickets, stated, unstated)


def stamp_of(tickets: Tickets, event: str, plan: TargetPlan, key: str) -> Int64:
    """The instants that the source states for an event; `LocatedError` where it has no column."""
    return stamp_at(tickets, event, plan.metric.at.of(key))


def stamp_at(tickets: Tickets, event: str, place: Place) -> Int64:
    """`stamp_of` for an event that is asked for at a place of the contract."""
    stamp = tickets.stamps.get(event)
    if stamp is None:
        raise located(
            f"source '{tickets.source}' does not say when a record was '{event}'",
            place,
            f"map a column to {event} in the data source",
        )
    return stamp


def earliest_stamp(tickets: Tickets, plan: TargetPlan, as_of: int, *, points: bool) -> Int64:
    """
    The earliest stop event that the source states for each ticket, `NEVER` where there is none.

    With `points` only those that are no state of a record (a first response, say): they happen
    once, and nothing reopens them.
    """
    earliest = np.full(len(tickets), NEVER, dtype=np.int64)
    for event in plan.timed.stop or ():
        if not (points and event in STATES):
            stamp = stamp_of(tickets, event, plan, "stop")
            known = (stamp != ABSENT) & (stamp <= as_of)
            np.minimum(earliest, np.where(known, stamp, NEVER), out=earliest)
    return earliest


def _stated(tickets: Tickets, event: str, as_of: int) -> Int64:
    """What the source itself states, `NEVER` where it states nothing or nothing known yet."""
    stamp = tickets.stamps[event]
    return np.where((stamp != ABSENT) & (stamp <= as_of), stamp, NEVER)


def _seen_runs(history: StateHistory, events: Iterable[str]) -> Runs:
    """The stop runs of some stop events as the rows show them."""
    first, at, state = history.first, history.at, history.state
    stops, working = among(state, events), ~among(state, ENDED)
    told = stops | working
    if not told.all():  # the others neither stop nor reopen
        first = np.concatenate(([0], np.cumsum(told)))[first]
        at, state, stops, working = at[told], state[told], stops[told], working[told]
    stopped = np.concatenate(([False], stops))  # by the row before
    stopped[first] = False  # which is not of the same ticket
    stopped = stopped[:-1]
    runs = np.flatnonzero(stops & ~stopped)
    reopened = np.full(len(runs), ABSENT, dtype=np.int64)
    back = np.flatnonzero(working & stopped)
    reopened[np.searchsorted(runs, back) - 1] = at[back]
    return Runs(owners_of(first, runs), at[runs], reopened, state[runs])


def _last_reopening(runs: Runs, count: int) -> Int64:
    """The last reopening of each ticket, `ABSENT` for none."""
    latest = np.full(count, ABSENT, dtype=np.int64)
    again = runs.reopened != ABSENT
    latest[runs.owner[again]] = runs.reopened[again]  # of several the last one stays
    return latest


def _with_unseen(runs: Runs, tickets: Tickets, stated: list[Int64]) -> Runs:
    """A record that has ended is stopped where its source says so, even if no event shows it."""
    ended = among(tickets.last_state, ENDED)
    ended[runs.owner[runs.reopened == ABSENT]] = False
    since = _last_reopening(runs, len(tickets))
    columns = [runs.columns]
    for event in stated:
        owner = np.flatnonzero(ended & (event != NEVER) & (event >= since))
        ended[owner] = False
        absent = np.full(len(owner), ABSENT, dtype=np.int64)
        nothing = np.full(len(owner), NO_CODE, dtype=np.int8)
        columns.append((owner, event[owner], absent, nothing))
    joined = Runs(*(np.concatenate(parts) for parts in zip(*columns, strict=True)))
    return joined.taken(np.argsort(joined.owner, kind="stable"))


def _at_stated_times(
    runs: Runs, tickets: Tickets, stated: dict[str, Int64], unstated: Runs
) -> Runs:
    """
    The last run of each ticket, at the time that the source's own columns state.

    A column says when its event last happened, so it is better evidence than a row: where it is
    blank the event did not happen, whatever a row shows. Rows decide where there is no column, and
    where the column speaks of another time (before the last reopening, or later than is known).
    """
    final = np.flatnonzero(runs.reopened == ABSENT)
    if not final.size:
        return runs
    owner, state = runs.owner[final], runs.state[final]
    since = _last_reopening(runs, len(tickets))[owner]
    shown = runs.stopped[final]
    earliest = _final_times(unstated, len(tickets))[owner]
    for event, stamps in stated.items():
        time = np.where(stamps[owner] >= since, stamps[owner], NEVER)
        blank = tickets.stamps[event][owner] == ABSENT
        own = state == STATES.index(event)
        shown = np.where(own & ((time != NEVER) | blank), NEVER, shown)
        earliest = np.minimum(earliest, time)
    stopped = runs.stopped.copy()
    stopped[final] = np.minimum(earliest, shown)
    return Runs(runs.owner, stopped, runs.reopened, runs.state).taken(stopped != NEVER)


def _final_times(runs: Runs, count: int) -> Int64:
    """When the last run of each ticket began, `NEVER` where it is still at work."""
    times = np.full(count, NEVER, dtype=np.int64)
    last = runs.reopened == ABSENT
    times[runs.owner[last]] = runs.stopped[last]
    return times


def reopened_in_time(
    runs: Runs, within: Span, rule: DayPeriods, zone: Zone, open_days: WorkingDays | None
) -> Runs:
    """A record that comes back later than `within` stays stopped; what follows is not its clock."""
    keep = np.ones(len(runs.owner), dtype=bool)
    reopened = runs.reopened.copy()
    done = -1
    for i, ticket in enumerate(runs.owner.tolist()):
        if ticket == done:
            keep[i] = False
        elif reopened[i] != ABSENT:
            limit = last_instant(int(runs.stopped[i]), within, rule, zone, open_days)
            if reopened[i] > limit:
                reopened[i], done = ABSENT, ticket
    return Runs(runs.owner, runs.stopped, reopened, runs.state).taken(keep)
