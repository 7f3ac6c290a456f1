"""The product and the plain oracle give the same lines, to the minor unit."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from slaspec.language.structure import structure
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.remedies.pipeline import settle
from tests.oracle import remedies as oracle
from tests.remedies.schemes import DIGITS, scheme

SCHEMES = 2000
BLOCK = 100


def results(found):
    """Measured values of a scheme as the measuring engine hands them over."""
    measured = []
    for one in found:
        start = date.fromisoformat(one["first"]).toordinal()
        end = date.fromisoformat(one["last"]).toordinal() + 1
        window = WindowSpan(start, end, one["window"], one["first"], one["last"])
        facts = {key: value for key, value in one.items() if key not in ("window", "first", "last")}
        measured.append(Measured(window=window, **facts))
    return Measurements("scheme", tuple(sorted({m.window for m in measured})), tuple(measured))


def lines(statement):
    """Minor units by window, target, objective, remedy and record."""
    scale = 10 ** DIGITS[statement.currency]
    return {
        (line.window.name, line.target, line.objective, line.remedy, line.record): int(
            line.amount * scale
        )
        for line in statement.lines
    }


def shuffled(found, random):
    return Measurements(
        found.agreement, found.windows, tuple(random.sample(found.measured, len(found.measured)))
    )


@pytest.mark.parametrize("block", range(SCHEMES // BLOCK))
def test_every_line_of_a_generated_scheme_is_what_the_oracle_computes(block):
    """
    Rates, ladders, quantities in steps, lost time, bonus and malus, bases, points, groups, caps,
    minimums, rounding and partial windows, alone and together.

    The order in which values were measured changes nothing.
    """
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)
        contract, found, rows = scheme(random)
        agreement, wrong = structure(contract)
        measurements = results(found)

        statement = settle(agreement, measurements, charges=rows)

        assert [] == wrong
        assert oracle.settle(contract, found, rows) == lines(statement), seed
        again = settle(agreement, shuffled(measurements, random), charges=rows)
        assert (statement.lines, statement.total) == (again.lines, again.total), seed
        assert all(line.amount >= 0 for line in statement.credits), seed
        assert all(line.amount <= 0 for line in statement.bonuses), seed


def test_the_generated_schemes_reach_what_they_are_about():
    """Most schemes pay something, and each mechanism is in many of them."""
    contracts = [scheme(Random(seed)) for seed in range(SCHEMES)]
    texts = [repr(contract) for contract, _, _ in contracts]
    words = (
        *("'flat'", "'ladder'", "'pool'", "'caps'", "'bonus'", "'total'", "'all_charges'", "JPY"),
        *("'shortfall'", "'duration'", "'lost_time'", "'symmetric'", "'prorata'", "'first'"),
        *("'grace'", "'allowance'", "service hours", "'excess_records'"),
        *("'combine'", "'weight'", "'points'", "'minimum_payable'", "'for_each': 'record'"),
    )

    counts = {word: sum(word in text for text in texts) for word in words}

    assert {} == {word: count for word, count in counts.items() if count < SCHEMES // 10}
    paying = [c for c in contracts if any(oracle.settle(*c).values())]
    assert SCHEMES * 2 // 3 < len(paying)
