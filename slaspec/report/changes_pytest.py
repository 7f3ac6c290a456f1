"""What pytest shows of a point of a change: its sentences, and why a gate does not let it pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.findings_pytest import failure
from slaspec.use_cases.run import lines_of

if TYPE_CHECKING:
    from slaspec.review.review import GateResult
    from slaspec.use_cases.changed import Changed, Point


def told(changed: Changed, point: Point) -> str:
    """Every finding of a point with its place; of a gate that lets pass, what it says."""
    pair, findings = changed.pair, changed.findings(point)
    if not findings:
        return sentences(changed.results(point))
    gone = {change.span for change in point.changes if change.head is None}
    gone |= {finding.span for finding in point.unread}
    lines = {True: lines_of(pair.base), False: lines_of(pair.head)}
    return "\n\n".join(failure([each], lines[each.span in gone]) for each in findings)


def sentences(results: Iterable[GateResult]) -> str:
    """What a gate says of each place, a line each."""
    return "\n".join(for_terminal(each.sentence) for each in results)
