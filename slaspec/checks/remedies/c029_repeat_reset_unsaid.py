"""Rule C029."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C029", name="repeat-reset-unsaid", severity="warning", aspect="remedies")
def repeat_reset_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Repeated failures cost more, and nobody says when the count begins anew.

    What it does:
        Asks every remedy with a `repeat` for its `reset`: the first window that is met, the
        contract year, or never.

    Why:
        Failures in March and in May, with a good April between: for one reader the second is a
        repeat and costs twice, for the other it is a first one.

    Wrong:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             repeat: {when: rolling 12 months, factor: 2}}

    Right:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network},
             repeat: {when: rolling 12 months, factor: 2, reset: first met window}}

    Source:
        The Model Services Contract of the United Kingdom: a repeat failure is one "in any two
        consecutive" periods; others count in a rolling year.
    """
    for remedy in used_remedies(agreement):
        repeat = remedy.repeat
        if repeat is not None and repeat.reset is None:
            yield finding_at(
                repeat.at,
                f"'{remedy.id}' counts repeated failures ({repeat.when}), and nobody says when the"
                " count begins anew",
                "add reset: first met window (or contract_year, or never)",
            )
