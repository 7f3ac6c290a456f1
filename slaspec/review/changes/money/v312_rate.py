"""Rule V312."""

from __future__ import annotations

from slaspec.language.model.remedy import Remedy
from slaspec.review.changes.edges import edges
from slaspec.review.changes.judging import directed
from slaspec.review.changes.payments import paid
from slaspec.review.changes.rates import rate_order, rate_words
from slaspec.review.changes.wording import plain_both
from slaspec.review.difference import Difference, words_of_both
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V312",
    name="rate",
    owns=("Remedy.rate", "Rate.*", "Rung.*", "Symmetric.*"),
    material=True,
    as_one=True,
)
def rate(change: Difference) -> Said | None:
    """
    A remedy pays at another rate.

    What it compares:
        What is paid at every measured value, not how it is written: of two ladders at each
        threshold and between them, of steps the amount of a step. A flat rate pays from where a
        target is missed. More is paid where some value pays more and none pays less. Rates of two
        other forms, those on both sides of the objective, and those of a window and of a record are
        not compared.

    Why:
        The rate is the price of a miss.

    Before:

        remedies:
          - id: desk-credit
            for_each: window
            rate: {ladder: [{below: 90%, pays: 5%}, {below: 85%, pays: 10%}], over: measured}
            base: {charge: service-desk}

    After:

        remedies:
          - id: desk-credit
            for_each: window
            rate: {ladder: [{below: 90%, pays: 5%}, {below: 87%, pays: 10%}], over: measured}
            base: {charge: service-desk}

    Direction:
        tightened
    """
    base, head = change.base, change.head
    remedies = [each for each in (change.base_of(Remedy), change.head_of(Remedy)) if each]
    bonus = any(each.nature == "bonus" for each in remedies)
    found = rate_order(base, head, best=bonus, missed=edges(change))
    if found == 0:
        return None
    if len({each.for_each for each in remedies}) > 1:
        found = None  # 1% of each record is less or more than 5% of the window
    was, now = rate_words(base), rate_words(head)
    before, after = plain_both(was, now)
    how = "otherwise" if found is None else "more" if found > 0 else "less"
    direction = paid(directed(found, "tightened"), change)
    sentence = f"the rate pays {how}: {after} instead of {before}"
    return Said(direction, sentence, *words_of_both(was, now))
