"""Repeated failures: a factor for each after the first, or a ladder in place of the rate."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import Effective
from slaspec.language.model.remedy import (
    Base,
    Conversion,
    Points,
    QuantityPaid,
    Rate,
    Repeat,
    Symmetric,
)
from slaspec.language.model.target import Binding
from slaspec.language.quantities import Amount, Day, Lookback
from slaspec.remedies.earlier.history import History
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    agreement,
    flat,
    interpretation,
    ladder,
    measured,
    remedy,
    target,
    window,
)
from tests.remedies.earlier_windows import months, paid, settled_over, trail

TWICE = Repeat(when="consecutive", factor=2)
YEAR = Lookback("rolling 12 months")
TERM = Effective(from_=Day("2026-01-01"), through=Day("2027-12-31"))


def rising(**terms):
    """5 % at first, 10 % the second time, then 15 %."""
    return Repeat(ladder=(Amount("5%"), Amount("10%"), Amount("15%")), **terms)


def msa():
    """UK Model Services Contract: points by severity, doubled for each failure in a row."""
    return ladder(
        ("99%", "1 points"),
        ("98%", "2 points"),
        ("97%", "3 points"),
        ("96%", "4 points"),
        repeat=TWICE,
        points=Points(pool="points", convert=Conversion(per_point=Amount("1000.00 EUR"))),
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("98.5", "96.5"), ["1000.00", "6000.00"]),
        (("96.5", "98.5", "96.5"), ["3000.00", "2000.00", "6000.00"]),
        (("96.5", "99", "96.5"), ["3000.00", "3000.00"]),
        (("98.5", "98.5", "98.5"), ["1000.00", "2000.00", "2000.00"]),
    ],
)
def test_a_factor_doubles_each_failure_after_the_first_and_is_not_compounded(values, expected):
    """The two examples that the Model Services Contract prints, and what they leave open."""
    statement = settled_over(agreement(msa()), months(*values, least=99))

    assert expected == list(paid(statement).values())


def test_windows_that_were_not_measured_are_passed_over():
    """The failure before such a window is still the one right before."""
    statement = settled_over(agreement(flat(repeat=TWICE)), months("85", None, "85", "95", "85"))

    assert {"2026-01": "2000.00", "2026-03": "4000.00", "2026-05": "2000.00"} == paid(statement)
    assert ["failure 2 of resolution in a row: 5% x 2 is 10%"] == trail(statement, "repeat", 1)


def test_excused_windows_are_passed_over():
    """They are no failures, and end no row of them."""
    january, february, march = months("85", "85", "85")
    february = type(february)(**{**vars(february), "verdict": "excused"})

    statement = settled_over(agreement(flat(repeat=TWICE)), [january, february, march])

    assert {"2026-01": "2000.00", "2026-03": "4000.00"} == paid(statement)


def test_each_objective_counts_its_own_failures():
    """A miss of P1 is no first failure of P2."""
    both = agreement(flat(repeat=TWICE), targets=(target("credit", objectives=["P1", "P2"]),))
    found = months("85", "85", objective="P1") + months("95", "85", objective="P2")

    lines = settled_over(both, found).lines

    assert [("P1", "2000.00"), ("P1", "4000.00"), ("P2", "2000.00")] == [
        (line.objective, str(line.amount)) for line in lines
    ]


def test_a_ladder_replaces_the_rate_and_its_last_entry_repeats():
    """5 %, 10 %, 15 %, and 15 % from then on."""
    whole = agreement(flat("1%", repeat=rising(when="consecutive")))

    statement = settled_over(whole, months("85", "85", "85", "85"))

    assert ["2000.00", "4000.00", "6000.00", "6000.00"] == list(paid(statement).values())
    assert ["failure 1 of resolution in a row: it pays 5% in place of the rate"] == trail(
        statement, "repeat"
    )


def test_failures_of_a_span_that_looks_back_need_not_follow_each_other():
    """The failure of January 2026 is out of the twelve months to January 2027."""
    whole = agreement(flat("1%", repeat=rising(when=YEAR)), effective=TERM)
    values = ["85", "95", "85", *["95"] * 9, "85", *["95"] * 2, "85"]

    statement = settled_over(whole, months(*values))

    assert {
        "2026-01": "2000.00",
        "2026-03": "4000.00",
        "2027-01": "4000.00",
        "2027-04": "4000.00",
    } == paid(statement)
    assert ["failure 2 of resolution in the rolling 12 months to 2027-01-31: it pays 10% in place"
            " of the rate"] == trail(statement, "repeat", 2)  # fmt: skip


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (Repeat(when="consecutive", factor=2), ["2000.00", "4000.00", "4000.00"]),
        (
            Repeat(when="consecutive", factor=2, reset="contract_year"),
            ["2000.00", "4000.00", "2000.00"],
        ),
        (rising(when=YEAR), ["2000.00", "4000.00", "6000.00"]),
        (rising(when=YEAR, reset="never"), ["2000.00", "4000.00", "6000.00"]),
        (rising(when=YEAR, reset="contract_year"), ["2000.00", "4000.00", "2000.00"]),
        (rising(when=Lookback("contract_year")), ["2000.00", "4000.00", "2000.00"]),
    ],
)
def test_a_contract_year_begins_the_count_anew_where_it_is_said(repeat, expected):
    """November and December 2026, then January of the second contract year."""
    values = ["95"] * 10 + ["85", "85", "85"]

    statement = settled_over(agreement(flat(repeat=repeat), effective=TERM), months(*values))

    assert expected == list(paid(statement).values())


def test_a_met_window_begins_the_count_of_a_span_anew_where_it_is_said():
    """Of the rolling twelve months only what follows the last met window counts."""
    whole = agreement(flat(repeat=rising(when=YEAR, reset="first met window")))

    statement = settled_over(whole, months("85", "85", "95", "85", "85"))

    assert ["2000.00", "4000.00", "2000.00", "4000.00"] == list(paid(statement).values())


def test_a_weight_stands_behind_the_repeat():
    """5 % twice, of which the target pays half."""
    weighed = target(Binding(remedy="credit", weight=2))
    whole = agreement(flat("1%", repeat=rising(when="consecutive")), targets=(weighed,))

    assert ["4000.00", "8000.00"] == list(paid(settled_over(whole, months("85", "85"))).values())


def test_what_is_no_failure_is_no_repeat():
    """A rung above the objective pays in a window that was met, as it stands."""
    whole = agreement(ladder(("95%", "5%"), repeat=TWICE))

    statement = settled_over(whole, months("85", "93", "85"))

    assert ["2000.00", "2000.00", "2000.00"] == list(paid(statement).values())


def test_earlier_windows_come_from_the_history():
    """January was settled by itself; February is the second failure."""
    whole = agreement(flat(repeat=TWICE))
    before = settled_over(whole, months("85"))

    statement = settled_over(whole, months("85", first=2), History.of([before]))

    assert {"2026-02": "4000.00"} == paid(statement)


def test_a_window_that_nobody_knows_is_an_error_that_names_it():
    """What the window before came to decides the amount, and nothing is assumed."""
    whole = agreement(flat(repeat=TWICE))

    with pytest.raises(LocatedError) as raised:
        settled_over(whole, months("85", first=4))

    assert (
        "remedy 'credit': 'repeat' needs what resolution came to in 2026-01, 2026-02, 2026-03,"
        " which is neither in this period nor in the history"
    ) == raised.value.message
    assert (
        "give the issued statements (--history DIR), or settle a period that begins with 2026-01"
    ) == raised.value.help


def test_a_row_of_failures_needs_no_window_before_a_met_one():
    """February was met, so January is not asked for."""
    whole = agreement(flat(repeat=TWICE))

    assert {"2026-03": "2000.00"} == paid(settled_over(whole, months("95", "85", first=2)))


def test_many_missing_windows_are_named_by_the_first_and_the_last():
    """The sentence stays one."""
    whole = agreement(flat(repeat=rising(when=YEAR)))

    with pytest.raises(LocatedError, match=r"in 2026-01 to 2026-08 \(8 windows\), which"):
        settled_over(whole, months("85", first=9))


def test_windows_before_anything_was_judged_do_not_exist():
    """Objectives count from March on, so April has one window before it."""
    starts = Effective(from_=Day("2026-01-01"), judged_from=Day("2026-03-01"))
    whole = agreement(flat(repeat=TWICE), effective=starts)

    assert {"2026-03": "2000.00"} == paid(settled_over(whole, months("85", first=3)))


def test_a_repeated_bonus_is_refused():
    """What a failure is of a rate on both sides, or of a bonus, is not said."""
    both = remedy(
        Rate(symmetric=Symmetric(per_step=Amount("1.00 EUR"))),
        quantity=QuantityPaid(step=Amount("1pp"), count="whole"),
        repeat=TWICE,
    )
    for refused in (both, flat("5.00 EUR", nature="bonus", repeat=TWICE)):
        with pytest.raises(Unsettled, match="'repeat' of a bonus cannot be settled"):
            settled_over(agreement(refused), months("85"))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (flat(repeat=Repeat(when="consecutive")), "repeated failures pay in one way"),
        (
            flat(repeat=Repeat(when="consecutive", factor=2, reset="never")),
            "'reset: never' contradicts it",
        ),
        (
            remedy(
                Rate(per_step=Amount("1%")),
                quantity=QuantityPaid(of="shortfall", step=Amount("1pp"), count="whole"),
                base=Base(charge="desk"),
                repeat=rising(when="consecutive"),
            ),
            "a ladder of repeats stands in place of one rate",
        ),
        (flat(repeat=Repeat(when="consecutive", ladder=(Amount("-5%"),))), "a rate of -5%"),
    ],
)
def test_terms_that_contradict_each_other_are_an_error(made, message):
    """Nothing is computed, and the place is the term."""
    with pytest.raises(LocatedError, match=message):
        settled_over(agreement(made), months("85"))


def test_a_span_that_cuts_windows_is_refused_by_name():
    """Twelve rolling months begin in the middle of a week."""
    weekly = agreement(
        flat("5.00 EUR", repeat=Repeat(when=YEAR, factor=2)),
        interpretation=interpretation(window="week"),
        effective=Effective(from_=Day("2024-01-01")),
    )
    week = window("2026-W15", "2026-04-06", "2026-04-12")

    with pytest.raises(Unsettled, match="'repeat.when: rolling 12 months' over 2025-W15, only a"):
        settled_over(weekly, [measured(window=week)])
