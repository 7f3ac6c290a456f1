"""A statement on every kind of metric: what a reader sees, in text, JSON and CSV."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from slaspec.cli import run
from slaspec.language.schemas import folder
from slaspec.report.figures import figure, seconds

AGREEMENT = """\
apiVersion: slaspec/v1
kind: SLA
id: api
title: Orders interface
version: "1"
timezone: Europe/Oslo
currency: EUR
effective: {from: 2026-01-01, through: 2026-12-31}
services: [{service: orders, charge: {amount: 10000.00 EUR, per: month}}]
interpretation:
  window: month
  assign_to: decided
  limit_reached: met
  reclassified: from_start
  priority: final
  reopened: {clock: continues, gap: counts}
  without_stop: open
  leave_out: [cancelled]
  no_events: not_measured
  no_data: missed
  few_events: none
  round_measured: exact
  partial_window: not_judged
  obligation: result
  nature: price_reduction
  rounding: {mode: half_up, at: line}
  claim: {automatic: true}
metrics:
  - {id: errors, kind: ratio, records: request_log, source: calls, good: {status: [ok]}}
  - {id: speed, kind: value, source: latency, unit: ms, take: maximum}
  - {id: queue, kind: value, source: backlog, unit: cases, take: last}
  - {id: repair, kind: duration, records: incident, source: tickets, start: reported,
     stop: [resolved], pause: [], hours: 24x7}
  - {id: solved, kind: throughput, records: incident, source: tickets, event: resolved}
  - {id: opinion, kind: score, source: tickets, field: score, minimum_response: 50%}
targets:
  - {id: calls, service: orders, metric: errors, objective: {at_least: 99.9%}, remedies: [credit]}
  - {id: speed, service: orders, metric: speed, objective: {at_most: 300ms}}
  - {id: queue, service: orders, metric: queue, objective: {at_most: 10 cases}, remedies: [cases]}
  - {id: repair, service: orders, metric: repair, objective: {percentile: 90%, within: 4h}}
  - {id: solved, service: orders, metric: solved, objective: {at_least: 2 cases}}
  - {id: opinion, service: orders, metric: opinion, objective: {at_least: "4.2"}}
remedies:
  - id: credit
    for_each: window
    rate: {ladder: [{below: 99.9%, pays: 5%}], over: measured}
    base: {charge: orders}
    caps: [{per: month, at_most: 10%, of: {charge: orders}, excess: lost}]
  - id: cases
    for_each: window
    rate: {ladder: [{above: 10 cases, pays: 100.00 EUR}], over: measured}
"""
SOURCES = {
    "calls": ("request_log", "{at: at, status: status}", ""),
    "latency": ("value", "{at: day, value: p95}", ""),
    "backlog": ("value", "{window: month, value: open_cases}", ""),
    "tickets": (
        "incident",
        "{id: id, reported: opened, resolved: solved, score: score}",
        "layout: snapshot\n",
    ),
}
RECORDS = {
    "calls": "at,status\n" + "2026-03-03 10:00,ok\n" * 1997 + "2026-03-04 10:00,failed\n" * 3,
    "latency": "day,p95\n2026-03-10,287.5\n2026-03-11,300.0\n",
    "backlog": "month,open_cases\n2026-03,12\n",
    "tickets": "id,opened,solved,score\nA,2026-03-02 08:00,2026-03-02 09:30:05,5\n"
    "B,2026-03-02 08:00,2026-03-02 11:00,3\nC,2026-03-02 08:00,2026-03-03 09:00,\n",
}
SOURCE = """\
apiVersion: slaspec/v1
kind: DataSource
id: {id}
title: Rows of {id}
format: csv
records: {records}
timezone: Europe/Oslo
date_order: iso
service: orders
columns: {columns}
{more}"""


@pytest.fixture
def shown(tmp_path, monkeypatch, capsys):
    """`shown()` previews March: its text, its JSON and its CSV."""
    monkeypatch.chdir(tmp_path)
    Path("contracts").mkdir()
    Path("contracts/api.yaml").write_text(AGREEMENT, "utf-8")
    arguments = ["preview", "api", "2026-03", "--contracts", "contracts"]
    arguments += ["--as-of", "2026-04-02", "-o", "march.json", "-o", "march.csv"]
    for id, (records, columns, more) in SOURCES.items():
        text = SOURCE.format(id=id, records=records, columns=columns, more=more)
        Path(f"contracts/{id}.yaml").write_text(text, "utf-8")
        Path(f"{id}.csv").write_text(RECORDS[id], "utf-8")
        arguments += ["--records", f"{id}={id}.csv"]
    code = run(arguments)
    out = capsys.readouterr()

    assert (0, "") == (code, out.err)
    return out.out, json.loads(Path("march.json").read_text("utf-8")), Path("march.csv").read_text()


VERDICTS = [
    ("calls", "at least 99.9%", "1,997 of 2,000", "99.85%", "missed"),
    ("speed", "at most 300ms", "2", "300ms", "met"),
    ("queue", "at most 10 cases", "1", "12 cases", "missed"),
    ("repair", "percentile 90% within 4h", "2 of 3", "25h", "missed"),
    ("solved", "at least 2 cases", "3", "3 cases", "met"),
    ("opinion", "at least 4.2", "2", "4", "missed"),
]


@pytest.mark.parametrize("row", VERDICTS, ids=[row[0] for row in VERDICTS])
def test_a_verdict_is_told_in_the_words_of_its_kind(shown, row):
    """Figures stand in the unit in which the contract writes them."""
    text, _, _ = shown
    [line] = [line for line in text.splitlines() if line.startswith(f"{row[0]} ")]

    for part in row[1:]:
        assert part in line


def test_the_json_holds_exact_figures_and_keeps_its_schema(shown):
    """Values as decimal text in their unit; nothing was down, nothing was smoothed."""
    from jsonschema import Draft202012Validator

    _, data, _ = shown
    schema = json.loads((folder("output") / "statement.schema.json").read_text("utf-8"))
    figures = {v["target"]: (v["value"], v["unit"], v["verdict"]) for v in data["verdicts"]}

    assert [] == list(Draft202012Validator(schema).iter_errors(data))
    assert {
        "calls": ("99.85", "%", "missed"),
        "speed": ("300", "ms", "met"),
        "queue": ("12", "cases", "missed"),
        "repair": ("90000", "s", "missed"),
        "solved": ("3", "cases", "met"),
        "opinion": ("4", "", "missed"),
    } == figures
    assert {(None, None)} == {(v["down"], v["judged"]) for v in data["verdicts"]}


def test_what_is_owed_and_why(shown):
    """5 % of 10,000.00 for the calls, 100.00 for the backlog."""
    text, data, table = shown
    lines = list(csv.DictReader(table.splitlines()))

    assert "600.00" == data["total"]
    assert ["500.00", "100.00"] == [line["net_credit"] for line in lines]
    assert ["99.85%", "12 cases"] == [line["measured_exact"] for line in lines]
    assert "12 cases is above 10 cases: rung 1 pays 100.00 EUR" in text


@pytest.mark.parametrize(
    ("value", "unit", "places", "said"),
    [
        (Fraction(99999, 100000), "%", 2, "99.99%"),
        (Fraction(2, 3), "%", 3, "66.666%"),
        (Fraction(16205), "s", 2, "4h 30min 5s"),
        (Fraction(1, 2), "s", 2, "0s"),
        (Fraction(25, 2), "cases", 2, "12.5 cases"),
        (Fraction(300), "ms", 2, "300ms"),
        (Fraction(-7, 3), "points", 2, "-2.33 points"),
        (Fraction(4), "", 2, "4"),
    ],
)
def test_figures_for_people_are_cut_and_never_rounded_up(value, unit, places, said):
    """99.999 % never reads 100.00 %."""
    assert said == figure(value, unit, places)


def test_a_time_of_days_stands_in_hours():
    """A day has no fixed length on a clock."""
    assert "744h" == seconds(Fraction(744 * 3600))
    assert "1,000h 1min" == seconds(Fraction(3600060))
