"""What a node says, or what is said for it: the nearest answer to a question wins."""

from __future__ import annotations

from functools import cache
from typing import Any

from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import MeasureAnswers, MoneyAnswers
from slaspec.language.model.node import Node, Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target
from slaspec.review.alike import alike, names_of

_OF_REMEDIES = ("nature", "partial_window")  # of the interpretation, beside the questions of money


def held(parents: tuple[Node, ...], name: str) -> tuple[Any, Place]:
    """
    The value of a field of the last of some nodes, and its place.

    Where a target or a remedy does not answer a question itself, the answer is that of its metric
    or of the interpretation, with the place of that.
    """
    for node in (parents[-1], *_behind(parents, name)):
        if (value := getattr(node, name, None)) is not None:
            return value, node.at.of(name.removesuffix("_"))
    return None, parents[-1].at.of(name.removesuffix("_"))


def is_answer(path: tuple[str, ...]) -> bool:
    """Whether a metric or the interpretation answers there for targets and remedies."""
    if path[0] == "interpretation":
        return len(path) > 1
    return path[0] == "metrics" and len(path) > 2 and path[2] in _of_targets()


def needs_answers(value: Any) -> bool:
    """Whether others may answer questions for a value: for targets and remedies."""
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, Target | Remedy)


def answered_otherwise(base: tuple[Node, ...], head: tuple[Node, ...]) -> bool:
    """Whether those who answer for the targets and remedies of two agreements differ."""
    one, other = base[0], head[0]
    if not isinstance(one, Agreement) or not isinstance(other, Agreement):
        return False
    return not (
        alike(one.interpretation, other.interpretation) and alike(one.metrics, other.metrics)
    )


def _behind(parents: tuple[Node, ...], name: str) -> tuple[Node, ...]:
    """Who answers a question for a node that does not, nearest first."""
    node, agreement = parents[-1], parents[0]
    if not isinstance(agreement, Agreement) or name not in _asked_of(node):
        return ()
    metric = None
    if isinstance(node, Target):
        metric = next((m for m in agreement.metrics or () if m.id == node.metric), None)
    return tuple(each for each in (metric, agreement.interpretation) if each is not None)


def _asked_of(node: Node) -> frozenset[str]:
    """The questions that others may answer for a node."""
    if isinstance(node, Target):
        return _of_targets()
    return _of_remedies() if isinstance(node, Remedy) else frozenset()


@cache
def _of_targets() -> frozenset[str]:
    return frozenset(names_of(MeasureAnswers))


@cache
def _of_remedies() -> frozenset[str]:
    return frozenset((*names_of(MoneyAnswers), *_OF_REMEDIES))
