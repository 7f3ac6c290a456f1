"""Help for a name that does not exist: the nearest one, or those that there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST_LISTED = 12


def instead_of(said: str, known: Iterable[str], what: str) -> str:
    """`did you mean resolution?`, or the names that exist; `what` is their plural."""
    names = sorted(set(known))
    if near := difflib.get_close_matches(said, names, 1, 0.6):
        return f"did you mean {near[0]}?"
    if not names:
        return f"there are no {what} at all: write what is missing, or take its name out here"
    more = ", …" if len(names) > MOST_LISTED else ""
    return f"the {what} are: {', '.join(names[:MOST_LISTED])}{more}"


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; each name once, in the order given."""
    *first, last = dict.fromkeys(names)
    if len(first) > MOST_LISTED:
        return f"{', '.join(first[:MOST_LISTED])} and {len(first) + 1 - MOST_LISTED} more"
    return f"{', '.join(first)} and {last}" if first else last
