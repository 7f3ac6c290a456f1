"""The map `classes` of a DataSource: our words for the labels of outages and probes."""

from __future__ import annotations

import json

import pytest

from slaspec.checks.measurable.witnesses.outages import OutageWriter
from slaspec.errors import LocatedError
from slaspec.language.read import read_text
from slaspec.records.simulate.source_times import UnwritableError
from slaspec.records.sources import formats, read_records, read_sample
from slaspec.records.reading.rows import records_of_rows

CLASSES = {"down": ["major_outage", "full"], "partial": ["partial_outage"]}
OUTAGES = {"id": "number", "from": "began", "until": "ended", "class": "impact"}
TIMES = {"began": "2026-04-10T10:00:00Z", "ended": "2026-04-10T11:00:00Z"}


def source(**overrides):
    """A DataSource of outages with a map of classes; a key of None is left out."""
    said = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "noc",
        "title": "Outages",
        "format": "csv",
        "records": "outage",
        "service": "network",
        "columns": OUTAGES,
        "classes": CLASSES,
        **overrides,
    }
    document = {key: value for key, value in said.items() if value is not None}
    read = read_text(json.dumps(document, indent=1).encode(), "noc.yaml")
    assert () == read.findings
    return read.contract


def outages(*labels, **overrides):
    """The classes of outages with these labels, and the report."""
    rows = [{"number": f"O{i}", **TIMES, "impact": label} for i, label in enumerate(labels)]
    table, report = records_of_rows(source(**overrides), rows, "noc.csv")
    return [table.classes[code] for code in table.kind_of], report


def test_labels_become_our_words():
    """Several labels may stand for one class."""
    assert ["down", "partial", "down"] == outages("major_outage", "partial_outage", "full")[0]


def test_without_the_map_the_labels_are_the_classes():
    """As a list that the parties keep themselves has them."""
    assert ["major_outage"] == outages("major_outage", classes=None)[0]


def test_a_label_that_stands_for_nothing_is_left_out_and_shown():
    """Nobody has said whether it is down: it is no outage of any class, and no silence either."""
    found, report = outages("major_outage", "degraded")

    assert (["down"], {"unknown label": 1}) == (found, report.excluded)
    assert "column 'impact': the label 'degraded' stands for nothing" in report.findings[0].message
    assert "add the label to classes in the DataSource" == report.findings[0].help
    assert ("R004", 3) == (report.findings[0].rule, report.findings[0].span.line)


def test_probes_have_classes_too():
    """`1` and `0` are what a monitoring tool writes."""
    origin = source(
        records="probe",
        columns={"at": "checked", "class": "ok"},
        classes={"up": ["1"], "down": ["0"]},
    )
    rows = [{"checked": f"2026-04-10T10:0{i}:00Z", "ok": cell} for i, cell in enumerate("10x")]
    table, report = records_of_rows(origin, rows, "noc.csv")

    assert ["up", "down"] == [table.classes[code] for code in table.kind_of]
    assert {"unknown label": 1} == report.excluded


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        (
            {"classes": {"down": ["full"], "partial": ["full"]}},
            "the label 'full' stands for down and for partial",
        ),
        ({"missing": ["full"]}, "the label 'full' stands for down and for a missing value"),
        (
            {"columns": {"from": "began", "until": "ended"}},
            "classes maps labels that no column holds",
        ),
    ],
)
def test_a_map_that_contradicts_itself_is_refused(overrides, sentence):
    """At its place in the DataSource."""
    with pytest.raises(LocatedError) as caught:
        outages("full", **overrides)

    assert sentence in caught.value.message
    assert caught.value.at.startswith("noc.yaml:")


def test_witnesses_are_written_with_the_labels_of_the_source():
    """What is proved on a contract passes through its map, and comes back as our word."""
    origin = source()
    row = OutageWriter(origin, frozenset({"network"})).row("O1", 1775815200, 1775818800, "partial")
    table, report = records_of_rows(origin, [row], "witnesses")

    assert "partial_outage" == row["impact"]
    assert (("partial"), {}) == (table.classes[table.kind_of[0]], report.excluded)


def test_no_witness_has_a_class_that_the_source_cannot_write():
    """The source has no word for it."""
    writer = OutageWriter(source(), frozenset({"network"}))

    with pytest.raises(UnwritableError) as caught:
        writer.row("O1", 0, 1, "degraded")
    assert "source 'noc' has no label for class 'degraded'" == str(caught.value)


def test_every_availability_format_reads_its_rows_from_csv(written):
    """A committed sample is a CSV file of the format's columns, with the same map."""
    text = "incident,from,until,impact\ni1,2026-04-10T10:00Z,2026-04-10T11:00Z,full\n"
    columns = {"id": "incident", "from": "from", "until": "until", "class": "impact"}
    origin = source(format="statuspage", columns=columns)
    table, report = read_records(origin, written(text, "sample.csv"), shown="sample.csv")

    assert {"statuspage", "upptime", "prometheus_range"} <= formats().keys()
    assert (("i1",), {}, "down") == (table.ids, report.excluded, table.classes[table.kind_of[0]])
    _, _, findings = read_sample(origin, written(text.replace("full", "?"), "s.csv"), "s.csv")
    assert ["R004", "R102"] == [each.rule for each in findings]
