"""Rule P011."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_outward, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P011", name="contact-point-unsaid", severity="info", aspect="parties")
def contact_point_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whom to call first.

    What it does:
        Asks every SLA and UC (or its Terms) for `contact_point`. Between teams of one company
        tickets are passed on in the tool, so that an OLA is not asked.

    Why:
        A customer with several numbers calls the wrong one, and the clock starts at the right one.
        One point of contact makes "reported" the same second for both sides.

    Wrong:

        kind: SLA
        # contact_point is missing

    Right:

        contact_point: service desk of Nordit

    Source:
        ITIL 4, service desk: the single point of contact between the provider and its users.
    """
    if is_outward(agreement) and agreement.contact_point is None:
        yield from unsaid(
            agreement,
            "names no single point of contact",
            "add contact_point: service desk, or whoever is called first",
        )
