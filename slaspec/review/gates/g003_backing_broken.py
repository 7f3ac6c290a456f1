"""Gate G003."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.backing.promise import ALL
from slaspec.findings import Finding
from slaspec.review.gates.gate import Asked, Told, gate, told
from slaspec.review.review import BackingChange


@gate("G003", passes="what was backed is backed")
def backing_broken(asked: Asked) -> Iterator[Told]:
    """The objectives that were backed before the change and are not any more."""
    for change in asked.review.backing:
        if change.effect == "broken":
            yield told(_broken(change))


def _broken(change: BackingChange) -> Finding:
    single = change.objective == ALL
    below = ("objective",) if single else ("objectives", change.objective)
    name = change.target if single else f"{change.target}/{change.objective}"
    others = [id for id in change.through if id != change.document]
    through = f", through {', '.join(others)}" if others else ""
    return Finding(
        rule="",
        severity="error",
        message=f"'{change.document}' {name} was backed and is not any more{through}"[:500],
        span=change.span,
        document=change.document,
        target=change.target,
        path=("targets", change.target, *below),
        help=change.repairs[0] if change.repairs else "amend what stands behind it, or the promise",
        table=change.timeline,
    )
