"""A history of tickets as the section `tickets` of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from slaspec.errors import UsageError
from slaspec.records.fitting.closing import bulk_days, closed
from slaspec.records.fitting.figures import (
    durations,
    enough,
    listed_shares,
    part_quantiles,
    share,
    shares,
)
from slaspec.records.fitting.seen import counts_of
from slaspec.records.tickets import ABSENT, STATES

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.records.fitting.seen import Bools, Seen
    from slaspec.records.fitting.volume import Volume

EVENTS = ("assigned", "accepted", "first_response")
MOST_SPANS = 5


def ticket_flow(
    history: Seen, came: Volume, zone: Zone, least: int, calendar: str | None
) -> dict[str, Any]:
    """
    How the tickets of a history come and run; nothing is told of fewer than `least` of them.

    Raises `UsageError` where no priority has enough resolved tickets.
    """
    priorities = _priorities(history, least)
    flow: dict[str, Any] = {"per_week": came.per_week}
    if came.day_factor:
        flow["day_factor"] = came.day_factor
    if came.holidays is not None:
        flow["holidays"] = {"calendar": calendar, "share": came.holidays}
    tickets = history.tickets
    flow["hours_of_week"] = came.hours_of_week
    flow["services"] = _most(counts_of(tickets.service, tickets.services), least)
    flow["priorities"] = priorities
    waiting = _waiting(history, least)
    if waiting is None:
        for each in priorities.values():
            each.pop("waiting", None)
            each.pop("resolution_with_waiting", None)
    flow |= _said(
        waiting=waiting,
        reclassified=_reclassified(history, priorities, least),
        groups=_groups(history, least),
        reopened=_reopened(history, least),
    )
    flow["closed"] = closed(history, bulk_days(history, zone, least), zone, least)
    return flow | _ended(history, least)


def _said(**sections: dict[str, Any] | None) -> dict[str, Any]:
    return {name: section for name, section in sections.items() if section is not None}


def _most(counts: dict[str, int], least: int) -> dict[str, str]:
    """The shares of what has enough records; of one that has not, it is the only one."""
    kept = enough(counts, least) or dict(sorted(counts.items(), key=lambda one: -one[1])[:1])
    return shares(kept)


def _priorities(history: Seen, least: int) -> dict[str, dict[str, Any]]:
    """By the priority of the end: it decides how long a ticket takes."""
    tickets = history.tickets
    told: dict[str, dict[str, Any]] = {}
    opened = counts_of(tickets.priority_first, tickets.priorities)
    for number, name in enumerate(tickets.priorities):
        mine = (tickets.priority_final == number) & history.is_resolved
        found = _runs(history, mine, least)
        if found is not None and opened.get(name, 0) >= least:
            told[name] = found
    if not told:
        raise UsageError(
            f"no priority has enough resolved tickets to tell of ({2 * least} of them);"
            " a longer history is needed, or a smaller --smallest-group"
        )
    for name, part in shares({name: opened[name] for name in told}).items():
        told[name] = {"share": part} | told[name]
    return _same_events(told)


def _runs(history: Seen, mine: Bools, least: int) -> dict[str, Any] | None:
    waits = mine & (history.waited > 0)
    waiting = int(waits.sum())
    slow = durations(history.open_seconds[waits], least)
    quick = durations(history.open_seconds[mine & ~waits], least) if slow else {}
    found = quick or durations(history.open_seconds[mine], least)
    if not found:
        return None
    told: dict[str, Any] = {}
    if waiting >= least:
        told["waiting"] = share(waiting, int(mine.sum()))
    told["resolution"] = found
    if slow:
        told["resolution_with_waiting"] = slow
    events = {event: _event(history, event, mine, least) for event in EVENTS}
    if any(events.values()):
        told["events"] = {event: found for event, found in events.items() if found}
    return told


def _event(history: Seen, event: str, mine: Bools, least: int) -> dict[str, str]:
    stamps = history.tickets.stamps.get(event)
    if stamps is None:
        return {}
    some = mine & (stamps != ABSENT) & (stamps >= history.reported)
    return durations((stamps - history.reported)[some], least)


def _same_events(told: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Events of which enough is known for every priority."""
    common = set.intersection(*(set(each.get("events", {})) for each in told.values()))
    for each in told.values():
        events = {e: found for e, found in each.pop("events", {}).items() if e in common}
        if events:
            each["events"] = events
    return told


def _waiting(history: Seen, least: int) -> dict[str, Any] | None:
    waits = history.is_resolved & (history.waited > 0)
    part = part_quantiles(history.waited[waits], history.open_seconds[waits], least)
    if not part:
        return None
    mine = waits[history.waits.owner]
    spans = np.bincount(history.waits.owner[mine], minlength=len(waits))[waits]
    by_count = np.bincount(np.clip(spans, 1, MOST_SPANS), minlength=MOST_SPANS + 1)[1:]
    told = {"part": part, "states": _most(counts_of(history.waits.state[mine], STATES), least)}
    return told | {"spans": listed_shares(by_count.tolist(), least)}


def _reclassified(
    history: Seen, priorities: dict[str, dict[str, Any]], least: int
) -> dict[str, Any] | None:
    tickets = history.tickets
    names = tickets.priorities
    changes: dict[str, dict[str, str]] = {}
    for number, name in enumerate(names):
        mine = tickets.priority_first == number
        ends = counts_of(tickets.priority_final[mine], names)
        others = {end: n for end, n in enough(ends, least).items() if end != name}
        told = {end: share(n, int(mine.sum())) for end, n in others.items() if end in priorities}
        if told and name in priorities:
            changes[name] = told
    part = _when_changed(history, least)
    return {"part": part, "changes": changes} if changes and part else None


def _when_changed(history: Seen, least: int) -> dict[str, str]:
    """After what part of the open time the last priority came."""
    tickets, rows = history.tickets, history.tickets.history
    if rows is None:
        return {}
    owner = np.repeat(np.arange(len(tickets)), np.diff(rows.first))
    changed = (tickets.priority_first != tickets.priority_final)[owner]
    final = np.flatnonzero(changed & (rows.priority == tickets.priority_final[owner]))[::-1]
    at = np.full(len(tickets), ABSENT, dtype=np.int64)
    at[owner[final]] = rows.at[final]
    known = (at != ABSENT) & history.is_resolved
    return part_quantiles((at - history.reported)[known], history.open_seconds[known], least)


def _groups(history: Seen, least: int) -> dict[str, Any] | None:
    """Only of a source that maps its groups to words: other names may be those of people."""
    tickets, rows = history.tickets, history.tickets.history
    if rows is None or not tickets.groups:
        return None
    known = np.flatnonzero(rows.group >= 0)
    owner = np.repeat(np.arange(len(tickets)), np.diff(rows.first))[known]
    group = rows.group[known]
    opens = np.append(True, owner[1:] != owner[:-1])[: len(owner)]
    moves = ~opens & np.append(False, group[1:] != group[:-1])[: len(group)]
    if not opens.any():
        return None
    told: dict[str, Any] = {"first": _most(counts_of(group[opens], tickets.groups), least)}
    following = enough(counts_of(group[moves], tickets.groups), least)
    if following:
        times = np.bincount(owner[moves], minlength=len(tickets))[owner[opens]]
        by_count = np.bincount(np.clip(times, 0, MOST_SPANS), minlength=MOST_SPANS + 1)
        told |= {"next": shares(following)}
        told |= {"hand_overs": listed_shares(by_count.tolist(), least)}
    return told


def _reopened(history: Seen, least: int) -> dict[str, Any] | None:
    again = history.is_resolved & (history.reopened >= history.resolved)
    known = again & (history.resolved_again != ABSENT)
    after = durations((history.reopened - history.resolved)[known], least)
    takes = durations((history.resolved_again - history.reopened)[known], least)
    if not (after and takes):
        return None
    part = share(int(known.sum()), int(history.is_resolved.sum()))
    return {"share": part, "after": after, "takes": takes}


def _ended(history: Seen, least: int) -> dict[str, str]:
    found = counts_of(history.tickets.last_state, STATES)
    ends = enough({state: found.get(state, 0) for state in ("cancelled", "duplicate")}, least)
    return {state: share(count, len(history.tickets)) for state, count in ends.items()}
