"""Back to back in money: owed, returned, uncovered; or why it is not computed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.backing.money import exposure
from tests.backing.build import book, time_leaf, time_sla, times

CHARGE = [{"service": "network", "charge": {"amount": "40000.00 EUR", "per": "month"}}]
LITTLE = [{"service": "network", "charge": {"amount": "9500.00 EUR", "per": "month"}}]


def flat(pays="5%", **more):
    base = {"base": {"charge": "network"}} if pays.endswith("%") else {}
    return [{"id": "credit", "for_each": "window", "rate": {"flat": pays}, **base, **more}]


def paying(document, remedies, services=CHARGE, **more):
    """A document that pays a remedy for its target; what stands behind is a supplier's."""
    document["targets"][0]["remedies"] = ["credit"]
    document["kind"] = "SLA" if document["kind"] == "SLA" else "UC"
    return {**document, "remedies": remedies, "services": services, "currency": "EUR", **more}


def sla(remedies, **more):
    return paying(time_sla(["desk-ola#restore"]), remedies, **more)


def made(*documents):
    books = book(*documents)
    return exposure(books, books.agreement("sla"), "resolve")


def test_what_a_supplier_returns_is_set_against_what_is_owed():
    """5 % of 40,000 owed, up to 20 % of 9,500 returned: 100 stay."""
    rungs = [{"below": "98%", "pays": "5%"}, {"below": "90%", "pays": "20%"}]
    ladder = [{**flat()[0], "rate": {"ladder": rungs, "over": "measured"}}]

    found = made(sla(flat()), paying(time_leaf(), ladder, LITTLE))

    assert (Fraction(2000), Fraction(100)) == (found.owed, found.uncovered)
    assert [("desk-ola#restore", Fraction(1900))] == [each[:2] for each in found.recoveries]
    assert ("EUR", "month") == (found.currency, found.window)
    assert found.why_not_expected


def test_own_handling_is_no_supplier():
    """Own handling returns nothing; what stays with the provider is told of the supplier."""
    tree = ["desk-ola#restore", {"own": {"time": "1h"}}]
    agreement = paying(time_sla(tree), flat())

    found = made(agreement, paying(time_leaf(), flat("1000.00 EUR"), LITTLE))

    assert [(Fraction(1000), True), (Fraction(0), False)] == [
        (each.amount, each.supplier) for each in found.recoveries
    ]
    assert Fraction(1000) == found.uncovered


def test_the_supplier_who_returns_least_may_be_the_one_that_fails():
    """Of two suppliers one returns 1,000 and one nothing: 2,000 may stay."""
    agreement = paying(time_sla(["desk-ola#restore", "net-ola#restore"]), flat())
    desk = paying(time_leaf(), flat("1000.00 EUR"), LITTLE)

    found = made(agreement, desk, {**time_leaf("net"), "kind": "UC"})

    assert Fraction(2000) == found.uncovered


def test_where_all_is_internal_all_stays():
    """An OLA is a promise of the provider to himself: nothing comes back."""
    found = made(sla(flat()), time_leaf())

    assert ([False], Fraction(2000)) == (
        [each.supplier for each in found.recoveries],
        found.uncovered,
    )


@pytest.mark.parametrize(
    ("cap", "owed"),
    [
        ({"per": "month", "at_most": "2%", "of": {"charge": "network"}, "excess": "lost"}, 800),
        ({"per": "month", "at_most": "2%", "excess": "lost"}, 800),
        ({"per": "quarter", "at_most": "1%", "excess": "lost"}, 1200),
        ({"per": "window", "at_most": "700.00 EUR", "excess": "lost"}, 700),
    ],
)
def test_caps_bind(cap, owed):
    """A cap of the window, or of a longer period, is the most that is owed."""
    assert owed == made(sla(flat(caps=[cap])), time_leaf()).owed


def test_caps_over_the_whole_agreement_bind():
    """A yearly cap of 0.1 % of all charges is 480 a window at most."""
    cap = {
        "per": "contract_year",
        "at_most": "0.1%",
        "of": {"all_charges": "contracted"},
        "excess": "lost",
    }

    assert 480 == made(sla(flat(), caps=[cap]), time_leaf()).owed


@pytest.mark.parametrize(
    ("remedies", "more", "why"),
    [
        (flat(repeat={"when": "consecutive", "factor": 2}), {}, "repeat"),
        (flat("5%", for_each="outage"), {}, "each outage"),
        (flat("2 points"), {}, "no money"),
        (flat(), {"services": [{"service": "network"}]}, "invoices"),
        (flat(), {"answers": None, "currency": None}, "currency"),
    ],
)
def test_what_is_not_computed_says_why(remedies, more, why):
    """Nothing is guessed: the figure is missing and the reason stands there."""
    more = {key: value for key, value in more.items() if key != "answers"}
    document = sla(remedies, **more)
    document = {key: value for key, value in document.items() if value is not None}

    found = made(document, time_leaf())

    assert (None, None) == (found.owed, found.uncovered)
    assert why in found.why


def test_other_windows_and_currencies_are_not_set_off():
    """A quarter's remedy, or one in dollars, is not taken from what is owed in a month."""
    quarter = time_leaf(answers={"window": "quarter"})
    dollars = paying(time_leaf(), flat("100.00 USD"), [{"service": "network"}], currency="USD")

    late = made(sla(flat()), paying(quarter, flat(), LITTLE))
    other = made(sla(flat()), {**dollars, "currency": "USD"})

    assert (Fraction(2000), None, None) == (late.owed, late.uncovered, late.recoveries[0].amount)
    assert "window" in late.why
    assert "currencies" in other.why


def test_a_bonus_is_not_owed_to_the_customer():
    """Only what is paid for a miss counts."""
    assert 0 == made(sla(flat(nature="bonus")), time_leaf()).owed


def test_metrics_do_not_matter_for_money():
    """An allocation of an at-risk pool is a part of its share of the charges."""
    base = {"at_risk": "10%", "of": {"charge": "network"}, "pool": "50%"}
    document = sla([{"id": "credit", "rate": {"flat": "100%"}, "base": base}])
    document["targets"][0]["remedies"] = [{"remedy": "credit", "allocation": "40%"}]

    assert (
        40000 * Fraction(1, 10) / 2 * Fraction(4, 10)
        == made(document, time_leaf(metric=times())).owed
    )
