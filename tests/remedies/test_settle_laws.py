"""Laws that hold for every scheme of the settled terms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.language.model.interpretation import Rounding
from slaspec.language.model.remedy import Base
from slaspec.remedies.pipeline import settle
from tests.remedies.build import (
    agreement,
    cap,
    flat,
    interpretation,
    ladder,
    measured,
    measurements,
    service,
    target,
)

PRIORITIES = ["P1", "P2", "P3", "P4"]
modes = st.sampled_from(["half_up", "half_even", "down", "up"])
roundings = st.builds(
    lambda mode, at: Rounding(mode=mode, at_=at), modes, st.sampled_from(["line", "total"])
)
cents = st.integers(min_value=0, max_value=10**9)
percents = st.integers(min_value=0, max_value=100_000).map(lambda n: f"{Decimal(n).scaleb(-3):f}%")
values = st.lists(st.fractions(min_value=0, max_value=1), min_size=1, max_size=4)
ladders = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(1, 1000)),
    min_size=1,
    max_size=6,
    unique_by=(lambda rung: rung[0], lambda rung: rung[1]),
).map(
    lambda rungs: [
        (f"{Decimal(at).scaleb(-1):f}%", f"{Decimal(pays).scaleb(-1):f}%")
        for at, pays in zip(
            sorted((at for at, _ in rungs), reverse=True),
            sorted(pays for _, pays in rungs),
            strict=True,
        )
    ]
)


def euros(amount):
    return f"{Decimal(amount).scaleb(-2):.2f} EUR"


def scheme(remedies, shares, *, charge, rounding, **sections):
    """An agreement with some remedies, and missed priorities at these shares."""
    names = PRIORITIES[: len(shares)]
    whole = agreement(
        *remedies,
        services=(service(charge=euros(charge)),),
        targets=(target(*(r.id for r in remedies), objectives=names),),
        interpretation=interpretation(rounding=rounding),
        **sections,
    )
    found = [
        replace(measured(objective=name), value=share)
        for name, share in zip(names, shares, strict=True)
    ]
    return whole, found


@settings(deadline=None)
@given(ladders, cents, roundings, values)
def test_worse_service_never_pays_less(rungs, charge, rounding, shares):
    """On a ladder whose rungs get worse and dearer, the credit falls as the value rises."""
    paid = []
    for share in sorted(shares):
        whole, found = scheme([ladder(*rungs)], [share], charge=charge, rounding=rounding)
        paid.append(settle(whole, measurements(*found)).total)

    assert sorted(paid, reverse=True) == paid


@settings(deadline=None)
@given(ladders, percents, percents, percents, cents, cents, roundings, values)
def test_caps_are_never_exceeded_and_lines_add_up(
    rungs, rate, own, overall, most, charge, rounding, shares
):
    """Each remedy stays within its caps, all credits within the agreement's, to the cent."""
    first = ladder(*rungs, id="first", caps=(cap(own), cap(euros(most))))
    second = flat(rate, id="second", base=Base(service="desk"))
    whole, found = scheme(
        [first, second], shares, charge=charge, rounding=rounding, caps=(cap(overall),)
    )

    statement = settle(whole, measurements(*found))

    money = Fraction(charge, 100)
    of_first = sum(Fraction(line.amount) for line in statement.lines if line.remedy == "first")
    assert of_first <= min(Fraction(own.strip("%")) / 100 * money, Fraction(most, 100))
    assert Fraction(statement.total) <= Fraction(overall.strip("%")) / 100 * money
    assert Fraction(statement.total) == sum(Fraction(line.amount) for line in statement.lines)
    assert all(line.amount >= 0 for line in statement.lines)


@settings(deadline=None)
@given(
    ladders,
    percents,
    cents,
    roundings,
    st.permutations(range(4)),
    st.lists(st.fractions(min_value=0, max_value=1), min_size=4, max_size=4),
)
def test_the_order_of_the_measured_values_changes_nothing(
    rungs, most, charge, rounding, order, shares
):
    """Lines, trail and total are those of the agreement's order."""
    remedy = ladder(*rungs, caps=(cap(most),))
    whole, found = scheme([remedy], shares, charge=charge, rounding=rounding)

    straight = settle(whole, measurements(*found))
    mixed = settle(whole, measurements(*(found[i] for i in order)))

    assert straight.lines == mixed.lines
    assert (straight.total, straight.quiet) == (mixed.total, mixed.quiet)


@settings(deadline=None)
@given(ladders, percents, cents, roundings, values)
def test_a_hundred_times_the_charge_pays_a_hundred_times_as_much(
    rungs, most, charge, rounding, shares
):
    """Up to rounding: less than one cent for each line and each of two roundings."""
    remedy = ladder(*rungs, caps=(cap(most),))

    def total(scale):
        whole, found = scheme([remedy], shares, charge=charge * scale, rounding=rounding)
        return Fraction(settle(whole, measurements(*found)).total)

    lines = len(shares)
    assert abs(total(100) - 100 * total(1)) <= Fraction(101 * (lines + 1), 100)


@settings(deadline=None)
@given(percents, percents, cents, roundings, values)
def test_a_higher_cap_never_pays_less(low, high, charge, rounding, shares):
    """And no cap pays most."""
    low, high = sorted((low, high), key=lambda text: Fraction(text.strip("%")))
    totals = []
    for caps in ((cap(low),), (cap(high),), ()):
        whole, found = scheme([flat(caps=caps)], shares, charge=charge, rounding=rounding)
        totals.append(settle(whole, measurements(*found)).total)

    assert sorted(totals) == totals


@settings(deadline=None)
@given(percents, cents, modes, values)
def test_a_rounded_total_is_within_one_cent_of_the_exact_sum(rate, charge, mode, shares):
    """However many lines there are; rounded by line, each line is within one cent."""
    exact = len(shares) * Fraction(rate.strip("%")) / 100 * Fraction(charge, 100)
    total, line = (
        settle(whole, measurements(*found)).total
        for whole, found in (
            scheme([flat(rate)], shares, charge=charge, rounding=Rounding(mode=mode, at_=at))
            for at in ("total", "line")
        )
    )

    assert abs(Fraction(total) - exact) < Fraction(1, 100)
    assert abs(Fraction(line) - exact) < Fraction(len(shares), 100)


@settings(max_examples=50, deadline=None)
@given(percents, cents, roundings, values)
def test_the_same_input_gives_the_same_statement(rate, charge, rounding, shares):
    """To the last word of the trail."""
    whole, found = scheme([flat(rate)], shares, charge=charge, rounding=rounding)

    assert settle(whole, measurements(*found)) == settle(whole, measurements(*found))
