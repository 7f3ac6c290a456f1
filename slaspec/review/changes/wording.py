"""How the sentences of the rules name a value: plain words, short, without underscores."""

from __future__ import annotations

from typing import Any

from slaspec.review.difference import Difference, short, words, words_of_both

LONGEST = 64  # of one value in a sentence that names two


def plain(value: Any) -> str:
    """A value in words that fit into a sentence; empty for nothing."""
    return short(words(value).replace("_", " "), LONGEST)


def plain_both(base: Any, head: Any) -> tuple[str, str]:
    """Two values in such words; of long ones what is no longer alike."""
    before, after = words_of_both(base, head, LONGEST)
    return before.replace("_", " "), after.replace("_", " ")


def instead(what: str, change: Difference) -> str:
    """What something is now, and what it was: `the time limit is 4h instead of 5h`."""
    return between(what, *plain_both(change.base, change.head))


def between(what: str, before: str, after: str) -> str:
    """The same of two values that are in words already."""
    if not before:
        return f"{what} is {after} now, which was not said before"
    if not after:
        return f"{what} is not said any more; it was {before}"
    return f"{what} is {after} instead of {before}"


def other(lead: str, change: Difference) -> str:
    """A sentence, then what it is and what it was: `it ends elsewhere: there instead of here`."""
    before, after = plain_both(change.base, change.head)
    return f"{lead}: {after or 'not said'} instead of {before or 'not said'}"


def now(lead: str, before: str, after: str) -> str:
    """A subject and its two predicates: `a record is left out now; before: stays open`."""
    if not before:
        return f"{lead} {after} now, which was not said before"
    if not after:
        return f"it is not said any more that {lead} {before}"
    return f"{lead} {after} now; before: {before}"


def listed(names: list[str]) -> str:
    """Some names in words: the first three, and how many more."""
    shown = ", ".join(name.replace("_", " ") for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def moved(gone: list[str], new: list[str]) -> str:
    """What entered a set and what left it: `closed is new, resolved is gone`."""
    parts = [(new, "new"), (gone, "gone")]
    told = [
        f"{listed(names)} {'is' if len(names) == 1 else 'are'} {end}"
        for names, end in parts
        if names
    ]
    return ", ".join(told)
