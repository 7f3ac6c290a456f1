"""The pipeline from end to end: lines, trail, total, and what it refuses to begin with."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.language.model.interpretation import Interpretation, RoundMeasured
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.remedy import Rate
from slaspec.language.model.target import Binding
from slaspec.language.quantities import Amount
from slaspec.remedies.statement import Statement
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    TOTAL,
    agreement,
    amounts,
    cap,
    flat,
    interpretation,
    ladder,
    measured,
    measurements,
    month,
    remedy,
    service,
    settled,
    target,
    window,
)


def test_a_statement_holds_what_was_measured_and_what_it_comes_to():
    """Agreement, version, currency, windows, verdicts, lines and total."""
    found = (measured(), measured("95", "met", window=month("2026-05")))

    statement = settled(agreement(flat()), *found)

    assert ("acme", "1.0", "EUR") == (statement.agreement, statement.version, statement.currency)
    assert (month(), month("2026-05")) == statement.windows
    assert found == statement.verdicts
    assert Decimal("2000.00") == statement.total
    [line] = statement.lines
    assert ("resolution", "all", month(), "credit", "price_reduction", "EUR") == (
        line.target,
        line.objective,
        line.window,
        line.remedy,
        line.nature,
        line.currency,
    )
    [quiet] = statement.quiet
    assert ("resolution", "all", month("2026-05"), "credit") == (
        quiet.target,
        quiet.objective,
        quiet.window,
        quiet.remedy,
    )


def test_each_objective_is_evaluated_for_itself_and_named():
    """With `for_each: window`, two missed priorities are two lines."""
    whole = agreement(flat(), targets=(target("credit", objectives=["P1", "P2", "P3"]),))
    found = [
        measured(objective="P2"),
        measured("99", "met", objective="P3"),
        measured(objective="P1"),
    ]

    statement = settled(whole, *found)

    assert ["P1", "P2"] == [line.objective for line in statement.lines]
    assert "resolution/P1 was missed in 2026-04 (85%)" in statement.lines[0].trail[1].sentence


def test_lines_stand_by_window_and_then_in_the_order_of_the_text():
    """Whatever the order of the measured values."""
    first, second = flat(id="first"), flat(id="second")
    whole = agreement(
        first,
        second,
        targets=(
            target("second", "first", id="response"),
            target("first", id="resolution", objectives=["P2", "P1"]),
        ),
    )
    found = [
        one
        for name in ("2026-05", "2026-04")
        for one in (
            measured(objective="P1", window=month(name)),
            measured(objective="P2", window=month(name)),
            measured(of="response", window=month(name)),
        )
    ]

    lines = settled(whole, *found).lines

    order = [("response", "all"), ("response", "all"), ("resolution", "P2"), ("resolution", "P1")]
    assert [(n, *o) for n in ("2026-04", "2026-05") for o in order] == [
        (line.window.name, line.target, line.objective) for line in lines
    ]
    assert ["second", "first", "first", "first"] * 2 == [line.remedy for line in lines]


@pytest.mark.parametrize("rounding", [None, TOTAL])
def test_what_goes_out_of_a_stage_comes_into_the_next(rounding):
    """From the percentage to the last cent the trail has no gap."""
    remedy = ladder(("90%", "5%"), caps=(cap("4%"), cap("3%")), rounding=rounding)
    whole = agreement(remedy, caps=(cap("2%"),), services=(service(charge="333.33 EUR"),))

    [line] = settled(whole).lines

    steps = [step for step in line.trail if step.stage not in ("trigger", "quantity")]
    assert [step.amount_out for step in steps[:-1]] == [step.amount_in for step in steps[1:]]
    assert f"{line.amount} EUR" == steps[-1].amount_out
    assert all(step.sentence for step in line.trail)


def test_the_stages_stand_in_their_order():
    """Rounding by line comes before caps, rounding of the total behind them."""
    remedy = flat(caps=(cap("4%"),))
    start = ["round measured", "trigger", "quantity", "rate", "base", "claim"]

    by_line = settled(agreement(remedy)).lines[0]
    by_total = settled(agreement(replace(remedy, rounding=TOTAL))).lines[0]

    assert [*start, "rounding", "caps"] == [step.stage for step in by_line.trail]
    assert [*start, "caps", "rounding"] == [step.stage for step in by_total.trail]


def test_credits_and_bonuses_can_be_told_apart():
    """They are separate documents; the total is what remains between the parties."""
    credit, bonus = flat(id="credit"), flat("1%", id="bonus", nature="bonus")
    whole = agreement(credit, bonus, targets=(target("credit"), target("bonus", id="response")))

    statement = settled(whole, measured(), measured("99", "met", of="response"))

    assert ["2000.00"] == [str(line.amount) for line in statement.credits]
    assert ["-400.00"] == [str(line.amount) for line in statement.bonuses]
    assert Decimal("1600.00") == statement.total


def test_a_statement_whose_lines_do_not_add_up_cannot_exist():
    """The invariant is asserted where the statement is made."""
    statement = settled(agreement(flat()))

    with pytest.raises(ValueError, match="the lines of acme do not add up to 1"):
        replace(statement, total=Decimal(1))


def test_nothing_measured_is_an_empty_statement():
    """Zero has the decimals of the currency."""
    empty = settled(agreement(flat()), measured("99", "met"))

    assert ("0.00", (), 1) == (str(empty.total), empty.lines, len(empty.quiet))
    nothing = Statement("a", "1", "EUR", (), (), (), Decimal("0.00"))
    assert () == nothing.credits == nothing.bonuses


def test_a_target_without_remedies_costs_nothing():
    """It is measured and shown."""
    statement = settled(agreement(targets=(target(),), remedies=None))

    assert ((), ()) == (statement.lines, statement.quiet)


def test_an_agreement_without_an_interpretation_says_what_is_missing():
    """The first open question is named at its place."""
    with pytest.raises(LocatedError, match="target 'resolution': 'window' is not said"):
        settled(agreement(flat(), interpretation=None))
    with pytest.raises(LocatedError, match="'nature' is not said"):
        settled(agreement(flat(), interpretation=Interpretation(window="month")))


def test_the_metric_answers_before_the_interpretation():
    """A metric may be judged by another window than the rest."""
    metric = DurationMetric(id="time", kind="duration", window="quarter")
    quarter = window("2026-Q2", "2026-04-01", "2026-06-30")

    assert ["6000.00"] == amounts(
        settled(agreement(flat(), metrics=(metric,)), measured(window=quarter))
    )
    with pytest.raises(UsageError, match="window '2026-04' .* is no whole quarter"):
        settled(agreement(flat(), metrics=(metric,)))


def test_an_agreement_needs_a_currency_in_use():
    """Currencies are never guessed."""
    with pytest.raises(LocatedError, match="agreement 'acme': 'currency' is not said"):
        settled(agreement(flat(), currency=None))
    with pytest.raises(LocatedError, match="'DEM' is not a current ISO 4217 currency code"):
        settled(agreement(flat(), currency="DEM"))


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ([measured(of="other")], "agreement 'acme' has no target 'other'"),
        ([measured(objective="P1")], "target 'resolution' has no objective 'P1'"),
        ([measured(), measured("80")], "resolution (all) is measured twice in window '2026-04'"),
    ],
)
def test_measurements_of_something_else_are_refused(found, message):
    """A value that belongs to no objective, or twice to one, would be paid wrong."""
    with pytest.raises(UsageError) as raised:
        settled(agreement(flat()), *found)

    assert message == str(raised.value)


def test_measurements_of_another_agreement_are_refused():
    """Even where the targets have the same names."""
    from slaspec.remedies.pipeline import settle

    with pytest.raises(UsageError, match="of agreement 'other', not 'acme'"):
        settle(agreement(flat()), measurements(measured(), agreement="other"))


def test_a_target_names_remedies_that_exist_and_each_once():
    """A remedy that is bound twice would be paid twice."""
    with pytest.raises(LocatedError, match="names remedy 'other', which does not exist") as raised:
        settled(agreement(flat(), targets=(target("other"),)))
    assert "remedies of this agreement: credit" == raised.value.help
    with pytest.raises(LocatedError) as raised:
        settled(agreement(targets=(target("other"),), remedies=None))
    assert "remedies of this agreement: none" == raised.value.help
    with pytest.raises(LocatedError, match="binds remedy 'credit' twice"):
        settled(agreement(flat(), targets=(target("credit", Binding(remedy="credit")),)))


def test_a_remedy_that_no_measured_target_binds_is_not_looked_at():
    """The statement speaks of what was measured."""
    unbound = flat(id="unbound", for_each="outage")
    whole = agreement(flat(), unbound, targets=(target("credit"),))

    assert ["2000.00"] == amounts(settled(whole))


def test_terms_are_refused_before_anything_is_computed():
    """A refusal of the second remedy comes before the missing charge of the first."""
    second = remedy(Rate(flat=Amount("5%"), over="points"), id="second")
    first = flat(id="first")
    whole = agreement(first, second, services=(service(charge=None),))

    with pytest.raises(Unsettled, match="remedy 'second'"):
        settled(whole)


def test_a_refusal_survives_being_sent_to_another_process():
    """As pytest-xdist does with the errors of its workers."""
    with pytest.raises(Unsettled) as raised:
        settled(agreement(remedy(Rate(flat=Amount("5%"), over="points"))))

    again = pickle.loads(pickle.dumps(raised.value))

    assert (str(raised.value), Unsettled) == (str(again), type(again))


def test_amounts_of_any_size_are_exact():
    """Fifteen digits before the point, and a share that no decimal holds."""
    charge = "999999999999999.99 EUR"
    whole = agreement(
        ladder(("90%", "33.333333%")), services=(service(charge=charge, per="quarter"),)
    )
    exact = Fraction("999999999999999.99") / 3 * Fraction("33.333333") / 100

    [line] = settled(whole, replace(measured(), value=Fraction(2, 3))).lines

    assert abs(Fraction(line.amount) - exact) <= Fraction(1, 200)


def test_the_decimal_context_of_the_caller_does_not_matter():
    """Three digits of precision change no cent and no word."""
    rule = interpretation(round_measured=RoundMeasured(places=6, mode="half_up"))
    whole = agreement(
        ladder(("90%", "5.125%"), caps=(cap("5.1%"),)),
        services=(service(charge="4000123.45 EUR", per="year"),),
        interpretation=rule,
    )
    expected = settled(whole)

    with localcontext(prec=3):
        again = settled(whole)

    assert ["17000.52"] == amounts(expected)
    assert (expected.lines, expected.total) == (again.lines, again.total)


def test_settling_loads_no_heavy_library():
    """The statement is made by the standard library alone."""
    code = (
        "import sys, slaspec.remedies.pipeline\n"
        "heavy = {'numpy', 'pyarrow', 'jsonschema', 'yaml', 'pytest'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]\n" == run.stdout
