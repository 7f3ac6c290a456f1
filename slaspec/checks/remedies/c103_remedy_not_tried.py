"""Rule C103."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.witnessed import RUNGS, not_tried, trials
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="C103", name="remedy-not-tried", severity="info", aspect="remedies", item=RUNGS)
def remedy_not_tried(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A remedy was not tried with figures, and no Scenario shows what it pays.

    What it does:
        Says why no figures could be made: the value is smoothed with another window, the limit is
        in working days, the remedy depends on the time of single records. Faults of the contract
        that stop it are told by their own rules; where a Scenario expects a line of the remedy for
        the target, it is shown by that.

    Why:
        Silence would look like a proof.

    Wrong:

        interpretation: {window: month, no_data: missed, round_measured: exact, obligation: result,
          partial_window: not_judged, nature: price_reduction, claim: {automatic: true},
          rounding: {mode: half_up, at: line}, smooth_with: previous_window}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}

    Source:
        ISO/IEC 17025:2017, 7.8.1: a report says what was not tested.
    """
    for trial in trials(agreement, book):
        yield from not_tried(trial, agreement, book)
