"""
The incidents of the GitHub status page (MIT, mrshu/github-statuses), replayed.

Every figure of `quarterly_uptime_reference.csv` was computed by other code. The contract of
`github/contracts` counts major and critical incidents; the two other weightings edit its text.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from slaspec.records.sources import read_records
from slaspec.rounding import rounded
from slaspec.use_cases.load import load
from slaspec.use_cases.measure import measure, settle

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SLASPEC_REAL_DATA") or ROOT / ".." / "shared" / "data")
FOLDER = DATA / "github-status-incidents"
INCIDENTS, REFERENCE = FOLDER / "incidents.csv.gz", FOLDER / "quarterly_uptime_reference.csv"
CONTRACTS = Path(__file__).parent / "github" / "contracts"
AS_OF = date(2026, 7, 1)

pytestmark = pytest.mark.skipif(
    not INCIDENTS.is_file(),
    reason="the incidents are not here; SLASPEC_REAL_DATA names the folder of real data",
)

AS_CSV = """\
format: csv
records: outage
timezone: UTC
date_order: iso
columns:
  id: incident_id
  from: downtime_start
  until: downtime_end
  class: impact
  component: {column: components, many: true, separator: "|"}
"""
AS_PAGE = """\
format: statuspage
records: outage
timezone: UTC
columns: {id: incident, from: from, until: until, class: impact, component: component}
"""
WRITTEN = "down: {critical: 100%, major: 100%, minor: 0%, none: 0%, maintenance: 0%}"
WEIGHTED = {
    "critical": "down: {critical: 100%, major: 0%, minor: 0%, none: 0%, maintenance: 0%}",
    "major_plus": WRITTEN,
    "minor_plus": "down: {critical: 100%, major: 100%, minor: 100%, none: 0%, maintenance: 0%}",
    "partial": "down: {critical: 100%, major: 100%, minor: 30%, none: 0%, maintenance: 0%}",
}


@pytest.fixture
def replayed(tmp_path):
    """What is measured and paid with one weighting, and the report of the reader."""

    def run(weighting, *edits):
        texts = {file.name: file.read_text("utf-8") for file in CONTRACTS.iterdir()}
        for old, new in ((WRITTEN, WEIGHTED[weighting]), *edits):
            assert 10 == texts["github.sla.yaml"].count(old)
            texts["github.sla.yaml"] = texts["github.sla.yaml"].replace(old, new)
        for name, text in texts.items():
            (tmp_path / name).write_text(text, "utf-8")
        book = load(tmp_path)
        assert () == book.reading_findings
        records, report = incidents()
        found = measure(book, "github-uptime", {"status-page": records}, "2022-Q2..2026-Q2", AS_OF)
        return found, settle(book.agreement("github-uptime"), found), report

    return run


@cache
def incidents():
    """The outages of the status page, by the DataSource of the contract."""
    source = load(CONTRACTS).contracts["status-page"]
    return read_records(source, INCIDENTS, shown="incidents.csv.gz")


@cache
def page_incidents():
    """The same incidents as the API of the status page would list them."""
    with gzip.open(INCIDENTS, "rt", encoding="utf-8", newline="") as text:
        return json.dumps({"page": {}, "incidents": [*map(as_listed, csv.DictReader(text))]})


def as_listed(row):
    """A row as an incident of the API."""
    names = [name for name in row["components"].split("|") if name]
    return {
        "id": row["incident_id"],
        "impact": row["impact"],
        "status": "resolved",
        "started_at": row["downtime_start"],
        "resolved_at": row["downtime_end"],
        "components": [{"id": name, "name": name} for name in names],
    }


def reference():
    """The rows of the reference by quarter and component, named as here."""
    with REFERENCE.open(encoding="utf-8") as text:
        return {
            (
                row["quarter_utc"].replace("Q", "-Q"),
                row["component"].lower().replace(" ", "-"),
            ): row
            for row in csv.DictReader(text)
        }


def cells(found):
    """Each measured cell by quarter and component."""
    return {(m.window.name, m.target.removesuffix("-uptime")): m for m in found.measured}


def percent(measured):
    """The availability with four decimals, as the reference writes it."""
    return rounded(measured.value * 100, 4, "half_even")


@pytest.mark.parametrize("weighting", ["critical", "major_plus", "minor_plus"])
def test_quarterly_availability_equals_the_reference(replayed, weighting):
    """All 170 cells: the same minutes down, the same availability in per cent to 0.0001."""
    found, wanted = cells(replayed(weighting)[0]), reference()

    assert 170 == len(wanted)
    assert wanted.keys() == found.keys()
    for key, row in wanted.items():
        assert Fraction(row[f"down_min_union_{weighting}"]) * 60 == found[key].down
        assert int(row["minutes_in_quarter"]) * 60 == found[key].counted
        difference = abs(Fraction(row[f"uptime_pct_{weighting}"]) - Fraction(percent(found[key])))
        assert difference < Fraction(1, 10_000)


@pytest.mark.parametrize(
    ("weighting", "below_first", "below_second"),
    [("critical", 7, 0), ("major_plus", 78, 2), ("minor_plus", 141, 26)],
)
def test_the_weight_of_a_class_moves_verdicts_and_credits(
    replayed, weighting, below_first, below_second
):
    """
    Cells below 99.9 % are missed and pay 10 % of 1,000 dollars, those below 99.0 % pay 25 %: as
    many as the data's own description counts.
    """
    found, statement, _ = replayed(weighting)
    paid = Counter(str(line.amount) for line in statement.lines if line.amount)

    assert below_first == sum(m.verdict == "missed" for m in found.measured)
    assert below_first == sum(paid.values())
    assert below_second == paid["250.00"]


def test_overlaps_are_merged_and_not_summed(replayed):
    """Twelve cells of the widest weighting have overlaps: up to 180 minutes a sum counts twice."""
    found, wanted = cells(replayed("minor_plus")[0]), reference()
    twice = {
        key: Fraction(row["down_min_naive_sum_minor_plus"]) - found[key].down / 60
        for key, row in wanted.items()
    }

    assert 12 == sum(minutes > 0 for minutes in twice.values())
    assert 180 == max(twice.values())


def test_a_partial_outage_counts_by_its_weight(replayed):
    """
    With minor incidents at 30 %, what only they cover counts three tenths; where a worse one
    overlaps, the worst counts.
    """
    found, wanted = cells(replayed("partial")[0]), reference()
    for key, row in wanted.items():
        worse = Fraction(row["down_min_union_major_plus"]) * 60
        only_minor = Fraction(row["down_min_union_minor_plus"]) * 60 - worse

        assert worse + only_minor * Fraction(3, 10) == found[key].down


def test_incidents_without_a_component_count_for_none_and_are_shown():
    """158 incidents name no component, 3 values of the column are no component of the contract."""
    records, report = incidents()

    assert 819 == report.rows_read
    assert {"unknown label": 3, "no service": 158} == report.excluded
    assert 1250 == report.tickets_read == len(records) + 161
    assert 60 == report.precision_seconds


@pytest.mark.parametrize("weighting", ["critical", "major_plus", "minor_plus"])
def test_the_status_page_itself_gives_the_same_cells(tmp_path, weighting):
    """
    As JSON of the page's API, through the other format: the same 170 cells, and the same records
    left out.
    """
    texts = {file.name: file.read_text("utf-8") for file in CONTRACTS.iterdir()}
    assert AS_CSV in texts["source.yaml"]
    texts["source.yaml"] = texts["source.yaml"].replace(AS_CSV, AS_PAGE)
    texts["github.sla.yaml"] = texts["github.sla.yaml"].replace(WRITTEN, WEIGHTED[weighting])
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    file = tmp_path / "incidents.json"
    file.write_text(page_incidents(), "utf-8")
    book = load(tmp_path)
    records, report = read_records(book.contracts["status-page"], file, shown=file.name)
    found = measure(book, "github-uptime", {"status-page": records}, "2022-Q2..2026-Q2", AS_OF)

    assert {"unknown label": 3, "no service": 158} == report.excluded
    assert (1250, 1250 - 161) == (report.tickets_read, len(records))
    for key, row in reference().items():
        assert Fraction(row[f"down_min_union_{weighting}"]) * 60 == cells(found)[key].down
