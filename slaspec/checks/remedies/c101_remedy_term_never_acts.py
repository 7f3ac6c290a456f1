"""Rule C101."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.witnessed import RUNGS, told
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="C101", name="remedy-term-never-acts", severity="error", aspect="remedies", item=RUNGS)
def remedy_term_never_acts(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A rung, a step or another term of a remedy does not act where it says.

    What it does:
        Takes the smallest figures that bring a term about (each rung, the first and second step,
        a flat or first amount, what is forfeited, the nth failure, each repeated failure) and the
        nearest ones that do not, and runs both through verdict, remedy and statement. The term is
        to act in the first and not in the second.

    Why:
        A rung that nothing reaches is a promise of nothing, and nobody sees it in the text. In the
        example whole per cents are compared: below 99.9 % is 99 %, where the second rung pays.

    Wrong:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, quantum: exact,
             minimum_outage: 0s, round_measured: {places: 0, mode: half_up}}

    Right:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, quantum: exact,
             minimum_outage: 0s, round_measured: {places: 2, mode: half_up}}

    Source:
        Witnesses of this language: what the text says is shown by running it.
    """
    help = "look at what moves it: round_measured, the order of the rungs, grace, the limits"
    yield from told(agreement, book, ("unreached", "silent", "early"), help)
