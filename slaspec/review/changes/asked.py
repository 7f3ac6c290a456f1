"""Whether a question of the interpretation is asked at all where an answer to it changed."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.language.model import Agreement, Terms
from slaspec.language.model.metric import Metric
from slaspec.language.model.node import Node
from slaspec.language.model.target import Target
from slaspec.review.difference import Difference


def is_asked(change: Difference) -> bool:
    """
    Whether the kind of metric asks this question, on one side at least.

    An answer that stands for the whole agreement is asked for by somebody.
    """
    from slaspec.measure.kinds import kind_of

    metrics = [metric for _, parents, _ in change.sides for metric in _metrics(parents)]
    kinds = [kind_of(metric) for metric in metrics]
    return not kinds or any(change.key in kind.QUESTIONS for kind in kinds)


def is_by_priority(change: Difference) -> bool:
    """Whether the target judges by priority; anything but a target may."""
    targets = [each for each in (change.base_of(Target), change.head_of(Target)) if each]
    return not targets or any(target.objectives for target in targets)


def metric_of(parents: tuple[Node, ...]) -> Metric | None:
    """The metric around a field, or of the target around it; None where there is none."""
    return next(_metrics(parents), None)


def _metrics(parents: tuple[Node, ...]) -> Iterator[Metric]:
    for node in parents:
        if isinstance(node, Metric):
            yield node
        elif isinstance(node, Target) and isinstance(parents[0], Agreement | Terms):
            yield from (each for each in parents[0].metrics or () if each.id == node.metric)
