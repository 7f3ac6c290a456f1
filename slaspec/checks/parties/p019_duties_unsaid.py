"""Rule P019."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_outward, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P019", name="duties-unsaid", severity="info", aspect="parties")
def duties_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says what a side has to do beside the targets.

    What it does:
        Asks every SLA and UC for duties of the provider and of the customer. An OLA is not asked:
        its teams have their duties from the company.

    Why:
        A provider cannot solve what the customer does not explain, and a customer cannot rely on
        what is only the habit of a good colleague. Both are found out when a target is missed.

    Wrong:

        kind: SLA
        # duties is missing

    Right:

        duties:
          provider: [{id: knowledge-base, text: keep the knowledge base current}]
          customer: [{id: answers, text: answer questions, if_not: none}]

    Source:
        ISO/IEC 19086-1:2016, roles and responsibilities of the parties.
    """
    duties = agreement.duties
    sides = [
        side for side in ("provider", "customer") if duties is None or not getattr(duties, side)
    ]
    if sides and is_outward(agreement):
        who = " and ".join(f"the {side}" for side in sides)
        yield from unsaid(
            agreement,
            f"does not say the duties of {who}",
            f"add {sides[0]}: [{{id: …, text: …}}] to the duties",
        )
