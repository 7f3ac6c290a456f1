"""The verdicts of a source's own tool against ours: a reason for every difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from slaspec.measure.results import Measurements, Scope

if TYPE_CHECKING:
    from slaspec.measure.differences import Explanation
    from slaspec.measure.texts import TextPlan
    from slaspec.records.tables import Records


def differences(
    texts: Sequence[TextPlan],
    records: Mapping[str, Sequence[Records]],
    measurements: Measurements,
    as_of: int,
) -> tuple[Explanation, ...]:
    """
    Why the tool's verdicts differ, target by target and text by text; nothing where none do.

    `texts` are the plans by which `measurements` were made of these records, as known at `as_of`
    (UTC seconds).
    """
    return tuple(_explained(texts, records, _differing(measurements), as_of))


def _differing(measurements: Measurements) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for compared in measurements.tool:
        found[compared.target] = (*found.get(compared.target, ()), *compared.differing_ids)
    return {target: ids for target, ids in found.items() if ids}


def _explained(
    texts: Sequence[TextPlan],
    records: Mapping[str, Sequence[Records]],
    differing: Mapping[str, tuple[str, ...]],
    as_of: int,
) -> Iterator[Explanation]:
    from slaspec.measure.differences import explained
    from slaspec.measure.measure import term_of
    from slaspec.measure.texts import taken_by
    from slaspec.records.tickets import Tickets

    for plan, target, held in taken_by(texts, records, as_of):
        if target.target.id in differing:
            tickets = [part for part in held if isinstance(part, Tickets)]
            scope = Scope(as_of, plan.zone, term_of(plan))
            yield from explained(target, tickets, differing[target.target.id], scope)
