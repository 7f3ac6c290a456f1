"""
Which terms of a remedy this version settles; every other one is refused by name.

The list of what is settled comes from the stages themselves, so a term that no stage acts on
cannot pass unseen. `BESIDE` are the terms that do not move an amount.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from slaspec.language.model.interpretation import Interpretation
from slaspec.language.model.node import Node, Place
from slaspec.language.model.remedy import Cap, Remedy
from slaspec.language.model.target import Binding
from slaspec.remedies.stages import (
    base,
    caps,
    carried,
    claim,
    combine,
    earn_back,
    from_failure,
    minimum,
    netting,
    points,
    quantity,
    rate,
    records,
    repeat,
    round_measured,
    rounding,
    trigger,
    weight,
)

_BEFORE_BASE = (round_measured, trigger, from_failure, records, quantity, rate, repeat, weight)
_OF_LINES = (combine, points, claim, carried, caps, minimum, rounding, earn_back, netting)
STAGES = (*_BEFORE_BASE, base, *_OF_LINES)
BESIDE: dict[str, tuple[object, ...]] = {
    "id": (),
    "title": (),
    "clause": (),
    "remark": (),
    "caps.id": (),
    "binding.remedy": (),
    "partial_window.counted": (),  # acts on the measured value
    "settlement.method": (),  # how an amount is paid, not how much
}
SETTLED: dict[str, tuple[object, ...]] = {
    **BESIDE,
    **{term: values for stage in STAGES for term, values in stage.TERMS.items()},
}
REFUSED = ("caps.of.record",)
INHERITED = ("nature", "prorate", "rounding", "claim", "settlement", "day_periods")
_SAME = {  # a base inside a base
    "base.of": "base",
    "base.greater_of": "base",
    "caps.of.of": "caps.of",
    "caps.of.greater_of": "caps.of",
    "base.previous_window": "base",
    "caps.of.previous_window": "caps.of",
}


def refused_terms(
    remedy: Remedy, interpretation: Interpretation | None = None
) -> Iterator[tuple[str, Place]]:
    """
    The terms of a remedy that cannot be settled yet, with their places, in order of the language.

    Answers that the remedy leaves to the interpretation count as its own. A term of which only
    some values are settled is named with its value: `for_each: record`.
    """
    yield from _of_node(remedy, "")
    for name in INHERITED if interpretation is not None else ():
        if getattr(remedy, name) is None:
            yield from _of_field(interpretation, name, name)


def refused_in_binding(binding: Binding) -> Iterator[tuple[str, Place]]:
    """The terms of a target's own that cannot be settled yet."""
    return _of_node(binding, "binding.")


def refused_in_cap(cap: Cap) -> Iterator[tuple[str, Place]]:
    """The terms of a cap over the whole agreement that cannot be settled yet."""
    return _of_node(cap, "caps.")


def _of_node(node: Node, prefix: str) -> Iterator[tuple[str, Place]]:
    for field in dataclasses.fields(node):
        if field.name != "at":
            yield from _of_field(node, field.name, prefix + field.name.removesuffix("_"))


def _of_field(node: Node | None, name: str, term: str) -> Iterator[tuple[str, Place]]:
    value = getattr(node, name)
    if node is None or value is None:
        return
    at = node.at.of(name.removesuffix("_"))
    children = [child for child in _listed(value) if isinstance(child, Node)]
    if term in REFUSED or (not children and not _is_settled(term, value)):
        yield _named(term, value), at
        return
    for child in children:
        yield from _of_node(child, _SAME.get(term, term) + ".")


def _is_settled(term: str, value: object) -> bool:
    if value == ():
        return True
    return term in SETTLED and (not SETTLED[term] or value in SETTLED[term])


def _named(term: str, value: object) -> str:
    if term not in SETTLED:
        return term
    return f"{term}: {str(value).lower() if isinstance(value, bool) else value}"


def _listed(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)
