"""Rule M101."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.witnessed import MET, never
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M101", name="target-cannot-be-met", severity="error", aspect="measurable", item=MET)
def target_cannot_be_met(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    No records, however good, give a target the verdict "met".

    What it does:
        Writes records that just keep the limit of each objective as rows of its data source, in
        its columns, labels and time zone, and runs them through mapping, metric, window and
        verdict. Where the verdict is not "met", it tries records that are stopped at once.

    Why:
        A promise that nobody can keep is no promise: either the records of this target never
        count, or the contract judges something else than it says.

    Wrong:

        kind: DataSource
        priorities: {P1: ["1 - Critical"]}

    Right:

        kind: DataSource
        priorities: {P1: ["1 - Critical"], P2: ["2 - High"]}
        sample: samples/labels.csv
        ---
        # file: samples/labels.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,1 - Critical
        INC2,2026-02-03 12:00,2026-02-03 15:00,Closed,2 - High

    Source:
        ISO/IEC 20000-1:2018, 9.1: measurement gives valid results; witnesses as in the design of
        this language: a target without both of them is not measurable.
    """
    yield from never(agreement, book, "inside")
