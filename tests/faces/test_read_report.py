"""What became of the records of a file, in words and as data, for every kind of record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from slaspec.findings import Finding, Span
from slaspec.records.tickets import ReadReport
from slaspec.report.read_report import read_report_data, read_report_text

SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "output" / "statement.schema.json"


def report(**said):
    """The report of three tickets of five rows."""
    plain = {
        "source": "itsm",
        "file": "tickets.csv",
        "rows_read": 5,
        "tickets_read": 3,
        "tickets_used": 3,
        "excluded": {},
        "digest": "0" * 64,
    }
    return ReadReport(**{**plain, **said})


def text(**said):
    """Its lines."""
    return list(read_report_text(report(**said)))


def test_a_file_of_which_everything_is_used():
    """Two lines: how many records, and how their times are."""
    assert [
        "Records itsm: 5 rows of tickets.csv, 3 tickets, 3 used",
        "  times: to the second, none ambiguous",
    ] == text()


def test_what_to_do_stands_once_below_the_faults_that_it_mends():
    """A person who reads `31.12.26 is no date` also reads how a date is written."""
    faults = [
        Finding(
            rule="R005", severity="error", message=f"fault {n}", span=Span("t.csv", n, 2), help=help
        )
        for n, help in enumerate(["write 2026", "write 2026", "map order"], 1)
    ]

    assert [
        "    t.csv:1:2: fault 1",
        "    t.csv:2:2: fault 2",
        "      = fix: write 2026",
        "    t.csv:3:2: fault 3",
        "      = fix: map order",
    ] == text(findings=tuple(faults))[2:]


def test_each_reason_is_shown_at_one_place_at_least():
    """Nine faults of one kind come before the only one of another, which is shown all the same."""
    faults = [
        Finding(rule=rule, severity="error", message=rule, span=Span("t.csv", n, 2))
        for n, rule in enumerate(["R004"] * 9 + ["R003", "R004"], 1)
    ]

    assert [
        *(f"    t.csv:{n}:2: R004" for n in range(1, 5)),
        "    t.csv:10:2: R003",
        "    … and 6 more in the JSON output",
    ] == text(findings=tuple(faults))[2:]


@pytest.mark.parametrize("records", ["tickets", "outages", "probes", "records"])
def test_everything_that_a_reader_notices_is_said_in_words(records):
    """Precision, ambiguous times, times that run backwards, gaps, notes, and what was left out."""
    faults = [
        Finding(rule="R007", severity="error", message=f"fault {n}", span=Span("t.csv", n, 2))
        for n in range(1, 8)
    ]

    assert [
        f"Records itsm: 5 rows of tickets.csv, 1,210 {records}, 1,201 used",
        "  times: to the minute, 7 ambiguous (left out),"
        f" backwards in 2 {records} (the order of the source counts)",
        "  history: 4 changes do not follow from the one before: something is missing in between",
        "  the source notes: metric might not be a counter",
        "  left out: 7 for ambiguous time",
        "  left out: 2 for unknown label",
        *(f"    t.csv:{n}:2: fault {n}" for n in range(1, 6)),
        "    … and 2 more in the JSON output",
    ] == text(
        records=records,
        tickets_read=1210,
        tickets_used=1201,
        excluded={"ambiguous time": 7, "unknown label": 2},
        precision_seconds=60,
        time_reversals=2,
        gaps=4,
        notes=("metric might not be a counter",),
        findings=tuple(faults),
    )


def test_of_nothing_used_no_precision_is_told():
    """No time was read that could be fine or not."""
    assert [
        "Records itsm: 5 rows of tickets.csv, 3 tickets, 0 used",
        "  left out: 3 for no id",
    ] == (text(tickets_used=0, excluded={"no id": 3}))


def test_notes_of_a_source_cannot_act_on_a_terminal():
    """They are somebody else's text."""
    [*_, line] = text(notes=("\x1b[31mred",))

    assert "\x1b" not in line
    assert "red" in line


def test_the_data_has_the_published_shape():
    """Every key of the schema, and no other; a gap that cannot be known is null, not zero."""
    source = json.loads(SCHEMA.read_text("utf-8"))
    shape = {"$defs": source["$defs"], "$ref": "#/$defs/source"}
    told = read_report_data(report(excluded={"ambiguous time": 2}, tickets_used=1, gaps=0))
    found = {**told, "without_contract": 0}  # what only the whole book can tell

    assert [] == list(Draft202012Validator(shape).iter_errors(found))
    assert (1, 2, 0, 0, []) == tuple(
        found[key]
        for key in ("precision_seconds", "ambiguous_times", "time_reversals", "gaps", "notes")
    )
    assert read_report_data(report())["gaps"] is None
    assert sorted(source["$defs"]["source"]["properties"]) == sorted(found)
