"""Credits on an availability: what was measured decides which rung pays, at its edge too."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slaspec.measure.measure import measure
from slaspec.remedies.pipeline import settle
from tests.measure.build import at
from tests.measure.up_time_build import agreement, outage, planned, records, source

CONTRACT = agreement(
    currency="EUR",
    target={"remedies": ["network-credit"]},
    services=[{"service": "network", "charge": {"amount": "10000.00 EUR", "per": "month"}}],
    answers={
        "rounding": {"mode": "half_up", "at": "line"},
        "nature": "price_reduction",
        "claim": {"automatic": True},
        "prorate": "calendar_days",
    },
    remedies=[
        {
            "id": "network-credit",
            "for_each": "window",
            "rate": {
                "ladder": [{"below": "99.9%", "pays": "5%"}, {"below": "99.5%", "pays": "10%"}],
                "over": "measured",
            },
            "base": {"charge": "network"},
        }
    ],
)


@pytest.mark.parametrize(
    ("seconds", "paid"),
    [
        (2_592, "0"),  # 99.9 % exactly
        (2_593, "500.00"),
        (12_960, "500.00"),  # 99.5 % exactly
        (12_961, "1000.00"),
    ],
)
def test_a_rung_pays_from_the_first_second_beyond_it(seconds, paid):
    """April has 2,592,000 seconds; 10,000 euros a month."""
    hours, rest = divmod(seconds, 3600)
    until = f"2026-04-10 {hours:02}:{rest // 60:02}:{rest % 60:02}"
    plan = planned(CONTRACT, source())
    table = records(source(), [outage("2026-04-10 00:00:00", until)])
    measurements = measure(plan, {"noc": [table]}, at("2026-06-01 00:00"))
    statement = settle(plan.agreement, measurements)

    assert Decimal(paid) == sum((line.amount for line in statement.lines), Decimal(0))
