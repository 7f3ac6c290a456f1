"""Rule M122."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.measuring_steps import coarse_limits, coarse_up_time
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M122", name="target-finer-than-measurement", severity="warning", aspect="measurable")
def target_finer_than_measurement(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A target is finer than the steps in which it is measured.

    What it does:
        Compares the down time that an availability allows in its window with the slots of the
        metric (`quantum`), the shortest outage that counts (`minimum_outage`) and the time between
        probes (`silence_after`); and a limit in seconds with a sample of whole minutes.

    Why:
        99.99 % of a month allows 4 min 27 s. Counted in slots of five minutes the first slot misses
        it, or nothing below five minutes does: the figure in the contract is never reached.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [waiting_customer]}
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, minimum_outage: 0s,
             quantum: {of: 1h, aligned: clock, down_if: any}}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: [waiting_customer]}
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, minimum_outage: 0s,
             quantum: {of: 1min, aligned: clock, down_if: any}}

    Source:
        JCGM 200:2012 (VIM), 4.14 resolution: the smallest change that a measurement shows.
    """
    for coarse in (*coarse_up_time(agreement, book), *coarse_limits(agreement, book)):
        yield finding_at(coarse.at, coarse.sentence, coarse.help, target=coarse.target.id)
