"""What it means that an `hours` term names another calendar."""

from __future__ import annotations

from slaspec.review.changes.open_hours import Compared, compared, direction, hours_of
from slaspec.review.difference import Difference
from slaspec.review.rule import Said

_WORDS: dict[Compared, str] = {
    "same": "the hours are the same",
    "more": "these are more hours",
    "fewer": "these are fewer hours",
    "other": "these are other hours",
}


def other_hours(
    change: Difference, base: str | None, head: str | None, what: str, *, excused: bool = False
) -> Said | None:
    """
    What another calendar means; None where it is the same one.

    `excused`: it is the time of an exclusion, of which more is less for the customer.
    """
    if base == head:
        return None
    names = base or "", head or ""
    if base is None or head is None:
        told = f"{what} {head} now, which was not said before"
        if head is None:
            told = f"{what} no hours that are said any more; it was {base}"
        return Said("neutral", told, *names)
    found = compared(hours_of(change.base_book, base), hours_of(change.head_book, head))
    sentence = f"{what} {head} instead of {base}: {_WORDS[found]}"
    said = Said(direction(found, excused=excused), sentence, *names)
    return said._replace(material=False) if found == "same" else said
