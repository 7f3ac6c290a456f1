"""Rule D007."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.backed.graph import Edge, edges_of, loops
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="D007", name="reference-cycle", severity="error", aspect="backed")
def reference_cycle(book: Book) -> Iterator[Finding]:
    """
    Promises stand behind one another in a circle.

    What it does:
        Follows what stands behind each target, through OLAs, UCs and named trees, and shows every
        circle once, from its first member on.

    Why:
        If the desk is backed by the platform and the platform by the desk, nobody does the work
        that was promised, and no worst case can be computed.

    Wrong:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objective: {share: 95%, within: 4h, hours: 24x7, backed_by: [telco-uc#restore]}
        ---
        kind: UC
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objective: {share: 95%, within: 4h, hours: 24x7, backed_by: [desk-ola#restore]}

    Right:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objective: {share: 95%, within: 4h, hours: 24x7, backed_by: [telco-uc#restore]}
        ---
        kind: UC
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objective: {share: 95%, within: 4h, hours: 24x7, backed_by: []}

    Source:
        ITIL: an underpinning contract or operational level agreement supports a service level
        agreement, in this direction.
    """
    for loop in loops(edges_of(book)):
        yield _finding(loop)


def _finding(loop: list[Edge]) -> Finding:
    names = [edge.start.text for edge in loop]
    others = tuple((f"'{e.start.text}' is backed here", e.at.span) for e in loop[1:])
    return finding_at(
        loop[0].at,
        f"{names[0]} stands behind itself: {' <- '.join([*names, names[0]])}",
        "take one of these references out: who does the work in the end?",
        document=loop[0].start.agreement,
        related=others,
    )
