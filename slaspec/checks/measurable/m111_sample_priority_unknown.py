"""Rule M111."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.samples import sampled
from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, PriorityMatrix


@rule(id="M111", name="sample-priority-unknown", severity="warning", aspect="measurable")
def sample_priority_unknown(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Records of the sample have a priority that the contract does not know.

    What it does:
        Reads the sample of the data source of each target with objectives by priority, and looks
        up the priorities of its records in the objectives and in the matrix of the agreement.

    Why:
        A record whose priority has no objective is in no share: nobody ever misses it. In the
        example the tool writes `1 - Critical` and the contract `P1`.

    Wrong:

        kind: DataSource
        sample: samples/labels.csv
        ---
        # file: samples/labels.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,1 - Critical
        INC2,2026-02-03 12:00,2026-02-03 15:00,Closed,P2

    Right:

        kind: DataSource
        priorities: {P1: ["1 - Critical"], P2: [P2]}
        sample: samples/labels.csv
        ---
        # file: samples/labels.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,1 - Critical
        INC2,2026-02-03 12:00,2026-02-03 15:00,Closed,P2

    Source:
        ITIL incident management: priority from an impact and urgency matrix.
    """
    matrix = book.get(agreement.priorities, PriorityMatrix)
    ranked = {priority.id for priority in matrix.priorities} if matrix is not None else set()
    for one in sampled(agreement, book):
        if one.target.objectives is None:
            continue
        known = ranked | one.target.objectives.keys() | {""}
        unknown = {name: count for name, count in one.seen.priorities.items() if name not in known}
        if unknown:
            words = listed(f"'{name}' ({count} records)" for name, count in sorted(unknown.items()))
            yield finding_at(
                one.target.at.of("objectives"),
                f"in the sample of '{one.source.id}' {one.column('priority')} has {words}, which"
                f" has no objective in target '{one.target.id}' and stands in no matrix",
                f"map it to one of {listed(sorted(known - {''}))} under priorities of"
                f" '{one.source.id}'",
                target=one.target.id,
            )
