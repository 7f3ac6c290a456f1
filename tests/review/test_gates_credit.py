"""Gates of expected credits: percentages and amounts, both directions, and what cannot be told."""

from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.remedies.distribution import Distribution
from slaspec.review.gates.settings import GateSettings, Limit, Limits
from slaspec.review.review import Impact, Paired, Streamed
from tests.review.gate_build import OLA, SLA, TIGHTER, asked, edited, pair_of, states

UP, DOWN = "expected-credit-increase", "expected-credit-decrease"


def limit(text):
    """`25%` or `1000.00 EUR`."""
    figure, unit = (text[:-1], "%") if text.endswith("%") else text.split()
    return Limit(text, Decimal(figure), unit)


def limits(warn=None, deny=None):
    """The limits of both directions."""
    both = Limits(warn and limit(warn), deny and limit(deny))
    return GateSettings(expected_credit_increase=both, expected_credit_decrease=both)


def distribution(expected):
    """A distribution of which only the expected amount is looked at."""
    zero = Decimal(0)
    return Distribution(10, Fraction(1), Fraction(expected), zero, zero, zero, zero)


def streamed_of(source, *rows):
    """Ten months of a source."""
    return Streamed(
        source=source, months=10, first="2027-01", last="2027-10", records=100, rows=rows
    )


def impact(before, by, error=None, source="simulation", **more):
    """The expected credit of Acme before, and what it changes by."""
    row = Paired(
        target="",
        side="credit",
        before=distribution(before),
        after=distribution(Fraction(before) + Fraction(by)),
        difference=distribution(by),
        error=None if error is None else Decimal(error),
    )
    streamed = streamed_of(source, row)
    return Impact(agreement="acme-sla", currency="EUR", streams=(streamed,), **more)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A target of Acme is tighter."""
    return pair_of(tmp_path_factory.mktemp("pair"), head={"sla.yaml": edited(SLA, TIGHTER)})


@pytest.mark.parametrize(
    ("before", "by", "state"),
    [
        (600, 0, "passed"),
        (600, 150, "passed"),  # 25 %, no more
        (600, "150.01", "warned"),
        (600, 300, "warned"),  # 50 %, no more
        (600, "300.01", "denied"),
        (600, -600, "passed"),
        (0, 0, "passed"),
        (0, "0.01", "denied"),  # from nothing: more than any percentage
    ],
)
def test_a_percentage_is_of_the_credit_before(pair, before, by, state):
    """With 25 % and 50 %, what is exactly at a limit still passes it."""
    results = asked(pair, UP, settings=limits("25%", "50%"), impacts=(impact(before, by),))

    assert [state] == states(results)


@pytest.mark.parametrize(("by", "state"), [("1000.00", "passed"), ("1000.01", "denied")])
def test_an_amount_is_of_the_difference(pair, by, state):
    """A limit of 1000.00 EUR a month, whatever the credit was before."""
    results = asked(pair, UP, settings=limits(deny="1000.00 EUR"), impacts=(impact(9000, by),))

    assert [state] == states(results)


@pytest.mark.parametrize(
    ("gate", "by", "state"),
    [(UP, 301, "denied"), (UP, -301, "passed"), (DOWN, 301, "passed"), (DOWN, -301, "denied")],
)
def test_each_direction_has_its_gate(pair, gate, by, state):
    """What rises too much does not fall too much."""
    results = asked(pair, gate, settings=limits(deny="50%"), impacts=(impact(600, by),))

    assert [state] == states(results)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        ("29.99", "warned"),  # 240 lies 60 below the 300 that are denied: more than 59.98
        ("30.00", "not_judged"),
    ],
)
def test_two_standard_errors_decide_whether_a_limit_can_be_told(pair, error, state):
    """600.00 EUR rise by 240.00: above 25 %; whether above 50 % depends on the sampling error."""
    given = impact(600, 240, error)

    [result] = asked(pair, UP, settings=limits("25%", "50%"), impacts=(given,))

    assert state == result.state
    assert "warning" == result.finding.severity


def test_what_cannot_be_told_says_how_near_it_is(pair):
    """The sentence has both amounts, twice the error, and the limit; the help asks for months."""
    given = impact(600, 240, "30")

    [result] = asked(pair, UP, settings=limits("25%", "50%"), impacts=(given,))

    assert (
        "the expected credit of 'acme-sla' cannot be judged: the expected credit of 'acme-sla' goes"
        " from 600.00 EUR to 840.00 EUR a month (+40.0 %), give or take 60.00 EUR, which is too"
        " near the limit 50%"
    ) == result.sentence
    assert result.finding.help.startswith("compare more months")


def test_from_nothing_is_said_in_so_many_words(pair):
    """No percentage of zero is computed, however uncertain the figure is."""
    [result] = asked(pair, UP, settings=limits(deny="900%"), impacts=(impact(0, 5, "20"),))

    assert (
        "the expected credit of 'acme-sla' goes from 0.00 EUR to 5.00 EUR a month: from nothing,"
        " which is more than any percentage (limit 900%)"
    ) == result.sentence
    assert "denied" == result.state


def test_the_simulation_counts_before_the_replay(pair):
    """A replay of twelve months is asked only where there is no simulation."""
    replayed, simulated = impact(600, 600, source="replay"), impact(600, 0)
    both = Impact(
        agreement="acme-sla",
        currency="EUR",
        streams=(*replayed.streams, *simulated.streams),
    )
    settings = limits(deny="50%")

    assert ["passed"] == states(asked(pair, UP, settings=settings, impacts=(both,)))
    assert ["denied"] == states(asked(pair, UP, settings=settings, impacts=(replayed,)))


def test_the_credit_of_one_target_is_not_that_of_the_agreement(pair):
    """Only the row of the whole agreement is compared, and no bonus."""
    row = impact(600, 600).streams[0].rows[0]
    others = [
        Paired(target="resolution", side="credit", before=row.before, after=row.after,
               difference=row.difference),
        Paired(target="", side="bonus", before=row.before, after=row.after,
               difference=row.difference),
    ]  # fmt: skip
    streamed = streamed_of("simulation", *others)
    given = Impact(agreement="acme-sla", currency="EUR", streams=(streamed,))

    assert ["passed"] == states(asked(pair, UP, settings=limits(deny="50%"), impacts=(given,)))


@pytest.mark.parametrize(
    ("impacts", "why"),
    [
        ((impact(600, 600),), "the limit 1000.00 SEK is in another currency than EUR"),
        (
            (Impact(agreement="acme-sla", currency="EUR", streams=(),
                    not_computed=("there is no profile",)),),
            "there is no profile",
        ),
        ((), "no months were simulated or replayed"),
    ],
)  # fmt: skip
def test_what_was_not_compared_does_not_pass(pair, impacts, why):
    """A limit in another currency, no profile, no money at all: a warning says so."""
    [result] = asked(pair, UP, settings=limits(deny="1000.00 SEK"), impacts=impacts)

    assert ("not_judged", "warning") == (result.state, result.finding.severity)
    assert f"the expected credit of 'acme-sla' cannot be judged: {why}" == result.sentence


def test_an_agreement_that_pays_nothing_is_not_asked(tmp_path):
    """An OLA without remedies has no expected credit to be told."""
    faster = edited(OLA, ("P1: {share: 95%, within: 4h", "P1: {share: 95%, within: 3h"))
    pair = pair_of(tmp_path, head={"ola.yaml": faster})
    given = Impact(agreement="desk-ola", currency="", streams=())

    assert ["passed"] == states(asked(pair, UP, settings=limits(deny="1%"), impacts=(given,)))
    assert ["passed"] == states(asked(pair, UP, settings=limits(deny="1%"), impacts=()))


def test_without_limits_the_gates_are_off(pair):
    """A project that sets no limit hears nothing of them."""
    assert [] == asked(pair, UP, impacts=(impact(0, 900),))
    assert not GateSettings().needs_months
    assert limits(warn="5%").needs_months
