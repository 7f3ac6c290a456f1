"""Rule T014."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import listed
from slaspec.checks.profiles import between_companies
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="T014", name="transition-unsaid", severity="info", aspect="time")
def transition_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says from when targets are judged and credits are paid.

    What it does:
        Asks every SLA and UC that is a contract with remedies for `judged_from` and `credits_from`
        in `effective`. Where there is no transition both are the first day.

    Why:
        A new provider takes the service over with the faults of the old one, and calls the first
        three months a transition. The customer finds the word nowhere and sends the bill.

    Wrong:

        effective: {from: 2026-01-01, through: 2027-12-31}

    Right:

        effective:
          {from: 2026-01-01, through: 2027-12-31, judged_from: 2026-02-01, credits_from: 2026-04-01}

    Source:
        UK Model Services Contract, schedule 2.2: service credits accrue from the end of the
        transition on.
    """
    term = agreement.effective
    if not between_companies(agreement) or not used_remedies(agreement):
        return
    missing = {"judged_from": "targets are judged", "credits_from": "credits are paid"}
    missing = {key: what for key, what in missing.items() if getattr(term, key) is None}
    if missing:
        yield finding_at(
            term.at.of("from"),
            f"nobody says from when {listed(missing.values())}",
            f"add {', '.join(f'{key}: {term.from_}' for key in missing)} to effective, or later"
            " days",
        )
