"""Rule V414."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V414",
    name="answers-for",
    owns=("Sections.answers_for", "AnswersFor.component", "AnswersFor.party"),
    material=True,
)
def answers_for(change: Difference) -> Said | None:
    """
    Another party answers for a component.

    What it compares:
        With several suppliers, the one party that answers for each component.

    Why:
        A supplier that answers for nothing excuses its customer.

    Before:

        answers_for: [{component: wan, party: nordit}]

    After:

        answers_for: [{component: wan, party: telco}]

    Direction:
        neutral
    """
    if change.key == "answers_for":
        return entry("who answers for a component", change, by="component", name="component")
    what = {"component": "the component", "party": "the party that answers for the component"}
    return judged(what[change.key], change)
