"""Rule B016."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.backing.words import share
from slaspec.checks.backed.proofs import finding_of, proofs_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="B016", name="backed-on-average", severity="warning", aspect="backed")
def backed_on_average(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The promise holds on average, if the author is right that its stages are independent.

    What it does:
        Names the mean that follows from `assume: [independence]`, and what is certain without it.

    Why:
        A mean is not a promise for a window: two stages at 95 % are at 90.25 % on average, and miss
        90 % in about one month in two.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%, assume: [independence], backed_by: [
               {redundant: [{own: {availability: 99%}}, {own: {availability: 99%}}]}]}}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 98%, assume: [independence], backed_by: [
               {redundant: [{own: {availability: 99%}}, {own: {availability: 99%}}]}]}}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    for proof in proofs_of(agreement, book):
        if proof.verdict == "backed_on_average" and proof.reason is not None:
            mean = f" ({share(proof.guaranteed)})" if proof.guaranteed is not None else ""
            yield finding_of(
                proof, proof.reason, agreement, book, f"is backed on average only{mean}"
            )
