"""Rule P026."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies, unsaid
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P026", name="disputes-unsaid", severity="info", aspect="parties")
def disputes_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says who decides when the two sides do not agree.

    What it does:
        Asks every SLA and UC that is a contract (or its Terms) for `disputes`: the steps, the
        `forum` that decides in the end, and the `law`. Inside one company its management decides.

    Why:
        Without steps the first disagreement on a figure goes to the lawyers, and without forum and
        law their first year is about where and by which law to begin.

    Wrong:

        kind: SLA
        # disputes is missing

    Right:

        disputes:
          steps: [{body: service managers, within: 10 working days}]
          forum: Oslo District Court
          law: Norway

    Source:
        ISO/IEC 20000-1:2018, 8.3.4.1: disputes between the organization and the external supplier
        are recorded and managed to closure.
    """
    if agreement.kind == "OLA" or not between_companies(agreement):
        return
    disputes = agreement.disputes
    if disputes is None:
        yield from unsaid(
            agreement,
            "does not say who decides when the two sides do not agree",
            "add disputes: {steps: [{body: …, within: 10 working days}], forum: …, law: …}",
        )
        return
    missing = [key for key in ("forum", "law") if getattr(disputes, key) is None]
    if missing:
        yield finding_at(
            disputes.at,
            f"the disputes end without a {' and a '.join(missing)}",
            f"add {missing[0]}: … to the disputes",
        )
