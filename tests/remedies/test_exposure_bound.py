"""The most that an agreement can cost is never below what some year pays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.language.model.remedy import Combine, MinimumPayable, Repeat
from slaspec.language.quantities import Lookback, Money
from slaspec.remedies.analysis.exposure import maximum_exposure
from slaspec.remedies.pipeline import settle
from tests.remedies.build import (
    LINE,
    TOTAL,
    agreement,
    cap,
    flat,
    interpretation,
    ladder,
    measured,
    measurements,
    month,
    service,
    target,
)

MONTHS = [month(f"2026-{number:02}") for number in range(1, 13)]
HIGHEST = Combine(group="one", per="window", take="highest")


def least(amount, of="line"):
    """Only what is more than an amount is paid."""
    return MinimumPayable(more_than=Money(amount), of=of)


def most(whole):
    """The most of a window, and of the year."""
    found = maximum_exposure(whole)
    assert () == found.why
    return found.window, found.contract_year


def paid(whole, *misses):
    """
    What a year pays by window, with misses `(target, month)` at 0 % and everything else met.

    A miss may say its value, as a third.
    """
    values = {(of, number): (value or ["0"])[0] for of, number, *value in misses}
    found = [
        measured(values.get((of.id, number), "100"), verdict, of.id, window=window)
        for of in whole.targets
        for number, window in enumerate(MONTHS, 1)
        for verdict in ["missed" if (of.id, number) in values else "met"]
    ]
    owed = Counter()
    for line in settle(whole, measurements(*found)).credits:
        owed[line.window] += line.amount
    return owed


def two(one, other, **sections):
    """An agreement in which each remedy has a target of its own."""
    targets = (target(one.id, id="a"), target(other.id, id="b"))
    return agreement(one, other, targets=targets, **sections)


def test_what_a_cap_cuts_below_the_minimum_may_be_paid_with_fewer_misses():
    """
    4,000 EUR and 1,000 EUR under a cap of 4,000 EUR: 3,200 and 800, of which the second is not
    above the minimum of 900. The first alone pays 4,000 EUR.
    """
    one = flat("10%", id="one")
    other = flat("2.5%", id="other", minimum_payable=least("900.00 EUR"))
    whole = two(one, other, caps=(cap("10%"),))

    both = [(of, number) for of in "ab" for number in range(1, 13)]
    assert 12 * 3200 == paid(whole, *both).total()
    assert 12 * 4000 == paid(whole, *(miss for miss in both if miss[0] == "a")).total()
    assert (4000, 48000) == most(whole)


def test_a_minimum_that_no_cap_meets_is_as_it_was():
    """400 EUR is never above the minimum of 500, and the cap of 10,000 EUR cuts nothing."""
    one = flat("10%", id="one")
    other = flat("1%", id="other", minimum_payable=least("500.00 EUR"))

    assert (4000, 48000) == most(two(one, other, caps=(cap("25%"),)))


def test_a_minimum_in_a_group_is_left_out():
    """800 EUR wins and is not above the minimum of 900; 400 EUR alone are paid: 800 is a bound."""
    one = flat("2%", id="one", combine=HIGHEST, minimum_payable=least("900.00 EUR"))
    other = flat("1%", id="other", combine=HIGHEST)
    whole = two(one, other)

    assert 0 == paid(whole, ("a", 1), ("b", 1)).total()
    assert 400 == paid(whole, ("b", 1)).total()
    assert (800, 9600) == most(whole)


def test_another_member_of_a_group_may_pay_more_than_the_winner_under_its_cap():
    """8,000 EUR wins over 4,000 EUR and is cut to 2,000 EUR; the other one alone pays 4,000."""
    one = flat("20%", id="one", combine=HIGHEST, caps=(cap("2000.00 EUR"),))
    other = flat("10%", id="other", combine=HIGHEST)
    whole = two(one, other)

    assert 2000 == paid(whole, ("a", 1), ("b", 1)).total()
    assert 4000 == paid(whole, ("b", 1)).total()
    assert (4000, 48000) == most(whole)
    assert (4000, 20000) == most(replace(whole, caps=(cap("20000.00 EUR", per="contract_year"),)))


def test_the_winner_under_a_cap_of_the_year_leaves_later_months_to_others():
    """
    4,000 EUR a month, at most 8,000 EUR a year, wins over 1,000 EUR: 2 months and 10 of the other
    pay 18,000 EUR. The members added up, 8,000 and 12,000 EUR, bound it.
    """
    one = flat("10%", id="one", combine=HIGHEST, caps=(cap("8000.00 EUR", per="contract_year"),))
    other = flat("2.5%", id="other", combine=HIGHEST)
    whole = two(one, other)
    misses = [("a", 1), ("a", 2), *(("b", number) for number in range(3, 13))]

    assert 18000 == paid(whole, *misses).total()
    assert (4000, 20000) == most(whole)


def test_a_cap_of_a_member_that_cuts_nothing_leaves_the_winner():
    """8,000 EUR under a cap of 9,000 EUR is the highest in each month."""
    one = flat("20%", id="one", combine=HIGHEST, caps=(cap("9000.00 EUR", per="month"),))

    assert (8000, 96000) == most(two(one, flat("10%", id="other", combine=HIGHEST)))


def test_where_too_many_could_win_all_members_are_added_up():
    """33 remedies of 400 EUR, one of them with a cap of 100 EUR: 12,900 EUR."""
    many = [flat("1%", id=f"r{number}", combine=HIGHEST) for number in range(33)]
    many[0] = replace(many[0], caps=(cap("100.00 EUR"),))

    assert (12900, 12 * 12900) == most(agreement(*many))
    assert (400, 4800) == most(agreement(*many[:32]))


def test_a_first_month_that_costs_nothing_hides_no_miss():
    """100 EUR under 10 % of the charge: nothing in January, 100 EUR in each later month."""
    credit = flat("100.00 EUR", caps=(cap("10%"),))
    whole = agreement(credit, services=(service(charge=None),))
    charges = {(window.name, "desk"): Decimal(1000) for window in MONTHS[1:]}

    found = maximum_exposure(whole, {("2026-01", "desk"): Decimal(0), **charges})

    assert (100, 1100) == (found.window, found.contract_year)


percents = st.integers(1, 300).map(lambda tenths: f"{Decimal(tenths) / 10}%")
euros = st.integers(1, 1_000_000).map(lambda cents: f"{Decimal(cents) / 100:.2f} EUR")
spans = st.sampled_from(["month", "quarter", "contract_year"])
lists = st.lists(st.builds(cap, euros, per=spans), max_size=2).map(tuple)
repeats = st.sampled_from(
    [
        Repeat(when="consecutive", factor=2, reset="first met window"),
        Repeat(when=Lookback("rolling 3 months"), factor=3, reset="never"),
    ]
)
terms = st.fixed_dictionaries(
    {
        "caps": lists,
        "combine": st.sampled_from([None, HIGHEST]),
        "minimum_payable": st.none()
        | st.builds(least, euros, st.sampled_from(["line", "statement"])),
        "repeat": st.none() | repeats,
    }
)
rates = st.one_of(
    percents.map(lambda pays: lambda **said: flat(pays, **said)),
    st.tuples(percents, percents).map(
        lambda two: (
            lambda **said: ladder(
                *zip(("90%", "50%"), sorted(two, key=lambda x: Decimal(x[:-1])), strict=True),
                **said,
            )
        )
    ),
)
months = st.sets(st.tuples(st.sampled_from("ab"), st.integers(1, 12)), max_size=24)


@st.composite
def agreements(draw):
    """Up to three remedies of two targets, under caps of all kinds."""
    remedies = [draw(rates)(id=f"r{n}", **draw(terms)) for n in range(draw(st.integers(2, 3)))]
    bound = st.lists(st.sampled_from([each.id for each in remedies]), min_size=1, unique=True)
    targets = tuple(target(*draw(bound), id=id) for id in "ab")
    said = interpretation(rounding=draw(st.sampled_from([LINE, TOTAL])))
    sections = {"targets": targets, "caps": draw(lists), "interpretation": said}
    return agreement(*remedies, **sections)


@settings(max_examples=100, deadline=None)
@given(agreements(), months, months, st.booleans())
def test_no_year_pays_more_than_the_most(whole, some, bad, all_but):
    """
    Groups, caps of months, quarters and years, minimums, repeats and ladders together: in some
    months, or in all but these, an objective is missed, and in some of them badly.
    """
    everywhere = {(of, number) for of in "ab" for number in range(1, 13)}
    missed = everywhere - some if all_but else some
    owed = paid(whole, *((*miss, "0" if miss in bad else "60") for miss in missed))
    window, year = most(whole)

    assert owed.total() <= year
    assert max(owed.values(), default=0) <= window
