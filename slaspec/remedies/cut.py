"""Places on an axis of values, between which a row or a piece of a function lies."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Cut(NamedTuple):
    """
    A place between two values: just before a value, or (`after`) just behind it.

    Sorted as they lie on the axis. What lies between two cuts needs no word for whether its ends
    belong to it: an end that does and one that does not are two cuts of one value.
    """

    value: Fraction
    after: bool
