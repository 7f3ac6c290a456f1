"""
Which records of an export a sample shows: of everything that can occur at least one.

The choice depends on the file alone: the first record with each thing, then records spread evenly
over the file, until there are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from slaspec.records.tickets import ABSENT, NO_CODE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from slaspec.records.tickets import Tickets

    Row = tuple[str, ...]

MOST_TRIES = 20  # of rows that cannot be used, for one thing to show


def chosen_tickets(tickets: Tickets, wanted: int, said: Collection[str]) -> list[int]:
    """
    The positions of at least `wanted` tickets, if there are so many.

    Among them are each priority, state, event and verdict of the tool, and each service and group
    that the contracts name (`said`).
    """
    total = len(tickets)
    chosen = {place for places in _first_places(tickets, said) for place in places}
    spread = (i * total // wanted for i in range(wanted))
    for place in (*spread, *range(min(total, wanted))):
        if len(chosen) >= min(wanted, total):
            break
        chosen.add(place)
    return sorted(chosen)


def _first_places(tickets: Tickets, said: Collection[str]) -> Iterator[Iterable[int]]:
    """The first ticket with each thing."""
    yield _first_named(tickets.service, tickets.services, said)
    for codes in (tickets.priority_first, tickets.priority_final, tickets.last_state):
        yield _first(codes).values()
    for instants in tickets.stamps.values():
        yield _first(instants != ABSENT).values()
    if tickets.tool_met is not None:
        yield _first(tickets.tool_met).values()
    if tickets.history is not None:
        owner = np.repeat(np.arange(len(tickets)), np.diff(tickets.history.first))
        yield owner[list(_first(tickets.history.state).values())].tolist()
        yield owner[_first_named(tickets.history.group, tickets.groups, said)].tolist()


def _first(codes: NDArray[Any]) -> dict[int, int]:
    """Where each code is for the first time."""
    values, places = np.unique(codes, return_index=True)
    return dict(zip(values.tolist(), places.tolist(), strict=True))


def _first_named(codes: NDArray[Any], names: Sequence[str], said: Collection[str]) -> list[int]:
    found = _first(codes).items()
    return [place for code, place in found if code != NO_CODE and names[code] in said]


def chosen_rows(
    rows: Iterable[Row],
    total: int,
    wanted: int,
    shows: Callable[[Row], Collection[object]],
    is_usable: Callable[[Row], bool],
) -> list[Row]:
    """
    Rows that are records by themselves: the first with each thing, and others spread evenly.

    `total` is how many rows there are, `shows` says which things there are in a row, `is_usable`
    whether it can be read; what is found only in rows that cannot be read is given up after some.
    """
    shown: set[object] = set()
    tries: Counter[object] = Counter()
    needed: dict[int, Row] = {}
    others: dict[int, Row] = {}
    for number, row in enumerate(rows):
        new = [one for one in shows(row) if one not in shown and tries[one] < MOST_TRIES]
        if not new and len(others) > number * wanted // total:
            continue
        if is_usable(row):
            shown.update(new)
            (needed if new else others)[number] = row
        else:
            tries.update(new)
    lacking = min(len(others), max(0, wanted - len(needed)))
    spread = list(others.items())
    more = dict(spread[i * len(spread) // lacking] for i in range(lacking))
    return [row for _, row in sorted((needed | more).items())]
