"""Rule P008."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P008", name="binding-unsaid", severity="warning", aspect="parties")
def binding_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether an agreement is a contract or a declaration of intent.

    What it does:
        Asks every SLA, OLA and UC (or its Terms) for `binding`: `contract` between two companies,
        `internal` between units of one, or `charter`, an informal promise to customers.

    Why:
        From a contract money follows, from a charter an apology. A text that does not say what it
        is gets the answer from a judge.

    Wrong:

        kind: SLA
        # binding is missing

    Right:

        binding: contract

    Source:
        Rose & Frank Co v JR Crompton & Bros Ltd [1924] UKHL 2: whether a text binds depends on
        what the parties said they intended.
    """
    if agreement.binding is None:
        yield from unsaid(
            agreement,
            "does not say whether it is a contract, an internal agreement or a charter",
            "add binding: contract (or internal, charter)",
        )
