"""What a review comes to: everything it holds against the change, and what is left to decide."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from slaspec.findings import SEVERITIES, Finding, Severity, Span
from slaspec.review.change import Change
from slaspec.review.review import GateResult, Review, State

NEVER = "never"
SEVERITY_OF: dict[State, Severity] = {
    "denied": "error",
    "warned": "warning",
    "not_judged": "warning",
    "waived": "info",
}


def fails(review: Review, fail_on: str, *, changes: bool = True) -> bool:
    """
    Whether something is at or above a severity (`error`, `warning`, `info`, or `never`).

    Without `changes` a change does not fail by itself: that somebody has to decide about it is for
    the gates to say.
    """
    if fail_on == NEVER:
        return False
    mildest = SEVERITIES.index(fail_on)
    found = findings_of(review) if changes else tuple(_held_against(review))
    return any(SEVERITIES.index(each.severity) <= mildest for each in found)


def is_silent(review: Review) -> bool:
    """
    Whether nothing of meaning changed, and no error stands in the way: a line says it all.

    Of a file that cannot be read nobody knows whether it changed in meaning.
    """
    if not review.is_empty or any(review.unreadable.values()):
        return False
    return not any(each.severity == "error" for each in to_decide(review))


def to_decide(review: Review) -> tuple[Finding, ...]:
    """What stands in the way: all but the changes themselves, and what is for information."""
    return tuple(each for each in _held_against(review) if each.severity != "info")


def findings_of(review: Review) -> tuple[Finding, ...]:
    """
    Everything that a review says about a place, the severe ones first, then by place.

    Changes, gates that do not pass, findings that the base has not, files that could not be read.
    What the base has too is not among them.
    """
    found = [*map(_of_change, review.changes), *_held_against(review)]
    return tuple(
        sorted(found, key=lambda each: (SEVERITIES.index(each.severity), each.order)),
    )


def _held_against(review: Review) -> Iterator[Finding]:
    yield from (_of_gate(each) for each in review.gates if each.state in SEVERITY_OF)
    broken = _told_by_gate(review)
    for finding in new_findings(review):  # a gate tells of a promise that lost its backing
        if not (finding.rule.startswith("B") and (finding.document, finding.target) in broken):
            yield finding
    yield from unread(review.unreadable)


def _told_by_gate(review: Review) -> set[tuple[str, str]]:
    """Targets that lost their backing, where a gate is asked about that."""
    if not any(gate.name == "backing-broken" for gate in review.gates):
        return set()
    return {(each.document, each.target) for each in review.backing if each.effect == "broken"}


def new_findings(review: Review) -> tuple[Finding, ...]:
    """What the checks find on the head alone, but for files that could not be read."""
    unread = set(review.unreadable.get("head", ()))
    return tuple(each for each in review.findings if each not in unread)


def unread(found: Mapping[str, tuple[Finding, ...]]) -> Iterator[Finding]:
    """What cannot be read on the head is an error, unless the base could not be read either."""
    base, head = (found.get(side, ()) for side in ("base", "head"))
    places = [{(each.span.file, each.fingerprint) for each in side} for side in (base, head)]
    for finding in head:
        known = (finding.span.file, finding.fingerprint) in places[0]
        yield dataclasses.replace(finding, severity="info") if known else finding
    for finding in base:  # the change may be what mends it
        if (finding.span.file, finding.fingerprint) not in places[1]:
            yield dataclasses.replace(finding, severity="warning")


def _of_change(change: Change) -> Finding:
    return Finding(
        rule=change.rule,
        severity=change.severity,
        message=change.sentence,
        span=change.span,
        document=change.document,
        target=change.target,
        path=change.path,
        aspect="change",
    )


def _of_gate(gate: GateResult) -> Finding:
    """A gate's finding; its place is where gates are set, if it has none of its own."""
    finding = gate.finding or Finding(
        rule=gate.id,
        severity="info",
        message=gate.sentence,
        span=Span("pyproject.toml", 1, 1),
        aspect="change",
    )
    return dataclasses.replace(finding, severity=SEVERITY_OF[gate.state])
