"""Rule D085."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding, Span
from slaspec.language.model import Scenario
from slaspec.language.model.node import Place
from slaspec.language.model.scenario import SourceRecords


@rule(id="D085", name="duplicate-scenario-record", severity="error", aspect="document")
def duplicate_scenario_record(scenario: Scenario) -> Iterator[Finding]:
    """
    A scenario gives the records of a source twice, two records of one number, or a charge twice.

    What it does:
        Compares the sources of the lists and files of records, the numbers of the records in each,
        and the windows and services of the charges.

    Why:
        A source has each record once; a second one would count twice, or take the place of the
        first.

    Wrong:

        kind: Scenario
        given:
          records:
            - source: itsm-export
              tickets: []
            - source: itsm-export
              tickets: []

    Right:

        kind: Scenario
        given:
          records:
            - source: itsm-export
              tickets: []

    Source:
        As R002: a ticket that stands twice in an export is left out of every count.
    """
    sources = [(each.source, each.at) for each in scenario.of_sources]
    yield from _twice("the records of source", sources)
    charges = scenario.given.charges or ()
    yield from _twice("the charge of", [(f"{c.service} in {c.window}", c.at) for c in charges])
    for given in scenario.sources:
        yield from _twice("the number", list(_numbers(given)))


def _numbers(given: SourceRecords) -> Iterator[tuple[str, Place]]:
    for record in given.records:
        for id in record.ids:
            yield id, record.at


def _twice(what: str, named: list[tuple[str, Place]]) -> Iterator[Finding]:
    seen: dict[str, Span] = {}
    for name, at in named:
        if name in seen:
            said = f"{what} '{name}' stands twice"
            yield finding_at(at, said, "keep one", related=(("the other one", seen[name]),))
        seen.setdefault(name, at.span)
