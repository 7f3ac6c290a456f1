"""Files of dated rows: request logs, checks and figures, strictly read."""

from __future__ import annotations

from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.records.figures import Figures
from slaspec.records.sources import read_sample, read_records
from slaspec.records.tickets import ABSENT
from tests.measure.build import at, book

SOURCE = {
    "apiVersion": "slaspec/v1",
    "kind": "DataSource",
    "id": "backlog",
    "title": "Open cases",
    "format": "csv",
    "records": "value",
    "timezone": "Europe/Oslo",
    "date_order": "iso",
    "service": "desk",
    "columns": {"at": "day", "value": "open_cases"},
}


def source(**overrides):
    """The data source as the contract model has it."""
    said = {key: value for key, value in {**SOURCE, **overrides}.items() if value is not None}
    return book(said).contracts["backlog"]


def read(tmp_path, text, **overrides):
    """The table and the report of a file."""
    file = tmp_path / "backlog.csv"
    file.write_text(text, "utf-8")
    return read_records(source(**overrides), file, shown="backlog.csv")


def test_rows_with_their_dates_and_exact_figures(tmp_path):
    """A date alone is the first moment of that day in the source's zone."""
    rows, report = read(tmp_path, "day,open_cases\n2026-04-01,12\n2026-04-02 08:00,0.10\n")

    assert isinstance(rows, Figures)
    assert [at("2026-04-01 00:00+02:00"), at("2026-04-02 08:00+02:00")] == rows.at.tolist()
    numbers = rows.numbers["value"]
    assert [Fraction(12), Fraction(1, 10)] == [numbers.values[code] for code in numbers.code]
    assert (2, 2, 2, {}) == (
        report.rows_read,
        report.tickets_read,
        report.tickets_used,
        report.excluded,
    )


@pytest.mark.parametrize(
    "text", ["1,250", "12 cases", "1e3", "١٢", "99,5", "+5", ".5", "5.", "0x1F", "NaN", "9" * 16]
)
def test_what_is_no_plain_number_is_left_out_by_name(tmp_path, text):
    """Neither units nor thousands, exponents or other digits are guessed."""
    rows, report = read(tmp_path, f'day,open_cases\n2026-04-01,"{text}"\n2026-04-02,7\n')

    assert (1, {"unreadable figure": 1}) == (len(rows), report.excluded)
    assert ["R013"] == [finding.rule for finding in report.findings]
    assert "backlog.csv:2:2" == str(report.findings[0].span)


def test_an_empty_figure_is_a_row_without_one(tmp_path):
    """It is no fault of the file: what it means is asked by the metric."""
    rows, report = read(tmp_path, "day,open_cases\n2026-04-01,\n")

    assert ([-1], {}) == (rows.numbers["value"].code.tolist(), report.excluded)


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        ("soon,1,desk", "unreadable time", 1),
        ("2026-03-29 02:30,1,desk", "time in a DST gap", 1),
        (",1,desk", "no time", 1),
        ("2026-04-01,1,", "no service", 3),
        ("soon,x,", "unreadable time", 1),
    ],
)
def test_rows_that_cannot_be_dated_or_placed(tmp_path, row, reason, column):
    """One reason for each row, the first of its reasons, at its place."""
    columns = {"at": "day", "value": "n", "service": "who"}
    rows, report = read(tmp_path, f"day,n,who\n{row}\n", columns=columns, service=None)

    assert (0, {reason: 1}) == (len(rows), report.excluded)
    assert f"backlog.csv:2:{column}" == str(report.findings[0].span)


def test_rows_that_name_their_window(tmp_path):
    """A window in place of a time: nothing is said of its seconds here."""
    rows, _ = read(tmp_path, "month,n\n2026-04,12\n", columns={"window": "month", "value": "n"})

    assert (["2026-04"], [ABSENT]) == (list(rows.window), rows.at.tolist())


def test_labels_are_mapped_to_our_words(tmp_path):
    """Services by their map; a label without one is left out by name."""
    rows, report = read(
        tmp_path,
        "day,n,who\n2026-04-01,1,Service Desk\n2026-04-01,2,Kitchen\n",
        columns={"at": "day", "value": "n", "service": "who"},
        service=None,
        services={"desk": ["Service Desk"]},
    )

    assert (("desk",), [0]) == (rows.services, rows.service.tolist())
    assert {"unknown label": 1} == report.excluded


def test_other_columns_are_fields_as_text(tmp_path):
    """For filters, and for figures under a name of their own."""
    columns = {"at": "day", "status": "code", "id": "call"}
    rows, _ = read(
        tmp_path, "day,code,call\n2026-04-01,200,c1\n", columns=columns, records="request_log"
    )

    assert ({"status": ["200"]}, ("c1",)) == (dict(rows.fields), rows.ids)


MISTAKES = [
    ({"columns": {"value": "n"}}, "nothing dates the rows"),
    ({"columns": {"at": "day", "window": "month"}}, "both at and window"),
    ({"columns": {"at": "day"}}, "nothing but the date"),
    ({"service": None}, "nothing says which service"),
    ({"layout": "events"}, "have no layout: events"),
    ({"columns": {"at": "day", "value": {"column": "n", "many": True}}}, "one value in a cell"),
]


@pytest.mark.parametrize(("change", "said"), MISTAKES, ids=[said for _, said in MISTAKES])
def test_a_data_source_that_leaves_something_open(tmp_path, change, said):
    """The mistake is the contract's: its place is in the DataSource."""
    change = {key: value for key, value in {**SOURCE, **change}.items() if value is not None}
    file = tmp_path / "rows.csv"
    file.write_text("day,n\n2026-04-01,1\n", "utf-8")
    with pytest.raises(LocatedError, match=said) as caught:
        read_records(book(change).contracts["backlog"], file, shown="rows.csv")

    assert caught.value.at.startswith("backlog.yaml:")


def test_a_file_without_rows_and_one_without_its_column(tmp_path):
    """A header alone is no mistake; a mapped column that is not there refuses the file."""
    rows, report = read(tmp_path, "day,open_cases\n")

    assert (0, 0) == (len(rows), report.rows_read)
    with pytest.raises(LocatedError, match="no column 'open_cases'"):
        read(tmp_path, "day,open\n2026-04-01,1\n")


def test_a_sample_of_figures(tmp_path):
    """A sample without a usable row proves nothing."""
    file = tmp_path / "backlog.csv"
    file.write_text("day,open_cases\n2026-04-01,many\n", "utf-8")
    _, _, findings = read_sample(source(), file, "backlog.csv")

    assert ["R013", "R102"] == [finding.rule for finding in findings]
