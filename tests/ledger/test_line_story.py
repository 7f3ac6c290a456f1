"""`slaspec explain STATEMENT.json#LINE`: the story of an amount, and what a statement says besides."""

from __future__ import annotations

import json

import pytest

from slaspec.cli import run
from slaspec.errors import UsageError
from slaspec.report.findings_json import to_json
from slaspec.report.statement_json import statement_data
from slaspec.report.statement_text import statement_text
from slaspec.use_cases.explain import explain
from slaspec.use_cases.story import story
from tests.faces.test_output_schemas import faults
from tests.ledger.issued_build import FOUR_HOURS, ONE_HOUR, TERMS, Office, contract

CLAIM = {"within": "30 days", "from": "window_end"}


def claimable():
    """The agreement whose credits must be claimed within 30 days."""
    made = contract()
    made["interpretation"]["claim"] = CLAIM
    made["remedies"][0]["clause"] = "B-7.1"
    return made


@pytest.fixture
def office(tmp_path):
    """The folder of a contract manager."""
    return Office(tmp_path)


@pytest.fixture
def claims(tmp_path):
    """The same with credits that must be claimed."""
    return Office(tmp_path, **claimable())


def told(file, number=1):
    """The story of a line."""
    return explain(f"{file}#{number}").split("\n")


def test_the_story_tells_clause_records_value_and_stages(claims):
    """One hour of 720 was down: 99.86 %, rung 1, 5 % of 10,000 euros."""
    lines = told(claims.issue("2026-04", {"2026-04": ONE_HOUR}, as_of="2026-05-04"))

    assert lines[0].startswith(
        "500.00 EUR for up in 2026-04 (2026-04-01 to 2026-04-30) by network-credit ("
    )
    assert lines[1].startswith("  under clause B-7.1 of ")
    assert "  it was missed, 1h down of 720h: 99.861111111111%" == lines[2]
    assert any("reaches rung 1" in line for line in lines)
    assert any(line.startswith("  rate: ") for line in lines)
    assert any("is 500.00 EUR" in line and "acme.yaml:" in line for line in lines)
    assert "  it must be claimed, and was not yet; the last day is 2026-06-01" in lines
    assert any(line.startswith("  evidence: ") and "noc.csv (SHA-256 " in line for line in lines)
    assert lines[-1].startswith("  settled as of 2026-05-04 by the text with SHA-256 ")


def test_the_story_of_a_lapsed_line_says_what_is_gone(claims):
    """Nobody claimed by 1 June."""
    lines = told(claims.issue("2026-04", {"2026-04": ONE_HOUR}, as_of="2026-07-01"))

    assert lines[0].startswith("0.00 EUR for up in 2026-04")
    assert "  500.00 EUR lapsed without a claim in time" in lines
    assert any("(500.00 EUR -> 0.00 EUR)" in line for line in lines)


def test_the_story_of_a_claimed_line_says_so(claims):
    """The ledger has the claim."""
    claims.enter({"claim": "network-credit", "date": "2026-05-04", "for": "2026-04"})

    lines = told(claims.issue("2026-04", {"2026-04": ONE_HOUR}))
    assert "  it was claimed in time (by 2026-06-01)" in lines


def test_the_story_of_a_correction_names_what_it_corrects(office):
    """The amount is only the difference; one that only takes back has no verdict of its own."""
    office.issue("2026-04", {"2026-04": ONE_HOUR})
    more = office.issue("2026-04", {"2026-04": FOUR_HOURS}, as_of="2026-09-02", name="more")
    office.issue("2026-04", {"2026-05": ONE_HOUR}, as_of="2026-09-03", name="none")

    assert any("the amount is only the difference to it" in line for line in told(more))
    assert "-1000.00 EUR" in told(office.history / "none.json")[0]


def changed(file, **facts):
    """Change facts of the first line of a statement, or of its verdict."""
    data = json.loads(file.read_text("utf-8"))
    data["lines"][0].update({k: v for k, v in facts.items() if k in data["lines"][0]})
    data["verdicts"][0].update({k: v for k, v in facts.items() if k not in data["lines"][0]})
    file.write_text(to_json(data), "utf-8")
    return file


def test_the_story_of_tickets_counts_them_and_names_ten(office):
    """Twelve missed, three were left out, two are open, caps took 100 euros."""
    file = office.issue("2026-04", {"2026-04": ONE_HOUR})
    ids = [f"INC-{n}" for n in range(12)]
    facts = {"missed": ids, "down": None, "met": 88, "counted": 100, "unit": "%", "value": "88"}
    changed(file, **facts, excluded={"cancelled": 3}, open=2, cap_cut="100.00", record="INC-1")
    lines = told(file)

    assert lines[0].startswith("500.00 EUR for up INC-1 in 2026-04")
    assert "  it was missed, 88 of 100 records met it: 88%" in lines
    assert f"  records that missed (12): {', '.join(ids[:10])} and 2 more" in lines
    assert "  not counted: cancelled 3" in lines
    assert "  2 open records could add up to as many misses" in lines
    assert "  100.00 EUR were lost to caps" in lines


def test_a_priority_and_a_figure_are_named_in_their_words(office):
    """`resolution/P1`, and `12 cases`; without a value and a last day they are left out."""
    file = office.issue("2026-04", {"2026-04": ONE_HOUR})
    data = json.loads(file.read_text("utf-8"))
    data["lines"][0].update(objective="P1", claim="claimed", claim_by=None)
    data["verdicts"][0].update(objective="P1", unit="cases", value="12", down=None)
    data["run"]["contracts"] = {}
    file.write_text(to_json(data), "utf-8")
    lines = told(file)

    assert " for up/P1 in " in lines[0]
    assert any(line.endswith(": 12 cases") for line in lines)
    assert "  it was claimed" in lines
    changed(file, value=None, claim="claimable")
    assert "  it must be claimed, and was not yet" in told(file)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (None, "cannot be read"),
        (b"\xff", "is not a statement that slaspec wrote"),
        (b"{}", "is not a statement that slaspec wrote"),
        (b'{"format": "slaspec-statement/1", "lines": []}', "is of the format slaspec-statement/1"),
        (b'{"format": "slaspec-statement/2", "lines": {}}', "is not a statement"),
        (b'{"format": "slaspec-statement/2", "lines": [{}]}', "is not a statement"),
        (b'{"format": "slaspec-statement/2", "lines": [7]}', "is not a statement"),
    ],
)
def test_a_file_that_is_no_statement_has_no_story(tmp_path, raw, says):
    """One sentence."""
    file = tmp_path / "x.json"
    if raw is not None:
        file.write_bytes(raw)
    with pytest.raises(UsageError, match=says):
        explain(f"{file}#1")


@pytest.mark.parametrize("number", ["0", "2", "x", "", "1 "])
def test_a_line_that_is_not_there_is_said_with_how_many_there_are(office, capsys, number):
    """Exit code 2."""
    file = office.issue("2026-04", {"2026-04": ONE_HOUR})

    assert 2 == run(["explain", f"{file}#{number}"])
    assert f"has no line '{number}'; it has 1 line" in capsys.readouterr().err


# ------------------------------------------------------------------ beside the lines


def test_the_text_says_until_when_to_claim_and_what_lapsed(claims):
    """Behind the amount of the line."""
    early = claims.preview("2026-04", {"2026-04": ONE_HOUR}, "2026-05-04", history=False)
    late = claims.preview("2026-04", {"2026-04": ONE_HOUR}, "2026-07-01", history=False)
    claims.enter({"claim": "network-credit", "date": "2026-05-04", "for": "2026-04"})
    claimed = claims.preview("2026-04", {"2026-04": ONE_HOUR}, "2026-07-01", history=False)

    assert "(price reduction, to be claimed by 2026-06-01)" in statement_text(early)
    assert "(price reduction, lapsed: 500.00 EUR not claimed by 2026-06-01)" in (
        statement_text(late)
    )
    assert "(price reduction, claimed)" in statement_text(claimed)


def test_the_states_of_a_statement_stand_below_it(tmp_path):
    """Issued with its last day to object, disputed with what is paid meanwhile."""
    office = Office(tmp_path, statement={**TERMS, "disputed": "pay_undisputed"})
    issued = {"statement": "2026-04", "date": "2026-05-08", "state": "issued", "credit_note": "C-1"}
    office.enter(issued)
    found = office.preview("2026-04", {"2026-04": ONE_HOUR}, "2026-05-10", history=False)

    line = "State: 2026-04 issued since 2026-05-08, credit note C-1, may be objected to until"
    assert f"{line} 2026-05-22: says the ledger entry of 2026-05-08" in statement_text(found)

    office.enter(issued, {"statement": "2026-04", "date": "2026-05-11", "state": "disputed"})
    disputed = office.preview("2026-04", {"2026-04": ONE_HOUR}, history=False)
    assert "(all of it); what is paid until it is settled is 0.00 EUR: says" in (
        statement_text(disputed)
    )


def test_what_is_paid_in_a_dispute_may_be_unsaid(office):
    """The terms do not say it, so nobody does."""
    office.enter(
        {"statement": "2026-04", "date": "2026-05-08", "state": "issued"},
        {"statement": "2026-04", "date": "2026-05-11", "state": "disputed", "targets": ["up"]},
    )
    text = statement_text(office.preview("2026-04", {"2026-04": ONE_HOUR}, history=False))

    assert "(up); what is paid until it is settled is not said" in text


RIGHT = {"when": {"missed": "up", "times": 2, "in": "rolling 3 months"}, "by": "customer"}


@pytest.mark.parametrize(
    ("terms", "as_of", "says"),
    [
        ({}, "2026-06-10", "missed in 2026-04, 2026-05 ("),
        ({"notice": "30 days"}, "2026-06-10", "with a notice of 30 days ("),
        ({"exercise_within": "60 days"}, "2026-06-10", "; until 2026-07-30 ("),
        ({"exercise_within": "60 days"}, "2026-08-10", "; lapsed after 2026-07-30 ("),
        ({"exercise_within": "5 windows"}, "2026-06-10", "; the last day is not known: "),
    ],
)
def test_a_right_to_terminate_stands_below_the_statement(tmp_path, terms, as_of, says):
    """Two misses within three months: from the history and from this period."""
    office = Office(tmp_path, termination=[{**RIGHT, **terms}])
    office.issue("2026-04", {"2026-04": ONE_HOUR}, as_of="2026-05-10")
    found = office.preview("2026-05", {"2026-05": ONE_HOUR}, as_of)

    assert "Right: the customer may terminate: up was " in statement_text(found)
    assert says in statement_text(found)
    assert [] == faults("statement", statement_data(found))


def test_what_was_issued_later_gives_no_right_on_an_earlier_day(tmp_path):
    """As of May nobody knows that June will be missed, whatever lies in the folder by now."""
    office = Office(tmp_path, termination=[RIGHT])
    office.issue("2026-06", {"2026-06": ONE_HOUR}, as_of="2026-07-10")

    def rights(as_of):
        return office.preview("2026-04", {"2026-04": ONE_HOUR}, as_of).statement.rights

    assert ((), 1) == (rights("2026-05-11"), len(rights("2026-07-11")))


def test_a_plan_that_is_owed_stands_there_too(tmp_path):
    """Two misses within three months; the plan is due ten working days after 31 May."""
    terms = {"after": {"missed": 2, "in": "rolling 3 months"}, "plan_within": "10 working days"}
    office = Office(tmp_path, improvement=terms)
    both = {"2026-04": ONE_HOUR, "2026-05": ONE_HOUR}
    early = office.preview("2026-04..2026-05", both, "2026-06-02", history=False)
    late = office.preview("2026-04..2026-05", both, "2026-07-02", history=False)

    assert (
        "a plan for improvement is owed: up was missed in 2026-04, 2026-05; due by 2026-06-12"
        in (statement_text(early))
    )
    assert "; was due by 2026-06-12" in statement_text(late)


def test_misses_that_are_not_known_are_told(tmp_path):
    """April of a term from January, alone: February and March could complete the right."""
    office = Office(tmp_path, termination=[RIGHT], effective={"from": "2026-01-01"})
    alone = office.preview("2026-04", {"2026-04": ONE_HOUR})
    whole = office.preview("2026-02..2026-04", {"2026-04": ONE_HOUR})
    met = office.preview("2026-04", {"2026-05": ONE_HOUR})

    said = [
        [r for r in found.remarks if "are not known here" in r] for found in (alone, whole, met)
    ]
    assert [1, 0, 0] == [len(each) for each in said]
    assert said[0][0].startswith("misses of up from 2026-02-01 to before 2026-04-01 are not known")


def test_a_claim_for_which_nothing_is_due_is_told(office):
    """No line is due in a month that was met; what comes by itself needs no claim."""
    office.enter({"claim": "network-credit", "date": "2026-05-04", "for": "2026-04"})
    met = office.preview("2026-04", {"2026-05": ONE_HOUR})
    missed = office.preview("2026-04", {"2026-04": ONE_HOUR})

    assert any("no line of this preview is due for it" in remark for remark in met.remarks)
    assert any("it is paid without a claim" in remark for remark in missed.remarks)


CLAIMED = {"within": "30 days", "from": "window_end"}


def test_a_claim_of_what_was_issued_is_not_told_again(tmp_path):
    """April was claimed and issued: neither May nor a new look at April has a word on it."""
    made = contract(effective={"from": "2026-04-01"})
    made["remedies"][0]["claim"] = CLAIMED
    office = Office(tmp_path, **made)
    office.enter({"claim": "network-credit", "date": "2026-05-04", "for": "2026-04"})
    office.issue("2026-04", {"2026-04": ONE_HOUR}, "2026-05-10")
    again = office.preview("2026-04..2026-05", {"2026-04": ONE_HOUR, "2026-05": ONE_HOUR})

    assert [] == [remark for remark in again.remarks if "was claimed" in remark]


def test_what_is_carried_on_was_claimed_before(tmp_path):
    """The rest of a claimed credit is paid in May; that needs no claim, and none is told."""
    made = contract(effective={"from": "2026-04-01"})
    cap = {"per": "month", "at_most": "300.00 EUR", "excess": "carried"}
    made["remedies"][0].update(claim=CLAIMED, caps=[cap])
    office = Office(tmp_path, **made)
    office.enter({"claim": "network-credit", "date": "2026-05-04", "for": "O0"})
    office.issue("2026-04", {"2026-04": ONE_HOUR}, "2026-05-10")
    may = office.preview("2026-04..2026-05", {"2026-04": ONE_HOUR}, "2026-06-10")

    assert [("2026-05", 200)] == [(x.window.name, x.amount) for x in may.statement.lines]
    assert [] == [remark for remark in may.remarks if "was claimed" in remark]


def test_a_window_may_be_claimed_by_the_outage_behind_it(tmp_path):
    """The customer names the outage, and not the month; both are claims of the month's credit."""
    made = contract(effective={"from": "2026-04-01"})
    made["remedies"][0]["claim"] = CLAIMED
    office = Office(tmp_path, **made)
    office.enter({"claim": "network-credit", "date": "2026-05-04", "for": "O0"})
    (line,) = office.preview("2026-04", {"2026-04": ONE_HOUR}, "2026-06-10").statement.lines

    assert ("claimed", 500) == (line.claim, line.amount)


def test_a_value_that_was_reported_without_counts_is_told_alone(claims):
    """It is not 0 of 0 records."""
    file = claims.issue("2026-04", {"2026-04": ONE_HOUR}, as_of="2026-05-04")
    data = json.loads(file.read_text("utf-8"))
    data["verdicts"][0].update(down=None, met=0, counted=0)

    assert "  it was missed: 99.861111111111%" == list(story(data, data["lines"][0]))[2]
