"""Rule D059."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, PriorityMatrix


@rule(id="D059", name="priority-without-objective", severity="info", aspect="document")
def priority_without_objective(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A target promises something for some priorities and nothing for the others.

    What it does:
        Compares the priorities for which a target of an SLA, OLA or UC has objectives with those
        that the table of its priority matrix gives. A target with a `remark` is passed over.

    Why:
        Tickets of the lowest priority are the most, and the first to be forgotten. When nothing
        is promised for them it should be meant.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives: {P1: {share: 90%, within: 5h, hours: 24x7}}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            remark: tickets of priority P2 are done as time allows
            objectives: {P1: {share: 90%, within: 5h, hours: 24x7}}

    Source:
        ITIL service level management: targets for every priority of the matrix.
    """
    matrix = book.get(agreement.priorities, PriorityMatrix)
    if matrix is None:
        return
    given = {priority for row in matrix.table.values() for priority in row.values()}
    ranked = [priority.id for priority in matrix.priorities if priority.id in given]
    for target in agreement.targets or ():
        said = target.objectives
        missing = [id for id in ranked if id not in said] if said else []
        if missing and target.remark is None:
            yield finding_at(
                target.at.of("objectives"),
                f"'{target.id}' promises nothing for priority {listed(missing)}",
                f"add {missing[0]}: {{…}} to its objectives, or remark: … to the target",
                at_key=True,
            )
