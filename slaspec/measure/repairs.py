"""Outages as records with a clock: how long each one lasted, from its begin to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.language.model import ServiceCatalogue
from slaspec.measure.faults import located
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, Tickets

if TYPE_CHECKING:
    from collections.abc import Collection

    from slaspec.language.book import Book
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.outages import Outages

_OTHER = ""  # no service: an outage of something else


def parts_of(book: Book, service: str) -> frozenset[str]:
    """A service and the components that the catalogue says it has."""
    components = (
        each.components or ()
        for catalogue in book.of(ServiceCatalogue)
        for each in catalogue.services
        if each.id == service
    )
    return frozenset({service}.union(*components))


def refuse_repairs(plan: TargetPlan) -> None:
    """Refuse a clock that an outage does not have: it begins and ends, and that is all."""
    metric, at = plan.timed, plan.timed.at
    ends = {*(metric.stop or ())} <= {"resolved", "closed"}
    asks = (
        (metric.start != "reported", "start", "start: reported", at.of("start")),
        (not ends, "stop", "stop: [resolved]", at.of("stop")),
        (bool(metric.pause), "pause", "pause: []", at.of("pause")),
        (metric.group is not None, "group", "no group", at.of("group")),
        (plan.by_priority, "objectives", "one objective", plan.target.at.of("objectives")),
    )
    for asked, term, instead, place in asks:
        if asked:
            raise located(
                f"an outage has a begin and an end, and cannot answer '{term}' of metric"
                f" '{metric.id}'",
                place,
                f"write {instead}",
            )


def as_tickets(outages: Outages, parts: Collection[str], service: str) -> Tickets:
    """
    Outages as tickets that are reported with their begin and resolved with their end.

    Those of `parts` are records of the service. `class`, `component` and `incident` are fields.
    """
    count = len(outages)
    wanted = np.isin(outages.part, [i for i, part in enumerate(outages.parts) if part in parts])
    lasting = outages.end == ABSENT
    nobody = np.full(count, NO_CODE, dtype=np.int32)
    states = [STATES.index(state) for state in ("active", "resolved")]
    return Tickets(
        source=outages.source,
        kind=outages.kind,
        ids=outages.ids,
        services=(service, _OTHER),
        service=np.where(wanted, 0, 1).astype(np.int32),
        priorities=(),
        priority_first=nobody,
        priority_final=nobody,
        last_state=np.where(lasting, *states).astype(np.int8),
        stamps={"reported": outages.begin, "resolved": outages.end, "closed": outages.end},
        fields={
            "class": [outages.classes[code] for code in outages.kind_of.tolist()],
            "component": [outages.parts[code] for code in outages.part.tolist()],
            **({"incident": outages.incidents} if outages.incidents else {}),
        },
    )
