"""
The hand-overs in a tree of times: which events have happened when a leaf takes over.

An event happens to a record of one system (a data source that names none is one by itself).
Metrics on one system see the same record, and an event of one name is one instant. A leaf on
another one has a record of its own: it is `reported` at the hand-over, which opens it, and its stop
hands back to us; of our own record neither says anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from slaspec.backing.leaf_times import metric_of
from slaspec.backing.promise import Promise

# Events in the order in which they happen in the life of a record; the others may come anywhere.
_ORDER = ("reported", "assigned", "accepted", "first_response", "resolved", "closed")
_RANK = {event: rank for rank, event in enumerate(_ORDER)}
_OPENS = "reported"


def not_later(event: str, events: tuple[str, ...]) -> bool:
    """Whether an event happens no later than the first of some others, in every record."""
    if event in events:
        return len(events) == 1 or all(event == e or not_later(event, (e,)) for e in events)
    return event in _RANK and all(e in _RANK and _RANK[event] <= _RANK[e] for e in events)


@dataclass(frozen=True)
class HandOver:
    """
    What has happened at a hand-over.

    `events` hand over, any one of them, and none where own handling does, which takes over and
    hands over as needed; `at_start`: it is the start of the objective's clock. `passed` has for
    each system names of which one at least has happened.
    """

    events: tuple[str, ...]
    passed: Mapping[str | None, tuple[str, ...]]
    at_start: bool = False

    def after(self, promise: Promise, system: str | None) -> HandOver:
        """When a leaf on a system has stopped."""
        stop = metric_of(promise).stop or ()
        return HandOver(stop, {**self.passed, system: stop})

    @property
    def by_us(self) -> HandOver:
        """When own handling has ended."""
        return replace(self, events=(), at_start=False)

    def reached(self, promise: Promise, system: str | None) -> bool:
        """Whether the clock of a leaf on a system, which takes over now, runs or starts now."""
        start = metric_of(promise).start
        if not self.events or start is None:
            return True
        known = self.passed.get(system)
        return start == _OPENS if known is None else not_later(start, known)


def at_start(objective: Promise, system: str | None) -> HandOver:
    """The hand-over to the first leaf of an objective that is measured on a system."""
    start = metric_of(objective).start
    events = (start,) if start is not None else ()
    return HandOver(events, {system: events}, at_start=start is not None)


def together(ends: Sequence[HandOver]) -> HandOver:
    """When branches have ended; those that end in own handling wait for no event."""
    named = [end for end in ends if end.events] or list(ends)
    shared = (source for source in named[0].passed if all(source in end.passed for end in named))
    return HandOver(
        _joined(end.events for end in named),
        {source: _joined(end.passed[source] for end in named) for source in shared},
        at_start=all(end.at_start for end in ends),
    )


def _joined(listed: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event for events in listed for event in events))
