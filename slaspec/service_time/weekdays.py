"""Day keys of a calendar: `mon`, `mon-fri`, and `fri-mon` over the end of the week."""

from __future__ import annotations

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekdays_of(key: str) -> tuple[int, ...] | None:
    """The weekdays (0 is Monday) that a key names, in its order; None for an unknown key."""
    first, dash, last = key.partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS) or first == last:
        return None
    begin = WEEKDAYS.index(first)
    days = (WEEKDAYS.index(last) - begin) % 7 + 1 if dash else 1
    return tuple((begin + step) % 7 for step in range(days))
