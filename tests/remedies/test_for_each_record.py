"""A flat rate for each record that missed: one line each, whatever the verdict on the window."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.metric import ScoreMetric
from slaspec.language.model.remedy import Base, Conversion, Points, QuantityPaid, Rate, Symmetric
from slaspec.language.quantities import Amount
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    TOTAL,
    agreement,
    amounts,
    cap,
    flat,
    interpretation,
    measured,
    settled,
    target,
)


def each(pays="50.00 EUR", **terms):
    """A remedy for each record that missed."""
    return flat(pays, for_each="record", **terms)


def records(*missed, counted=100, verdict="missed", **facts):
    """So many records, of which these missed."""
    met = counted - len(missed)
    found = measured(verdict=verdict, counted=counted, met=met, missed_ids=missed, **facts)
    return replace(found, value=Fraction(met, counted))


def test_each_record_that_missed_pays_for_itself():
    """Three of a hundred missed: three lines of 50.00, each with its record."""
    statement = settled(agreement(each()), records("INC-1", "INC-7", "INC-9"))

    assert ["50.00"] * 3 == amounts(statement)
    assert ["INC-1", "INC-7", "INC-9"] == [line.record for line in statement.lines]
    assert "150.00" == str(statement.total)


def test_a_record_pays_also_where_the_share_was_reached():
    """The promise to each customer is not that to all of them."""
    assert ["50.00"] == amounts(settled(agreement(each()), records("INC-1", verdict="met")))


def test_where_no_record_missed_nothing_is_due():
    """And the reason is told."""
    statement = settled(agreement(each()), records(verdict="met"))

    assert () == statement.lines
    assert ["no record of resolution missed in 2026-04"] == [q.reason for q in statement.quiet]


@pytest.mark.parametrize("verdict", ["not_measured", "excused"])
def test_what_is_not_measured_or_excused_pays_nothing(verdict):
    """As for a window."""
    found = measured(None, verdict=verdict, counted=0)

    assert () == settled(agreement(each()), found).lines


def test_a_percentage_is_of_the_charge_of_the_window():
    """1% of 40,000.00 for each record, under a cap of the month."""
    whole = agreement(each("1%", caps=(cap("2%"),)))

    assert ["400.00"] == amounts(settled(whole, records("A")))
    assert ["266.67", "266.67", "266.66"] == amounts(settled(whole, records("A", "B", "C")))


def test_a_cap_for_each_record_cuts_each_line():
    """At most 300.00 each, by line or by total, whatever the others pay."""
    for rounding in (None, TOTAL):
        said = interpretation(**({"rounding": rounding} if rounding else {}))
        capped = each("1%", caps=(cap("300.00 EUR", per="record"),))
        whole = agreement(capped, interpretation=said)
        assert ["300.00"] * 3 == amounts(settled(whole, records("A", "B", "C")))


def test_rounding_a_total_up_never_lifts_a_line_over_the_cap_of_its_record():
    """10.00 at its cap and 0.004 of another line are 10.01 together: the cent goes to the other."""
    first = each("1%", base=Base(charge="desk"), caps=(cap("10.00 EUR", per="record"),))
    other = flat("0.00001%", id="other")
    up = replace(TOTAL, mode="up")
    whole = agreement(first, other, interpretation=interpretation(rounding=up))

    assert ["10.00", "0.01"] == amounts(settled(whole, records("A", counted=100)))


def test_one_record_under_two_objectives_has_one_cap():
    """A ticket that was answered and solved too late costs 300.00 in all, not twice that."""
    capped = each("1%", caps=(cap("300.00 EUR", per="record"),))
    whole = agreement(capped, targets=(target("credit", objectives=["P1", "P2"]),))
    found = (records("A", "B", objective="P1"), records("A", objective="P2"))

    assert ["150.00", "300.00", "150.00"] == amounts(settled(whole, *found))


@pytest.mark.parametrize(
    ("terms", "whose"),
    [
        ({"caps": (cap("1%", per="record"),)}, "'caps.per: record' over the whole agreement"),
        ({"remedies": (flat(caps=(cap("1%", per="record"),)),)}, "'caps.per: record' of a window"),
    ],
)
def test_a_cap_for_each_record_binds_lines_of_records(terms, whose):
    """There is no record behind the line of a window."""
    with pytest.raises(Unsettled, match=f"{whose} cannot be settled"):
        settled(agreement(flat(), **terms))


def test_points_of_each_record_are_added_up():
    """Three records of two points each, at 10.00 a point."""
    pool = Points(pool="kpi", convert=Conversion(per_point=Amount("10.00 EUR")))
    whole = agreement(each("2 points", points=pool, base=None))

    assert ["20.00"] * 3 == amounts(settled(whole, records("A", "B", "C")))


def test_the_trail_names_the_record():
    """Record, objective, window and remedy."""
    [line] = settled(agreement(each()), records("INC-7")).lines

    assert "INC-7 missed resolution in 2026-04: credit is due" == line.trail[1].sentence
    assert "counted once for the record" == line.trail[2].sentence


def test_lines_stand_by_window_target_and_record():
    """Whatever the order in which the priorities were measured."""
    whole = agreement(each(), targets=(target("credit", objectives=["P1", "P2"]),))
    first, second = records("B", "C", objective="P1"), records("A", objective="P2")

    for found in ((first, second), (second, first)):
        lines = settled(whole, *found).lines
        assert [("P1", "B"), ("P1", "C"), ("P2", "A")] == [
            (line.objective, line.record) for line in lines
        ]


def test_records_that_nobody_named_are_not_paid_for():
    """A figure by hand says how many missed, and not which."""
    found = replace(records("A"), missed_ids=())

    with pytest.raises(LocatedError, match="1 records missed resolution in 2026-04, but 0 of them"):
        settled(agreement(each()), found)


def test_a_score_has_no_records():
    """An answer is no breach."""
    score = ScoreMetric(id="time", kind="score", source="survey")

    with pytest.raises(LocatedError, match="judges no single records"):
        settled(agreement(each(), metrics=(score,)), records("A"))


@pytest.mark.parametrize(
    ("remedy", "term"),
    [
        (each(nature="bonus"), "nature: bonus"),
        (
            replace(
                each(),
                rate=Rate(symmetric=Symmetric(per_step=Amount("5.00 EUR"))),
                quantity=QuantityPaid(step=Amount("1h"), count="whole"),
            ),
            "rate.symmetric",
        ),
        (each(caps=(replace(cap(per="record"), of=Base(record="fare")),)), "caps.of.record"),
    ],
)
def test_what_needs_more_of_a_record_is_refused_by_name(remedy, term):
    """Which records were better than promised, and a cap of what each cost."""
    with pytest.raises(Unsettled, match=f"'{term}'.* cannot be settled yet"):
        settled(agreement(remedy), records("A"))
