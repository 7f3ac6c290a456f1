"""The gates of a project and how a change passes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slaspec.report.review_outline import Items, Quoted, Section, Words, listed
from slaspec.report.review_words import STATES

if TYPE_CHECKING:
    from slaspec.review.review import GateResult, Review, State

WORST_FIRST: tuple[State, ...] = ("denied", "not_judged", "warned", "waived", "passed")


def gates_section(review: Review) -> Section:
    """The worst state of each gate in a line, and a sentence for each place that does not pass."""
    line = listed([_state(name, review.gates) for name in _names(review)], " · ")
    told = tuple((Items((_sentence(gate),)),) for gate in review.gates if gate.state != "passed")
    return Section("Gates", "gate", groups=((line,), *told) if line else ())


def _names(review: Review) -> list[str]:
    return list(dict.fromkeys(gate.name for gate in review.gates))


def _state(name: str, gates: Sequence[GateResult]) -> Words:
    """The worst state of a gate, and at how many places."""
    states = [gate.state for gate in gates if gate.name == name]
    worst = min(states, key=WORST_FIRST.index)
    mark, word = STATES[worst]
    times = f" ({states.count(worst):,})" if states.count(worst) > 1 else ""
    return (f"{mark} ", Quoted(name), f" {word}{times}")


def _sentence(gate: GateResult) -> Words:
    mark, word = STATES[gate.state]
    return (f"{mark} {word}: ", Quoted(gate.id), " ", Quoted(gate.sentence), *_help(gate))


def _help(gate: GateResult) -> Iterator[str]:
    if gate.finding is not None and gate.finding.help:
        yield "; fix: "
        yield Quoted(gate.finding.help)
