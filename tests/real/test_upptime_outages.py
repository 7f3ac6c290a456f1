"""
The probe history of 49 sites kept by Upptime (ODbL 1.0, DHBern/upptime_digitaleditions).

`outages.csv.gz` was computed by other code from the same probes: a site is down from the first row
that says so to the next that does not.
"""

from __future__ import annotations

import csv
import gzip
import os
from collections import defaultdict
from pathlib import Path

import pytest

from slaspec.language.model import DataSource
from slaspec.measure.kinds.availability import tally
from slaspec.measure.results import Scope
from slaspec.records.sources import read_records
from tests.measure.build import at, book
from tests.measure.up_time_build import agreement, planned, probes

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SLASPEC_REAL_DATA") or ROOT / ".." / "shared" / "data")
FOLDER = DATA / "upptime-digitaleditions"
PROBES, OUTAGES = FOLDER / "probes.csv.gz", FOLDER / "outages.csv.gz"

pytestmark = pytest.mark.skipif(
    not PROBES.is_file(),
    reason="the probes are not here; SLASPEC_REAL_DATA names the folder of real data",
)


def rows(file):
    """The rows of a packed CSV file."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def stated():
    """The outages of each site, as computed by other code."""
    found = defaultdict(list)
    for row in rows(OUTAGES):
        found[row["site"]].append([at(row["start"]), at(row["end"])])
    return {site: sorted(spans) for site, spans in found.items()}


AS_CSV = {"at": "checked_at", "class": "status", "component": "site"}
AS_HISTORY = {"at": "lastUpdated", "class": "status", "component": "url"}


@pytest.fixture
def history(tmp_path):
    """The same probes as the versions of history files that they were, one after the other."""
    file = tmp_path / "history.txt"
    versions = (
        f"url: {row['site']}\nstatus: {row['status']}\ncode: {row['http_code']}\n"
        f"responseTime: {row['response_ms']}\nlastUpdated: {row['checked_at']}\n"
        for row in rows(PROBES)
    )
    file.write_text("---\n".join(versions), "utf-8")
    return file


def found_in(file, **overrides):
    """The outages of each site that is ever down, and the report of the reader."""
    sites = {f"site-{i}": name for i, name in enumerate(sorted({r["site"] for r in rows(PROBES)}))}
    source = probes(
        silence_after="8760h",  # a row says that something changed, or that it is still as it was
        components={id: [name] for id, name in sites.items()},
        service=None,
        **overrides,
    )
    held = book(source).get("noc", DataSource)
    table, report = read_records(held, file, shown=file.name)
    found = {}
    for id, name in sites.items():
        contract = agreement(metric={"of": id, "down": {"down": "100%"}, "unmonitored": "up"})
        plan = planned(contract, source, "2026-02")
        scope = Scope(at("2026-08-22 00:00"), plan.zone, (at("2026-01-01 00:00"), 1 << 62))
        target = plan.targets[0]
        (seen,) = tally(table, target, scope).cells.values()
        down = seen.watched(target.prepared, scope).down.any.tolist()
        if down:
            found[name] = down
    assert 49 == len(sites)
    return found, report


def test_every_outage_is_found_in_the_probes():
    """All 774 outages of 38 sites, second for second; the other 11 sites were never down."""
    found, report = found_in(PROBES, columns=AS_CSV)

    assert (10_527, {}) == (report.tickets_used, report.excluded)
    assert 38 == len(found)
    assert 774 == sum(len(spans) for spans in found.values())
    assert stated() == found


def test_the_history_files_give_the_same_outages(history):
    """As Upptime itself writes them."""
    found, report = found_in(history, format="upptime", columns=AS_HISTORY)

    assert (10_527, {}) == (report.tickets_used, report.excluded)
    assert stated() == found
