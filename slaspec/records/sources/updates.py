"""
What a record was after each of its updates, from what it is now and what each update changed.

A log of changes does not say what was in force at the beginning: it is the old value of the
first change, or what is in force now where nothing was changed. A change whose old value is not
what was in force before it does not follow from the one before: something is missing in between.
It is counted and believed all the same; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST = datetime.min.replace(tzinfo=UTC)


class Value(NamedTuple):
    """A value as it is shown, and its names: values that share one are the same, renamed."""

    text: str
    names: frozenset[str]

    def is_same(self, other: Value) -> bool:
        """Whether both name the same thing."""
        return not self.names.isdisjoint(other.names)


class Change(NamedTuple):
    """One field: what is not in force any more (None: nothing), and what is from now on."""

    field: str
    old: Value | None
    new: Value | None


class Update(NamedTuple):
    """What happened at once, at a time as the tool writes it, and what else is told of it."""

    at: str
    changes: Sequence[Change] = ()
    details: Mapping[str, Any] = {}


Values = tuple[Value, ...]  # what a field holds: nothing, one, or several of a list
State = dict[str, Values]


class Replayed(NamedTuple):
    """The states at the beginning and after each update; how many changes do not follow."""

    states: Sequence[State]
    gaps: int


def value(text: str, *names: str) -> Value | None:
    """A value with its further names; None where it has neither."""
    known = frozenset(name for name in (text, *names) if name)
    return Value(text or next(iter(sorted(known))), known) if known else None


def replayed(
    now: Mapping[str, Values], updates: Sequence[Update], lists: frozenset[str] = frozenset()
) -> Replayed:
    """
    The states of a record whose fields are `now` as given; fields of `lists` hold many values.

    What the last update left behind and what is in force now are compared like any two changes.
    """
    state, gaps, states = _beginning(now, updates, lists), 0, list[State]()
    states.append(state)
    for update in updates:
        state = dict(state)
        for change in update.changes:
            before = state.get(change.field, ())
            gaps += not _follows(change, before, is_list=change.field in lists)
            state[change.field] = _after(change, before, is_list=change.field in lists)
        states.append(state)
    changed = {change.field for update in updates for change in update.changes}
    gaps += sum(not _equal(state[each], now[each]) for each in changed & now.keys())
    return Replayed(states, gaps)


def text_of(values: Values) -> str:
    """What a cell says of the values of a field."""
    return ", ".join(each.text for each in values)


def _beginning(
    now: Mapping[str, Values], updates: Sequence[Update], lists: frozenset[str]
) -> State:
    state = dict(now)
    for update in reversed(updates):
        for change in reversed(update.changes):
            undone = Change(change.field, change.new, change.old)
            is_list = change.field in lists
            state[change.field] = _after(undone, state.get(change.field, ()), is_list=is_list)
    return state


def _after(change: Change, before: Values, *, is_list: bool) -> Values:
    new = () if change.new is None else (change.new,)
    if not is_list:
        return new
    gone = [each for each in (change.old, change.new) if each is not None]
    return (*(each for each in before if not _has(gone, each)), *new)


def _follows(change: Change, before: Values, *, is_list: bool) -> bool:
    if not is_list:
        return _equal(before, () if change.old is None else (change.old,))
    was_there = change.old is None or _has(before, change.old)
    return was_there and (change.new is None or not _has(before, change.new))


def _equal(some: Values, others: Values) -> bool:
    return len(some) == len(others) and all(_has(others, each) for each in some)


def _has(values: Iterable[Value], wanted: Value) -> bool:
    return any(each.is_same(wanted) for each in values)


def merged(*logs: Sequence[Update]) -> list[Update]:
    """Several logs of one record as one: each keeps its own order, times only interleave them."""
    placed = []
    for which, log in enumerate(logs):
        latest = FIRST
        for position, update in enumerate(log):
            latest = max(latest, _instant(update.at, latest))
            placed.append(((latest, which, position), update))
    return [update for _, update in sorted(placed, key=lambda each: each[0])]


def _instant(text: str, otherwise: datetime) -> datetime:
    """A time to order logs by, as the tools write it: what it is worth is judged elsewhere."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if found.tzinfo else found.replace(tzinfo=UTC)
