"""Whether a remedy is due at all."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import Effective
from slaspec.language.quantities import Day
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    agreement,
    amounts,
    flat,
    interpretation,
    ladder,
    measured,
    settled,
    target,
)

BONUS = {"nature": "bonus"}


def reason(statement):
    assert () == statement.lines
    [quiet] = statement.quiet
    return quiet.reason


@pytest.mark.parametrize(("verdict", "lines"), [("missed", ["2000.00"]), ("met", [])])
def test_a_flat_credit_fires_on_a_miss(verdict, lines):
    """The value does not matter: the verdict decides."""
    assert lines == amounts(settled(agreement(flat()), measured("99", verdict)))


@pytest.mark.parametrize(("verdict", "lines"), [("missed", []), ("met", ["-2000.00"])])
def test_a_flat_bonus_fires_when_the_objective_is_met(verdict, lines):
    """What the provider earns is below zero."""
    assert lines == amounts(settled(agreement(flat(**BONUS)), measured("85", verdict)))


@pytest.mark.parametrize("verdict", ["missed", "met"])
def test_a_ladder_fires_by_its_rungs_whatever_the_verdict(verdict):
    """A rung may pay where the objective is met (a check warns), and a miss may reach no rung."""
    whole = agreement(ladder(("95%", "5%")))

    assert ["2000.00"] == amounts(settled(whole, measured("94.9", verdict)))
    assert "95% reaches no rung of the ladder" == reason(settled(whole, measured("95", verdict)))


@pytest.mark.parametrize("remedy", [flat(), flat(**BONUS), ladder(("95%", "5%"))])
@pytest.mark.parametrize("verdict", ["not_measured", "excused"])
def test_nothing_fires_where_nothing_was_judged(remedy, verdict):
    """Not measured and excused never pay, even when there is a value."""
    statement = settled(agreement(remedy), measured("10", verdict, reason="no records"))

    assert f"resolution was {verdict.replace('_', ' ')}: no records" == reason(statement)


def test_the_reason_names_the_objective_and_the_verdict():
    """What did not fire can be explained as well."""
    met = measured("97.25", "met", objective="P1")
    whole = agreement(flat(), targets=(target("credit", objectives=["P1"]),))

    assert "resolution/P1 was met in 2026-04 (97.25%)" == reason(settled(whole, met))


def test_a_miss_without_a_value_reaches_no_rung_and_is_an_error():
    """`no_data: missed` says that it is missed, not how badly."""
    with pytest.raises(LocatedError, match="resolution counts as missed in 2026-04, but no value"):
        settled(agreement(ladder(("95%", "5%"))), measured(None))


def test_a_flat_rate_needs_no_value():
    """It goes by the verdict."""
    assert ["2000.00"] == amounts(settled(agreement(flat()), measured(None)))


@pytest.mark.parametrize(("verdict", "nature"), [("met", None), ("missed", "bonus")])
def test_without_a_value_nothing_is_earned_on_a_ladder(verdict, nature):
    """`no_events: met` reaches no rung, and no bonus comes from what nobody measured."""
    whole = agreement(ladder(("95%", "5%"), nature=nature))

    expected = "no value of resolution is judged, so no rung is reached"
    assert expected == reason(settled(whole, measured(None, verdict)))


def test_a_value_below_the_minimum_sample_reaches_no_rung():
    """Too few records give no value to judge, whatever the share among them is."""
    said = interpretation(minimum_sample=30)
    whole = agreement(ladder(("95%", "5%")), interpretation=said)

    assert "no rung is reached" in reason(settled(whole, measured("50", "met", counted=29)))
    assert ["2000.00"] == amounts(settled(whole, measured("50", "met", counted=30)))


@pytest.mark.parametrize(
    ("where", "lines"), [("target", []), ("interpretation", []), ("neither", ["2000.00"])]
)
def test_what_is_only_reported_pays_nothing(where, lines):
    """`obligation: report_only`, of the target or of all: measured and shown, nothing is owed."""
    answers = {"obligation": "report_only"}
    whole = agreement(
        flat(),
        targets=(target("credit", **(answers if where == "target" else {})),),
        interpretation=interpretation(**(answers if where == "interpretation" else {})),
    )

    assert lines == amounts(settled(whole))


@pytest.mark.parametrize("question", ["judged_from", "credits_from"])
def test_nothing_is_paid_before_remedies_start(question):
    """In a transition misses are shown and pay nothing; from the first whole window on they pay."""
    term = {"from_": Day("2026-01-01")}

    before = agreement(flat(), effective=Effective(**term, **{question: Day("2026-05-01")}))
    after = agreement(flat(), effective=Effective(**term, **{question: Day("2026-04-01")}))

    assert f"2026-04 lies before 2026-05-01 ({question})" == reason(settled(before))
    assert ["2000.00"] == amounts(settled(after))


@pytest.mark.parametrize("day", ["2026-04-02", "2026-04-30"])
@pytest.mark.parametrize("question", ["judged_from", "credits_from"])
def test_remedies_that_start_within_a_window_are_refused(question, day):
    """No text says what a part of the window pays."""
    effective = Effective(from_=Day("2026-01-01"), **{question: Day(day)})

    with pytest.raises(Unsettled, match=f"'effective.{question}' within 2026-04"):
        settled(agreement(flat(), effective=effective))
    unjudged = measured(None, "not_measured", reason="judged from May")
    statement = settled(agreement(flat(), effective=effective), unjudged)
    assert "resolution was not measured: judged from May" == reason(statement)


@pytest.mark.parametrize(("begins", "ends"), [("2026-05-01", None), ("2025-01-01", "2026-03-31")])
def test_a_window_outside_the_term_pays_nothing(begins, ends):
    """Whatever was measured in it."""
    effective = Effective(from_=Day(begins), through=Day(ends) if ends else None)

    statement = settled(agreement(flat(), effective=effective))

    assert "2026-04 lies outside the term of the agreement" == reason(statement)


def test_what_one_evaluation_is_must_be_said():
    """Once a window, or for each record: `for_each` has no default."""
    with pytest.raises(LocatedError, match="remedy 'credit': 'for_each' is not said"):
        settled(agreement(flat(for_each=None)))


def test_the_nature_must_be_said_by_the_remedy_or_the_interpretation():
    """It decides whether the customer or the provider is paid."""
    silent = interpretation(nature=None)

    with pytest.raises(LocatedError, match="remedy 'credit': 'nature' is not said"):
        settled(agreement(flat(), interpretation=silent))
    with pytest.raises(LocatedError, match="'nature' is not said"):
        settled(agreement(flat(), interpretation=silent), measured("99", "met"))
    [line] = settled(agreement(flat(nature="penalty"), interpretation=silent)).lines
    assert "penalty" == line.nature


def test_whether_a_claim_is_needed_must_be_said():
    """A remedy that lapses without a claim pays nothing, so silence is no answer."""
    with pytest.raises(LocatedError, match="remedy 'credit': 'claim' is not said"):
        settled(agreement(flat(), interpretation=interpretation(claim=None)))
