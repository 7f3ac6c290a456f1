"""The product and the plain oracle give the same lines, to the minor unit."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from slaspec.language.structure import structure
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.remedies.pipeline import settle
from tests.oracle import remedies as oracle
from tests.remedies.schemes import DIGITS, scheme

SCHEMES = int(os.environ.get("SLASPEC_SCHEMES", "2000"))  # 200000 on demand
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
        (line.window.name, line.target, line.objective, line.remedy, _record(line)): int(
            line.amount * scale
        )
        for line in statement.lines
    }


def _record(line):
    return "earned back" if line.kind == "earned_back" else line.record


def nettings(statement):
    """Minor units of credits and bonuses by the first day of their period."""
    scale = 10 ** DIGITS[statement.currency]
    return {
        each.first.isoformat(): (int(each.credits * scale), int(each.bonuses * scale))
        for each in statement.nettings
    }


def adds_up(line):
    """Gross and carried in, less what was cut and carried out, is the amount but for rounding."""
    if line.kind == "earned_back":
        return abs(line.gross + Fraction(line.amount)) < 1
    left = line.gross + line.carried_in - line.cap_cut - line.carried_out - line.minimum_cut
    figures = (line.gross, line.carried_in, line.cap_cut, line.carried_out, line.minimum_cut)
    return min(figures) >= 0 and abs(left - abs(Fraction(line.amount))) < 2


def shuffled(found, random):
    return Measurements(
        found.agreement, found.windows, tuple(random.sample(found.measured, len(found.measured)))
    )


@pytest.mark.parametrize("block", range(SCHEMES // BLOCK))
def test_every_line_of_a_generated_scheme_is_what_the_oracle_computes(block):
    """
    Rates, ladders, quantities in steps, lost time, bonus and malus, bases, points, groups, caps,
    minimums, rounding and partial windows; repeats, nth failures, spans of caps and bases, carried
    excess, earn-back and netting, alone and together. The figures of a line explain its amount.

    The order in which values were measured changes nothing.
    """
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)
        contract, found, rows = scheme(random)
        agreement, wrong = structure(contract)
        measurements = results(found)

        statement = settle(agreement, measurements, charges=rows)

        assert [] == wrong
        paid, left_to_pay = oracle.settle_all(contract, found, rows)
        assert paid == lines(statement), seed
        assert left_to_pay == nettings(statement), seed
        again = settle(agreement, shuffled(measurements, random), charges=rows)
        assert (statement.lines, statement.total) == (again.lines, again.total), seed
        assert all(adds_up(line) for line in statement.lines), seed
        assert all(line.amount <= 0 for line in statement.bonuses), seed


def test_the_generated_schemes_reach_what_they_are_about():
    """Most schemes pay something, and each mechanism is in many of them."""
    contracts = [scheme(Random(seed)) for seed in range(2000)]
    texts = [repr(contract) for contract, _, _ in contracts]
    words = (
        *("'flat'", "'ladder'", "'pool'", "'caps'", "'bonus'", "'total'", "'all_charges'", "JPY"),
        *("'shortfall'", "'duration'", "'lost_time'", "'symmetric'", "'prorata'", "'first'"),
        *("'grace'", "'allowance'", "service hours", "'excess_records'"),
        *("'combine'", "'weight'", "'points'", "'minimum_payable'", "'for_each': 'record'"),
        *("'repeat'", "'carried'", "'earn_back'", "'netting'", "'contract_year'", "'rolling"),
        *("'from_failure'", "'previous_window'"),
    )

    counts = {word: sum(word in text for text in texts) for word in words}

    assert {} == {word: count for word, count in counts.items() if count < 100}
    paying = [c for c in contracts if any(oracle.settle(*c).values())]
    assert 1300 < len(paying)
