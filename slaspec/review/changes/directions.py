"""Which way a change goes: more for the customer is tightened, less is loosened."""

from __future__ import annotations

from typing import Any

from slaspec.review.change import OPPOSITE, Direction
from slaspec.review.difference import Difference


def less_is_tighter(base: Any, head: Any) -> Direction:
    """Of two figures that can be compared, the smaller one is the stricter promise."""
    if base == head:
        return "neutral"
    return "tightened" if head < base else "loosened"


def more_is_tighter(base: Any, head: Any) -> Direction:
    """Of two figures that can be compared, the larger one is the stricter promise."""
    return OPPOSITE[less_is_tighter(base, head)]


def there_is_tighter(change: Difference) -> Direction:
    """What was added is a promise more, what was removed is one less; else neither."""
    if change.sort == "added":
        return "tightened"
    return "loosened" if change.sort == "removed" else "neutral"


def there_is_looser(change: Difference) -> Direction:
    """What was added takes something from the promise, what was removed gives it back."""
    return OPPOSITE[there_is_tighter(change)]
