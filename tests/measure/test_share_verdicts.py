"""From counts to a verdict: shares in whole numbers, few records, rounding, nothing happened."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measure.build import agreement, measured, ticket


def verdict(met, missed, share="90%", **answers):
    """What is measured of so many records that met their limit and that missed it."""
    objective = {"share": share, "within": "4h", "hours": "24x7"}
    contract = agreement(target={"objective": objective}, answers=answers)
    start = "2026-04-01 08:00"
    stops = ["2026-04-01 09:00"] * met + ["2026-04-01 13:00"] * missed
    tickets = [
        ticket(f"T{i}", events=[(start, "new"), (stop, "resolved")]) for i, stop in enumerate(stops)
    ]
    return measured(contract, tickets).measured[0]


@pytest.mark.parametrize(
    ("met", "missed", "said"),
    [(9, 1, "met"), (90, 10, "met"), (89, 11, "missed"), (8, 1, "missed"), (1, 0, "met")],
)
def test_a_share_is_judged_in_whole_numbers(met, missed, said):
    """Met records x 100 >= share x all records; exactly the share is met."""
    found = verdict(met, missed)

    assert (said, Fraction(met, met + missed)) == (found.verdict, found.value)


@pytest.mark.parametrize(
    ("met", "missed", "said"),
    [
        (8, 1, "met"),
        (7, 2, "missed"),
        (0, 1, "met"),
        (9, 1, "met"),
        (8, 2, "missed"),
        (10, 2, "missed"),
    ],
)
def test_few_records_are_judged_by_a_count(met, missed, said):
    """Up to 9 records one miss is allowed; from 10 on the share of 90 % decides."""
    assert said == verdict(met, missed, few_events={"up_to": 9, "allow_misses": 1}).verdict


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("exact", "missed"),
        ({"places": 2, "mode": "half_up"}, "missed"),  # 89.98
        ({"places": 1, "mode": "half_up"}, "met"),  # 90.0
        ({"places": 1, "mode": "down"}, "missed"),  # 89.9
        ({"places": 0, "mode": "up"}, "met"),
    ],
)
def test_a_measured_value_may_be_rounded_before_it_is_judged(rule, said):
    """539 of 599 are 89.983 %: places count in per cent, and the shown value stays exact."""
    found = verdict(539, 60, round_measured=rule)

    assert (said, Fraction(539, 599)) == (found.verdict, found.value)


@pytest.mark.parametrize(
    ("mode", "said"), [("half_even", "met"), ("half_up", "met"), ("down", "missed")]
)
def test_a_tie_of_the_measured_value(mode, said):
    """7 of 8 are 87.5 %: 88 by half_up and by half_even, 87 by down."""
    assert said == verdict(7, 1, "88%", round_measured={"places": 0, "mode": mode}).verdict


@pytest.mark.parametrize("answer", ["not_measured", "met"])
def test_a_window_without_records(answer):
    """The contract says what no events mean; there is no value."""
    found = verdict(0, 0, no_events=answer)

    assert (answer, None, "no records") == (found.verdict, found.value, found.reason)


@pytest.mark.parametrize(("missed", "said"), [(4, "not_measured"), (5, "missed")])
def test_below_the_minimum_sample_no_events_answers(missed, said):
    """With `minimum_sample: 5` four records are too few to be judged, five are not."""
    found = verdict(0, missed, minimum_sample=5)

    assert (said, missed) == (found.verdict, found.counted)
    assert ("fewer than 5 records" if missed == 4 else "") == found.reason


@given(st.integers(0, 12), st.integers(0, 12), st.integers(1, 10000))
def test_the_verdict_is_that_of_the_integers(met, missed, hundredths):
    """For any counts and any share with two decimals the verdict is that of exact arithmetic."""
    share = f"{hundredths // 100}.{hundredths % 100:02}%"
    found = verdict(met, missed, share)
    kept = met * 10000 >= hundredths * (met + missed)

    assert ("not_measured" if not met + missed else "met" if kept else "missed") == found.verdict


def test_the_nearest_answer_wins():
    """The target answers for itself before the metric, the metric before the interpretation."""
    late = [ticket(events=[("2026-04-01 08:00", "new"), ("2026-04-01 12:00", "resolved")])]
    layers = [
        agreement(answers={"limit_reached": "missed"}),
        agreement(answers={"limit_reached": "missed"}, metric={"limit_reached": "met"}),
        agreement(
            answers={"limit_reached": "missed"},
            metric={"limit_reached": "met"},
            target={"limit_reached": "missed"},
        ),
    ]

    assert ["missed", "met", "missed"] == [measured(c, late).measured[0].verdict for c in layers]


def test_misses_are_named():
    """A verdict carries the ids of the records that missed, sorted."""
    start = "2026-04-01 08:00"
    late = [(start, "new"), ("2026-04-01 13:00", "resolved")]
    tickets = [ticket(id, events=late) for id in ("C", "A", "B")]

    assert ("A", "B", "C") == measured(agreement(), tickets).measured[0].missed_ids


def test_the_tools_verdicts_are_compared_over_counted_records():
    """Four records: both met, both missed, only ours met, only the tool's met; a fifth unknown."""
    start = "2026-04-01 08:00"
    stops = ["2026-04-01 09:00", "2026-04-01 13:00", "2026-04-01 09:00", "2026-04-01 13:00"]
    tickets = [
        ticket(f"T{i}", events=[(start, "new"), (stop, "resolved")])
        for i, stop in enumerate([*stops, stops[0]])
    ]
    (compared,) = measured(agreement(), tickets, tool=[1, 0, 0, 1, -1]).tool

    assert (1, 1, 1, 1) == (
        compared.both_met,
        compared.both_missed,
        compared.only_slaspec_met,
        compared.only_tool_met,
    )
    assert ("T2", "T3") == compared.differing_ids
