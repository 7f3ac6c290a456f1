"""
What a scenario expects in money: lines to the cent, their trail, the total.

The agreement: the network costs 12,000.00 EUR a month and is promised for 99.9 %; below that 5 % is
credited, below 99.5 % it is 10 %. The desk costs 40,000.00 EUR; where 90 % of the tickets of a
priority are not in time, 5 % is credited.
"""

from __future__ import annotations

import json
from textwrap import indent

import pytest

from slaspec.checks.pages.portfolio import ATTACHMENTS, DOCUMENTS
from slaspec.cli import run
from slaspec.errors import LocatedError
from slaspec.language.model import Scenario
from slaspec.use_cases.load import load
from slaspec.use_cases.scenario import run_scenario

HEAD = """\
apiVersion: slaspec/v1
kind: Scenario
id: money
title: What is owed
agreement: acme-sla
as_of: 2026-06-08
period: 2026-04..2026-05
"""
UP = "{target: availability, window: 2026-04, value: 99.95%}"
DOWN = "{target: availability, window: 2026-04, value: 99.4%}"
LINE = "{target: availability, window: 2026-04, remedy: network-credit, amount: 1200.00 EUR}"
TICKET = """\
records:
  - source: itsm-export
    tickets:
      - id: INC-1
        service: service-desk
        priority: P1
        events:
          - {at: "2026-04-03T08:00:00+02:00", event: reported}
          - {at: "2026-04-03T20:00:00+02:00", state: resolved}
"""


@pytest.fixture
def result(tmp_path):
    """Runs a scenario of what is given and expected, in a folder with further files."""

    def ran(given, expect, **files):
        scenario = f"{HEAD}given:\n{indent(given, '  ')}\nexpect:\n{indent(expect, '  ')}\n"
        texts = {**ATTACHMENTS, **DOCUMENTS, "money.scenario.yaml": scenario, **files}
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        book = load(tmp_path)
        assert [] == list(book.reading_findings)
        return run_scenario(book, book.get("money", Scenario))

    return ran


def said(result):
    """What is not as expected, in words."""
    return [f"{each.name} {'; '.join(each.differences)}" for each in result.failures]


def test_figures_in_the_place_of_records_are_judged_and_settled(result):
    """99.4 % is below 99.5 %: 10 % of 12,000.00 EUR."""
    found = result(f"measured: [{DOWN}]", f"lines: [{LINE}]\ntotal: 1200.00 EUR")

    assert [] == said(found)
    assert ["1200.00"] == [str(line.amount) for line in found.statements["acme-sla"].lines]


@pytest.mark.parametrize(
    ("figures", "owed"),
    [
        ("value: 99.9%", "0.00"),  # exactly as promised
        ("value: 99.899999%", "600.00"),
        ("value: 99.5%", "600.00"),  # the second rung begins below it
        ("value: 99.499999%", "1200.00"),
        ("down: 2592", "0.00"),  # a thousandth of the 2,592,000 seconds of April
        ("down: 2593", "600.00"),
        ("down: 43min 12s", "0.00"),
        ("outages: [OUT-1 3h 36min]", "600.00"),  # 12,960 s: 99.5 %
        ("outages: [OUT-1 3h 36min, OUT-2 1s]", "1200.00"),
        ("down: 864, counted: 864000", "0.00"),  # a thousandth of ten days
        ("down: 865, counted: 864000", "600.00"),
    ],
)
def test_a_rung_begins_exactly_where_it_is_written(result, figures, owed):
    """Whatever form the figures have, they lead to the same share and the same rung."""
    row = f"{{target: availability, window: 2026-04, {figures}}}"

    assert [] == said(result(f"measured: [{row}]", f"total: {owed} EUR"))


def test_records_are_settled(result):
    """One ticket of twelve hours where five are promised: 5 % of 40,000.00 EUR."""
    line = "target: resolution, objective: P1, window: 2026-04, remedy: desk-credit"
    found = result(TICKET, f"lines: [{{{line}, amount: 2000.00 EUR}}]\ntotal: 2000.00 EUR")

    assert [] == said(found)


def test_records_and_figures_together(result):
    """Each target is judged by what is given for it: 2,000.00 and 600.00 EUR."""
    row = "{target: availability, window: 2026-05, value: 99.8%}"

    assert [] == said(result(f"{TICKET}measured: [{row}]", "total: 2600.00 EUR"))


def test_a_target_with_figures_is_judged_by_them_alone(result):
    """The ticket of P1 was late, but the figures say that all were in time."""
    rows = [
        f"{{target: resolution, objective: {each}, window: 2026-04, good: 10, total: 10}}"
        for each in ("P1", "P2")
    ]

    assert [] == said(result(f"{TICKET}measured: [{', '.join(rows)}]", "lines: []"))


def test_a_charges_file_overrules_the_agreement(result):
    """10 % of what was charged in April."""
    charges = "charges: [{window: 2026-04, service: network, amount: 5000.55 EUR}]"
    expect = f"lines: [{LINE.replace('1200.00', '500.06')}]"  # 500.055, rounded half up

    assert [] == said(result(f"measured: [{DOWN}]\n{charges}", expect))


@pytest.mark.parametrize(
    ("charge", "says"),
    [
        ("{window: 2026-04, service: wifi, amount: 1.00 EUR}", "has a service 'wifi'"),
        ("{window: 2026-04, service: network, amount: 1.00 NOK}", "not in the currency"),
        ("{window: 2026-04, service: network, amount: -1.00 EUR}", "never negative"),
    ],
)
def test_a_charge_that_cannot_be_is_refused_at_its_place(result, charge, says):
    """A charge of no service, in another currency, or below zero."""
    with pytest.raises(LocatedError, match=says) as refused:
        result(f"measured: [{DOWN}]\ncharges: [{charge}]", "total: 0.00 EUR")

    assert "money.scenario.yaml:10:" in refused.value.at


def test_a_line_that_is_not_as_expected_shows_its_trail(result):
    """Expected against actual, then stage by stage how it came about."""
    found = result(f"measured: [{DOWN}]", f"lines: [{LINE.replace('1200', '600')}]")

    assert [
        "acme-sla#availability in 2026-04, network-credit is 1200.00 EUR, not 600.00 EUR"
    ] == said(found)
    rows = dict(found.failures[0].rows)
    assert ("600.00 EUR", "1200.00 EUR") == (rows["expected"], rows["actual"])
    assert "99.4% is below 99.5%: rung 2 pays 10%" == rows["rate"]
    assert ["the remedy"] == [what for what, _ in found.failures[0].related]


def test_the_trail_is_told_of_the_first_line_that_differs(result):
    """One trail is enough to see what is wrong; the other lines show their amounts."""
    row = "{target: availability, window: 2026-05, value: 99.8%}"
    found = result(f"measured: [{DOWN}, {row}]", "lines: []")

    assert [True, False] == [len(each.rows) > 2 for each in found.failures]
    assert [
        "acme-sla#availability in 2026-04, network-credit is 1200.00 EUR, and not expected",
        "acme-sla#availability in 2026-05, network-credit is 600.00 EUR, and not expected",
    ] == said(found)


def test_a_line_that_is_not_paid_tells_why(result):
    """The reason is the one that the settlement gives."""
    [failure] = result(f"measured: [{UP}]", f"lines: [{LINE}]").failures

    assert "is not paid (99.95% reaches no rung of the ladder)" == failure.differences[0]
    assert ("actual", "nothing (99.95% reaches no rung of the ladder)") == failure.rows[1]


def test_a_line_of_nothing_is_no_line(result):
    """Who expects 0.00 EUR gets it where nothing is paid."""
    expect = f"lines: [{LINE.replace('1200.00', '0.00')}]"

    assert [] == said(result(f"measured: [{UP}]", expect))


def test_stages_of_the_trail_are_compared_in_their_order(result):
    """Between them others may stand; amounts are compared as amounts, not as text."""
    trail = "[{stage: rate, out: 10%}, {stage: base, in: 10.0%, out: 1200 EUR}]"
    expect = f"lines: [{LINE[:-1]}, trail: {trail}}}]"

    assert [] == said(result(f"measured: [{DOWN}]", expect))


@pytest.mark.parametrize(
    ("trail", "says"),
    [
        ("[{stage: rate, out: 5%}]", "its stage 'rate' gives 10%, not 5%"),
        ("[{stage: rate, in: 99.5%}]", "its stage 'rate' takes 99.4%, not 99.5%"),
        ("[{stage: base}, {stage: rate}]", "its trail has no stage 'rate' there"),
        ("[{stage: lottery}]", "its trail has no stage 'lottery' there"),
    ],
)
def test_another_trail_is_a_failure(result, trail, says):
    """The amount may be right and the way to it another one."""
    found = result(f"measured: [{DOWN}]", f"lines: [{LINE[:-1]}, trail: {trail}}}]")

    assert [f"acme-sla#availability in 2026-04, network-credit {says}"] == said(found)


def test_another_total_is_a_failure(result):
    """The total is told with what it should be."""
    found = result(f"measured: [{DOWN}]", "total: 1200.01 EUR")

    assert ["acme-sla comes to 1200.00 EUR in total, not 1200.01 EUR"] == said(found)


def test_a_total_in_another_currency_is_another_total(result):
    """1,200.00 EUR are not 1,200.00 NOK."""
    found = result(f"measured: [{DOWN}]", "total: 1200.00 NOK")

    assert ["acme-sla comes to 1200.00 EUR in total, not 1200.00 NOK"] == said(found)


def test_beside_amounts_verdicts_are_compared_where_they_are_listed(result):
    """Of two windows the verdict of one is expected; with verdicts alone both would have to be."""
    row = "{target: availability, window: 2026-05, value: 99.8%}"
    verdict = "{target: availability, window: 2026-04, verdict: missed, value: 99.40%}"
    wrong = verdict.replace("99.40", "99.41")

    assert [] == said(
        result(f"measured: [{DOWN}, {row}]", f"verdicts: [{verdict}]\ntotal: 1800 EUR")
    )
    assert ["acme-sla#availability in 2026-04 the value is 99.4%, not 99.41%"] == said(
        result(f"measured: [{DOWN}, {row}]", f"verdicts: [{wrong}]\ntotal: 1800 EUR")
    )


def test_a_file_of_records_is_read_as_its_source_says(result):
    """An outage of four hours in Oslo: 14,400 of 2,592,000 s down, 99.44 %."""
    files = {"outages/april.csv": "number,began,ended\nOUT-1,2026-04-14 10:00,2026-04-14 14:00\n"}
    given = "files: [{source: noc-outages, file: outages/april.csv}]"

    assert [] == said(result(given, f"lines: [{LINE}]", **files))


def test_a_file_with_a_row_that_cannot_be_read_is_refused(result):
    """An example is whole, or it is none: the row is named."""
    files = {"april.csv": "number,began,ended\nOUT-1,yesterday,2026-04-14 14:00\n"}

    with pytest.raises(LocatedError) as refused:
        result("files: [{source: noc-outages, file: april.csv}]", "total: 0 EUR", **files)
    assert "april.csv:2:" in refused.value.at


def test_a_file_that_is_not_there_is_refused_at_its_name(result):
    """Nothing outside the folder of the contracts is read either."""
    with pytest.raises(LocatedError, match=r"there is no file 'april.csv'") as refused:
        result("files: [{source: noc-outages, file: april.csv}]", "total: 0 EUR")
    assert "money.scenario.yaml:9:39" in refused.value.at

    with pytest.raises(LocatedError, match=r"there is no file 'old.json'"):
        result(f"measured: [{DOWN}]\nhistory: [old.json]", "total: 0 EUR")


def test_a_history_that_is_no_statement_is_refused(result):
    """A file of something else tells nothing about earlier windows."""
    with pytest.raises(LocatedError, match="not a statement that slaspec wrote"):
        result(
            f"measured: [{DOWN}]\nhistory: [old.json]",
            "total: 0 EUR",
            **{"old.json": json.dumps({"agreement": "acme-sla"})},
        )


def test_earlier_windows_are_known_from_issued_statements(result, tmp_path):
    """March was missed and issued; April is the second failure in a row: twice 600.00 EUR."""
    old = "rate: {ladder: [{below: 99.9%, pays: 5%}, {below: 99.5%, pays: 10%}], over: measured}"
    again = (
        DOCUMENTS["sla.yaml"]
        .replace(old, "rate: {flat: 5%}\n    repeat: {when: consecutive, factor: 2}")
        .replace("judged_from: 2026-01-01", "judged_from: 2026-03-01")
    )
    row = "{target: availability, window: 2026-03, value: 99.8%}"
    tickets = ", ".join(
        f"{{target: resolution, objective: {each}, window: 2026-03, good: 9, total: 9}}"
        for each in ("P1", "P2")
    )
    given, expect = f"measured: [{DOWN}]", f"lines: [{LINE}]"
    with pytest.raises(LocatedError, match="needs what availability came to in 2026-03"):
        result(given, expect, **{"sla.yaml": again})
    figures = tmp_path.parent / "march.yaml"
    figures.write_text(f"measured: [{row}, {tickets}]\n")
    written = ["--measured", str(figures), "-o", str(tmp_path / "march.json")]
    scenario = tmp_path / "money.scenario.yaml"
    scenario.unlink()
    asked = ["preview", "acme-sla", "2026-03", "--contracts", str(tmp_path)]
    assert 0 == run([*asked, "--as-of", "2026-04-10", *written])

    found = result(f"{given}\nhistory: [march.json]", expect, **{"sla.yaml": again})

    assert [] == said(found)
    assert "failure 2 of availability in a row" in next(
        step.sentence
        for step in found.statements["acme-sla"].lines[0].trail
        if step.stage == "repeat"
    )


def test_a_figure_that_cannot_be_is_refused_at_its_place(result):
    """More than all of the time; the place is that of the figure."""
    row = "{target: availability, window: 2026-04, value: 101%}"

    with pytest.raises(LocatedError) as refused:
        result(f"measured: [{row}]", "total: 0 EUR")
    assert "money.scenario.yaml:9:" in refused.value.at
