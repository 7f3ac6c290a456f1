"""Rule V301."""

from __future__ import annotations

from slaspec.language.model.remedy import Remedy
from slaspec.review.changes.directions import there_is_tighter
from slaspec.review.changes.judging import entry, is_empty
from slaspec.review.changes.payments import noun, of_remedy
from slaspec.review.changes.rates import rate_words
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference, words
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V301",
    name="remedy",
    owns=("Sections.remedies", "Remedy.id"),
    material=True,
)
def remedy(change: Difference) -> Said | None:
    """
    A credit, a penalty or a bonus is agreed, is no longer agreed, or has another id.

    What it compares:
        The list of remedies by id. One that has another id and pays the same is renamed, which is
        told and changes nothing.

    Why:
        A remedy is what a missed promise costs. It pays where a target names it (V302).

    Before:

        remedies: []

    After:

        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 5%}, base: {charge: service-desk}}

    Direction:
        tightened
    """
    if is_empty(change):
        return None
    if change.sort == "renamed":
        return entry("the remedy", change)
    remedy: Remedy = change.head or change.base
    direction = of_remedy(there_is_tighter(change), remedy)
    rate = words(rate_words(remedy.rate))
    sentence = f"a {noun(remedy)} is {change.sort}: {plain(rate)}"
    return Said(direction, sentence, rate if change.base else "", rate if change.head else "")
