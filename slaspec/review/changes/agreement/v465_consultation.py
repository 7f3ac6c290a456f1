"""Rule V465."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V465",
    name="consultation",
    owns=(
        "Governance.consultations",
        "Consultation.date",
        "Consultation.with",
        "Consultation.heard",
    ),
    material=False,
)
def consultation(change: Difference) -> Said | None:
    """
    Customers of a charter were asked, or something else was heard.

    What it compares:
        The consultations by date.

    Why:
        They sign nothing; that they were heard is all they have.

    Before:

        governance: {consultations: [{date: 2026-03-01, with: users, heard: calls at night}]}

    After:

        governance: {consultations: [{date: 2026-03-01, with: users, heard: visits at night}]}

    Direction:
        neutral
    """
    if change.key == "consultations":
        return entry("a consultation", change, by="date", name="day")
    what = {
        "date": "the day of the consultation",
        "with": "who was asked",
        "heard": "what was heard",
    }
    return judged(what[change.key], change)
