"""Rule C030."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, measured
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.metric import Metric
from slaspec.language.model.remedy import Remedy

_EVENTS = ("record", "outage", "incident")


@rule(id="C030", name="incident-credited-twice", severity="warning", aspect="remedies")
def incident_credited_twice(agreement: Agreement) -> Iterator[Finding]:
    """
    One incident is credited several times, and nobody says whether that is meant.

    What it does:
        Finds remedies of one service that are paid for single events (`for_each: record`,
        `outage` or `incident`) from several targets, or several of one target, and stand in no
        common `combine` group.

    Why:
        One outage of an hour is late to be answered, late to be resolved, and down time. Three
        credits for one failure may be meant; mostly three people wrote three clauses.

    Wrong:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}, remedies: [late]}
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [outage]}
        remedies:
          - {id: late, for_each: record, rate: {flat: 100.00 EUR}}
          - {id: outage, for_each: outage, rate: {flat: 200.00 EUR}}

    Right:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}, remedies: [late]}
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [outage]}
        remedies:
          - {id: late, for_each: record, rate: {flat: 100.00 EUR},
             combine: {group: one-event, per: incident, take: highest}}
          - {id: outage, for_each: outage, rate: {flat: 200.00 EUR},
             combine: {group: one-event, per: incident, take: highest}}

    Source:
        tm Mittelstand and GitHub: of several agreements that one failure misses, one pays.
    """
    metrics = {target.id: metric for target, metric in measured(agreement)}
    paid = [pair for pair in followed(agreement) if _for_events(pair[1])]
    for service in dict.fromkeys(target.service for target, _ in paid):
        here = [pair for pair in paid if pair[0].service == service]
        twice = [
            other
            for one, other in combinations(here, 2)
            if not _combined(one[1], other[1])
            and _same_events(metrics.get(one[0].id), metrics.get(other[0].id))
        ]
        if twice:
            names = listed(f"'{remedy.id}' of {target.id}" for target, remedy in here)
            yield finding_at(
                twice[0][1].at.of("id"),
                f"one incident of '{service}' can be credited {len(here)} times: by {names}",
                "add combine: {group: one-event, per: incident, take: highest} to each, or"
                " take: sum where all of them are meant",
                target=twice[0][0].id,
            )


def _for_events(remedy: Remedy) -> bool:
    return remedy.for_each in _EVENTS and remedy.nature != "bonus"


def _combined(one: Remedy, other: Remedy) -> bool:
    """Whether two remedies stand in one group; `sum` says as well that both are meant."""
    groups = [each.combine.group for each in (one, other) if each.combine is not None]
    return len(groups) == 2 and len(set(groups)) == 1


def _same_events(one: Metric | None, other: Metric | None) -> bool:
    """Whether one event can be judged by both metrics."""
    kinds = {getattr(each, "records", None) for each in (one, other)} - {None, "outage"}
    first, second = (getattr(each, "where", None) or {} for each in (one, other))
    disjoint = (set(first[key]).isdisjoint(second[key]) for key in first.keys() & second.keys())
    return len(kinds) < 2 and not any(disjoint)
