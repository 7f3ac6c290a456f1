"""Issued statements: read back, never credited twice, corrected by the difference."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.remedies.earlier.history import PastVerdict
from slaspec.remedies.ledger.issued import credited_in, history_of
from slaspec.remedies.ledger.issued_files import read_issued, statements_in
from slaspec.report.findings_json import to_json
from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.use_cases.load import load
from tests.faces.test_output_schemas import faults
from tests.ledger.issued_build import FOUR_HOURS, ONE_HOUR, TERMS, Office, contract


@pytest.fixture
def office(tmp_path):
    """The folder of a contract manager."""
    return Office(tmp_path)


def amounts(found):
    """Window and amount of each line."""
    return [(line.window.name, line.amount) for line in found.statement.lines]


def edited(file, **facts):
    """Change top-level facts of a statement."""
    data = {**json.loads(file.read_text("utf-8")), **facts}
    file.write_text(to_json(data), "utf-8")


def read(office, *others):
    """What is read of the folder."""
    book = load(office.contracts)
    return read_issued(statements_in(office.history, "issued"), book.agreement("acme"), others)


# ------------------------------------------------------------------ read back


def test_a_statement_is_read_back_as_it_was_settled(office):
    """Verdicts with their exact values, lines with their amounts, windows to the second."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    settled = office.preview("2026-04", {"2026-04": ONE_HOUR}, history=False).statement
    history = history_of(read(office))

    assert tuple(PastVerdict.of(one) for one in settled.verdicts) == history.verdicts
    assert Fraction(719, 720) == history.verdicts[0].value
    assert [("2026-04", "network-credit", Decimal("500.00"))] == [
        (line.window.name, line.remedy, line.amount) for line in history.lines
    ]


def test_a_month_without_a_value_is_read_back_without_one(office):
    """Nobody measured it."""
    file = office.issue("2026-04", {"2026-05": ONE_HOUR})
    data = json.loads(file.read_text("utf-8"))
    data["verdicts"][0].update(value=None, exact=None, verdict="not_measured")
    file.write_text(to_json(data), "utf-8")
    (verdict,) = history_of(read(office)).verdicts

    assert ("not_measured", None) == (verdict.verdict, verdict.value)


def test_the_same_month_again_owes_nothing(office):
    """A second credit for one line: the issued 500 euros stay, and no line is left."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    again = office.preview("2026-04", {"2026-04": ONE_HOUR})

    assert ([], Decimal("0.00")) == (amounts(again), again.statement.total)
    assert ("2026-04",) == again.statement.adjusts
    assert "nothing is owed" in statement_text(again)


def test_a_late_correction_is_a_line_of_the_difference(office):
    """Four hours instead of one: 1,000 euros instead of 500, so 500 more."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    again = office.preview("2026-04", {"2026-04": FOUR_HOURS})
    (line,) = again.statement.lines

    assert (Decimal("500.00"), Decimal("500.00")) == (line.amount, again.statement.total)
    assert ("adjustment", "1000.00 EUR", "500.00 EUR") == (
        line.trail[-1].stage,
        line.trail[-1].amount_in,
        line.trail[-1].amount_out,
    )
    assert line.adjusts.endswith("2026-04.json")
    assert "adjusts " in statement_text(again)


def test_a_correction_in_favour_of_the_provider_takes_back(office):
    """No outage after all: the 500 euros that were credited are taken back."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    again = office.preview("2026-04", {"2026-05": ONE_HOUR})
    (line,) = again.statement.lines

    assert (Decimal("-500.00"), Decimal("-500.00")) == (line.amount, again.statement.total)
    assert "network-credit" == line.remedy
    assert "network-credit: -500.00 EUR (price reduction, adjusts " in statement_text(again)


def test_the_next_statement_holds_the_correction_beside_its_own_lines(office):
    """April is corrected by 500, May comes to 500 of its own."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    found = office.preview("2026-04..2026-05", {"2026-04": FOUR_HOURS, "2026-05": ONE_HOUR})

    assert [("2026-04", Decimal("500.00")), ("2026-05", Decimal("500.00"))] == amounts(found)
    assert ("2026-04",) == found.statement.adjusts


def test_a_correction_that_was_issued_is_not_made_again(office):
    """500 and the correction of 500 are credited: of 1,000 nothing is left."""
    office.issue("2026-04", {"2026-04": ONE_HOUR}, as_of="2026-05-10")
    both = {"2026-04": FOUR_HOURS, "2026-05": ONE_HOUR}
    office.issue("2026-04..2026-05", both, as_of="2026-06-10")
    found = read(office)

    assert [("2026-04",), ("2026-05",)] == [each.credited for each in found]
    assert [Decimal("1000.00"), Decimal("500.00")] == list(credited_in(found).values())
    assert [] == amounts(office.preview("2026-04..2026-05", both))
    assert Fraction(179, 180) == history_of(found).verdicts[0].value  # the corrected one


def test_windows_that_are_settled_again_are_no_history(office):
    """They are judged anew; the others of the folder stay."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    office.issue("2026-05", {"2026-05": ONE_HOUR})
    history = history_of(read(office), without=["2026-04"])

    assert ["2026-05"] == [verdict.window.name for verdict in history.verdicts]


def test_a_correction_of_a_month_before_an_issued_one_is_told(office):
    """What May carries or repeats was settled on the old April."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    office.issue("2026-05", {"2026-05": ONE_HOUR})
    found = office.preview("2026-04", {"2026-04": FOUR_HOURS})

    assert any("2026-05 was issued after the windows" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({**TERMS, "late_data": "not_corrected"}, "late data is not corrected"),
        ({}, "nobody says what becomes of late data"),
    ],
)
def test_a_difference_is_refused_where_the_terms_do_not_correct_it(tmp_path, terms, why):
    """One sentence with the place of the term; the same figures again are no difference."""
    office = Office(tmp_path, statement=terms)
    office.issue("2026-04", {"2026-04": ONE_HOUR})

    assert [] == amounts(office.preview("2026-04", {"2026-04": ONE_HOUR}))
    with pytest.raises(LocatedError, match=f"differs from it by 500.00 EUR: {why}"):
        office.preview("2026-04", {"2026-04": FOUR_HOURS})


def test_what_a_correction_says_is_valid_json(office):
    """The statement with adjustments, states and rights keeps the published schema."""
    office.enter({"statement": "2026-04", "date": "2026-05-08", "state": "issued"})
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    data = statement_data(office.preview("2026-04", {"2026-04": FOUR_HOURS}))

    assert [] == faults("statement", data)
    assert ["2026-04"] == data["adjusts"]
    assert ["issued/2026-04.json"] == [
        "/".join(file.split("/")[-2:]) for file in data["run"]["history"]
    ]


def test_a_window_that_was_issued_must_be_in_the_history(office):
    """The ledger has the digest of May, the folder has April alone: May is not credited again."""
    office.issue("2026-04", {"2026-04": ONE_HOUR}, "2026-05-10")
    entry = {"statement": "2026-05", "date": "2026-06-08", "state": "issued", "sha256": "0" * 64}
    office.enter(entry)
    may = {"2026-05": ONE_HOUR}
    with pytest.raises(LocatedError, match="2026-05 was issued on 2026-06-08, and is not in the"):
        office.preview("2026-05", may)

    assert [("2026-05", Decimal("500.00"))] == amounts(office.preview("2026-05", may, "2026-06-08"))


# ------------------------------------------------------------------ what later windows need


def with_remedy(folder, **terms):
    """The office with more terms of its one remedy, from April on."""
    made = contract(effective={"from": "2026-04-01"})
    made["remedies"][0].update(terms)
    return Office(folder, **made)


def test_a_repeated_miss_is_known_from_the_issued_statement(tmp_path):
    """The second month in a row costs twice as much; alone it cannot be told."""
    twice = {"when": "consecutive", "factor": 2, "reset": "first met window"}
    office = with_remedy(tmp_path, repeat=twice)
    office.issue("2026-04", {"2026-04": ONE_HOUR})

    assert [("2026-05", Decimal("1000.00"))] == amounts(
        office.preview("2026-05", {"2026-05": ONE_HOUR})
    )
    with pytest.raises(LocatedError, match="2026-04"):
        office.preview("2026-05", {"2026-05": ONE_HOUR}, history=False)


def test_what_a_cap_carried_on_is_known_from_the_issued_statement(tmp_path):
    """300 of 500 are paid in April; in May 300 of 500 and the 200 from April."""
    cap = {"per": "month", "at_most": "300.00 EUR", "excess": "carried"}
    office = with_remedy(tmp_path, caps=[cap])
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    (line,) = office.preview("2026-05", {"2026-05": ONE_HOUR}).statement.lines

    assert (Decimal("300.00"), 200, 400) == (line.amount, line.carried_in, line.carried_out)


def test_a_correction_that_only_moves_what_is_carried_is_a_line_of_nothing(tmp_path):
    """Four hours instead of one: still 300, but 700 are carried on and not 200."""
    cap = {"per": "month", "at_most": "300.00 EUR", "excess": "carried"}
    office = with_remedy(tmp_path, caps=[cap])
    office.issue("2026-04", {"2026-04": ONE_HOUR}, as_of="2026-05-10")
    office.issue("2026-04", {"2026-04": FOUR_HOURS}, as_of="2026-05-20", name="late")
    (line,) = office.preview("2026-05", {"2026-05": ONE_HOUR}).statement.lines

    assert ["0.00", "300.00"] == sorted(
        str(amount) for each in read(office) for amount in each.amounts
    )
    assert (700, 900) == (line.carried_in, line.carried_out)


# ------------------------------------------------------------------ what is refused


def test_the_folder_must_be_there(tmp_path):
    """A slip in its name is no empty history."""
    with pytest.raises(UsageError, match="there is no folder 'gone'"):
        statements_in(tmp_path / "gone", "gone")


def test_a_file_that_cannot_be_read_is_said(office):
    """A folder named like a statement."""
    (office.history / "x.json").mkdir()
    with pytest.raises(UsageError, match=r"'issued/x.json' cannot be read"):
        read(office)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\xff\xfe", "this is not UTF-8 text"),
        (b"{", "this is not JSON"),
        (b'{"total": NaN}', "this is not JSON"),
        (b"[" * 100_000, "this is not JSON"),
        (b"[]", "not a statement that slaspec wrote"),
        (b'{"format": "other/1"}', "not a statement that slaspec wrote"),
        (b'{"format": "slaspec-statement/1"}', "is of the format slaspec-statement/1"),
        (b'{"format": "slaspec-statement/2"}', "no complete statement"),
    ],
)
def test_a_file_that_is_no_statement_is_named(office, raw, says):
    """With its place, in one sentence."""
    (office.history / "x.json").write_bytes(raw)
    with pytest.raises(LocatedError, match=says) as raised:
        read(office)

    assert raised.value.at.startswith("issued/x.json:1:")


def test_another_file_of_slaspec_beside_them_is_passed_over(office):
    """A manifest is no statement."""
    (office.history / "manifest.json").write_text('{"format": "slaspec-manifest/1"}', "utf-8")

    assert () == read(office)


@pytest.mark.parametrize(
    ("facts", "says", "line"),
    [
        ({"agreement": "other"}, "of agreement 'other', which is not here", "agreement"),
        ({"currency": "USD"}, "in USD, and 'acme' in EUR; currencies are never", "currency"),
        ({"total": "1e3"}, "no complete statement: total: '1e3'", "total"),
    ],
)
def test_a_statement_of_something_else_is_named_at_its_line(office, facts, says, line):
    """An unknown agreement, another currency, a figure that is none."""
    file = office.issue("2026-04", {"2026-04": ONE_HOUR})
    edited(file, **facts)
    with pytest.raises(LocatedError, match=says) as raised:
        read(office)

    number = int(raised.value.at.split(":")[1])
    assert f'"{line}":' in file.read_text("utf-8").splitlines()[number - 1]


def test_statements_of_the_other_agreements_are_passed_over(office):
    """One folder may hold those of the whole book."""
    edited(office.issue("2026-04", {"2026-04": ONE_HOUR}), agreement="other")

    assert () == read(office, "other")


def test_a_statement_of_another_time_is_refused(office):
    """April of the year before the term."""
    file = office.issue("2026-04", {"2026-04": ONE_HOUR})
    text = file.read_text("utf-8").replace('"2026-04', '"2020-04')
    file.write_text(text, "utf-8")
    with pytest.raises(LocatedError, match="of 2020-04, outside the term of 'acme'"):
        read(office)


def test_a_line_of_a_window_that_is_not_there_is_refused(office):
    """It would be credited to nothing."""
    file = office.issue("2026-04", {"2026-04": ONE_HOUR})
    data = json.loads(file.read_text("utf-8"))
    data["lines"][0]["window"] = "2026-05"
    file.write_text(to_json(data), "utf-8")
    with pytest.raises(LocatedError, match="window 2026-05 is not among the windows"):
        read(office)


def test_two_statements_of_one_window_are_refused(office):
    """Their lines would be credited twice."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    (office.history / "b.json").write_bytes((office.history / "2026-04.json").read_bytes())
    with pytest.raises(LocatedError, match="is a statement of 2026-04 as well"):
        read(office)


def test_a_correction_without_what_it_corrects_is_refused(office):
    """The difference alone says nothing of the whole."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    office.issue("2026-04", {"2026-04": FOUR_HOURS}, as_of="2026-09-02", name="late")
    (office.history / "2026-04.json").unlink()
    with pytest.raises(LocatedError, match="adjusts 2026-04, and the statement of 2026-04 is not"):
        read(office)


def test_the_digest_of_the_ledger_proves_the_file(office):
    """The file as issued is read; with one byte more it is refused at the entry."""
    file = office.issue("2026-04", {"2026-04": ONE_HOUR})
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    issued = {"statement": "2026-04", "date": "2026-05-08", "state": "issued", "sha256": digest}
    office.enter(issued)

    assert [] == amounts(office.preview("2026-04", {"2026-04": ONE_HOUR}))
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(LocatedError, match="is not the statement of 2026-04 that was issued") as no:
        office.preview("2026-04", {"2026-04": ONE_HOUR})
    assert "ledger.yaml:" in no.value.at


def test_a_contract_without_statement_terms_still_refuses_a_second_credit(tmp_path):
    """Nothing differs, so nothing has to be corrected."""
    sections = contract()
    office = Office(tmp_path, **{"statement": {"due": "5 working days"}})
    office.issue("2026-04", {"2026-04": ONE_HOUR})

    assert "statement" in sections
    assert [] == amounts(office.preview("2026-04", {"2026-04": ONE_HOUR}))
