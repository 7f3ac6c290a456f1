"""Rule V312."""

from __future__ import annotations

from slaspec.language.model.remedy import Remedy
from slaspec.review.changes.edges import edges
from slaspec.review.changes.judging import directed
from slaspec.review.changes.payments import paid
from slaspec.review.changes.rates import rate_order, rate_words
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference, words
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
        other forms, and those on both sides of the objective, are not compared.

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
    before, after = words(rate_words(base)), words(rate_words(head))
    how = "otherwise" if found is None else "more" if found > 0 else "less"
    direction = paid(directed(found, "tightened"), change)
    sentence = f"the rate pays {how}: {plain(after)} instead of {plain(before)}"
    return Said(direction, sentence, before, after)
