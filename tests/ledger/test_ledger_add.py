"""`slaspec ledger add`: an entry at the end, the text above byte for byte, or nothing at all."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from slaspec.checks.run import run as check
from slaspec.cli import run
from slaspec.errors import LocatedError, UsageError
from slaspec.language.ledgers import digest_of
from slaspec.language.read import read_file
from slaspec.report.yaml_flow import flow
from slaspec.use_cases.ledger_add import added
from slaspec.use_cases.load import load
from tests.ledger.issued_build import FOUR_HOURS, ONE_HOUR, Office, contract

HEAD = """\
# kept by the service manager
apiVersion: slaspec/v1
kind: Ledger
id: acme-ledger
title: "Ledger of Acme"
agreement: acme
entries:
"""
FIRST = "- {statement: 2026-04, date: 2026-05-08, state: issued}  # by mail\n"


@pytest.fixture
def office(tmp_path):
    """Contracts with their statements."""
    return Office(tmp_path)


@pytest.fixture
def ledger(office):
    """Writes a ledger as it is given; its file."""

    def write(text, name="acme-ledger.yaml"):
        file = office.contracts / name
        file.write_bytes(text.encode("utf-8"))
        return file

    return write


@pytest.fixture
def add(office, capsys):
    """Runs `slaspec ledger add acme …`: exit code, output and errors."""

    def call(*words, day="2026-06-01"):
        root = ["--contracts", str(office.contracts), "--date", day]
        code = run(["ledger", "add", "acme", *words, *root])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


CLAIM = ("claim", "network-credit", "--for", "2026-04")


def entries(file):
    """The entries of a ledger as plain data."""
    read = read_file(file, "ledger.yaml")
    assert () == read.findings
    return read.document.data["entries"]


def test_an_entry_is_added_below_what_stands_there(ledger, add):
    """The text above stays, comment and all; the entry names the digest of the one before it."""
    file = ledger(HEAD + FIRST)
    code, out, _ = add(*CLAIM)
    first, second = entries(file)

    assert 0 == code
    assert file.read_text("utf-8").startswith(HEAD + FIRST + "- claim: network-credit\n  date: ")
    assert digest_of(first) == second["previous"]
    assert "acme-ledger.yaml:9: added\n- claim: network-credit\n" in out


@pytest.mark.parametrize(
    "text",
    [
        HEAD + FIRST.rstrip("\n"),
        (HEAD + FIRST).replace("\n", "\r\n"),
        "\ufeff" + HEAD + FIRST,
        HEAD + "    - statement: 2026-04\n      date: 2026-05-08\n      state: issued\n\n# end\n",
        HEAD + FIRST + "\n\n",
    ],
)
def test_whatever_the_layout_the_old_bytes_stay(ledger, add, text):
    """No line end at the end, line ends of another system, a mark, another indentation."""
    file = ledger(text)
    before = file.read_bytes()

    assert 0 == add(*CLAIM)[0]
    assert file.read_bytes().startswith(before)
    assert ["2026-04", "network-credit"] == [
        each.get("statement") or each.get("claim") for each in entries(file)
    ]
    if b"\r\n" in before:
        assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")


def test_the_first_entry_makes_the_ledger(office, add):
    """Beside the agreement, without a digest: nothing stands before it."""
    code, out, _ = add(*CLAIM)
    file = office.contracts / "acme.ledger.yaml"

    assert (0, ["network-credit"]) == (code, [each["claim"] for each in entries(file)])
    assert "previous" not in entries(file)[0]
    assert "acme.ledger.yaml:7: added" in out


def test_the_ledger_may_be_named(office, ledger, add):
    """One of the agreement, or the name of a new one."""
    first = ledger(HEAD + FIRST)
    named = office.contracts / "2027.yaml"
    add(*CLAIM, "--ledger", str(first))

    assert 2 == len(entries(first))
    assert 2 == add(*CLAIM, "--ledger", str(office.contracts / "acme.yaml"))[0]
    assert 2 == add(*CLAIM, "--ledger", str(office.contracts / "2027.txt"))[0]
    assert 0 == add("claim", "network-credit", "--for", "2026-05", "--ledger", str(named))[0]
    assert "acme-ledger-2" == read_file(named, "2027.yaml").contract.id


def test_every_kind_of_entry_is_said_in_the_words_of_the_contract(ledger, add):
    """Options become the keys of the entry; the whole is read again before it is kept."""
    file = ledger(HEAD + FIRST)
    risk = ("--by", "k-berg", "--why", "later", "--until", "2026-12-31")
    said = [
        ("statement", "2026-04", "--state", "agreed", "--credit-note", "CN #1: x"),
        ("accepted-risk", "up", *risk, "--max-exposure", "100.00 EUR/month"),
    ]
    codes = [add(*each)[0] for each in said]

    assert [0, 2] == codes  # k-berg is no person here
    assert "CN #1: x" == entries(file)[1]["credit_note"]
    assert 0 == add(*said[1][:2], "--by", "p-one", *risk[2:], *said[1][-2:])[0]
    assert {"amount": "100.00 EUR", "per": "month"} == entries(file)[2]["max_exposure"]


def test_relief_is_added_with_its_parties_and_lists(office, add):
    """What both sides granted, and announced work."""
    whole = contract(exclusions=EXCLUSIONS)
    whole["metrics"][0]["exclusions"] = ["flood", "works"]
    office.write(whole)
    both = ("--agreed-by", "provider-co=p-one", "--agreed-by", "customer-co=c-one")
    granted = ("granted", "flood", *both, "--target", "up", "--window", "2026-04")
    work = (
        *("maintenance", "works", "--from", "2026-06-12T02:00:00Z"),
        *("--until", "2026-06-12T06:00:00Z", "--notified", "2026-05-20T10:00:00Z"),
    )

    found = [add(*granted), add(*work)]

    assert [0, 0] == [code for code, *_ in found], found
    one, two = entries(office.contracts / "acme.ledger.yaml")
    assert (["up"], ["2026-04"], 2) == (one["targets"], one["windows"], len(one["agreed_by"]))
    assert "2026-05-20T10:00:00Z" == two["notified"]


EXCLUSIONS = [
    {"id": "flood", "cause": "force_majeure", "on_availability": "numerator"},
    {"id": "works", "cause": "maintenance", "on_availability": "numerator"},
]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("claim", "credits", "--for", "2026-04"), "there is no remedy 'credits'"),
        (("claim", "network-credit"), "'for' is missing"),
        (("claim", "network-credit", "--for", "2026-04", "--state", "x"), "unknown key 'state'"),
        (("claim", "network-credit", "--for", "x", "--target", "a", "--target", "b"), "of one"),
        (("statement", "2026-04", "--state", "open"), "open"),
        (("statement", "2026-04", "--state", "settled"), "T028"),
        (("statement", "1999-04", "--state", "issued"), "outside the term"),
        (("granted", "flood", "--agreed-by", "acme"), "not of the form PARTY=PERSON"),
        (("accepted-risk", "up", "--max-exposure", "12"), "not of the form 1200.00 EUR/month"),
        (("vote", "2026-04"), "is not one of"),
    ],
)
def test_an_entry_that_would_be_wrong_is_refused_and_nothing_written(office, add, words, says):
    """One sentence, exit code 2, no file."""
    code, _, err = add(*words)

    assert (2, True) == (code, says in err), err
    assert not (office.contracts / "acme.ledger.yaml").exists()


def test_an_entry_before_the_last_one_is_refused(ledger, add):
    """The order of the ledger is that of its dates."""
    file = ledger(HEAD + FIRST)
    code, _, err = add(*CLAIM, day="2026-05-01")

    assert (2, True) == (code, "T027" in err)
    assert HEAD + FIRST == file.read_text("utf-8")


def test_an_unknown_agreement_is_named(office, capsys):
    """With those that there are."""
    root = ["--contracts", str(office.contracts)]

    assert 2 == run(["ledger", "add", "acne", *CLAIM, *root])
    assert "there is no agreement 'acne'" in capsys.readouterr().err


def test_after_an_edit_nothing_can_be_added(ledger, add):
    """The date of the claim was moved: the chain is broken, and the next entry finds it."""
    file = ledger(HEAD + FIRST)
    add(*CLAIM)
    add("claim", "network-credit", "--for", "2026-05")
    edited = file.read_text("utf-8").replace("date: 2026-05-08", "date: 2026-05-07")
    file.write_text(edited, "utf-8")
    code, _, err = add("claim", "network-credit", "--for", "2026-06")

    assert (2, True) == (code, "D095 an entry was changed, removed or slipped in" in err)
    assert edited == file.read_text("utf-8")


def test_check_finds_the_edited_entry(office, ledger, add):
    """The rule says at which entry the digest does not fit."""
    file = ledger(HEAD + FIRST)
    add(*CLAIM)
    edited = file.read_text("utf-8").replace("date: 2026-05-08", "date: 2026-05-07")
    file.write_text(edited, "utf-8")
    found = check(load(office.contracts), date(2026, 6, 2), select=["D095"])

    assert ["D095"] == [each.rule for each in found]


def test_by_an_edited_ledger_nothing_is_settled(office, ledger, add):
    """The preview names the entry behind the edit, with its place."""
    file = ledger(HEAD + FIRST)
    add(*CLAIM)
    file.write_text(file.read_text("utf-8").replace("2026-05-08", "2026-05-07"), "utf-8")

    with pytest.raises(LocatedError, match="D095 an entry was changed"):
        office.preview("2026-04", {"2026-04": ONE_HOUR})


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD[:-1]} [{FIRST[2:55]}]\n",
        HEAD + FIRST + "description: kept\n",
        HEAD + FIRST + "...\n",
    ],
)
def test_a_ledger_to_which_nothing_can_be_added_stays(ledger, add, text):
    """Entries on one line, or keys below them: it is said what to do."""
    file = ledger(text)
    code, _, err = add(*CLAIM)

    assert 2 == code
    assert "ledger" in err
    assert text == file.read_text("utf-8")


def test_a_broken_ledger_is_mended_first(office, ledger, add):
    """Its own fault is said; the good one beside it is not written into by mistake."""
    ledger(HEAD + "- {statement: 2026-04}\n", "acme.ledger.yaml")
    code, _, err = add(*CLAIM)

    assert (2, True) == (code, "is there already" in err)
    assert 1 == len(list(office.contracts.glob("*ledger*")))


def test_a_dry_run_writes_nothing(ledger, add):
    """It shows what would be added."""
    file = ledger(HEAD + FIRST)
    code, out, _ = add(*CLAIM, "--dry-run")

    assert (0, True) == (code, "acme-ledger.yaml:9: would be added" in out)
    assert HEAD + FIRST == file.read_text("utf-8")


def test_what_rules_warn_of_is_told(ledger, add):
    """The same claim again is added, with a note."""
    ledger(HEAD + FIRST)
    add(*CLAIM)
    code, _, err = add(*CLAIM)

    assert (0, True) == (code, "Note: D094 this says again" in err)


def test_an_issued_statement_is_entered_with_its_digest(office, ledger, add):
    """The file is read first: one of another window is refused."""
    ledger(HEAD + "- {claim: network-credit, date: 2026-05-08, for: 2026-04}\n")
    issued = office.issue("2026-04", {"2026-04": ONE_HOUR})
    words = ("--state", "issued", "--file", str(issued), "--invoiced", "2026-05-04")
    code, _, err = add("statement", "2026-05", *words)

    assert (2, True) == (code, "this statement is of 2026-04, not of 2026-05" in err)
    assert 0 == add("statement", "2026-04", *words)[0]
    (_, entry) = entries(office.contracts / "acme-ledger.yaml")
    assert hashlib.sha256(issued.read_bytes()).hexdigest() == entry["sha256"]
    assert [] == list(office.preview("2026-04", {"2026-04": ONE_HOUR}).statement.lines)


def test_a_statement_with_corrections_is_entered_like_any_other(office, ledger, add):
    """May, issued with what a late outage of April changes, is read for itself."""
    ledger(HEAD + "- {claim: network-credit, date: 2026-05-08, for: 2026-04}\n")
    april = office.issue("2026-04", {"2026-04": ONE_HOUR}, "2026-05-11")
    may = office.issue(
        "2026-04..2026-05", {"2026-04": FOUR_HOURS, "2026-05": ONE_HOUR}, "2026-06-11", "2026-05"
    )
    words = ("--state", "issued", "--file")

    assert 0 == add("statement", "2026-04", *words, str(april))[0]
    assert 0 == add("statement", "2026-05", *words, str(may))[0]
    (_, _, entry) = entries(office.contracts / "acme-ledger.yaml")
    assert hashlib.sha256(may.read_bytes()).hexdigest() == entry["sha256"]


def test_the_group_tells_its_command(capsys):
    """`slaspec ledger --help` shows `add`."""
    assert 0 == run(["ledger", "--help"])
    assert "add" in capsys.readouterr().out


def test_a_ledger_that_was_broken_meanwhile_stays(office, ledger):
    """Between reading the contracts and writing the entry somebody saved half a line."""
    file = ledger(HEAD + FIRST)
    book = load(office.contracts)
    file.write_text(HEAD + "- {statement: 2026-04", "utf-8")
    entry = {"claim": "network-credit", "date": "2026-06-01", "for": "2026-04"}

    with pytest.raises(UsageError, match="was changed meanwhile and cannot be read"):
        added(book, "acme", entry, date(2026, 6, 1), flow)


def test_what_is_rendered_must_be_what_was_meant(office):
    """A writer of values that changes one of them is noticed before anything is written."""
    entry = {"claim": "network-credit", "date": "2026-06-01", "for": "2026-04"}

    def wrong(value):
        return "2026-05" if value == "2026-04" else value

    with pytest.raises(UsageError, match="nothing can be added at the end"):
        added(load(office.contracts), "acme", entry, date(2026, 6, 1), wrong)
