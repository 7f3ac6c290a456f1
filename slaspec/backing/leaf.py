"""
When a leaf counts, whatever it measures: one function for each condition.

Each answers None where the leaf keeps it, else the reason: what the leaf says, why that is looser
than the objective, and what to do.
"""

from __future__ import annotations

from slaspec.backing.case import Case, Condition, differs
from slaspec.backing.promise import ALL
from slaspec.backing.result import Reason
from slaspec.backing.spans import not_shorter
from slaspec.backing.term import end_of, judged_from
from slaspec.language.model.governance import Volume
from slaspec.language.model.metric import AvailabilityMetric
from slaspec.language.quantities import Zone


def same_kind(case: Case) -> Reason | None:
    """Only like stands behind like: a time behind a time, up time behind up time."""
    ours, theirs = case.objective.metric.kind, case.promise.metric.kind
    if ours == theirs:
        return None
    return case.reason(
        "other-kind",
        f"{case.name} is measured as {theirs}, the objective as {ours}",
        f"name a target of kind {ours}",
    )


def in_force(case: Case) -> Reason | None:
    """In force from the first hand-over to the end of the term."""
    effective, zone = case.promise.agreement.effective, _zone(case)
    if effective.from_.value > case.term.first:
        return case.reason(
            "not-in-force",
            f"{case.name} is in force from {effective.from_}, the objective is judged from"
            f" {case.term.first}",
            f"let {case.promise.agreement.id} begin on {case.term.first} or earlier",
            effective.at.of("from"),
        )
    end = end_of(effective, zone)
    if end is None or (end >= case.term.end and not case.term.open_end):
        return None
    until = "has no end" if case.term.open_end else f"runs through {case.term.last}"
    return case.reason(
        "not-in-force",
        f"{case.name} ends on {effective.ends}, the objective's agreement {until}",
        f"extend {case.promise.agreement.id}, or end the agreement with it",
        effective.at.of("through"),
    )


def notice(case: Case) -> Reason | None:
    """Nobody behind the agreement can leave it sooner than the agreement can be left."""
    ours = case.objective.agreement.effective.notice
    effective = case.promise.agreement.effective
    if ours is None:
        return None
    theirs = effective.notice
    if theirs is None and effective.ends is not None:
        return None
    if theirs is not None and not_shorter(theirs, ours):
        return None
    said = f"can be ended with {theirs}' notice" if theirs else "does not say its notice"
    return case.reason(
        "notice",
        f"{case.promise.agreement.id} {said}, the objective's agreement with {ours}",
        f"agree a notice of at least {ours}",
        effective.at.of("notice"),
    )


def judged_in_time(case: Case) -> Reason | None:
    """Judged from the same date on, or earlier."""
    effective = case.promise.agreement.effective
    first = judged_from(effective)
    if first <= case.term.first or effective.from_.value > case.term.first:
        return None
    return case.reason(
        "judged-from",
        f"{case.name} is judged from {first}, the objective from {case.term.first}",
        f"judge {case.promise.agreement.id} from {case.term.first} on",
        effective.at.of("judged_from"),
    )


def same_service(case: Case) -> Reason | None:
    """About the same service, or for availability a part of it."""
    ours, theirs = case.objective.target.service, case.promise.target.service
    if ours == theirs or _is_part(case):
        return None
    return case.reason(
        "other-service",
        f"{case.name} is about service {theirs}, the objective about {ours}",
        f"name a target for {ours}",
        case.promise.target.at.of("service"),
    )


def _is_part(case: Case) -> bool:
    ours, theirs = case.objective.metric, case.promise.metric
    if not isinstance(ours, AvailabilityMetric) or not isinstance(theirs, AvailabilityMetric):
        return False
    service = case.objective.target.service
    return theirs.of is not None and theirs.of in (
        service,
        ours.of,
        *case.library.components.get(service, ()),
    )


def binds(case: Case) -> Reason | None:
    """A guarantee or a result; an effort or a report promises no figure."""
    said = case.promise.said("obligation")
    if said in ("guarantee", "result"):
        return None
    what = f"is an obligation of {said}" if said else "does not say its obligation"
    return case.reason(
        "obligation",
        f"{case.name} {what}: no figure is promised",
        "agree obligation: result (or guarantee) in the OLA or UC",
        case.promise.place("obligation"),
    )


def same_priority(case: Case) -> Reason | None:
    """For the same priority, or one that ours is mapped to."""
    ours, theirs = case.objective.priority, case.promise.priority
    if theirs == ALL or (ours == ALL and "/" not in case.leaf.reference):
        return None
    if ours == ALL:
        return _priority(case, f"holds for {theirs} only, the objective for all records")
    if case.mapped(ours) == theirs:
        return None
    mapped = case.leaf.node is not None and bool(case.leaf.node.priority_map)
    same_words = theirs in case.library.ranked(case.objective)
    if mapped or same_words or ours in case.library.ranked(case.promise):
        return _priority(case, f"holds for {theirs}, the objective for {ours}")
    return None  # another scale of priorities: naming one of it is the mapping


def _priority(case: Case, what: str) -> Reason:
    return case.reason(
        "other-priority",
        f"{case.name} {what}",
        "name the same priority, or say with priority_map which of theirs is ours",
    )


def volume_above(case: Case) -> Reason | None:
    """Records above the agreed volume count for the leaf where they count for the objective."""
    line = case.promise.service_line
    volume = line.volume if line is not None else None
    if volume is None or volume.above != "not_judged":
        return None
    own = case.objective.service_line
    ours = own.volume if own is not None else None
    if ours is not None and ours.above == "not_judged" and _holds(volume, ours):
        return None
    return case.reason(
        "volume-above",
        f"{case.name} promises nothing above {volume.at_most or volume.expect} records per"
        f" {volume.per}; the objective counts them",
        "agree above: counts, or the same volume in both",
        volume.at.of("above"),
    )


def _holds(theirs: Volume, ours: Volume) -> bool:
    """Whether our volume, which is not judged above, stays within theirs."""
    limit, most = theirs.at_most or theirs.expect, ours.at_most or ours.expect
    return theirs.per == ours.per and limit is not None and most is not None and most <= limit


def for_our_customers(case: Case) -> Reason | None:
    """Our beneficiaries are among those for whom the leaf holds."""
    parties = case.promise.agreement.parties
    named = parties.beneficiaries if parties is not None else None
    if not named:
        return None
    outside = [
        ours
        for ours in case.objective.beneficiaries
        if not any(case.library.is_part_of(ours, theirs) for theirs in named)
    ]
    if not outside:
        return None
    return case.reason(
        "other-beneficiaries",
        f"{case.name} holds for {', '.join(named)}, not for {', '.join(outside)}",
        f"name {', '.join(outside)} among its beneficiaries",
        parties.at.of("beneficiaries") if parties is not None else None,
    )


def nobody_measured(case: Case) -> Reason | None:
    """A window that nobody measured is missed by the leaf where it is missed by the objective."""
    return differs(
        case,
        "no_data",
        "no-data",
        lambda ours, theirs: ours in (None, "not_measured", theirs) or theirs == "missed",
        "a window without data misses only one of them",
    )


def late_report(case: Case) -> Reason | None:
    """A late report misses the window of the leaf where it misses that of the objective."""
    return differs(
        case,
        "late_report",
        "late-report",
        lambda ours, theirs: ours != "missed" or theirs == "missed",
        "a late report misses only one of them",
    )


def smoothed(case: Case) -> Reason | None:
    """A mean with the window before hides a bad window."""
    if case.promise.said("smooth_with") is None:
        return None
    same = case.objective.said("smooth_with") == case.promise.said("smooth_with")
    if same and case.objective.said("window") == case.promise.said("window"):
        return None
    return case.reason(
        "smoothed",
        f"{case.name} is smoothed with the window before: one bad window is hidden by a good one",
        "leave smooth_with out of the OLA or UC",
        case.promise.place("smooth_with"),
    )


def minimum_sample(case: Case) -> Reason | None:
    """Judged from as few records as the objective is."""
    ours, theirs = case.objective.said("minimum_sample"), case.promise.said("minimum_sample")
    if theirs is None or theirs <= max(1, ours or 0):
        return None
    return case.reason(
        "minimum-sample",
        f"{case.name} is judged from {theirs} records on, the objective from {max(1, ours or 0)}",
        "take the same minimum_sample, or a smaller one",
        case.promise.place("minimum_sample"),
    )


def _zone(case: Case) -> Zone:
    return case.promise.agreement.timezone or case.term.zone


FOR_ALL: tuple[Condition, ...] = (
    same_kind,
    in_force,
    judged_in_time,
    notice,
    same_service,
    binds,
    same_priority,
    volume_above,
    for_our_customers,
    nobody_measured,
    late_report,
    smoothed,
    minimum_sample,
)
