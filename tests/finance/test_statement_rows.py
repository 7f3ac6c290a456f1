"""Lines of a statement as finance books them: CSV in two dialects, exact, and never a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.language.model.remedy import Combine
from slaspec.language.model.target import Binding
from slaspec.report.statement_csv import statement_csv
from slaspec.report.statement_rows import COLUMNS, statement_rows
from tests.finance.previews import preview, with_lines
from tests.remedies.build import cap, flat, measured, service, target

# references/credits.md, section 5: the columns that finance needs.
NEEDED = """contract_id contract_version supplier customer service service_period_from
service_period_to tz target_id metric target measured_exact measured_contractual numerator
denominator excluded event_count trigger row_or_units rate rate_unit multiplier base_kind
base_amount gross_credit combine_group cap_id cap_cut carried_in carried_out min_payable_cut
net_credit bonus currency rounding_mode vat_treatment vat_rate preceding_invoice gl_account
cost_centre evidence_uri evidence_sha256 computed_at engine_version""".split()


def only(made):
    """The one row of a preview."""
    [row] = statement_rows(made)
    return row


def read(text, delimiter=","):
    """The rows of a CSV text, as a program reads them."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_every_column_that_finance_needs_is_there_once():
    """The list of the evidence, none twice, and a row has exactly these."""
    assert [] == [name for name in NEEDED if name not in COLUMNS]
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert set(COLUMNS) == set(only(preview()))


def test_a_row_says_how_the_amount_came_about():
    """5% of the 40,000.00 of desk, cut by a cap of 3% of it to 1,200.00."""
    row = only(preview(flat(caps=(cap("3%", id="monthly"),))))

    told = {
        "contract_id": "acme",
        "supplier": "nordit",
        "customer": "acme-as",
        "service": "desk",
        "service_period": "2026-04",
        "service_period_from": "2026-04-01",
        "service_period_to": "2026-04-30",
        "issue_period": "2026-05",
        "measured_exact": "85%",
        "measured_contractual": "85%",
        "rate": Decimal(5),
        "rate_unit": "%",
        "base_kind": "charge",
        "base_amount": Decimal("40000.00"),
        "gross_credit": Decimal("2000.00"),
        "cap_id": "monthly",
        "cap_cut": Decimal("800.00"),
        "net_credit": Decimal("1200.00"),
        "bonus": Decimal("0.00"),
        "currency": "EUR",
        "rounding_mode": "half_up by line",
        "status": "measured",
        "vat_treatment": "price_reduction",
        "computed_at": "2026-05-04",
        "engine_version": "1.2.3",
    }
    assert told == {name: row[name] for name in told}


def test_weight_and_group_are_told():
    """Half a remedy of a group: the weight as multiplier, the group by its name."""
    remedy = flat(combine=Combine(group="desk-time", per="window", take="highest"))
    bound = target(Binding(remedy="credit", weight=Decimal("0.5")))

    row = only(preview(remedy, targets=(bound,)))

    assert ("desk-time", Decimal("0.5")) == (row["combine_group"], row["multiplier"])
    assert Decimal("1000.00") == row["net_credit"]


def test_a_bonus_stands_above_zero_in_its_own_column():
    """What the provider earns is no negative credit."""
    made = preview(flat(nature="bonus"), found=(measured("95", "met"),))

    row = only(made)

    assert (Decimal("0.00"), Decimal("2000.00")) == (row["net_credit"], row["bonus"])
    assert "additional_consideration" == row["vat_treatment"]


@pytest.mark.parametrize(
    ("nature", "suggested"),
    [("liquidated_damages", "damages_outside_scope"), ("penalty", "unknown")],
)
def test_vat_is_suggested_and_never_decided(nature, suggested):
    """Damages are suggested as outside the scope, a penalty is left open; the rate is empty."""
    row = only(preview(flat(nature=nature)))

    assert (suggested, "") == (row["vat_treatment"], row["vat_rate"])


def test_a_claim_has_its_last_day():
    """Deadline and state of the line."""
    made = with_lines(preview(), {"claim_by": date(2026, 5, 30), "state": "lapsed"})

    row = only(made)

    assert ("2026-05-30", "lapsed") == (row["claim_deadline"], row["status"])


def test_the_invoice_of_the_service_in_the_window_is_named():
    """As the column `invoice` of the file of charges says it."""
    row = only(preview(invoices={("2026-04", "desk"): "INV-7", ("2026-05", "desk"): "INV-8"}))

    assert "INV-7" == row["preceding_invoice"]


def test_an_amount_that_does_not_end_is_rounded_to_12_decimals():
    """A third of a cent's hundredth: gross of 10,000/3 EUR; the JSON has it exactly."""
    row = only(with_lines(preview(), {"gross": Fraction(10000, 3)}))

    assert Decimal("3333.333333333333") == row["gross_credit"]


def test_29_digits_stay_29_digits():
    """No decimal context rounds an amount on its way into a cell."""
    amount = Decimal("123456789012345678901234567.89")

    [row] = read(statement_csv(with_lines(preview(), {"amount": amount})))

    assert str(amount) == row["net_credit"]


def test_a_currency_without_decimals_has_none():
    """JPY: 5% of 40,000 is 2000, not 2000.00."""
    made = preview(currency="JPY", services=(service(charge="40000 JPY"),))

    [row] = read(statement_csv(made))

    assert ("2000", "0") == (row["net_credit"], row["bonus"])


def test_semicolons_go_with_decimal_commas_and_a_mark():
    """What a spreadsheet opens in Europe; the same cells as with commas."""
    made = preview()

    text = statement_csv(made, "semicolon")

    assert "\ufeff" == text[0]
    [row], [plain] = read(text[1:], ";"), read(statement_csv(made))
    assert ("2000,00", "2000.00") == (row["net_credit"], plain["net_credit"])
    assert row["reason"] == plain["reason"]
    assert "\ufeff" not in statement_csv(made)


@given(st.sampled_from("=+-@\t\r\0＝＋－＠"), st.text(max_size=20))
def test_no_text_is_a_formula(first, rest):
    """Whatever the contract's version says, its cell begins with a quote."""
    made = preview()
    made = replace(made, agreement=replace(made.agreement, version=first + rest))

    for dialect, delimiter in (("comma", ","), ("semicolon", ";")):
        [row] = read(statement_csv(made, dialect).lstrip("\ufeff"), delimiter)
        assert "'" + first + rest == row["contract_version"]


def test_no_line_is_the_heading_alone():
    """Nothing owed: a file that a program still reads."""
    assert [] == read(statement_csv(preview(found=(measured("95", "met"),))))


def test_an_amount_of_money_has_no_base():
    """A remedy in money: no kind of base, and no amount of which it is a part."""
    row = only(preview(flat("2000.00 EUR")))

    assert ("", None, Decimal("2000.00")) == (
        row["base_kind"],
        row["base_amount"],
        row["net_credit"],
    )


def test_what_is_taken_back_is_below_zero_before_everything_too():
    """So that gross and cuts of all lines add up to what is paid."""
    back = {"amount": Decimal("-5.00"), "gross": Fraction(5), "kind": "earned_back"}

    row = only(with_lines(preview(), back))

    assert (Decimal("-5.00"), Decimal("-5.00")) == (row["gross_credit"], row["net_credit"])


def test_a_figure_without_counts_leaves_them_empty():
    """A share that was reported alone is not 0 of 0 records."""
    found = measured("85", met=0, counted=0)

    row = only(preview(found=[found]))

    assert ("85%", None, None) == (row["measured_exact"], row["numerator"], row["denominator"])
