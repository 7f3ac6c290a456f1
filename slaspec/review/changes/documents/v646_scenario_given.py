"""Rule V646."""

from __future__ import annotations

from slaspec.review.changes.parts import parts_that_differ
from slaspec.review.changes.wording import listed
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V646",
    name="scenario-given",
    owns=(
        "Scenario.given",
        "Given.*",
        "SourceRecords.*",
        "RecordFile.*",
        "RecordedTicket.*",
        "TicketEvent.*",
        "RecordedOutage.*",
        "RecordedRow.*",
        "SeededStream.*",
        "MeasuredRow.*",
        "GivenCharge.*",
    ),
    material=False,
)
def scenario_given(change: Difference) -> Said | None:
    """
    Something else happens in a scenario.

    What it compares:
        `given` of a scenario, part by part: records, figures, charges, ledger.

    Why:
        The scenario proves another case than before.

    Before:

        kind: Scenario
        given: {measured: [{target: availability, window: 2026-04, value: 99.95%}]}

    After:

        kind: Scenario
        given: {measured: [{target: availability, window: 2026-04, value: 99.85%}]}

    Direction:
        neutral
    """
    parts = listed(parts_that_differ(change.base, change.head))
    return Said("neutral", f"something else happens in the scenario: {parts}")
