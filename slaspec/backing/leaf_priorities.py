"""When a leaf counts: by which priority a record is judged, and who can change it."""

from __future__ import annotations

from slaspec.backing.case import Case
from slaspec.backing.promise import ALL
from slaspec.backing.result import Reason


def priority_in_force(case: Case) -> Reason | None:
    """The same priority judges the record in both."""
    if ALL in (case.objective.priority, case.promise.priority):
        return None
    ours, theirs = case.objective.said("priority"), case.promise.said("priority")
    if ours == theirs or ("never_raised" in case.assumed and _cannot_be_lowered(case)):
        return None
    return case.reason(
        "priority-in-force",
        f"{case.name} is judged by the priority {theirs or 'nobody says which'}, the objective by"
        f" {ours or 'nobody says which'}",
        "answer priority in the OLA or UC as the objective does",
        case.promise.place("priority"),
    )


def reclassified(case: Case) -> Reason | None:
    """Time used before a record was raised counts for the leaf where it counts for us."""
    if not can_be_raised(case) or case.promise.priority == ALL:
        return None
    if case.promise.said("reclassified") != "from_change":
        return None
    return case.reason(
        "reclassified",
        f"the clock of {case.name} begins anew when a record is raised, the objective's does not:"
        " the time before is promised by nobody",
        "agree reclassified: from_start, or state assume: [never_raised]",
        case.promise.place("reclassified"),
    )


def can_be_raised(case: Case) -> bool:
    """Whether a record can use the limits of a lower priority and be judged by ours."""
    objective = case.objective
    if objective.priority == ALL or "never_raised" in case.assumed:
        return False
    judged_anew = objective.said("priority") == "at_open"
    return not judged_anew and objective.said("reclassified") != "from_change"


def cannot_downgrade(case: Case) -> Reason | None:
    """The leaf's provider cannot lower the priority alone."""
    if case.promise.priority == ALL or case.promise.said("priority") != "final":
        return None
    if _cannot_be_lowered(case):
        return None
    matrix = case.library.matrix(case.promise.agreement)
    if matrix is None and case.promise.agreement.priorities is not None:
        return None  # a matrix that is named and cannot be read, or is not there, is told elsewhere
    return case.reason(
        "downgrade",
        f"{case.promise.agreement.id} lets its provider lower the priority of a record alone,"
        " and judges by the last one",
        "agree downgrade_needs: customer_consent in the priority matrix",
        matrix.at if matrix is not None else case.promise.agreement.at.of("priorities"),
    )


def _cannot_be_lowered(case: Case) -> bool:
    matrix = case.library.matrix(case.promise.agreement)
    if matrix is None:
        return False
    if matrix.downgrade_needs is not None:
        return matrix.downgrade_needs == "customer_consent"
    return matrix.decided_by in ("customer", "rule")
