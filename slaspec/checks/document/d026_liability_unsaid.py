"""Rule D026."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies
from slaspec.checks.rule import finding_at, rule, section_at
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D026", name="liability-unsaid", severity="warning", aspect="document")
def liability_unsaid(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A contract pays credits and does not say whether they are all that the customer gets.

    What it does:
        Finds an SLA or UC with credits or penalties and without `liability`. OLAs, charters and
        internal agreements pay nobody and need none.

    Why:
        A day without a network may cost the customer a hundred times the credit. Whether damages
        can be asked for on top is decided in the contract, or by a court years later.

    Wrong:

        kind: SLA
        # liability is missing

    Right:

        liability: {credits: sole_remedy, except: [intent_or_gross_negligence]}

    Source:
        UNIDROIT Principles 2016, article 7.4.13: whether an agreed payment for non-performance
        is due irrespective of actual harm; AWS and Azure agreements: "sole and exclusive remedy".
    """
    if agreement.liability is not None or not between_companies(agreement):
        return
    paying = [remedy for remedy in used_remedies(agreement) if remedy.nature != "bonus"]
    if paying:
        yield finding_at(
            section_at(agreement, "remedies", book),
            f"{agreement.kind} '{agreement.id}' does not say whether its credits are all that the"
            " customer gets, or whether damages come on top",
            "add liability: {credits: sole_remedy, except: [intent_or_gross_negligence]}"
            " (or credits: in_addition)",
            at_key=True,
        )
