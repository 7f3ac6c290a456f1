"""A remedy that is paid only from the nth failure of a period on."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Trigger
from slaspec.language.quantities import Lookback
from slaspec.remedies.earlier.history import History
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import agreement, flat, ladder
from tests.remedies.earlier_windows import months, paid, settled_over, trail

THIRD = Trigger(from_failure=3, in_=Lookback("rolling 4 months"))


def test_it_is_paid_from_the_nth_failure_on_and_the_earlier_ones_never():
    """Three of four months: March and April pay; the months before are not paid later."""
    whole = agreement(flat(trigger=THIRD))

    statement = settled_over(whole, months("85", "85", "85", "85"))

    assert {"2026-03": "2000.00", "2026-04": "2000.00"} == paid(statement)
    assert [
        "failure 1 of resolution in the rolling 4 months to 2026-01-31; it is paid from failure 3"
        " on",
        "failure 2 of resolution in the rolling 4 months to 2026-02-28; it is paid from failure 3"
        " on",
    ] == [quiet.reason for quiet in statement.quiet]


def test_a_failure_that_has_left_the_period_counts_no_more():
    """In May the months are February to May, two of which failed."""
    whole = agreement(flat(trigger=THIRD))

    statement = settled_over(whole, months("85", "85", "95", "95", "85", "85"))

    assert {} == paid(statement)


def test_windows_that_were_not_measured_are_no_failures():
    """And take the place of none."""
    whole = agreement(flat(trigger=THIRD))

    assert {"2026-04": "2000.00"} == paid(settled_over(whole, months("85", None, "85", "85")))


def test_a_ladder_pays_from_the_nth_miss_on():
    """Its rung alone fires, the misses are counted."""
    whole = agreement(ladder(("90%", "5%"), trigger=THIRD))

    statement = settled_over(whole, months("85", "85", "85"))

    assert {"2026-03": "2000.00"} == paid(statement)
    assert [
        "resolution at 85% in 2026-03 reaches rung 1",
        "failure 3 of resolution in the rolling 4 months to 2026-03-31; from failure 3 on it is"
        " paid",
    ] == trail(statement, "trigger")


def test_the_failures_of_the_history_count():
    """Two statements of single months, and the third failure is paid."""
    whole = agreement(flat(trigger=THIRD))
    before = [settled_over(whole, months("85"))]
    before.append(settled_over(whole, months("85", first=2), History.of(before)))

    statement = settled_over(whole, months("85", first=3), History.of(before))

    assert {"2026-03": "2000.00"} == paid(statement)


def test_a_missing_window_is_an_error_only_where_something_failed():
    """A month that was met owes nothing, whatever came before."""
    whole = agreement(flat(trigger=THIRD))

    assert {} == paid(settled_over(whole, months("95", first=3)))
    with pytest.raises(LocatedError, match="'from_failure' needs .* in 2026-01, 2026-02, which"):
        settled_over(whole, months("85", first=3))


def test_a_number_without_its_period_is_an_error():
    """Over which time failures are counted decides what is paid."""
    for half in (Trigger(from_failure=3), Trigger(in_=Lookback("contract_year"))):
        with pytest.raises(LocatedError, match="stand together"):
            settled_over(agreement(flat(trigger=half)), months("85"))


def test_the_nth_bonus_is_refused():
    """A met window is no failure."""
    with pytest.raises(Unsettled, match="'trigger.from_failure' of a bonus cannot be settled"):
        settled_over(agreement(flat("5.00 EUR", nature="bonus", trigger=THIRD)), months("95"))
