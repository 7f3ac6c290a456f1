"""Rule M105."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.witnessed import MET, not_tried, trials
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M105", name="target-not-tried", severity="info", aspect="measurable", item=MET)
def target_not_tried(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A target was not tried with records: nothing is proved of it.

    What it does:
        Says why no witnesses could be run for a target: a minimum of records that is too high to
        make so many, rolling windows that share their records, a format that this version cannot
        read. Faults of the contract that stop it are told by their own rules.

    Why:
        Silence would look like a proof.

    Wrong:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time, minimum_sample: 20000,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Right:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time, minimum_sample: 200,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Source:
        ISO/IEC 17025:2017, 7.8.1: a report says what was not tested.
    """
    for trial in trials(agreement, book):
        yield from not_tried(trial)
