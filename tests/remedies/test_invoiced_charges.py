"""Bases of all that was invoiced, and of charges without those that come once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.language.model.remedy import Base
from slaspec.remedies.charges import Charged, Charges
from slaspec.use_cases.charges import read_charges
from tests.measure.build import agreement as plain_agreement
from tests.measure.build import book
from tests.remedies.build import agreement, amounts, flat, service, settled

INVOICED = Base(all_charges="invoiced")
TWO = (service(), service("phone", charge=None))


def rows(**amounts_of):
    """Charges of April by service."""
    return {("2026-04", name): amount for name, amount in amounts_of.items()}


def test_all_that_was_invoiced_is_the_sum_of_the_rows():
    """10% of 900.00 and 100.00, whatever the agreement states."""
    whole = agreement(flat("10%", base=INVOICED), services=TWO)
    known = rows(desk=Decimal("900.00"), phone=Decimal("100.00"))

    assert ["100.00"] == amounts(settled(whole, charges=known))


def test_what_came_once_was_invoiced_too():
    """Unless the base leaves it out."""
    known = rows(desk=Charged(Decimal(900), Decimal(200)), phone=Decimal(0))
    whole = agreement(flat("10%", base=INVOICED), services=TWO)
    bare = Base(all_charges="invoiced", leaves_out=("one_off",))

    assert ["110.00"] == amounts(settled(whole, charges=known))
    known = rows(desk=Charged(Decimal(900), Decimal(200)), phone=Charged(Decimal(0), Decimal(0)))
    assert ["90.00"] == amounts(
        settled(agreement(flat("10%", base=bare), services=TWO), charges=known)
    )


@pytest.mark.parametrize("known", [None, {}, rows(desk=Decimal(900))])
def test_an_invoice_that_is_not_there_is_an_error(known):
    """No file, or one that does not tell of a service: 0 must be written."""
    whole = agreement(flat("10%", base=INVOICED), services=TWO)
    with pytest.raises(
        LocatedError, match="no invoiced charge of (desk|phone) is known in 2026-04"
    ):
        settled(whole, charges=known)


def test_an_agreement_without_services_has_no_invoice():
    """There is nothing that could have been charged."""
    whole = agreement(flat("10%", base=INVOICED), services=None)
    with pytest.raises(LocatedError, match="no invoiced charge of any service"):
        settled(whole)


@pytest.mark.parametrize("form", ["charge", "service"])
def test_one_off_charges_of_a_service_are_left_out(form):
    """5% of the 1,000.00 that come back, of 1,500.00."""
    known = rows(desk=Charged(Decimal(1000), Decimal(500)))
    base = Base(**{form: "desk"}, leaves_out=("one_off",))
    [line] = settled(agreement(flat(base=base)), charges=known).lines

    assert "50.00" == str(line.amount)
    assert any("without one-off charges (1000.00 EUR)" in step.sentence for step in line.trail)
    assert ["75.00"] == amounts(settled(agreement(flat()), charges=known))


def test_what_the_agreement_states_comes_back_each_month():
    """No file is needed to leave out what comes once."""
    base = Base(charge="desk", leaves_out=("one_off",))

    assert ["2000.00"] == amounts(settled(agreement(flat(base=base))))


def test_a_row_that_does_not_tell_its_kind_cannot_be_divided():
    """The column `kind` is missing."""
    base = Base(charge="desk", leaves_out=("one_off",))
    with pytest.raises(LocatedError, match="one-off charges is not said") as refused:
        settled(agreement(flat(base=base)), charges=rows(desk=Decimal(1000)))
    assert "add the column kind" in refused.value.help


@pytest.mark.parametrize("part", [Decimal(-1), Decimal("NaN"), 1.0])
def test_a_part_that_is_no_amount_is_refused(part):
    """As a whole charge is."""
    with pytest.raises(UsageError, match="the charge of 'desk' in 2026-04 is"):
        Charges(agreement(flat()), rows(desk=Charged(Decimal(1), part)))


def read(folder: Path, text: str):
    """The charges of a file for the windows of April and May."""
    whole = plain_agreement(currency="EUR", services=[{"service": "desk"}, {"service": "phone"}])
    held = book(whole)
    file = folder / "charges.csv"
    file.write_text(text, encoding="utf-8")
    return read_charges(file, held, held.agreement("acme"), ["2026-04", "2026-05"])


def test_a_file_tells_the_kind_of_each_row(tmp_path):
    """A service may have one of each in a window."""
    found = read(
        tmp_path,
        "period,service,amount,kind\n2026-04,desk,900.00 EUR,recurring\n"
        "2026-04,desk,50.00 EUR,one_off\n2026-05,phone,7.00 EUR,one_off\n",
    )

    assert {
        ("2026-04", "desk"): Charged(Decimal("900.00"), Decimal("50.00")),
        ("2026-05", "phone"): Charged(Decimal(0), Decimal("7.00")),
    } == found


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("2026-04,desk,9.00 EUR,\n", "2:1: '' is no kind of charge"),
        ("2026-04,desk,9.00 EUR,monthly\n", "2:1: 'monthly' is no kind of charge"),
        (
            "2026-04,desk,9.00 EUR,one_off\n2026-04,desk,8.00 EUR,one_off\n",
            "3:1: a second one_off charge for desk in 2026-04",
        ),
    ],
)
def test_a_kind_that_is_not_clear_is_an_error_at_its_row(tmp_path, lines, words):
    """Nothing is read of the file."""
    with pytest.raises(LocatedError, match=words):
        read(tmp_path, f"period,service,amount,kind\n{lines}")
