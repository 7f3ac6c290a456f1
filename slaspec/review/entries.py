"""The entries of two lists or mappings, matched: by their names, by what they say, or by order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slaspec.language.model.node import Node
from slaspec.language.structure import unstructure

# The first of these that every entry of both lists has, each another one, names the entries.
NAMES = (
    "id",
    "service",
    "component",
    "term",
    "remedy",
    "party",
    "channel",
    "date",
    "body",
    "to",
    "value",
    "source",
    "per",
)
UNSAID = frozenset({"id", "title", "clause", "remark", "description"})  # no part of what is agreed
ENOUGH = Fraction(2, 3)  # of what two entries say, to be one entry under another name


@dataclass(frozen=True)
class Entry:
    """
    An entry on both sides, or on one.

    `base_key` and `head_key` are its keys or positions; `name` is that of the head. `renamed`: it
    has another name there.
    """

    name: str
    base: Any
    head: Any
    base_key: str | int | None
    head_key: str | int | None
    renamed: bool = False


@dataclass(frozen=True)
class _Item:
    name: str
    key: str | int
    value: Any


def matched(base: Any, head: Any) -> Iterator[Entry]:
    """The entries of two lists of nodes, or of two mappings; those of the head in its order."""
    if isinstance(base or head, Mapping):
        sides = [
            [_Item(key, key, value) for key, value in (each or {}).items()] for each in (base, head)
        ]
        named = True
    else:
        by = _naming(base or (), head or ())
        named = by is not None
        sides = [list(_items(each or (), by)) for each in (base, head)]
    yield from _paired(*sides, named=named)


def _naming(base: Sequence[Any], head: Sequence[Any]) -> str | None:
    """The field by which the entries of both lists are told apart; None where there is none."""
    for name in NAMES:
        told = [[_name(entry, name) for entry in side] for side in (base, head)]
        if all(None not in side and len(set(side)) == len(side) for side in told):
            return name
    return None


def _name(entry: Any, field: str) -> str | None:
    if isinstance(entry, str):  # a remedy that a target names without terms of its own
        return entry
    found = getattr(entry, field, None)
    return None if found is None or isinstance(found, Node | tuple) else str(found)


def _items(side: Sequence[Any], by: str | None) -> Iterator[_Item]:
    for position, entry in enumerate(side):
        name = _name(entry, by) if by is not None else None
        yield _Item(str(position + 1) if name is None else name, position, entry)


def _paired(base: list[_Item], head: list[_Item], *, named: bool) -> Iterator[Entry]:
    partners = dict(_partners(base, head, named=named))
    of_base = {each.key: each for each in base}
    for item in head:
        key = partners.get(item.key)
        before = of_base[key] if key is not None else None
        yield Entry(
            item.name,
            before.value if before else None,
            item.value,
            key,
            item.key,
            named and before is not None and before.name != item.name,
        )
    taken = set(partners.values())
    for item in base:
        if item.key not in taken:
            yield Entry(item.name, item.value, None, item.key, None)


def _partners(
    base: list[_Item], head: list[_Item], *, named: bool
) -> Iterator[tuple[str | int, str | int]]:
    """For entries of the head: which of the base is the same entry."""
    by_name = {item.name: item for item in base} if named else {}
    taken: set[str | int] = set()
    rest = []
    for item in head:
        if item.name in by_name:
            taken.add(by_name[item.name].key)
            yield item.key, by_name[item.name].key
        else:
            rest.append(item)
    free = [item for item in base if item.key not in taken]
    for likeness, one, other in _likely(free, rest):
        if likeness >= ENOUGH or not named:
            yield other.key, one.key


def _likely(base: list[_Item], head: list[_Item]) -> Iterator[tuple[Fraction, _Item, _Item]]:
    """Pairs of entries that may be one, the most alike first, each entry at most once."""
    scored = [
        (likeness(one.value, other.value), i, j)
        for i, one in enumerate(base)
        for j, other in enumerate(head)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in sorted(scored, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield score, base[i], head[j]


def likeness(one: Any, other: Any) -> Fraction:
    """How much of what two values say, they say alike: 0 to 1. Names and titles do not count."""
    if type(one) is not type(other):
        return Fraction(0)
    if not isinstance(one, Node):
        return Fraction(0)
    first, second = (set(_said(unstructure(each))) for each in (one, other))
    together = first | second
    return Fraction(len(first & second), len(together)) if together else Fraction(1)


def _said(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every single value with the keys that lead to it."""
    if isinstance(data, dict):
        for key, value in data.items():
            if path or key not in UNSAID:
                yield from _said(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _said(value, (*path, str(position)))
    else:
        yield path, str(data)
