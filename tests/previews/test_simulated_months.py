"""Simulated months: runs that are measured together are what each would be alone."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from slaspec.errors import SlaspecError, UsageError
from slaspec.language.model import Profile
from slaspec.measure.measure import measure_all
from slaspec.measure.runs import measure_runs
from slaspec.records.selection import selected
from slaspec.records.simulate.runs import runs_of
from slaspec.records.simulate.streams import Span
from slaspec.remedies.distribution import Distribution
from slaspec.service_time.civil import midnight
from slaspec.use_cases.exposure import exposures
from slaspec.use_cases.in_force import plans_in

WORKED = ("acme-service-desk", "telco-uc", "desk-ola", "platform-ola")
APRIL = Span(7, date(2026, 4, 1), date(2026, 4, 30))


def runs(portfolio, count, span=APRIL):
    """So many runs of its tickets."""
    return runs_of(portfolio, portfolio.get("desk-profile", Profile), "itsm-export", span, count)


def test_runs_measured_together_are_measured_alone(portfolio):
    """The verdicts of each of 8 months are those of its own tickets, by the ordinary engine."""
    plans = [plans_in(portfolio, id, "2026-04")[-1].plan for id in WORKED]
    as_of = midnight(date(2026, 7, 1), plans[0].zone)
    made = runs(portfolio, 8)
    ((tickets, run),) = made.parts()
    together = list(measure_runs(plans, {"itsm-export": made.parts()}, as_of, 8))

    for number in range(8):
        own = selected(tickets, np.flatnonzero(run == number))
        alone = measure_all(plans, {"itsm-export": [own]}, as_of)
        for mine, theirs in zip(together[number], alone, strict=True):
            assert [facts(each) for each in theirs.measured] == [
                facts(each) for each in mine.measured
            ]


def facts(measured):
    """What a run says of an objective, without the numbers of its records."""
    m = measured
    return m.target, m.objective, m.window, m.verdict, m.met, m.counted, m.open, m.value, m.reason


def test_every_ticket_is_in_one_run_and_runs_are_alike(portfolio):
    """Of 200 months each has about as many tickets, and no two have the same."""
    made = runs(portfolio, 200)
    ((tickets, run),) = made.parts()
    sizes = np.bincount(run, minlength=200)

    assert len(tickets) == sizes.sum()
    assert (run >= 0).all()
    assert (run < 200).all()
    assert 250 < sizes.min() < 340 < sizes.mean() < 370 < sizes.max() < 450


def test_days_of_one_run_are_not_those_of_another(portfolio):
    """
    A profile with busy and calm days spreads the tickets of a day more than chance alone does:
    the variance over runs is well above the mean.
    """
    made = runs(portfolio, 400)
    ((tickets, run),) = made.parts()
    day = (tickets.stamps["reported"] + 7200) // 86400
    busiest = np.bincount(day - day.min()).argmax() + day.min()
    counts = np.bincount(run[day == busiest], minlength=400)

    assert counts.var() > 1.3 * counts.mean()


def test_the_same_seed_gives_the_same_figures(portfolio):
    """And another one others."""
    first, again, other = (
        exposures(portfolio, WORKED[:2], "2026-04", "desk-profile", as_of=date(2026, 5, 1),
                  months=60, seed=seed)
        for seed in (1, 1, 2)
    )  # fmt: skip

    assert [each.rows for each in first] == [each.rows for each in again]
    assert [each.rows for each in first] != [each.rows for each in other]


def test_a_period_of_months_is_told_by_the_month_and_whole(portfolio):
    """25 months of quarters are 9 quarters of 27 months; a quarter is what its months add up to."""
    (found,) = exposures(
        portfolio, WORKED[:1], "2026-Q2", "desk-profile", as_of=date(2026, 5, 1), months=25
    )
    by_month, whole = (row.distribution for row in found.rows)

    assert (27, 9) == (found.months, found.runs)
    assert (27, 9) == (by_month.count, whole.count)
    assert 3 * by_month.expected == whole.expected


def test_the_most_is_what_caps_and_rates_allow(portfolio):
    """10 % of 40,000 a month, 20 % of 9,500; an internal agreement pays nothing."""
    found = exposures(
        portfolio, WORKED, "2026-04", "desk-profile", as_of=date(2026, 5, 1), months=1
    )

    assert [
        ("4000.00", "48000.00"),
        ("1900.00", "22800.00"),
        ("0.00", "0.00"),
        ("0.00", "0.00"),
    ] == [(str(each.maximum.window), str(each.maximum.contract_year)) for each in found]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"profile": "desk-profil"}, "there is no profile 'desk-profil'; did you mean desk-profile?"),
        ({"months": 0}, "0 months cannot be simulated; ask for one at least"),
        ({"months": 10**9}, "1,000,000,000 runs cannot be simulated; ask for 1 to 100,000"),
        ({"agreements": ["bordernet-uc"]}, "profile 'desk-profile' brings no records for"
         " bordernet-uc"),
        ({"period": "2024-04"}, "the period '2024-04' lies outside the term of 'acme-service-desk',"
         " which begins on 2026-01-01 and ends on 2027-12-31"),
    ],
)  # fmt: skip
def test_what_cannot_be_simulated(portfolio, said, sentence):
    """One sentence, and nothing is made."""
    asked = {"agreements": WORKED[:1], "period": "2026-04", "profile": "desk-profile"} | said
    more = {"months": asked.pop("months", 1)}

    with pytest.raises(SlaspecError) as refused:
        exposures(portfolio, **asked, as_of=date(2026, 5, 1), **more)

    assert sentence == str(refused.value)
    assert isinstance(refused.value, UsageError)


def test_the_figures_of_a_distribution():
    """
    Ten amounts, by hand: half of them nothing, 0 most often; rank 5 of 10 is 0, rank 9 is 15, the
    mean is 80 of 10.
    """
    amounts = [Decimal(text) for text in "0 0 0 0 0 10 10 15 15 30".split()]
    found = Distribution.of(amounts)

    assert (Fraction(1, 2), Fraction(8), Decimal(0)) == (
        found.any,
        found.expected,
        found.most_likely,
    )
    assert (Decimal(0), Decimal(15), Decimal(30)) == (found.p50, found.p90, found.worst)


def test_of_equally_frequent_amounts_the_smallest_is_most_likely():
    """And there is no distribution of nothing."""
    assert Decimal(1) == Distribution.of([Decimal(2), Decimal(1)]).most_likely
    with pytest.raises(ValueError, match="no amounts"):
        Distribution.of([])
