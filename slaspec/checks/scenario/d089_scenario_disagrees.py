"""Rule D089."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.scenario import references
from slaspec.errors import LocatedError, SlaspecError
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Scenario
from slaspec.scenario.frozen import frozen_at

if TYPE_CHECKING:
    from slaspec.scenario.run import Comparison


@rule(id="D089", name="scenario-disagrees", severity="error", aspect="scenario")
def scenario_disagrees(scenario: Scenario, book: Book, as_of: date) -> Iterator[Finding]:
    """
    What a scenario gives, measured and settled, does not lead to what it expects.

    What it does:
        Measures and settles what is given as a preview does, as of the scenario's own date, and
        compares verdicts, values, lines, their trail and the total. The clock of the process stands
        still at that date. Only where scenarios are asked for: `slaspec check --scenarios`, pytest.

    Why:
        An example that both parties agreed on says what the text means. When the text, or the
        program, no longer leads to it, one of the two has changed its meaning.

    Wrong:

        kind: Scenario
        expect: {verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: missed}]}

    Right:

        kind: Scenario
        expect: {verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: met}]}

    Source:
        Specification by example: examples that are agreed upon are run with every change.
    """
    from slaspec.scenario.run import run_scenario

    if references.broken(scenario, book, as_of):
        return
    try:
        with frozen_at(scenario.as_of.value):
            result = run_scenario(book, scenario)
    except SlaspecError as error:
        yield _not_run(scenario, error)
        return
    for each in result.failures:
        yield _failure(each)


def _not_run(scenario: Scenario, error: SlaspecError) -> Finding:
    said = f"{error.at}: {error.message}" if isinstance(error, LocatedError) else str(error)
    help = error.help if isinstance(error, LocatedError) else ""
    help = help or "correct what it names; see slaspec check"
    return finding_at(scenario.at.of("id"), f"the scenario cannot be measured: {said}", help)


def _failure(each: Comparison) -> Finding:
    return finding_at(
        each.at,
        f"{each.name} {'; '.join(each.differences)}",
        "correct the contract, or the expectation",
        related=each.related,
        table=each.rows,
    )
