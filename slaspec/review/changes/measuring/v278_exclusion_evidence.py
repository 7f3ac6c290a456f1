"""Rule V278."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V278",
    name="exclusion-evidence",
    owns=("Exclusion.evidence",),
    material=True,
)
def exclusion_evidence(change: Difference) -> Said | None:
    """
    An exclusion must be proved, or need not be.

    What it compares:
        `evidence` of an exclusion; where nothing is said, none is required.

    Why:
        Without evidence a statement of the provider is enough.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, evidence: required}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, evidence: none}

    Direction:
        loosened
    """
    said = judged("", change, scale=("none", "required"), more="tightened", default="none")
    needed = change.head == "required"
    sentence = f"evidence for the exclusion is {'required' if needed else 'not required'} now"
    return said and said._replace(sentence=sentence)
