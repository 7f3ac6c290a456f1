"""Whether two typed values say the same: by what they mean, not by how they are written."""

from __future__ import annotations

import dataclasses
from typing import Any

from slaspec.language.model.node import Node
from slaspec.language.quantities import Quantity


def alike(one: Any, other: Any) -> bool:
    """
    Whether two values of a contract mean the same.

    `300min` is `5h`, `100%` is `100.0%`; the order of a list counts, that of a mapping does not.
    """
    if type(one) is not type(other):
        return bool(one == other)
    if isinstance(one, Quantity):
        return _figures(one) == _figures(other)
    if isinstance(one, Node):
        return all(alike(getattr(one, name), getattr(other, name)) for name in names_of(type(one)))
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    return bool(one == other)


def names_of(cls: type[Node]) -> tuple[str, ...]:
    """The fields of a class that say something, in their order."""
    if cls not in _NAMES:
        _NAMES[cls] = tuple(each.name for each in dataclasses.fields(cls) if each.name != "at")
    return _NAMES[cls]


_NAMES: dict[type[Node], tuple[str, ...]] = {}


def _figures(quantity: Any) -> tuple[Any, ...]:
    figures = tuple(
        getattr(quantity, each.name) for each in dataclasses.fields(quantity) if each.name != "text"
    )
    return figures or (quantity.text,)
