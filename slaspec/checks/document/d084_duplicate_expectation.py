"""Rule D084."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.expectations import ALL, Said, agreement_of, said_of_targets
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding, Span
from slaspec.language.model import Scenario
from slaspec.language.model.scenario import ExpectedLine, ExpectedVerdict


@rule(id="D084", name="duplicate-expectation", severity="error", aspect="document")
def duplicate_expectation(scenario: Scenario) -> Iterator[Finding]:
    """
    A scenario expects two verdicts on one objective in one window, or one line twice.

    What it does:
        Compares the agreement, target, objective and window of the expected verdicts; of lines the
        remedy and the record as well.

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
    seen: dict[tuple[str, ...], Span] = {}
    for said in said_of_targets(scenario):
        about = _about(scenario, said)
        if about in seen:
            what = "a verdict on"
            if isinstance(said, ExpectedLine):
                what = f"a line of '{said.remedy}' for"
            what += f" '{said.target}' in {said.window} is expected already"
            yield finding_at(said.at, what, "keep one", related=(("the other one", seen[about]),))
        if about:
            seen.setdefault(about, said.at.span)


def _about(scenario: Scenario, said: Said) -> tuple[str, ...]:
    """What an expectation is about; nothing for what is no expectation."""
    about = (agreement_of(scenario, said), said.target, said.objective or ALL, said.window)
    if isinstance(said, ExpectedLine):
        return (*about, said.remedy, said.record or "")
    return about if isinstance(said, ExpectedVerdict) else ()
