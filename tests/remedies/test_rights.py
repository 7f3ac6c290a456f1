"""Rights to terminate and plans for improvement: when misses give them, and until when."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from slaspec.language.model.governance import (
    Effective,
    Improvement,
    ImprovementAfter,
    Termination,
    TerminationWhen,
)
from slaspec.language.model.interpretation import ContractYear
from slaspec.language.quantities import Amount, Day, Lookback, Span, Zone
from slaspec.remedies.ledger.deadlines import Deadlines
from slaspec.remedies.earlier.history import PastVerdict
from slaspec.remedies.ledger.rights import rights, uncounted
from tests.measure.build import OFFICE, book
from tests.remedies.build import agreement, flat, interpretation, month
from tests.remedies.test_claim_stage import PERIODS


def clause(times=3, within="rolling 12 months", target="resolution", **more):
    """A right of the customer to terminate."""
    facts = {key: more.pop(key) for key in ("below", "consecutive") if key in more}
    when = TerminationWhen(
        missed=target, times=times, in_=Lookback(within) if within else None, **facts
    )
    return Termination(**{"when": when, "by": "customer", **more})


def verdicts(said, start=1, of="resolution", objective="all", value=None):
    """A letter for each month of 2026: missed, kept (met), excused, not measured (`-`)."""
    words = {"m": "missed", "k": "met", "e": "excused", "-": "not_measured"}
    return [
        PastVerdict(of, objective, month(f"2026-{start + n:02}"), words[letter], value)
        for n, letter in enumerate(said)
    ]


def found(*clauses, of, as_of="2026-07-01", **sections):
    """The rights that some verdicts give."""
    answers = {"interpretation": interpretation(day_periods=PERIODS), **sections}
    whole = agreement(flat(), timezone=Zone("UTC"), termination=clauses, **answers)
    return rights(whole, of, Deadlines(book(OFFICE), whole, date.fromisoformat(as_of)))


def windows(*arguments, **said):
    """The windows behind each right."""
    return [right.windows for right in found(*arguments, **said)]


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("mm", []),
        ("mkmkm", [("2026-01", "2026-03", "2026-05")]),
        ("mmmm", [("2026-01", "2026-02", "2026-03", "2026-04")]),  # it arises anew
        ("mmmk", [("2026-01", "2026-02", "2026-03")]),  # the last miss gave it
        ("mem-m", [("2026-01", "2026-03", "2026-05")]),
        ("eee", []),
        ("---", []),
    ],
)
def test_three_misses_within_a_year_give_the_right(said, given):
    """Excused and not measured months are passed over."""
    assert given == windows(clause(), of=verdicts(said))


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("mkmm", []),
        ("kmmm", [("2026-02", "2026-03", "2026-04")]),
        ("mmemk", [("2026-01", "2026-02", "2026-04")]),
    ],
)
def test_consecutive_misses_have_no_met_window_between_them(said, given):
    """One that was excused does not break the row, one that was met does."""
    assert given == windows(clause(consecutive=True), of=verdicts(said))


def test_windows_count_that_end_within_the_period():
    """Of three months up to June: April, May, June; the miss of March is too old."""
    every = verdicts("mkkmkm")

    assert [("2026-04", "2026-06")] == windows(clause(2, "rolling 3 months"), of=every)
    assert [] == windows(clause(3, "rolling 5 months"), of=every)
    assert [("2026-01", "2026-04", "2026-06")] == windows(clause(3, "rolling 6 months"), of=every)


def test_a_period_may_be_said_in_windows():
    """The last three windows, judged or not."""
    assert [("2026-02", "2026-04")] == windows(clause(2, "rolling 3 windows"), of=verdicts("mm-m"))
    assert [] == windows(clause(3, "rolling 3 windows"), of=verdicts("mm-m"))


def test_a_period_may_be_said_in_quarters_weeks_and_years():
    """Of one quarter up to March, January counts; of 13 weeks from 25 December on it does too."""
    of = verdicts("mkm")

    assert [("2026-01", "2026-03")] == windows(clause(2, "rolling 1 quarter"), of=of)
    assert [("2026-01", "2026-03")] == windows(clause(2, "rolling 13 weeks"), of=of)
    assert [] == windows(clause(2, "rolling 8 weeks"), of=of)
    assert [("2026-01", "2026-03")] == windows(clause(2, "rolling 1 year"), of=of)


def test_a_contract_year_begins_with_the_term_or_where_it_is_said():
    """From 1 March: the misses of January and February belong to the year before."""
    term = Effective(from_=Day("2025-03-01"))
    said = ContractYear(contract_year="from 02-01")
    of = verdicts("mmkm")
    by_term = windows(clause(2, "contract_year"), of=of, effective=term)
    answers = interpretation(day_periods=PERIODS, window=said)
    by_answer = windows(clause(2, "contract_year"), of=of, effective=term, interpretation=answers)

    assert [("2026-01", "2026-02")] == by_term
    assert [("2026-02", "2026-04")] == by_answer


def test_without_a_period_the_whole_term_counts():
    """Three misses, however far apart."""
    assert [("2026-01", "2026-12")] == windows(
        clause(2, None), of=verdicts("mkkkkkkkkkkm"), as_of="2027-01-10"
    )


def test_a_grave_miss_counts_alone():
    """Below 98 %: 97.9 % does, 98 % does not, a miss without a value neither."""
    grave = clause(None, None, below=Amount("98%"))
    of = [*verdicts("m", value=Fraction(979, 1000)), *verdicts("m", 2, value=Fraction(98, 100))]
    others = [*verdicts("m", 3), *verdicts("k", 4, value=Fraction(97, 100))]

    assert [("2026-01",)] == windows(grave, of=[*of, *others])


def test_a_figure_is_compared_in_its_own_unit():
    """Fewer than 10 cases, where cases are counted."""
    few = clause(1, None, below=Amount("10 cases"))
    of = [PastVerdict("resolution", "all", month("2026-01"), "missed", Fraction(9), "cases")]

    assert [("2026-01",)] == windows(few, of=of)


def test_a_window_of_several_objectives_is_one_miss():
    """P1 and P2 miss March: that is one missed window, not two."""
    both = [*verdicts("mk", 3, objective="P1"), *verdicts("mm", 3, objective="P2")]

    assert [("2026-03", "2026-04")] == windows(clause(2), of=both)
    assert [] == windows(clause(3), of=both)


def test_another_target_gives_nothing():
    """The clause names the target."""
    assert [] == windows(clause(1), of=verdicts("mmm", of="availability"))


def test_a_right_has_its_last_day_and_its_notice():
    """Sixty days from 31 March end on Saturday 30 May, so on Monday 1 June."""
    right = clause(exercise_within=Span("60 days"), notice=Span("30 days"))
    (early,) = found(right, of=verdicts("mmm"), as_of="2026-06-01")

    assert (date(2026, 3, 31), date(2026, 6, 1), False) == (early.arose, early.until, early.over)
    assert "30 days" == str(early.notice)
    assert (
        "the customer may terminate: resolution was missed in 2026-01, 2026-02, 2026-03"
        == early.sentence
    )


def test_a_right_that_passed_before_the_last_window_is_told_no_more():
    """Of March, not used by June; in the preview of March itself it is told as passed."""
    right = clause(exercise_within=Span("60 days"))

    assert () == found(right, of=verdicts("mmmk"), as_of="2026-07-01")
    (over,) = found(right, of=verdicts("mmm"), as_of="2026-07-01")
    assert over.over


def test_a_last_day_that_cannot_be_counted_is_said():
    """Nobody says how days are counted: the right stands, its end is not known."""
    right = clause(exercise_within=Span("60 days"))
    (one,) = found(right, of=verdicts("mmm"), interpretation=interpretation())

    assert None is one.until
    assert "day_periods" in one.unknown


def test_misses_call_for_a_plan():
    """Two of a target within three months: ten working days from 31 March, so 14 April."""
    terms = Improvement(
        after=ImprovementAfter(missed=2, in_=Lookback("rolling 3 months")),
        plan_within=Span("10 working days"),
    )
    (plan,) = found(of=verdicts("mkm"), improvement=terms)

    assert ("improvement", "provider", ("2026-01", "2026-03")) == (
        plan.kind,
        plan.by,
        plan.windows,
    )
    assert date(2026, 4, 14) == plan.until
    assert [] == windows(of=verdicts("mkkm"), improvement=terms)


def test_nothing_judged_gives_nothing():
    """An agreement without clauses, and one without verdicts."""
    assert () == found(of=verdicts("mmm"))
    assert () == found(clause(), of=[])


def test_misses_that_nobody_knows_of_are_named_once_for_each_target():
    """April alone of a term from January: a right of three misses may have arisen, one of one not."""
    plan = Improvement(
        after=ImprovementAfter(missed=2, in_=Lookback("rolling 12 months")),
        plan_within=Span("10 working days"),
    )
    whole = agreement(flat(), termination=(clause(1), clause(3)), improvement=plan)

    (said,) = uncounted(whole, verdicts("m", start=4))
    assert said.startswith(
        "misses of resolution from 2026-01-01 to before 2026-04-01 are not known here, and count"
        " for termination and improvement"
    )
    assert [] == list(uncounted(whole, verdicts("kkkm")))
    assert [] == list(uncounted(whole, verdicts("k", start=4)))
    assert [] == list(uncounted(agreement(flat(), termination=(clause(1),)), verdicts("m", 4)))


def test_windows_before_objectives_are_judged_do_not_lack():
    """A transition until March: nothing was promised before April."""
    term = Effective(from_=Day("2026-01-01"), judged_from=Day("2026-04-01"))
    whole = agreement(flat(), termination=(clause(3),), effective=term)

    assert [] == list(uncounted(whole, verdicts("m", start=4)))
