"""`--no-amounts`: no price in any output, and still which is higher."""

import dataclasses
import json
import re
from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.report.review_json import review_data
from slaspec.report.review_outputs import FORMATS, rendered
from slaspec.review.without_amounts import without_amounts
from tests.review.reviews import change, gate, impact, region, review, rich

FIGURES = re.compile(
    r"EUR|\+127|100 %|1,?000\.00|2,?000(?!\d| simulated)|4,?000\.00|6,?000|10,?000|72,?000|120,?000"
    r"|660|520|1,?380|833|26\.53|48,?000|[15],?500"
)


def masked(before, after):
    """A change of an amount in a review that names none."""
    [found] = without_amounts(review(changes=(change(before=before, after=after),))).changes
    return found.before, found.after


@pytest.mark.parametrize("form", FORMATS)
def test_no_output_holds_a_price(form):
    """Neither currency nor figure of any amount, and no per cent of one."""
    text = rendered(form, without_amounts(rich()), always=True)

    assert FIGURES.search(rendered("text", rich()))
    assert [] == FIGURES.findall(text)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("1,000.00 EUR", "2,000.00 EUR", ("an amount", "a higher amount")),
        ("2000.00 EUR", "1000.00 EUR", ("an amount", "a lower amount")),
        ("9.99 USD", "10.00 USD", ("an amount", "a higher amount")),
        ("1 JPY", "1 JPY", ("an amount", "an amount")),
        ("EUR 5", "EUR 7", ("an amount", "an amount")),
        ("5.00 EUR", "7.00 USD", ("an amount", "an amount")),
        ("0.50 EUR per minute", "0.75 EUR per minute",
         ("an amount per minute", "a higher amount per minute")),
        ("500.00 EUR to 900.00 EUR", "5.00 EUR", ("an amount to an amount", "an amount")),
        ("", "5.00 EUR", ("", "an amount")),
        ("€ 5", "5 £", ("an amount", "an amount")),
        ("-5.00 EUR", "−7.00 EUR", ("an amount", "a lower amount")),
        ("10000/3 EUR", "3333.333333… EUR", ("an amount", "an amount")),
        ("10000/3 EUR", "3333.34 EUR", ("an amount", "a higher amount")),
        ("4 000.00 NOK", "5k NOK", ("an amount", "an amount")),
        ("kr 500", "500,00 kr.", ("an amount", "an amount")),
        ("EUR5", "USD-7.5", ("an amount", "an amount")),
        ("within 30 days 5 EUR", "", ("within 30 days an amount", "")),
        ("5%", "10%", ("5%", "10%")),
        ("12 ALLOCATED", "3 krone-days", ("12 ALLOCATED", "3 krone-days")),
        ("P1 within 4h", "30 days", ("P1 within 4h", "30 days")),
    ],
)  # fmt: skip
def test_an_amount_becomes_words(before, after, words):
    """Of two amounts of one currency it is told which one is higher; other figures stay."""
    assert words == masked(before, after)


def test_files_and_ids_stay():
    """A place that looks like an amount is still a place."""
    span = dataclasses.replace(change(), head=change().head._replace(file="contracts/5 EUR.yaml"))

    [found] = without_amounts(review(changes=(span,))).changes

    assert "contracts/5 EUR.yaml" == found.span.file


def test_figures_are_signs():
    """Before is 0, after is 1 for more and -1 for less; how often and how many months stay."""
    [made] = without_amounts(review(impacts=(impact(),))).impacts
    [total, _] = made.streams[0].rows

    assert (Decimal(0), Decimal(1)) == (made.maximum_before, made.maximum_after)
    assert {"resolution/P1": Fraction(1)} == made.uncovered_after
    assert (Fraction(22, 100), Fraction(41, 100)) == (total.before.any, total.after.any)
    assert (0, 1, 1) == (total.before.expected, total.after.expected, total.difference.expected)
    assert (0, 0, 1) == (total.after.p50, total.difference.p50, total.difference.p90)
    assert (1000, None, (), "") == (total.after.count, total.error, total.bars_after, made.currency)


def test_a_gate_about_credits_tells_no_percentage():
    """From +127 % and a known price one could compute the credit."""
    told = gate("G002", "expected-credit-decrease", "denied", "fall by 40 %, allowed are 25%")

    [found] = without_amounts(review(gates=(told,))).gates

    assert "fall by an amount, allowed are an amount" == found.sentence == found.finding.message


def test_percentages_of_other_gates_stay():
    """What is promised is no price."""
    told = gate("G004", "missing-approval", "denied", "99.9 % is not signed")

    [found] = without_amounts(review(gates=(told,))).gates

    assert told == found


def test_a_region_of_a_credit_says_which_is_higher():
    """The values are measured and stay."""
    credit = region(differs="credit", before="1,000.00 EUR", after="500.00 EUR")

    [found] = without_amounts(review(regions=(credit,))).regions

    assert ("an amount", "a lower amount", credit.low) == (found.before, found.after, found.low)


def test_twice_is_once():
    """What names no amount stays as it is."""
    once = without_amounts(rich())

    assert once == without_amounts(once)
    assert json.dumps(review_data(once)) == json.dumps(review_data(without_amounts(once)))


def test_a_hostile_text_takes_no_time_and_raises_nothing():
    """A million digits, and a fraction that is none."""
    long = ("1" * 1_000_000, "1," * 500_000, "111 " * 250_000, "1 " * 500_000, "1,, " * 250_000)
    for before in (*long, "5/0 EUR", ", EUR", "1,,, EUR"):
        assert masked(before, "1 EUR")[1] in ("an amount", "a lower amount")
