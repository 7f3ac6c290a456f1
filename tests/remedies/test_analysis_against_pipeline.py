"""The curve of a remedy is what the pipeline pays, at every value, for generated schemes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from slaspec.language.structure import structure
from slaspec.remedies.analysis.analyse import Analysis, analyses
from slaspec.remedies.analysis.probe import Probe
from tests.remedies.schemes import scheme

SCHEMES = 120
BLOCK = 20
VALUES = 5
UP_TIME = {"id": "time", "kind": "availability", "hours": "24x7"}


def variants(seed):
    """A generated contract by records of an agreed volume, and by the down time of a service."""
    contract, _, rows = scheme(Random(seed))
    kind = contract["interpretation"]["window"]
    volume = {"expect": 36, "per": kind}
    by_records = [{**line, "volume": volume} for line in contract["services"]]
    yield {**contract, "services": by_records}, rows
    yield {**contract, "metrics": [UP_TIME]}, rows


def results(seed):
    """What the analysis says of every remedy of a scheme."""
    for contract, rows in variants(seed):
        agreement, wrong = structure(contract)
        assert [] == wrong
        yield from analyses(agreement, charges=rows)


def somewhere(axis, curve, random):
    """Values anywhere on an axis, some of them beside the cuts."""
    cuts = [piece.low.value for piece in curve.pieces] + [axis.high or Fraction(0)]
    for _ in range(VALUES):
        value = random.choice([Fraction(random.randint(0, 10**6), 10**4), random.choice(cuts)])
        value += random.choice([0, 0, Fraction(1, 10**6), Fraction(-1, 10**6)])
        if axis.of_records:
            value = Fraction(round(value))
        if axis.low <= value and (axis.high is None or value <= axis.high):
            yield value


@pytest.mark.parametrize("block", range(SCHEMES // BLOCK))
def test_a_curve_is_what_the_pipeline_pays(block):
    """At any value, beside every cut and at the ends, a curve and the pipeline agree exactly."""
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)
        for found in results(seed):
            if isinstance(found, Analysis):
                ask = replace(found.probe, _known={})
                for value in somewhere(found.axis, found.curve, random):
                    assert ask(value).net == found.curve.at(value), (seed, found.name, value)


def test_nearly_every_generated_remedy_has_a_curve():
    """What has none is named: a term that contradicts another, a charge that nobody states."""
    found = [each for seed in range(0, SCHEMES, 3) for each in results(seed)]
    curves = [each for each in found if isinstance(each, Analysis)]
    reasons = {each.why for each in found if not isinstance(each, Analysis)}

    assert len(found) // 2 < len(curves)
    assert not any("is paid, not" in why or "within one step" in why for why in reasons)
    assert isinstance(curves[0].probe, Probe)


def test_pieces_leave_no_value_out():
    """Each piece begins where the one before ends, from the first value to the last."""
    for found in results(1):
        if isinstance(found, Analysis):
            pieces = found.curve.pieces
            assert [p.high for p in pieces[:-1]] == [p.low for p in pieces[1:]]
            assert (found.axis.low, False) == pieces[0].low
