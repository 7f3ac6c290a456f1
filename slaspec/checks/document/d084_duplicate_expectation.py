"""Rule D084."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.expectations import ALL, agreement_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding, Span
from slaspec.language.model import Scenario


@rule(id="D084", name="duplicate-expectation", severity="error", aspect="document")
def duplicate_expectation(scenario: Scenario) -> Iterator[Finding]:
    """
    A scenario expects two verdicts on one objective in one window.

    What it does:
        Compares the agreement, target, objective and window of the expected verdicts.

    Why:
        Where the two say the same, one is enough. Where they do not, one of them is wrong.

    Wrong:

        kind: Scenario
        expect:
          verdicts:
            - {target: resolution, objective: P1, window: 2026-04, verdict: met}
            - {target: resolution, objective: P1, window: 2026-04, verdict: missed}

    Right:

        kind: Scenario
        expect:
          verdicts:
            - {target: resolution, objective: P1, window: 2026-04, verdict: met}
            - {target: resolution, objective: P2, window: 2026-04, verdict: missed}

    Source:
        As D002: what stands twice is meant once, or is meant differently.
    """
    seen: dict[tuple[str | None, ...], Span] = {}
    for said in scenario.verdicts:
        about = (agreement_of(scenario, said), said.target, said.objective or ALL, said.window)
        if about in seen:
            what = f"a verdict on '{said.target}' in {said.window} is expected already"
            yield finding_at(said.at, what, "keep one", related=(("the other one", seen[about]),))
        seen.setdefault(about, said.at.span)
