"""The estimate of an unfinished month knows what was issued before it, and the text that judges it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError
from slaspec.use_cases.accrual import accrual
from slaspec.use_cases.evidence import Replay
from slaspec.use_cases.load import load
from tests.ledger.issued_build import FOUR_HOURS, ONE_HOUR, Office, contract

TWICE = {"when": "consecutive", "factor": 2, "reset": "first met window"}


def office(folder):
    """From April on; what repeats in a row pays twice, and a year at most 1,200 euros."""
    made = contract(effective={"from": "2026-04-01", "through": "2027-03-31"})
    made["remedies"][0]["repeat"] = TWICE
    made["caps"] = [{"per": "contract_year", "at_most": "1200.00 EUR", "excess": "lost"}]
    return Office(folder, **made)


def accrued(here, *, history=True):
    """May as of the 20th."""
    return accrual(
        load(here.contracts),
        "acme",
        "2026-05",
        Replay({"noc": here.folder / "noc.csv"}),
        as_of=date(2026, 5, 20),
        history=here.history if history else None,
    )


def test_the_second_miss_in_a_row_is_accrued_up_to_the_cap_of_the_year(tmp_path):
    """500 in April; 20 % would be 2,000 in May, and 700 of the year are left."""
    here = office(tmp_path)
    here.issue("2026-04", {"2026-04": ONE_HOUR}, "2026-05-10")
    here.preview("2026-05", {"2026-05": FOUR_HOURS}, "2026-06-10")  # writes the records

    assert Decimal("700.00") == accrued(here).earned


def test_without_what_came_before_nothing_is_assumed(tmp_path):
    """April is named."""
    here = office(tmp_path)
    here.preview("2026-04..2026-05", {"2026-05": FOUR_HOURS}, "2026-06-10")
    with pytest.raises(LocatedError, match="2026-04"):
        accrued(here, history=False)


def test_a_window_is_estimated_by_the_text_under_which_it_began(tmp_path):
    """10 % below 99.5 % become 30 % on 15 May: May began before, and 1,000 euros are estimated."""
    here = Office(tmp_path, effective={"from": "2026-04-01", "through": "2027-03-31"})
    here.write(
        {
            "apiVersion": "slaspec/v1",
            "kind": "Amendment",
            "id": "dearer",
            "title": "Dearer",
            "amends": {"agreement": "acme", "version": "1"},
            "version": "2",
            "effective": {"from": "2026-05-15"},
            "signatures": [
                {"party": "provider-co", "by": "p-one", "date": "2026-04-20"},
                {"party": "customer-co", "by": "c-one", "date": "2026-04-20"},
            ],
            "changes": [
                {
                    "at": "remedies/network-credit/rate/ladder",
                    "was": [{"below": "99.9%", "pays": "5%"}, {"below": "99.5%", "pays": "10%"}],
                    "becomes": [
                        {"below": "99.9%", "pays": "5%"},
                        {"below": "99.5%", "pays": "30%"},
                    ],
                }
            ],
        }
    )
    here.preview("2026-05", {"2026-05": FOUR_HOURS}, "2026-06-10", history=False)
    found = accrued(here, history=False)

    assert ("1", Decimal("1000.00")) == (found.agreement.version, found.earned)
    assert ("all of it is estimated under version 1",) == found.remarks
