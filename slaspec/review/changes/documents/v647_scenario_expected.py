"""Rule V647."""

from __future__ import annotations

from slaspec.review.changes.parts import parts_that_differ
from slaspec.review.changes.wording import listed
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V647",
    name="scenario-expected",
    owns=("Scenario.expect", "Expected.*", "ExpectedVerdict.*", "ExpectedStep.*", "ExpectedLine.*"),
    material=False,
)
def scenario_expected(change: Difference) -> Said | None:
    """
    Something else is expected of a scenario.

    What it compares:
        `expect` of a scenario, part by part: verdicts, lines, total.

    Why:
        Where the expected result was changed and what happens was not, the same case is judged
        otherwise than before.

    Before:

        kind: Scenario
        expect: {verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: met}]}

    After:

        kind: Scenario
        expect:
          verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: missed}]

    Direction:
        neutral
    """
    parts = listed(parts_that_differ(change.base, change.head))
    return Said("neutral", f"something else is expected of the scenario: {parts}")
