"""Rule C035."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C035", name="provider-measures-alone", severity="warning", aspect="remedies")
def provider_measures_alone(agreement: Agreement) -> Iterator[Finding]:
    """
    The provider alone measures what it has to pay for.

    What it does:
        In contracts with credits, where `measured_by` is the provider, asks for figures of the
        customer to compare with (`statement.cross_check`), or a time to object.

    Why:
        Whoever pays for a failure also says whether there was one. Without figures of its own and
        without a time to object the customer can only believe it.

    Wrong:

        parties: {provider: nordit, customer: acme, beneficiaries: [], measured_by: nordit}

    Right:

        parties: {provider: nordit, customer: acme, beneficiaries: [], measured_by: nordit}
        statement:
          {due: 5 working days, data_closes: 5 working days, late_data: next_statement,
           object_within: 10 working days, silence: agreed, disputed: pay_undisputed}

    Source:
        Atlassian and tm Mittelstand: only the provider's own monitoring counts.
    """
    parties, statement = agreement.parties, agreement.statement
    if parties is None or parties.measured_by is None or not used_remedies(agreement):
        return
    checked = statement is not None and (statement.cross_check or statement.object_within)
    if parties.measured_by == parties.provider and not checked:
        yield finding_at(
            parties.at.of("measured_by"),
            f"'{parties.provider}' pays the credits and alone measures whether they are due",
            "add statement: {object_within: 10 working days, …}, with figures of the customer as"
            " cross_check",
        )
