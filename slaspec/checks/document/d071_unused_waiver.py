"""Rule D071."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.waived import found_by, state_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Waivers
from slaspec.language.model.waivers import Waiver


@rule(id="D071", name="unused-waiver", severity="error", aspect="document")
def unused_waiver(waivers: Waivers, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A waiver covers no finding: what it accepted is mended, or it names another place.

    What it does:
        Asks the rule of each waiver that still holds, whatever was selected, and looks for a
        finding of it at the place of the waiver or below.

    Why:
        A waiver that stays behind accepts the same fault when it comes back, unseen.

    Wrong:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}

    Right:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}
        ---
        kind: SLA
        review: {every: 24 months}

    Source:
        ISO/IEC 27001:2022, 6.1.3 (f): risks are accepted by their owners, one by one.
    """
    for waiver in waivers.waivers:
        if waiver.holds(as_of) and state_of(waiver, book, as_of) == "unused":
            said = f"waiver '{waiver.id}' covers no finding of {waiver.rule}"
            yield finding_at(waiver.at.of("rule"), said, _instead(waiver, book, as_of))


def _instead(waiver: Waiver, book: Book, as_of: date) -> str:
    """Where the rule does speak of the document, or that the waiver is no longer needed."""
    found = found_by(waiver.rule, book, as_of)
    paths = sorted({"/".join(each.path) for each in found if each.document == waiver.document})
    if not paths:
        return "remove the waiver"
    there = listed(path or "the document as a whole" for path in paths)
    return f"remove the waiver; {waiver.rule} has findings at {there}"
