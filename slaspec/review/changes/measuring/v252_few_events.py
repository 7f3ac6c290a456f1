"""Rule V252."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from slaspec.language.model.interpretation import FewEvents
from slaspec.language.model.target import Target
from slaspec.review.change import Direction
from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import Order, sign, together
from slaspec.review.changes.wording import between
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V252",
    name="few-events",
    owns=("MeasureAnswers.few_events", "FewEvents.*"),
    material=True,
)
def few_events(change: Difference) -> Said | None:
    """
    Windows with few records are judged otherwise.

    What it compares:
        `few_events`, where the metric asks for it: for every number of records how many of them may
        be missed, by the rule of counts and by the share of each objective of the target.

    Why:
        Of nine records none may be late at 90 %; the rule may allow one.

    Before:

        interpretation: {few_events: none}

    After:

        interpretation: {few_events: {up_to: 9, allow_misses: 1}}

    Direction:
        loosened
    """
    if not is_asked(change):
        return None
    shares = set(_shares(change))
    orders = [each for share in shares for each in _orders(change.base, change.head, share)]
    direction: Direction = "neutral"
    if change.base is not None and change.head is not None:
        direction = directed(together(orders), "loosened")
    before, after = (_in_words(each) for each in (change.base, change.head))
    return Said(direction, between("what holds for few records", before, after))


def _in_words(rule: object) -> str:
    if isinstance(rule, FewEvents):
        return f"{rule.allow_misses} of up to {rule.up_to} may miss"
    return "the share as for many" if rule else ""


def _shares(change: Difference) -> Iterator[Fraction]:
    """The shares of the records that the objectives of the target ask for."""
    for target in (change.base_of(Target), change.head_of(Target)):
        if target is not None:
            for each in (target.objective, *(target.objectives or {}).values()):
                share = each and (each.share or each.percentile)
                if share:
                    yield share.value


def _orders(base: object, head: object, share: Fraction) -> Iterator[Order]:
    """
    Whether more may be missed, at both ends of each range of counts in which one rule holds.

    In such a range one number grows with the count and the other stands, so that they cross once.
    """
    ends = sorted({each.up_to for each in (base, head) if isinstance(each, FewEvents)})
    for count in {1, *ends, *(end + 1 for end in ends)}:
        yield sign(_allowed(base, count, share), _allowed(head, count, share))


def _allowed(rule: object, count: int, share: Fraction) -> int:
    """How many of so many records may be missed."""
    if isinstance(rule, FewEvents) and count <= rule.up_to:
        return min(rule.allow_misses, count)
    return int(count * (1 - share))
