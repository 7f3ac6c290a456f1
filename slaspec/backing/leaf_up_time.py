"""When a leaf of availability counts: what it calls down, and how it measures that."""

from __future__ import annotations

from fractions import Fraction

from slaspec.backing.case import Case, Condition, shown
from slaspec.backing.population import exact_population
from slaspec.backing.promise import Promise
from slaspec.backing.result import Reason
from slaspec.language.model.metric import AvailabilityMetric, FixedSeconds, Quantum

_ALL_DOWN = {"down": Fraction(1)}


def up_metric(promise: Promise) -> AvailabilityMetric:
    """The metric, which `same_kind` has looked at first."""
    assert isinstance(promise.metric, AvailabilityMetric)
    return promise.metric


def has_level(case: Case) -> Reason | None:
    """A share of up time, on hours that are known."""
    if case.promise.objective.availability is None:
        at = case.promise.at
        return case.reason(
            "no-level", f"{case.name} promises no availability", "write availability: 99.9%", at
        )
    if case.leaf_hours is None:
        return case.reason(
            "hours-unsaid",
            f"{case.name} does not say which hours count, or names no known calendar",
            "name a Calendar, or 24x7",
            case.promise.hours_place,
        )
    return None


def same_log(case: Case) -> Reason | None:
    """Down time that our log sees is down time of the leaf: both look at one log."""
    if case.same_source:
        return None
    return case.reason(
        "other-log",
        f"{case.name} is measured on {case.promise.metric.source}, the objective on"
        f" {case.objective.metric.source}: an outage that only ours sees misses only the objective",
        "measure both on one source, or name the system that both sources show",
        up_metric(case.promise).at.of("source"),
    )


def unmonitored(case: Case) -> Reason | None:
    """Time that nobody watches is down for the leaf where it is down for us."""
    ours, theirs = up_metric(case.objective).unmonitored, up_metric(case.promise).unmonitored
    strict = {"up": ("up", "excluded", "down", None), "excluded": ("excluded", "down")}
    if theirs in strict.get(ours or "down", ("down",)):
        return None
    return case.reason(
        "unmonitored",
        f"{case.name} takes time that nobody watches as {theirs or 'nobody says what'}, the"
        f" objective as {ours or 'nobody says what'}",
        "answer unmonitored alike",
        up_metric(case.promise).at.of("unmonitored"),
    )


def minimum_outage(case: Case) -> Reason | None:
    """Outages that the leaf does not count, the objective does not count either."""
    ours, theirs = (_shortest(each) for each in (case.objective, case.promise))
    if theirs == 0 or (case.alone and theirs <= ours):
        return None
    why = "" if theirs > ours else ", and short outages of several leaves join to a long one"
    return case.reason(
        "minimum-outage",
        f"{case.name} does not count outages under {theirs}s, the objective under {ours}s{why}:"
        " how many there are is not bounded",
        "agree minimum_outage: 0min in the OLA or UC",
        up_metric(case.promise).at.of("minimum_outage"),
    )


def _shortest(promise: Promise) -> int:
    said = up_metric(promise).minimum_outage
    return said.seconds if said is not None else 0


def quantum(case: Case) -> Reason | None:
    """The leaf's slots let no more through than the objective's."""
    ours, theirs = (_slots(each) for each in (case.objective, case.promise))
    exactly = ours is None and (theirs is None or theirs.down_if == "any")
    milder = ours is not None and ours.down_if == "wholly" and theirs is None
    alike = ours is not None and theirs is not None and _alike(ours, theirs)
    if exactly or milder or (alike and (case.alone or _adds_up(theirs))):
        return None
    return case.reason(
        "quantum",
        f"{case.name} counts down time {_words(theirs)}, the objective {_words(ours)}",
        "answer quantum alike, or exact in the OLA or UC",
        up_metric(case.promise).at.of("quantum"),
    )


def _slots(promise: Promise) -> Quantum | None:
    said = up_metric(promise).quantum
    return said if isinstance(said, Quantum) else None


def _alike(ours: Quantum, theirs: Quantum) -> bool:
    same = ours.of.seconds == theirs.of.seconds and ours.aligned == theirs.aligned
    return same and ours.down_if == theirs.down_if


def _adds_up(slots: Quantum | None) -> bool:
    """Whether the down slots of several leaves cover those of the whole."""
    return slots is not None and slots.down_if == "any" and slots.aligned == "clock"


def _words(slots: Quantum | None) -> str:
    if slots is None:
        return "exactly"
    return f"in slots of {slots.of} ({slots.aligned}, {slots.down_if})"


def weights(case: Case) -> Reason | None:
    """Every class that is down for us has a weight for the leaf."""
    theirs = _weights(case.promise)
    unknown = tuple(c for c, w in _weights(case.objective).items() if w and not theirs.get(c))
    if not unknown:
        return None
    return case.reason(
        "down-weight",
        f"{case.name} does not count {shown(unknown)} as down, the objective does",
        "give it a weight under down in the OLA or UC",
        up_metric(case.promise).at.of("down"),
    )


def let_through(case: Case) -> Fraction:
    """By how much a second of ours outweighs one of the leaf's, in the worst class."""
    theirs = _weights(case.promise)
    return max(
        (w / theirs[c] for c, w in _weights(case.objective).items() if w and theirs.get(c)),
        default=Fraction(1),
    )


def _weights(promise: Promise) -> dict[str, Fraction]:
    said = up_metric(promise).down
    return _ALL_DOWN if said is None else {name: share.value for name, share in said.items()}


def weighed_by_users(case: Case) -> Reason | None:
    """Weighed by users only where the objective is, and then over our users."""
    if up_metric(case.promise).weigh_by is None:
        return None
    if up_metric(case.objective).weigh_by is None:
        return case.reason(
            "weigh-by",
            f"{case.name} weighs outages by users, the objective does not: an outage of few users"
            " counts whole",
            "weigh both by affected users, or neither",
            up_metric(case.promise).at.of("weigh_by"),
        )
    stated = case.leaf.node is not None and case.leaf.node.share_of_population is not None
    if exact_population(case) or stated:
        return None
    return case.reason(
        "population",
        f"{case.name} is weighed over all its users, of whom ours are a part: nothing is promised"
        " for ours",
        "state share_of_population, or agree a target for our users",
    )


def fixed_seconds(promise: Promise) -> int | None:
    """The fixed denominator of a promise in seconds, or None."""
    said = up_metric(promise).counted
    return said.fixed.seconds if isinstance(said, FixedSeconds) else None


FOR_UP_TIME: tuple[Condition, ...] = (
    has_level,
    same_log,
    unmonitored,
    minimum_outage,
    quantum,
    weights,
    weighed_by_users,
)
