"""The loosest figure that is still enough, found by trying."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


def loosest(enough: Callable[[int], bool], today: int, strictest: int, farthest: int) -> int | None:
    """
    The loosest whole number that is enough, between the strictest and the farthest one.

    What is looser than one that is not enough is not enough either. It is looked for around
    `today`. None where not even the strictest is enough.
    """
    asked = cache(enough)
    if asked(today):
        return _beyond(asked, today, farthest)
    if not asked(strictest):
        return None
    return _between(asked, strictest, today)


def _beyond(enough: Callable[[int], bool], near: int, farthest: int) -> int:
    """The loosest one from a number that is enough on, in steps that double."""
    sign, step = (1 if farthest >= near else -1), max(1, abs(near) // 8)
    while near != farthest:
        far = near + sign * min(step, abs(farthest - near))
        if not enough(far):
            return _between(enough, near, far)
        near, step = far, 2 * step
    return near


def _between(enough: Callable[[int], bool], kept: int, broken: int) -> int:
    while abs(broken - kept) > 1:
        middle = (kept + broken) // 2
        kept, broken = (middle, broken) if enough(middle) else (kept, middle)
    return kept
