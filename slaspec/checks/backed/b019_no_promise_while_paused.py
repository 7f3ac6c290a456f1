"""Rule B019."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.backed.proofs import finding_of, proofs_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="B019", name="no-promise-while-paused", severity="warning", aspect="backed")
def no_promise_while_paused(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    While a supplier works, the clock of the promise stands still: the customer has no promise.

    What it does:
        Finds leaves with `while` a state that pauses the clock of the objective. Such a leaf needs
        no budget, and protects nobody.

    Why:
        The figure is kept however long the supplier takes. The customer believes that five hours
        are five hours.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [waiting_supplier]}
        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [{all_of: [desk-ola#restore/P1,
                                         {target: telco-uc#restore/P1, while: waiting_supplier}]}]}
        ---
        kind: UC

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
        for remark in proof.remarks:
            if remark.code == "no-promise-while":
                yield finding_of(proof, remark, agreement, book, "holds, but")
