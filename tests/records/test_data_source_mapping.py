"""Mistakes of the DataSource itself: their place is in the contract, not in the file."""

import pytest

from slaspec.records.reading.mapping import columns_of

ROW = "number,state,updated,seq\nINC1,New,2026-03-02T08:00,0\n"


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"layout": None}, "the layout of the rows is not said"),
        ({"columns": None}, "layout: events needs columns.id"),
        ({"columns": {"id": "number", "state": "state"}}, "layout: events needs columns.at"),
        ({"columns": {"id": "number", "at": "updated"}}, "layout: events needs columns.state"),
        ({"states": None}, "columns.state needs the map states"),
        ({"service": None}, "nothing says which service the records belong to"),
        ({"records": "outage"}, "servicenow_csv holds no records: outage"),
        ({"records": "charge"}, "servicenow_csv holds no records: charge"),
        (
            {"states": {"new": ["New"], "active": ["Open", "New"]}},
            "the label 'New' stands for new and for active",
        ),
        (
            {"missing": ["?", "New"]},
            "the label 'New' stands for new and for a missing value",
        ),
        ({"tool": {"elapsed": "seq"}}, "tool.elapsed has no unit"),
        (
            {"tool": {"verdict": "seq", "met": ["1", "2"], "missed": ["2"]}},
            "the label '2' stands for met and for missed",
        ),
        (
            {"more": {"component": {"column": "ci", "many": True}}},
            "servicenow_csv cannot read a column with many values in a cell",
        ),
    ],
)
def test_refuses_what_the_contract_leaves_open(refused, overrides, message):
    """A question to the author, with a place in the contract and what to write."""
    error = refused(ROW, **overrides)

    assert f"DataSource itsm: {message}" == error.message
    assert error.at.startswith("itsm.yaml:")
    assert error.help


def test_the_place_is_the_part_that_is_wrong(refused, source):
    """The line of the contract is the line of the mistake."""
    wrong = {"states": {"new": ["New"], "active": ["New"]}}

    error = refused(ROW, **wrong)

    assert str(source(**wrong).at.of("states", "active").span) == error.at


def test_a_snapshot_needs_the_time_of_the_report(refused):
    """Without a history nothing else could tell it."""
    error = refused(ROW, "snapshot", columns={"id": "number"})

    assert "DataSource itsm: layout: snapshot needs columns.reported" == error.message


def test_tickets_are_incidents_where_nothing_is_said(read):
    """`records` names the kind."""
    assert "incident" == read(ROW, records=None)[0].kind
    assert "request" == read(ROW, records="request")[0].kind


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"timezone": None}, "times have no zone: '2026-03-02T08:00'"),
        (
            {"date_order": "month_first"},
            "'29/2/2016 01:16' is no date with date_order: month_first",
        ),
        ({"date_order": None}, "'29/2/2016 01:16' can be read in two ways"),
    ],
)
def test_what_the_file_asks_has_a_place_in_the_file(refused, overrides, message):
    """The first cell that raises the question is named, then the whole file is refused."""
    text = "29/2/2016 01:16" if "date_order" in overrides else "2026-03-02T08:00"
    other = "?" if "date_order" in overrides else "2026-03-02T08:00Z"
    rows = f"number,state,updated,seq\nINC1,New,{other},0\nINC2,New,{text},0\nINC3,New,{text},0\n"

    error = refused(rows, missing=["?"], **overrides)

    assert ("t.csv:3:3", message) == (error.at, error.message)


def test_columns_are_read_in_one_order(source):
    """The order of keys in the contract changes nothing."""
    columns = {"state": "state", "id": "number", "at": "updated"}

    assert ["at", "id", "state"] == [each.key for each in columns_of(source(columns=columns))]
