"""That one value is more than another holds whatever the charges, the month and the miss are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from slaspec.checks.time.spans import last_date
from slaspec.language.model.remedy import Base
from slaspec.language.quantities import Amount, Lookback, Share, Span
from slaspec.review.changes.bases import base_order
from slaspec.review.changes.orders import order, ranked, reverse, together

SERVICES = ("desk", "network")
spans = st.builds(
    lambda count, unit: Span(f"{count} {unit}"),
    st.integers(1, 70),
    st.sampled_from(("days", "weeks", "months", "years")),
)


@given(spans, spans, st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_a_longer_span_never_ends_earlier(base: Span, head: Span, start: date) -> None:
    """From any day on; equal spans end on one day."""
    one, other = last_date(start, base), last_date(start, head)
    assert one is not None
    assert other is not None

    found = order(base, head)
    assert found != 1 or other > one
    assert found != 0 or other == one
    assert reverse(found) == order(head, base)


def test_figures_of_one_unit_are_compared() -> None:
    """By what they are, not by how they are written."""
    assert 0 == order(Amount("1 service day"), Amount("24 service hours"))
    assert 0 == order(Amount("2x"), Amount("200%"))
    assert 1 == order(Amount("99.5%"), Amount("99.50001%"))
    assert -1 == order(Amount("1h"), Amount("59min"))
    assert 0 == order(Lookback("rolling 4 quarters"), Lookback("rolling 1 year"))


def test_figures_of_two_units_are_not_compared() -> None:
    """Two currencies, a percentage and a point, a contract year and twelve months."""
    assert order(Amount("1.00 EUR"), Amount("1.00 SEK")) is None
    assert order(Amount("1%"), Amount("1pp")) is None
    assert order(Lookback("contract_year"), Lookback("rolling 12 months")) is None
    assert order(None, Amount("1%")) is None


def test_sets_are_compared_by_what_they_hold() -> None:
    """A set that holds all of another one and more is more; the order of words is nothing."""
    assert 0 == order(("a", "b"), ("b", "a"))
    assert 1 == order(("a",), ("b", "a"))
    assert order(("a", "c"), ("b", "a")) is None


def test_parts_that_disagree_have_no_order() -> None:
    """More here and less there is neither; what is equal has no say."""
    assert 1 == together((0, 1, 1))
    assert 0 == together((0, 0))
    assert together((1, -1)) is None
    assert together((1, None)) is None
    assert 1 == ranked(("less", "more"), "less", "more")
    assert ranked(("less", "more"), "less", "otherwise") is None


shares = st.integers(1, 20).map(lambda tens: Share(f"{10 * tens}%"))
plain_bases = st.one_of(
    st.builds(
        lambda service, over, left: Base(charge=service, over=over, leaves_out=left),
        st.sampled_from(SERVICES),
        st.sampled_from((None, "window", "contract_year")),
        st.sampled_from((None, ("one_off",))),
    ),
    st.builds(
        lambda over: Base(all_charges="contracted", over=over),
        st.sampled_from((None, "contract_year")),
    ),
    st.integers(1, 3).map(lambda windows: Base(windows=windows)),
)
bases = st.recursive(
    plain_bases,
    lambda inner: st.one_of(
        st.builds(
            lambda share, of, pool: Base(at_risk=share, of=of, pool=pool), shares, inner, shares
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: Base(greater_of=tuple(each))),
    ),
    max_leaves=4,
)
amounts = st.fixed_dictionaries({service: st.integers(0, 9) for service in SERVICES})


def worth(base: Base, regular: dict[str, int], one_off: dict[str, int]) -> Fraction:
    """What a base comes to where each of the twelve windows of a year has these charges."""
    if base.greater_of:
        return max(worth(each, regular, one_off) for each in base.greater_of)
    if base.at_risk is not None:
        assert base.of is not None
        assert base.pool is not None
        return base.at_risk.value * base.pool.value * worth(base.of, regular, one_off)
    services = (base.charge,) if base.charge else SERVICES
    listed = (regular,) if base.leaves_out else (regular, one_off)
    charged = sum(each[service] for each in listed for service in services)
    times = (base.windows or 1) * (12 if base.over == "contract_year" else 1)
    return Fraction(charged * times)


@given(bases, bases, amounts, amounts)
def test_a_larger_base_is_no_less_whatever_is_charged(
    base: Base, head: Base, regular: dict[str, int], one_off: dict[str, int]
) -> None:
    """A base said to be more comes to no less; equal ones come to the same."""
    found = base_order(base, head)
    one, other = worth(base, regular, one_off), worth(head, regular, one_off)

    assert found != 1 or other >= one
    assert found != -1 or other <= one
    assert found != 0 or other == one
    assert reverse(found) == base_order(head, base)
