"""The UCI log, its contract, and edits of the text of that contract."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from slaspec.records.sources import read_records
from slaspec.use_cases.load import load

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SLASPEC_REAL_DATA") or ROOT / ".." / "shared" / "data")
FOLDER = DATA / "uci-servicenow-incidents"
LOG, CASES = FOLDER / "incident_event_log.csv.gz", FOLDER / "cases.csv.gz"
CONTRACTS = Path(__file__).parent / "uci" / "contracts"
AS_OF = date(2017, 4, 1)

needs_the_log = pytest.mark.skipif(
    not LOG.is_file(),
    reason="the UCI log is not here; SLASPEC_REAL_DATA names the folder of real data",
)

DIFFERING = (
    "INC0001006 INC0003451 INC0003815 INC0008249 INC0008485 INC0010167 INC0012198 INC0014064"
    " INC0019181 INC0020336 INC0024555 INC0025255 INC0025371 INC0025444 INC0025735 INC0025896"
    " INC0026286 INC0028411 INC0030808 INC0032169 INC0033588 INC0044260 INC0075438 INC0092643"
    " INC0103733"
).split()

UNTIL_RESOLVED = ("uci.sla.yaml", "stop: [closed]", "stop: [resolved, closed]")
ONLY_RESOLVED = ("uci.sla.yaml", "stop: [closed]", "stop: [resolved]")
AROUND_THE_CLOCK = (
    "uci.sla.yaml",
    "within: 62h, hours: afternoon-hours",
    "within: 62h, hours: 24x7",
)
PAUSED = (
    "uci.sla.yaml",
    "pause: []",
    "pause: [waiting_customer, waiting_supplier, waiting_internal]",
)
SNAPSHOT = (
    ("source.yaml", "layout: events", "layout: snapshot"),
    ("source.yaml", "date_order: day_first", "date_order: iso"),
    ("source.yaml", "  order: sys_mod_count\n", ""),
    ("source.yaml", "  at: sys_updated_at\n", ""),
    ("source.yaml", "  state: incident_state\n", ""),
    ("source.yaml", "  priority: priority\n", "  priority: priority_final\n"),
    ("source.yaml", "  group: assignment_group\n", ""),
    ("source.yaml", '["1 - Critical"]', '["1"]'),
    ("source.yaml", '["2 - High"]', '["2"]'),
    ("source.yaml", '["3 - Moderate"]', '["3"]'),
    ("source.yaml", '["4 - Low"]', '["4"]'),
    ("source.yaml", "verdict: made_sla", "verdict: tool_made_sla"),
    ("source.yaml", 'met: ["true"], missed: ["false"]', 'met: ["1"], missed: ["0"]'),
)


def within(limit):
    """Another limit for P3."""
    return ("uci.sla.yaml", "P3: {share: 80%, within: 62h", f"P3: {{share: 80%, within: {limit}")


def hours(text):
    """Other business hours on Monday to Friday."""
    return ("hours.yaml", "14:00-23:00", text)


def edited(folder, edits):
    """The portfolio with some passages of its texts replaced; each stands there exactly once."""
    texts = {file.name: file.read_text("utf-8") for file in CONTRACTS.iterdir()}
    for name, old, new in edits:
        assert 1 == texts[name].count(old), (name, old)
        texts[name] = texts[name].replace(old, new)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    book = load(folder)
    assert () == book.reading_findings
    return book, texts["source.yaml"]


READ = {}  # a log is read once for each text of its source


def records(book, source_text, file):
    """The tickets of a file."""
    if (source_text, file) not in READ:
        source = book.contracts["uci-log"]
        READ[source_text, file] = read_records(source, file, shown=file.name)[0]
    return READ[source_text, file]
