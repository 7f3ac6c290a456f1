"""The workbook, read by a reader that shares no code with its writer."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from slaspec.measure.results import Miss
from slaspec.report.statement_rows import COLUMNS
from slaspec.report.statement_xlsx import SHOWN, SUMMED, statement_xlsx
from slaspec.report.workbook import NOTE, Column, Workbook, is_kept
from tests.finance.previews import preview, with_lines
from tests.remedies.build import flat, measured, service

SHEETS = ["Summary", "Lines", "Records", "Clauses", "Run"]
HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "http://example.org",
    "#internal:Run!A1",
    "_x0041_",
    "<b>&amp;</b>",
    "\x1b[31m\x00",
    "\u202eevil",
    "\ud800",
    "\ufffe",
    "007",
    "TRUE",
    "x" * 40_000,
]


def opened(made, *, values=False):
    """The workbook of a preview; `values` for the cached results of its formulas."""
    return openpyxl.load_workbook(io.BytesIO(statement_xlsx(made)), data_only=values)


def under(sheet, heading, *, table_row=4):
    """The cells below a heading of a sheet's table."""
    column = next(cell.column for cell in sheet[table_row] if cell.value == heading)
    return [sheet.cell(row, column) for row in range(table_row + 1, sheet.max_row + 1)]


def test_the_five_sheets_have_a_real_table_each():
    """Named tables with headings; the lines have every column of finance."""
    book = opened(preview())

    assert SHEETS == book.sheetnames
    assert ["Verdicts", "Lines", "Records", "Clauses", "Run"] == [
        name for sheet in book for name in sheet.tables
    ]
    assert list(COLUMNS) == [cell.value for cell in book["Lines"][4]]


def test_totals_are_formulas_whose_cached_values_are_the_engines_figures():
    """Below the lines and on the summary: 2,000.00 owed, as formula and as figure."""
    made = preview()

    formulas, values = opened(made), opened(made, values=True)

    assert "=SUBTOTAL(109,[net_credit])" == under(formulas["Lines"], "net_credit")[-1].value
    assert 2000 == under(values["Lines"], "net_credit")[-1].value
    summary = {row[0].value: row[1].value for row in formulas["Summary"].iter_rows(max_col=2)}
    cached = {row[0].value: row[1].value for row in values["Summary"].iter_rows(max_col=2)}
    assert "=SUM(Lines[net_credit])" == summary["Credits"]
    assert "=SUM(Lines[bonus])" == summary["Bonuses"]
    assert (2000, 0, 2000) == tuple(
        cached[name] for name in ("Credits", "Bonuses", "Owed to the customer")
    )
    row = next(r for r in formulas["Summary"].iter_rows(max_col=2) if r[0].value == "Credits")
    number = row[0].row
    assert f"=B{number}-B{number + 1}" == summary["Owed to the customer"]


def test_each_sum_of_the_lines_is_what_a_spreadsheet_would_compute():
    """The cached total of every summed column is the sum of the cells above it."""
    made = with_lines(
        preview(),
        {"amount": Decimal("1200.00"), "cap_cut": Fraction(800), "gross": Fraction(2000)},
        {"amount": Decimal("-0.07")},
        {"amount": Decimal("-30.10"), "nature": "bonus"},
    )

    sheet = opened(made, values=True)["Lines"]

    for name in SUMMED:
        *cells, total = (cell.value for cell in under(sheet, name))
        assert sum(Decimal(str(cell)) for cell in cells) == Decimal(str(total))
    assert [1200, -0.07, 0, 1199.93] == [cell.value for cell in under(sheet, "net_credit")]
    assert [0, 0, 30.1, 30.1] == [cell.value for cell in under(sheet, "bonus")]


@pytest.mark.parametrize(
    ("currency", "form"), [("EUR", "#,##0.00"), ("JPY", "#,##0"), ("KWD", "#,##0.000")]
)
def test_money_has_the_decimals_of_its_currency(currency, form):
    """ISO 4217: two, none, three."""
    made = preview(currency=currency, services=(service(charge=f"40000 {currency}"),))

    sheet = opened(made)["Lines"]

    assert {form} == {cell.number_format for cell in under(sheet, "net_credit")}


def test_a_figure_of_more_than_15_digits_is_text_and_so_is_its_total():
    """No digit is lost: 16 digits stand as text, with a note, and no formula adds them up."""
    amount = Decimal("12345678901234.56")
    made = with_lines(preview(), {"amount": amount}, {"amount": Decimal("0.01")})

    book = opened(made)

    cells = [cell.value for cell in under(book["Lines"], "net_credit")]
    assert ["12345678901234.56", 0.01, "12345678901234.57"] == cells
    assert NOTE == book["Lines"]["A3"].value
    summary = {row[0].value: row[1].value for row in book["Summary"].iter_rows(max_col=2)}
    assert "12345678901234.57" == summary["Owed to the customer"]


@pytest.mark.parametrize(
    ("figure", "kept"),
    [
        ("123456789012345", True),
        ("1234567890123456", False),
        ("1234567890123450", True),
        ("0.000000000000001", True),
        ("-9999999999999.99", True),
        ("99999999999999.999", False),
        ("0", True),
    ],
)
def test_15_digits_are_kept(figure, kept):
    """Zeros at either end are no digits."""
    assert kept == is_kept(Decimal(figure))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_contract_is_never_a_formula_a_link_or_a_number(text):
    """Title, version and sentences of a hostile contract stay text in every sheet."""
    made = preview()
    [line] = made.statement.lines
    steps = tuple(replace(step, sentence=text) for step in line.trail)
    made = with_lines(made, {"trail": steps})
    made = replace(made, agreement=replace(made.agreement, version=text, title=text))

    book = opened(made)

    version = under(book["Lines"], "contract_version")[0]
    told = under(book["Clauses"], "What it did")[0]
    assert {"s"} == {version.data_type, told.data_type}
    assert not any(cell.hyperlink for sheet in book for row in sheet for cell in row)
    formulas = [c.value for s in book for row in s for c in row if c.data_type == "f"]
    assert all(f.startswith(("=SUM(Lines", "=SUBTOTAL(109,[", "=B8-B9")) for f in formulas)
    if text.isascii() and text.isprintable() and len(text) < 100:
        assert text == version.value == told.value
    assert len(told.value) <= 32_767


def test_period_and_version_stand_on_every_sheet_and_in_the_print_header():
    """So that a printed page says what it is; an ampersand in a title commands nothing."""
    made = preview(title="Desk & Co")

    for sheet in opened(made):
        assert "Desk & Co" == sheet["A1"].value
        assert "acme version 1.0, 2026-04, as of 2026-05-04, slaspec 1.2.3" == sheet["A2"].value
        assert sheet.oddHeader.right.text == sheet["A2"].value
        assert "Desk && Co" == sheet.oddHeader.left.text


def test_sheets_are_ready_to_print_and_to_scroll():
    """Landscape A4, one page wide, headings repeated on paper and frozen on the screen."""
    for sheet in opened(preview()):
        heading = 12 if sheet.title == "Summary" else 4
        assert ("landscape", "9") == (sheet.page_setup.orientation, str(sheet.page_setup.paperSize))
        assert (None, 0) == (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)  # width: 1
        assert f"$1:${heading}" == sheet.print_title_rows
        assert str(heading + 1) == sheet.freeze_panes.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_columns_that_only_programs_read_are_folded_away():
    """They are there, in a group that a click opens."""
    sheet = opened(preview())["Lines"]
    hidden = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            hidden |= set(range(dimension.min, dimension.max + 1))

    assert {name for n, name in enumerate(COLUMNS, 1) if n in hidden} == set(COLUMNS) - SHOWN


def test_the_properties_know_no_clock():
    """Created at 00:00 of the day as of which it was computed, and so is every part of the file."""
    made = preview()

    book = opened(made)

    assert datetime(2026, 5, 4) == book.properties.created == book.properties.modified
    with zipfile.ZipFile(io.BytesIO(statement_xlsx(made))) as parts:
        assert {(1980, 1, 1, 0, 0, 0)} == {part.date_time for part in parts.infolist()}
    assert statement_xlsx(made) == statement_xlsx(made)


def test_records_that_missed_or_could_are_listed_with_what_was_left_out():
    """By name, by number, and by the reason of the exclusion."""
    found = measured(missed_ids=("INC1", "=2"), open=3, excluded={"maintenance": 4})

    sheet = opened(preview(found=(found,)))["Records"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [
        ["resolution", "2026-04", "missed", "INC1", 1, "records"],
        ["resolution", "2026-04", "missed", "=2", 1, "records"],
        ["resolution", "2026-04", "open", "could still miss", 3, "records"],
        ["resolution", "2026-04", "left out", "maintenance", 4, "records"],
    ] == rows


def test_a_miss_whose_size_is_paid_has_its_seconds():
    """Down for 90.5 s, under its incident."""
    found = measured(misses=(Miss("O1", size=Fraction(181, 2), incident="I1"), Miss("O2")))

    sheet = opened(preview(found=(found,)))["Records"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, min_col=3)]
    assert [["missed", "O1 (I1)", 90.5, "seconds"], ["missed", "O2", None, "seconds"]] == rows


def test_nothing_owed_is_a_workbook_as_well():
    """Empty tables have one empty row, and sums of nothing."""
    made = preview(found=(measured("95", "met"),))

    book = opened(made, values=True)

    assert [None, 0] == [cell.value for cell in under(book["Lines"], "net_credit")]
    assert "met" == under(book["Summary"], "Verdict", table_row=12)[0].value


def test_a_bonus_reduces_what_is_owed():
    """2,000.00 for the provider is -2,000.00 for the customer."""
    made = preview(flat(nature="bonus"), found=(measured("95", "met"),))

    cached = {
        row[0].value: row[1].value
        for row in opened(made, values=True)["Summary"].iter_rows(max_col=2)
    }

    assert (0, 2000, -2000) == tuple(
        cached[name] for name in ("Credits", "Bonuses", "Owed to the customer")
    )


def test_rows_beyond_what_a_sheet_holds_are_counted(monkeypatch):
    """The last row says how many more there are, and where."""
    monkeypatch.setattr("slaspec.report.statement_xlsx.MOST_ROWS", 3)
    found = measured(missed_ids=("a", "b", "c", "d", "e"))

    sheet = opened(preview(found=(found,)))["Records"]

    assert ["resolution", "resolution", "3 more rows in the JSON output"] == [
        row[0].value for row in sheet.iter_rows(min_row=5)
    ]


def test_a_workbook_holds_whatever_figures_it_is_given():
    """A table of its own, without money: no row of totals."""
    from datetime import date

    book = Workbook("T", "line", places=2, created=date(2026, 1, 1))
    book.sheet("One").table("One", [Column("n")], [(1,), (2,)])

    sheet = openpyxl.load_workbook(io.BytesIO(book.content()))["One"]

    assert [1, 2] == [cell.value for cell in under(sheet, "n")]
    assert not sheet.tables["One"].totalsRowCount
