"""What the screen says of lines that are more than a credit: taken back, netted, to be claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from slaspec.remedies.statement import Netting
from slaspec.report.statement_text import statement_text
from tests.finance.previews import preview, with_lines


def owed(made):
    """The lines of the text from the statement on."""
    text = statement_text(made)
    return text[text.index("Statement acme") :].splitlines()


def netting(credits, bonuses, payable):
    """What is left to pay for April."""
    return Netting(
        name="2026-04",
        first=date(2026, 4, 1),
        last=date(2026, 4, 30),
        credits=Decimal(credits),
        bonuses=Decimal(bonuses),
        payable=Decimal(payable),
        complete=True,
    )


def test_what_good_service_takes_back_is_no_bonus():
    """Its amount without a sign, and in words whom it is taken from."""
    made = with_lines(preview(), {"amount": Decimal("-5.00"), "kind": "earned_back"})

    lines = owed(made)

    assert "  #1 2026-04 resolution, credit: 5.00 EUR (taken back from the customer)" in lines
    assert "  Total 5.00 EUR owed to the provider" in lines


def test_a_claim_is_told_with_its_last_day():
    """Until when it may be claimed, and what has lapsed."""
    waiting = {"claim": "claimable", "claim_by": date(2026, 5, 30)}
    late = {
        "claim": "lapsed",
        "claim_by": date(2026, 5, 2),
        "state": "lapsed",
        "lapsed": Decimal("2000.00"),
        "amount": Decimal("0.00"),
    }

    lines = "\n".join(owed(with_lines(preview(), waiting, late)))

    assert "2,000.00 EUR (price reduction, to be claimed by 2026-05-30)" in lines
    assert "0.00 EUR (price reduction, lapsed: 2,000.00 EUR not claimed by 2026-05-02)" in lines


def test_netting_says_what_is_paid_and_to_whom():
    """Where both sides stand; a side alone is paid as it is."""
    made = preview()
    statement = replace(
        made.statement,
        nettings=(
            netting("10.00", "4.00", "6.00"),
            netting("1.00", "4.00", "-3.00"),
            netting("10.00", "0.00", "10.00"),
        ),
    )

    lines = owed(replace(made, statement=statement))

    assert [
        "  Paid for 2026-04: 10.00 EUR less 4.00 EUR is 6.00 EUR to the customer",
        "  Paid for 2026-04: 1.00 EUR less 4.00 EUR is 3.00 EUR to the provider",
    ] == [line for line in lines if line.startswith("  Paid")]


def test_netting_of_a_period_that_is_not_over_is_so_far():
    """More may come before its last window."""
    made = preview()
    open_ = replace(netting("10.00", "4.00", "6.00"), complete=False)

    lines = owed(replace(made, statement=replace(made.statement, nettings=(open_,))))

    assert "  Paid for 2026-04 so far: 10.00 EUR less 4.00 EUR is 6.00 EUR to the customer" in lines


def test_credits_and_bonuses_are_told_apart_before_their_total():
    """They are two documents, also where nobody agreed that one reduces the other."""
    bonus = {"amount": Decimal("-30.00"), "nature": "bonus"}

    both = owed(with_lines(preview(), {"amount": Decimal("50.00")}, bonus))
    alone = owed(with_lines(preview(), {"amount": Decimal("50.00")}))

    assert [
        "  Credits 50.00 EUR",
        "  Bonuses 30.00 EUR",
        "  Total 20.00 EUR owed to the customer",
    ] == [line for line in both if line.startswith(("  Credits", "  Bonuses", "  Total"))]
    assert [] == [line for line in alone if line.startswith(("  Credits", "  Bonuses"))]
