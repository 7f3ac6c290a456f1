"""Rule B017."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.backed.proofs import finding_of, proofs_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="B017", name="backing-not-judged", severity="warning", aspect="backed")
def backing_not_judged(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Whether a promise is backed cannot be proved, and the reason is named.

    What it does:
        Says which calendar or form of objective is missing; a question that nobody answered is told
        by the rule that asks it. Scores and single figures (customer satisfaction, a percentile of
        the source) cannot be composed of others at all: for them only measurability is checked.

    Why:
        "Not found broken" must not be read as "backed".

    Wrong:

        metrics:
          - {id: satisfaction, kind: score, source: itsm-export}
        targets:
          - {id: satisfaction, service: service-desk, metric: satisfaction,
             objective: {at_least: 4, backed_by: [desk-ola#satisfaction]}}
        ---
        kind: OLA
        metrics:
          - {id: satisfaction, kind: score, source: itsm-export}
        targets:
          - {id: satisfaction, service: service-desk, metric: satisfaction,
             objective: {at_least: 4}}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [desk-ola#restore/P1]}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    for proof in proofs_of(agreement, book):
        if proof.verdict == "not_judged":
            for reason in proof.conditions:
                if reason.code != "unsaid":
                    yield finding_of(proof, reason, agreement, book, "cannot be proved")
