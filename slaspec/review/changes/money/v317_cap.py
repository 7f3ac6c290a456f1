"""Rule V317."""

from __future__ import annotations

from slaspec.language.model.remedy import Cap
from slaspec.review.changes.directions import there_is_looser
from slaspec.review.changes.judging import entry, is_empty
from slaspec.review.changes.payments import paid
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V317",
    name="cap",
    owns=("Sections.caps", "Remedy.caps", "Cap.id"),
    material=True,
    ordered=True,
)
def cap(change: Difference) -> Said | None:
    """
    What is paid has a cap that it had not, or has one no longer.

    What it compares:
        The caps of a remedy and of the whole agreement, by id, else by their period, and their
        order. No list and an empty one are alike.

    Why:
        A cap bounds what the provider can lose, and what the customer can get.

    Before:

        caps: []

    After:

        caps:
          - {id: year, per: contract_year, at_most: 10%, of: {service: network}, excess: lost}

    Direction:
        loosened
    """
    if is_empty(change):
        return None
    if change.sort == "reordered":
        return Said("neutral", "the caps bind in another order")
    if change.sort == "renamed":
        return entry("the cap", change) if change.base.id and change.head.id else None
    cap: Cap = change.head or change.base
    most = f"{cap.at_most} of {plain(cap.of)}" if cap.of else f"{cap.at_most}"
    sentence = f"a cap is {change.sort}: {most} per {plain(cap.per)}"
    return Said(paid(there_is_looser(change), change), sentence)
