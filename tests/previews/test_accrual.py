"""An unfinished month: earned so far, what open records could add, what the rest may bring."""

from datetime import date
from decimal import Decimal

import pytest

from slaspec.errors import UsageError
from slaspec.use_cases.accrual import Forecast, accrual
from slaspec.use_cases.evidence import Replay

TENTH = date(2026, 2, 10)
MISSED = [(f"INC{n}", "P1", "2026-02-02 08:00:00", "2026-02-02 20:00:00") for n in (1, 2)]
OPEN = [(f"INC{n}", "P2", "2026-02-09 14:00:00", None) for n in (3, 4)]


def estimate(portfolio, file, *, as_of=TENTH, forecast=None, period="2026-02"):
    """The accrual of the service desk."""
    replay = Replay({"itsm-export": file})
    return accrual(portfolio, "acme-service-desk", period, replay, as_of=as_of, forecast=forecast)


def test_what_is_missed_so_far_is_earned(portfolio, tickets):
    """
    Two P1 took 12 h of 5 h; of up to nine records one may miss: 5 % of 40,000. Two P2 are open and
    within their limit: both missed would be another 5 %.
    """
    found = estimate(portfolio, tickets(*MISSED, *OPEN))

    assert (Decimal(2000), Decimal(2000)) == (found.earned, found.could_add)
    assert (None, None) == (found.whole, found.expected_rest)


def test_one_open_record_may_miss(portfolio, tickets):
    """Of up to nine records one may miss: a single open one could add nothing."""
    found = estimate(portfolio, tickets(*MISSED, OPEN[0]))

    assert Decimal(0) == found.could_add


def test_a_cap_holds_for_what_could_be_added(portfolio, tickets):
    """P1 and P3 missed are the 10 % of the cap already: open P2 can add nothing."""
    late = [(f"INC{n}", "P3", "2026-02-01 08:00:00", "2026-02-09 20:00:00") for n in (7, 8)]
    found = estimate(portfolio, tickets(*MISSED, *late, *OPEN))

    assert (Decimal(4000), Decimal(0)) == (found.earned, found.could_add)
    assert Decimal(4000) == found.maximum.window


def test_what_happens_after_the_date_is_not_known(portfolio, tickets):
    """Records of the eleventh do not exist on the tenth."""
    after = [(f"INC{n}", "P2", "2026-02-11 08:00:00", "2026-02-20 08:00:00") for n in (5, 6)]
    before, both = (estimate(portfolio, tickets(*rows)) for rows in (MISSED, [*MISSED, *after]))

    assert (before.earned, before.could_add) == (both.earned, both.could_add)


def test_the_rest_is_simulated(portfolio, tickets):
    """
    So many rests of the month with the records so far: the mean of all is the expectation, and
    what the rest is expected to add is the difference to what is earned.
    """
    found = estimate(portfolio, tickets(*MISSED), forecast=Forecast("desk-profile", 40, 3))

    assert 40 == found.whole.count
    assert found.whole.expected - 2000 == found.expected_rest
    assert found.whole.worst <= Decimal(4000)


def test_the_rest_of_the_last_day_changes_little(portfolio, tickets):
    """On the last evening hardly a record is missing: the estimate is what is earned."""
    rows = [(f"INC{n}", "P1", "2026-02-02 08:00:00", "2026-02-02 20:00:00") for n in range(60)]
    forecast = Forecast("desk-profile", 20, 3)
    found = estimate(portfolio, tickets(*rows), as_of=date(2026, 2, 28), forecast=forecast)

    assert Decimal(2000) == found.earned == found.whole.p50


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        (date(2026, 3, 1), "2026-02 was over as of 2026-03-01 00:00: settle it without --accrue"),
        (date(2026, 2, 1), "2026-02 had not begun as of 2026-02-01 00:00: nothing is earned yet"),
    ],
)
def test_only_an_unfinished_period_is_accrued(portfolio, tickets, as_of, sentence):
    """What is over is settled, and what has not begun has cost nothing."""
    with pytest.raises(UsageError) as refused:
        estimate(portfolio, tickets(*MISSED), as_of=as_of)

    assert sentence == str(refused.value)


def test_the_screen_of_an_accrual(said, tickets, golden):
    """Verdicts so far, what is open, the estimate, and the most that can be."""
    tickets(*MISSED, *OPEN)
    code, out, _ = said(
        "preview", "acme-service-desk", "2026-02", "--accrue", "--as-of", "2026-02-10",
        "--records", "itsm-export=tickets.csv", "--simulate", "desk-profile", "--months", "50",
    )  # fmt: skip

    assert 0 == code
    golden("accrual.txt", out)
