"""Rule V276."""

from __future__ import annotations

from slaspec.language.model.governance import Exclusion
from slaspec.review.alike import alike
from slaspec.review.changes.directions import there_is_tighter
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import order, ranked, reverse, together
from slaspec.review.changes.wording import between
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_NESTED = ("month", "quarter", "year")


@change_rule(
    id="V276",
    name="exclusion-limit",
    owns=("Exclusion.at_most", "Exclusion.per"),
    material=True,
)
def exclusion_limit(change: Difference) -> Said | None:
    """
    An exclusion excuses more, or less, time.

    What it compares:
        `at_most` and `per` of an exclusion. Without a limit all the time is excused. The same limit
        of a longer period excuses less; a week is no part of a month and cannot be compared.

    Why:
        What exceeds the limit counts.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, at_most: 4h, per: month}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, at_most: 6h, per: month}

    Direction:
        loosened
    """
    base, head = change.base_of(Exclusion), change.head_of(Exclusion)
    if (
        base is None
        or head is None
        or (change.key == "per" and not alike(base.at_most, head.at_most))
    ):
        return None
    sentence = between("the time that is excused at most", _limit(base), _limit(head))
    if base.at_most is None or head.at_most is None:
        return Said(there_is_tighter(change), sentence, _limit(base), _limit(head))
    periods = 0 if base.per == head.per else ranked(_NESTED, base.per, head.per)
    limits = reverse(order(base.at_most, head.at_most))
    direction = directed(together([periods, limits]), "tightened")
    return Said(direction, sentence, _limit(base), _limit(head))


def _limit(exclusion: Exclusion) -> str:
    if exclusion.at_most is None:
        return ""
    return f"{exclusion.at_most} per {exclusion.per}" if exclusion.per else str(exclusion.at_most)
