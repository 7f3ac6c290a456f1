"""Rule D027."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule, section_at
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D027", name="target-without-purpose", severity="info", aspect="document")
def target_without_purpose(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Nobody says what the customer gains from a target.

    What it does:
        Looks for every target of an SLA, charters included, in `purpose`, which links a value
        for the customer to the targets that serve it. OLAs and UCs serve the SLA that they back.

    Why:
        A service desk that is green every month while the shops cannot sell measures the wrong
        thing. When the purpose stands beside the target, the review sees it.

    Wrong:

        purpose: [{value: dealers can sell every opening hour, targets: [resolution]}]

    Right:

        purpose: [{value: dealers can sell every opening hour, targets: [resolution, availability]}]

    Source:
        ITIL 4 service level management: levels are tied to the outcomes that the customer wants
        (the "watermelon effect" of targets that are green outside and red inside).
    """
    if agreement.kind != "SLA" or not agreement.targets:
        return
    if agreement.purpose is None:
        yield finding_at(
            section_at(agreement, "targets", book),
            f"'{agreement.id}' does not say what the customer gains from its targets",
            "add purpose: [{value: …, targets: [" + agreement.targets[0].id + "]}]",
            at_key=True,
        )
        return
    served = {id for purpose in agreement.purpose for id in purpose.targets}
    for target in agreement.targets:
        if target.id not in served:
            yield finding_at(
                target.at.of("id"),
                f"'{target.id}' serves none of the purposes of '{agreement.id}'",
                f"add {target.id} to the targets of a purpose, or ask whether it is needed",
            )
