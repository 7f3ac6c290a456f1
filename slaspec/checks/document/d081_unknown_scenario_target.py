"""Rule D081."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.expectations import (
    ALL,
    Said,
    agreement_of,
    said_of_targets,
    whole_of,
)
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Scenario
from slaspec.language.model.target import Target


@rule(id="D081", name="unknown-scenario-target", severity="error", aspect="document")
def unknown_scenario_target(scenario: Scenario, book: Book) -> Iterator[Finding]:
    """
    A scenario names a target or an objective that the agreement does not have.

    What it does:
        Looks up the target and the priority of each expected verdict and line, and of each given
        figure, in its agreement.

    Why:
        What is expected of nothing is never judged.

    Wrong:

        kind: Scenario
        expect: {verdicts: [{target: resolution, objective: P7, window: 2026-04, verdict: met}]}

    Right:

        kind: Scenario
        expect: {verdicts: [{target: resolution, objective: P1, window: 2026-04, verdict: met}]}

    Source:
        Specification by example: an example is bound to the rule that it illustrates.
    """
    for expected in said_of_targets(scenario):
        agreement = whole_of(book, agreement_of(scenario, expected))
        if agreement is not None:
            yield from _judged(expected, agreement)


def _judged(expected: Said, agreement: Agreement) -> Iterator[Finding]:
    targets = {target.id: target for target in agreement.targets or ()}
    if expected.target not in targets:
        what = f"'{agreement.id}' has no target '{expected.target}'"
        help = instead_of(expected.target, targets, "targets")
        yield finding_at(expected.at.of("target"), what, help)
        return
    known = _objectives(targets[expected.target])
    said = expected.objective or ALL
    if said in known:
        return
    if said == ALL:
        what = f"target '{expected.target}' has an objective for each priority; this names none"
        yield finding_at(expected.at.of("target"), what, f"add objective: {next(iter(known))}")
        return
    help = "drop objective: one holds for all" if ALL in known else ""
    what = f"target '{expected.target}' has no objective '{said}'"
    place = expected.at.of("objective")
    yield finding_at(place, what, help or instead_of(said, known, "objectives"))


def _objectives(target: Target) -> tuple[str, ...]:
    return (ALL,) if target.objective is not None else tuple(target.objectives or {ALL: None})
