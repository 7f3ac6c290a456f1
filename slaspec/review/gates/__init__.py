"""
The gates: what a change must pass before it is merged, one per file.

A gate speaks once for each place that does not pass, or once for all where everything does.
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slaspec.checks.waived import InForce
    from slaspec.findings import Finding, Severity
    from slaspec.review.gates.gate import Asked, Gate, Told
    from slaspec.review.gates.settings import GateSettings
    from slaspec.review.pair import Pair
    from slaspec.review.review import GateResult, Review, State

_GATE_FILE = re.compile(r"g[0-9]{3}_[a-z0-9_]+")
_STATES: dict[str, State] = {"deny": "denied", "warn": "warned"}


@lru_cache(maxsize=1)
def all_gates() -> tuple[Gate, ...]:
    """Every gate, sorted by its id."""
    from slaspec.review.gates.gate import Gate

    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [
        importlib.import_module(f"{__name__}.{name}")
        for name in names
        if _GATE_FILE.fullmatch(name)
    ]
    return tuple(
        value for module in modules for value in vars(module).values() if isinstance(value, Gate)
    )


def gates(
    pair: Pair, review: Review, settings: GateSettings, as_of: date
) -> tuple[GateResult, ...]:
    """
    How a change passes the gates that are not off.

    `review` says what changed, what stands behind it and what it costs. A gate is waived by a
    waiver that both revisions have, as of the day; one that only the head has does not count.
    """
    from slaspec.checks.waived import in_force
    from slaspec.review.gates.gate import Asked

    waivers = in_force(pair.head.dated(as_of), as_of, pair.base.dated(as_of))
    asked = Asked(pair, review, settings, as_of)
    return tuple(
        result
        for gate in all_gates()
        if settings.asks(gate.setting)
        for result in _results(gate, asked, waivers)
    )


def _results(gate: Gate, asked: Asked, waivers: InForce) -> Iterator[GateResult]:
    from slaspec.review.gates.gate import Told

    choice = getattr(asked.settings, gate.setting)
    for told in tuple(gate.judge(asked)) or (Told(gate.passes),):
        yield _result(gate, told, told.state or _STATES.get(choice, "denied"), waivers)


def _result(gate: Gate, told: Told, state: State, waivers: InForce) -> GateResult:
    from slaspec.checks.pages import GATE
    from slaspec.review.review import GateResult

    if told.finding is None:
        return GateResult(id=gate.id, name=gate.name, state="passed", sentence=told.sentence)
    severity: Severity = "error" if state == "denied" else "warning"
    found: Finding = dataclasses.replace(told.finding, rule=gate.id, severity=severity, aspect=GATE)
    sentence = told.sentence
    if waiver := waivers.of(found):
        state = "waived"
        sentence += f" (waived until {waiver.until} by {waiver.by}: {waiver.reason})"
    elif (noted := waivers.noted(found)) is not found:
        found = noted
        sentence += f" ({noted.related[-1][0]})"
    return GateResult(id=gate.id, name=gate.name, state=state, sentence=sentence, finding=found)
