"""For which figures a change pays another amount: every one of them, and no other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.language.model.governance import Volume
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.remedy import Base, CalendarDays, QuantityPaid, Rate
from slaspec.language.model.target import Objective
from slaspec.language.quantities import Amount, Share
from slaspec.language.structure import structure
from slaspec.remedies.analysis.analyse import Analysis, analyses
from slaspec.remedies.analysis.curve import Curve, Piece, Steps
from slaspec.remedies.cut import Cut
from slaspec.review.names import with_ids_of
from slaspec.review.regions.apart import apart
from slaspec.review.regions.credits import credit_regions
from tests.remedies.build import (
    agreement,
    cap,
    flat,
    interpretation,
    ladder,
    remedy,
    service,
    target,
)
from tests.remedies.schemes import scheme

DESK = Base(charge="desk")  # 40,000.00 EUR a month
SCHEMES = 40
BLOCK = 20


def told(before, after, **options):
    """Ends with whether they belong to it, and both amounts, of each region."""
    return [_told(each) for each in credit_regions(before, after, **options)]


def _told(region):
    assert region.exact, region.why
    low, high = (None if end is None else str(end) for end in (region.low, region.high))
    ends = (
        f"{'[' if region.low_included else '('}{low}, {high}{']' if region.high_included else ')'}"
    )
    return (ends, region.before, region.after)


def holds(region, value):
    """Whether a value lies in a region."""
    above = (
        region.low is None or region.low < value or (region.low_included and region.low == value)
    )
    below = region.high is None or value < region.high
    return above and (below or (region.high_included and value == region.high))


def test_a_rung_that_was_moved():
    """5 % below 90 and 10 % below 80, then 10 % below 85 already: 2,000 more from 80 to 85."""
    before = agreement(ladder(("90%", "5%"), ("80%", "10%")))
    after = agreement(ladder(("90%", "5%"), ("85%", "10%")))

    assert [("[80, 85)", "2,000.00 EUR", "4,000.00 EUR")] == told(before, after)


def test_a_rung_that_pays_more():
    """The lowest rung pays 15 % instead of 10 %: all that lies below 80 %."""
    before = agreement(ladder(("90%", "5%"), ("80%", "10%")))
    after = agreement(ladder(("90%", "5%"), ("80%", "15%")))

    assert [("[0, 80)", "4,000.00 EUR", "6,000.00 EUR")] == told(before, after)


def test_a_tightened_objective_pays_for_what_it_misses_now():
    """A flat 5 %: from 90 to 95 nothing was due, and 2,000 are."""
    tighter = replace(target("credit"), objective=Objective(share=Share("95%")))

    assert [("[90, 95)", "nothing", "2,000.00 EUR")] == told(
        agreement(flat()), agreement(flat(), targets=(tighter,))
    )


def test_a_line_that_became_steeper_says_both_ends():
    """2 % for each point below 90, then 3 %: at 0 % 72,000 and 108,000; the objective alike."""

    def line(pays):
        rate = Rate(per_step=Amount(pays))
        quantity = QuantityPaid(of="shortfall", step=Amount("1pp"), count="prorata")
        return agreement(remedy(rate, quantity=quantity, base=DESK))

    assert [
        (
            "[0, 90)",
            "72,000.00 EUR at 0% to nothing at 90%",
            "108,000.00 EUR at 0% to nothing at 90%",
        )
    ] == told(line("2%"), line("3%"))


def test_two_lines_that_cross_are_alike_at_one_value():
    """5 % flat and 1 % for each point below 90 are both 2,000 at 85 %."""
    quantity = QuantityPaid(of="shortfall", step=Amount("1pp"), count="prorata")
    line = agreement(remedy(Rate(per_step=Amount("1%")), quantity=quantity, base=DESK))

    assert ["[0, 85)", "(85, 90)"] == [ends for ends, _, _ in told(agreement(flat()), line)]


def test_a_staircase_against_a_flat_rate_is_alike_on_one_step():
    """5 whole points below 90 pay what the flat rate pays: above 84 up to 85 %."""
    quantity = QuantityPaid(of="shortfall", step=Amount("1pp"), count="whole")
    steps = agreement(remedy(Rate(per_step=Amount("1%")), quantity=quantity, base=DESK))

    assert ["[0, 84]", "(85, 90)"] == [ends for ends, _, _ in told(agreement(flat()), steps)]


def test_a_cap_that_was_raised():
    """2 % a point, under 10 % and then under 20 %: alike down to 85 %, where 10 % are reached."""
    quantity = QuantityPaid(of="shortfall", step=Amount("1pp"), count="prorata")

    def capped(at_most):
        rate = Rate(per_step=Amount("2%"))
        return agreement(remedy(rate, quantity=quantity, base=DESK, caps=(cap(at_most),)))

    assert [
        ("[0, 80]", "4,000.00 EUR", "8,000.00 EUR"),
        ("(80, 85)", "4,000.00 EUR", "8,000.00 EUR at 80% to 4,000.00 EUR at 85%"),
    ] == [(e, b, a) for e, b, a in told(capped("10%"), capped("20%"))]


def test_a_new_remedy_paid_nothing_before():
    """The target had none."""
    before = agreement(flat(), targets=(target(),))

    assert [("[0, 90)", "nothing", "2,000.00 EUR")] == told(before, agreement(flat()))
    assert [("[0, 90)", "2,000.00 EUR", "nothing")] == told(agreement(flat()), before)


def test_a_remedy_of_another_name_pays_what_it_paid():
    """Renamed, and no longer bound by its old name: nothing differs."""
    before = agreement(flat())
    [remedy_before] = before.remedies
    targets = tuple(replace(each, remedies=("other",)) for each in before.targets)
    after = replace(before, remedies=(replace(remedy_before, id="other"),), targets=targets)

    assert [] == told(with_ids_of(before, after), after)


def test_a_bonus_is_called_one():
    """Above the objective."""
    bonus = flat(nature="bonus")

    found = told(agreement(flat(), targets=(target(),)), agreement(bonus))

    assert all("a bonus of 2,000.00 EUR" == after for _, _, after in found)
    assert found


def test_counts_of_records_are_whole():
    """10 EUR a record that missed, then 20 EUR: of 36 expected from the first one on."""
    quantity = QuantityPaid(of="occurrences", step=None)
    volume = Volume(per="month", expect=36)

    def each(pays):
        paid = remedy(Rate(per_step=Amount(pays)), quantity=quantity)
        return agreement(paid, services=(replace(service(), volume=volume),))

    [(ends, before, after)] = told(each("10 EUR"), each("20 EUR"))

    assert "[4, 36]" == ends  # 3 of 36 are within the 10 % that may miss
    assert ("40.00 EUR at 4 records to 360.00 EUR at 36 records") == before
    assert after.startswith("80.00 EUR at 4 records")


def test_what_has_no_curve_is_named():
    """Dates have none: whatever differs, it is not told in figures."""
    days = QuantityPaid(of="duration", step=CalendarDays(calendar_days=1), count="commenced")
    by_days = agreement(remedy(Rate(per_step=Amount("1%")), quantity=days, base=DESK))

    [found] = credit_regions(agreement(flat()), by_days)

    assert not found.exact
    assert found.why.startswith("no exact amounts: ")


def test_what_did_not_change_is_not_analysed():
    """Another clause of the target's objective moves no amount; equal texts have no region."""
    assert [] == told(agreement(flat()), agreement(flat()))
    assert [] == told(agreement(flat()), agreement(flat(), title="Another"))


def test_what_is_rounded_before_it_is_paid_for_is_said():
    """Figures of a region are those that are judged; with another rounding none tells it all."""
    rounds = interpretation(round_measured=RoundMeasured(places=1, mode="half_up"))
    before, after = (agreement(flat(pays), interpretation=rounds) for pays in ("5%", "6%"))

    [same] = credit_regions(before, after)
    [other] = credit_regions(agreement(flat("5%")), before)

    assert (True, "figures as they are judged, to 1 place half up") == (same.exact, same.why)
    assert (False, "figures are rounded otherwise before they are paid for") == (
        other.exact,
        other.why,
    )


def schemes(seed):
    """Two schemes of one kind that differ in their rates, as agreements, with charges."""
    contract, _, rows = scheme(Random(seed))
    other, _, _ = scheme(Random(seed + 10_000))
    up_time = {"id": "time", "kind": "availability", "hours": "24x7"}
    ids = [each["id"] for each in contract["remedies"]]
    for metrics in ({}, {"metrics": [up_time]}):
        base = {**contract, **metrics}
        rates = {each["id"]: each["rate"] for each in other["remedies"] if each["id"] in ids}
        changed = [{**e, "rate": rates.get(e["id"], e["rate"])} for e in contract["remedies"]]
        before, wrong = structure(base)
        after, also = structure({**base, "remedies": changed})
        assert [] == [*wrong, *also]
        yield before, after, rows


def curves(text, rows):
    """The curves of an agreement by target, objective and remedy."""
    found = (each for each in analyses(text, charges=rows) if isinstance(each, Analysis))
    return {(each.target.id, each.objective, each.remedy.id): each for each in found}


def values(one, two, random):
    """Values of two curves: their cuts, beside them, and anywhere."""
    ends = [piece.low.value for each in (one, two) for piece in each.curve.pieces if piece.low]
    for _ in range(8):
        value = random.choice([*ends, Fraction(random.randint(0, 10**6), 10**4)])
        value += random.choice([0, Fraction(1, 10**6), Fraction(-1, 10**6)])
        if one.axis.of_records:
            value = Fraction(round(value))
        highs = [e.axis.high for e in (one, two) if e.axis.high is not None]
        if value >= 0 and all(value <= high for high in highs):
            yield value


@pytest.mark.parametrize("block", range(SCHEMES // BLOCK))
def test_a_value_lies_in_a_region_where_the_curves_differ(block):
    """At any value of generated schemes the amounts differ exactly where a region holds it."""
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)
        for before, after, rows in schemes(seed):
            was, now = curves(before, rows), curves(after, rows)
            found = list(credit_regions(before, after, rows))
            for key in was.keys() & now.keys():
                mine = [r for r in found if (r.target, r.objective, r.remedy) == key]
                one, two = was[key], now[key]
                if all(region.exact for region in mine):
                    for value in values(one, two, random):
                        apart = one.curve.at(value) != two.curve.at(value)
                        assert apart == any(holds(r, value) for r in mine), (seed, key, value)


@st.composite
def drawn(draw):
    """A curve from 0 to 12 of any pieces: constants, lines, staircases."""
    size = st.fractions(0, 4, max_denominator=4)
    ends = sorted({Cut(draw(st.integers(1, 11)) * Fraction(1), draw(st.booleans())) for _ in "123"})
    cuts = [Cut(Fraction(0), False), *ends, Cut(Fraction(12), True)]
    pieces = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        step = draw(st.sampled_from([Fraction(1), Fraction(2), Fraction(3, 4)]))
        count = draw(st.sampled_from(["whole", "commenced", "prorata"]))
        steps = Steps(draw(size), step, draw(st.booleans()), count)
        rise = draw(st.fractions(-2, 2, max_denominator=2))
        constant = draw(st.booleans())
        pieces.append(Piece(low, high, draw(size), *(() if constant else (rise, steps))))
    return Curve(tuple(pieces), worse_is_lower=True)


@given(drawn(), drawn(), st.fractions(0, 12, max_denominator=16))
def test_any_two_curves_differ_where_they_are_said_to(one, two, value):
    """Constants, lines and staircases of any steps, at any value."""
    found = list(apart(one, two))

    inside = [each for each in found if _inside(each.stretch, value)]
    assert all(each.exact for each in found)
    assert (one.at(value) != two.at(value)) == bool(inside)
    assert len(inside) <= 1


def _inside(stretch, value):
    return stretch.low <= Cut(value, False) and Cut(value, True) <= stretch.high


def test_staircases_without_end_are_compared_by_their_counts():
    """10 for each whole hour, then 30 for the first 3h and no more: alike in the fourth hour."""
    hour = Steps(Fraction(0), Fraction(1), True, "whole")
    before = Curve((Piece(Cut(Fraction(0), False), None, Fraction(0), Fraction(10), hour),), False)
    after = Curve((Piece(Cut(Fraction(0), False), None, Fraction(30)),), False)

    assert [
        (Cut(Fraction(0), False), Cut(Fraction(3), False)),
        (Cut(Fraction(4), False), None),
    ] == [tuple(each.stretch) for each in apart(before, after)]


def test_endless_staircases_of_different_steps_are_not_told_exactly():
    """10 an hour, or 15 for each 90 minutes: some hours pay alike, without end."""
    hour, more = (Steps(Fraction(0), Fraction(each), True, "whole") for each in ("1", "3/2"))
    one = Curve((Piece(Cut(Fraction(0), False), None, Fraction(0), Fraction(10), hour),), False)
    two = Curve((Piece(Cut(Fraction(0), False), None, Fraction(0), Fraction(15), more),), False)

    assert [False] == [each.exact for each in apart(one, two)]
