"""A written statement tells later windows exactly what the statement itself would tell them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jsonschema import Draft202012Validator

from slaspec.language.schemas import folder
from slaspec.measure.results import Miss, WindowSpan
from slaspec.remedies.earlier.history import History
from slaspec.remedies.ledger.issued import history_of
from slaspec.remedies.ledger.issued_files import read_issued
from slaspec.remedies.statement import Netting
from slaspec.report.findings_json import to_json
from slaspec.report.statement_json import statement_data
from tests.finance.previews import preview, with_lines
from tests.remedies.build import measured

SCHEMA = json.loads((folder("output") / "statement.schema.json").read_text("utf-8"))


def written(made):
    """The statement as JSON data, valid against the published schema."""
    data = json.loads(to_json(statement_data(made)))
    assert [] == [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)]
    return data


def test_figures_of_a_line_are_exact():
    """10,000/3 stays a fraction; what ends has all decimals of the currency."""
    made = with_lines(
        preview(),
        {"gross": Fraction(10000, 3), "carried_in": Fraction(1, 4), "cap_cut": Fraction(7)},
    )

    [line] = written(made)["lines"]

    told = {"gross": "10000/3", "carried_in": "0.25", "cap_cut": "7.00", "carried_out": "0.00"}
    assert told == {name: line[name] for name in told}
    assert ("2026-04", "2026-04-01", "2026-04-30") == (
        line["window"],
        line["from"],
        line["through"],
    )
    assert ("price_reduction", "2026-05") == (line["vat_treatment"], written(made)["issue_period"])


def test_a_value_is_told_exactly_beside_its_decimals():
    """A third is 33.333333333333 for people and 100/3 for whoever computes on."""
    third = replace(measured("0"), value=Fraction(1, 3))

    [verdict] = written(preview(found=(third,)))["verdicts"]

    assert ("33.333333333333", "100/3", "%") == (
        verdict["value"],
        verdict["exact"],
        verdict["unit"],
    )


def test_windows_of_one_name_are_told_apart_and_have_their_seconds():
    """A month and the thirty days before its end, both called 2026-04."""
    april = measured().window
    rolling = WindowSpan(april.end - 40 * 86400, april.end, "2026-04", "2026-03-22", "2026-04-30")
    made = preview()
    [other] = (replace(each, window=rolling) for each in made.measurements.measured)
    measurements = replace(
        made.measurements, measured=(*made.measurements.measured, other), windows=(april,)
    )

    data = written(replace(made, measurements=measurements))

    assert [
        ("2026-04", "2026-03-22", "2026-03-22T00:00:00Z", "2026-05-01T00:00:00Z"),
        ("2026-04", "2026-04-01", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"),
    ] == [(w["name"], w["from"], w["begins"], w["ends"]) for w in data["windows"]]
    assert ["2026-04-01", "2026-03-22"] == [v["from"] for v in data["verdicts"]]


def test_what_a_remedy_is_paid_by_is_told_record_by_record():
    """An outage of 90.5 s with its incident and the one merged with it; one that still lasts."""
    misses = (
        Miss("O1", 1775001600, 1775001691, Fraction(181, 2), None, incident="I1", others=("O2",)),
        Miss("O3", 1775001600, late=Fraction(60)),
    )

    [verdict] = written(preview(found=(measured(misses=misses),)))["verdicts"]

    assert [
        {
            "id": "O1",
            "begins": "2026-04-01T00:00:00Z",
            "ends": "2026-04-01T00:01:31Z",
            "seconds": "90.5",
            "late": None,
            "incident": "I1",
            "merged": ["O2"],
        },
        {
            "id": "O3",
            "begins": "2026-04-01T00:00:00Z",
            "ends": None,
            "seconds": None,
            "late": "60",
            "incident": "",
            "merged": [],
        },
    ] == verdict["misses"]


def test_netting_is_told():
    """What is left to pay of a window, beside the lines."""
    netting = Netting(
        "2026-04",
        date(2026, 4, 1),
        date(2026, 4, 30),
        Decimal("10.00"),
        Decimal("4.00"),
        Decimal("6.00"),
        complete=True,
    )
    made = preview()
    made = replace(made, statement=replace(made.statement, nettings=(netting,)))

    assert [
        {
            "name": "2026-04",
            "from": "2026-04-01",
            "through": "2026-04-30",
            "credits": "10.00",
            "bonuses": "4.00",
            "payable": "6.00",
            "complete": True,
        }
    ] == written(made)["nettings"]


def test_a_statement_read_back_is_the_same_history(tmp_path):
    """Verdicts with exact values and lines with what they carried on, in the same windows."""
    third = replace(measured("0"), value=Fraction(1, 3))
    made = preview(found=(third,))
    made = with_lines(made, {"carried_out": Fraction(10000, 3), "record": "INC1"})
    file = tmp_path / "2026-04.json"
    file.write_text(to_json(statement_data(made)), "utf-8")

    [issued] = read_issued([(file, "2026-04.json")], made.agreement, ())

    history = history_of([issued])
    expected = History.of([made.statement])
    assert expected.verdicts == history.verdicts
    assert expected.lines == history.lines
