"""Rule C036."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C036", name="offset-without-damages", severity="error", aspect="remedies")
def offset_without_damages(agreement: Agreement) -> Iterator[Finding]:
    """
    Credits are all that the customer gets, and are deducted from damages all the same.

    What it does:
        Finds `liability` that calls credits the sole remedy without any exception, and says
        beside it that they are offset against damages.

    Why:
        Either there are damages beside the credits or there are none. A court will choose one of
        the two sentences, and nobody knows which.

    Wrong:

        liability: {credits: sole_remedy, offset_against_damages: true}

    Right:

        liability: {credits: sole_remedy, except: [intent_or_gross_negligence],
                    offset_against_damages: true}

    Source:
        GitHub and Google: "sole and exclusive remedy"; the model contracts of the Crown Commercial
        Service name exceptions (a cap exceeded, wilful default).
    """
    liability = agreement.liability
    if liability is None or liability.credits != "sole_remedy" or liability.except_:
        return
    if liability.offset_against_damages:
        yield finding_at(
            liability.at.of("offset_against_damages"),
            "credits are the sole remedy, and are offset against damages that there cannot be",
            "name the exceptions (except: [intent_or_gross_negligence]), or drop the offset",
        )
