"""`slaspec show`: the one full text in force on a date, for people and as a contract of its own."""

import dataclasses
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import slaspec
from slaspec.checks.run import run
from slaspec.checks.unasked import unasked
from slaspec.cli import cli
from slaspec.errors import LocatedError, UsageError
from slaspec.language.read import read_text
from slaspec.report.agreement_text import agreement_markdown, agreement_text, agreement_yaml
from slaspec.use_cases.show import show

HERE = Path(__file__).parent
CONTRACTS = HERE / "contracts"
NORDIT = HERE.parents[1] / "contracts" / "nordit"
DAY = date(2026, 8, 1)
RENDER = {"txt": agreement_text, "md": agreement_markdown, "yaml": agreement_yaml}


def shown(folder=CONTRACTS, id="harbour-desk", day=DAY):
    """A text of a portfolio of the tests."""
    return show(slaspec.load(folder, "contracts"), id, day)


@pytest.mark.parametrize(
    ("file", "folder", "id"),
    [
        ("harbour-desk.txt", CONTRACTS, "harbour-desk"),
        ("harbour-desk.md", CONTRACTS, "harbour-desk"),
        ("harbour-desk.yaml", CONTRACTS, "harbour-desk"),
        ("acme-service-desk.txt", NORDIT, "acme-service-desk"),
    ],
)
def test_the_text_is_that_of_the_golden_file(file, folder, id):
    """Line for line; run with SLASPEC_UPDATE=1 after a change that is meant."""
    golden = HERE / "golden" / file
    text = RENDER[file.rpartition(".")[2]](shown(folder, id))
    if os.environ.get("SLASPEC_UPDATE") == "1":
        golden.write_text(text, "utf-8")

    assert golden.read_text("utf-8") == text


def alone(agreement):
    """An agreement without what only its Terms need: their rank, answers that nothing asks."""
    answers = dict.fromkeys(unasked(agreement))
    return dataclasses.replace(
        agreement,
        terms=None,
        precedence=None,
        interpretation=dataclasses.replace(agreement.interpretation, **answers),
    )


def test_what_is_written_is_as_clean_as_what_it_was_made_of(tmp_path):
    """The portfolio with its agreements as they are shown, without Terms: no rule says more."""
    for file in NORDIT.rglob("*"):
        if file.is_file() and file.name != "terms.yaml":
            to = tmp_path / file.relative_to(NORDIT)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(file.read_bytes())
    before = slaspec.load(NORDIT, "contracts")
    for id, contract in before.contracts.items():
        if contract.kind in ("SLA", "OLA", "UC"):
            (tmp_path / contract.at.span.file.removeprefix("contracts/")).write_text(
                agreement_yaml(shown(NORDIT, id)), "utf-8"
            )

    after = run(slaspec.load(tmp_path, "contracts"), DAY)

    assert {(each.rule, each.message) for each in after} <= {
        (each.rule, each.message) for each in run(before, DAY)
    }


@pytest.mark.parametrize("day", [date(2026, 7, 14), date(2026, 7, 15)])
def test_the_yaml_is_a_contract_that_says_the_same(day):
    """Read again, without Terms and amendments, it is the text in force of that day."""
    result = read_text(agreement_yaml(shown(day=day)).encode(), "harbour.yaml")
    in_force = slaspec.load(CONTRACTS).in_force("harbour-desk", day)

    assert () == result.findings
    assert alone(in_force) == result.contract


@pytest.mark.parametrize("id", ["acme-service-desk", "desk-ola", "platform-ola", "telco-uc"])
def test_every_shipped_agreement_comes_back(id):
    """The YAML of each agreement of the example is a contract that says the same."""
    result = read_text(agreement_yaml(shown(NORDIT, id)).encode(), "a.yaml")

    assert () == result.findings
    assert alone(slaspec.load(NORDIT).agreement(id)) == result.contract


@pytest.mark.parametrize("render", [agreement_text])
def test_lines_fit_a_terminal_of_100_columns(render):
    """No line is longer, whatever the contract says."""
    for id in ("acme-service-desk", "telco-uc"):
        assert 100 >= max(map(len, render(shown(NORDIT, id)).splitlines()))


def test_clauses_have_the_numbers_of_the_contract_where_it_has_some():
    """The target is clause 4.2 of the paper, the service line has a number of the text."""
    text = agreement_text(shown())

    assert "\n  clause 4.2  resolution: " in text
    assert "\n  clause 7.1  credit: " in text


def test_it_says_where_a_section_stands_and_what_amended_it():
    """Sections of the Terms name them; amended clauses name the amendment and its day."""
    text = agreement_text(shown())

    assert "Statement   (general terms pier-terms 2026-1)" in text
    assert "object within: 10 working days" not in agreement_text(shown(day=date(2026, 7, 14)))
    assert "[amended: harbour-amendment-1 from 2026-07-15]" in text
    assert "targets/resolution/objectives/P1/within: 5h becomes 4h" in text
    assert "Signed for harbour by Anna Holm on 2026-06-01" in text


def test_what_is_to_come_is_listed(portfolio):
    """Before its day an amendment is announced, and a draft is called one."""
    change = {"at": "contact_point", "was": "pier-desk", "becomes": "quay-desk"}
    signed = portfolio({"changes": [change]})
    draft = portfolio({"signatures": None, "changes": [change]})

    text = agreement_text(show(signed, "harbour-desk", date(2026, 7, 1)))
    assert "Amendments to come" in text
    assert "in force from 2026-07-15" in text
    text = agreement_text(show(draft, "harbour-desk", date(2026, 8, 1)))
    assert "a draft, not signed by all, from 2026-07-15" in text
    assert "pier-desk\n" in text


def test_deviations_from_the_terms_are_listed(portfolio):
    """What a target answers for itself, and what an amendment changes in a section of the Terms."""
    change = {"at": "statement/silence", "was": "agreed", "becomes": "disputed"}
    edit = {"harbour.sla.yaml": ("    metric: resolution-time\n",
                                 "    metric: resolution-time\n    no_events: met\n")}  # fmt: skip
    book = portfolio({"changes": [change]}, edit=edit)

    found = show(book, "harbour-desk", DAY).deviations
    assert [
        ("statement/silence", "disputed", "agreed"),
        ("targets/resolution/no_events", "met", "not_measured"),
    ] == [tuple(each) for each in found]


def test_words_of_other_documents_are_quoted():
    """Hours, priorities and the service in the words of their own documents."""
    text = agreement_text(shown())

    assert "Hours office: Office hours (Europe/Oslo)" in text
    assert "closed within the term: 2026-05-17 Constitution Day" in text
    assert "impact high: a berth stands still" in text
    assert "specification: Incidents of the harbour's staff." in text


def test_text_of_a_contract_acts_neither_in_markdown_nor_in_a_terminal(portfolio):
    """Tags, links, mentions and control characters are shown, not obeyed."""
    edit = {"harbour.sla.yaml": ("title: Service desk for the harbour",
                                 'title: "<b>@root</b> [x](http://a.example) ##[error] *a*"')}  # fmt: skip
    book = portfolio(edit=edit)
    made = show(book, "harbour-desk", DAY)

    first = agreement_markdown(made).splitlines()[0]
    assert r"# \<b\>@<!-- -->root\</b\> \[x\](http://a.example)" in first
    assert "##[" not in agreement_text(made)


def test_what_cannot_be_shown_is_said(portfolio):
    """An unknown id, Terms that are not there, an amendment that does not apply."""
    book = portfolio()
    with pytest.raises(UsageError, match="there is no agreement 'harbor'"):
        show(book, "harbor", DAY)
    with pytest.raises(UsageError, match="stands on Terms 'pier-terms' 2025-1"):
        edit = {"harbour.sla.yaml": ("2026-1", "2025-1")}
        show(portfolio(edit=edit), "harbour-desk", DAY)
    wrong = portfolio({"changes": [{"at": "currency", "was": "NOK", "becomes": "EUR"}]})
    with pytest.raises(LocatedError, match="'currency' is 'EUR' in the text in force"):
        show(wrong, "harbour-desk", DAY)
    assert "1.0" == show(wrong, "harbour-desk", date(2026, 7, 1)).agreement.version


def test_before_and_after_the_term_it_says_so():
    """A date outside the term has a text, and the head says that it is not in force."""
    assert "will be in force from 2026-01-01" in agreement_text(shown(day=date(2025, 1, 1)))
    assert "was in force until 2027-12-31" in agreement_text(shown(day=date(2028, 1, 1)))


def test_the_command():
    """`slaspec show` prints what the function makes, in the format that was asked for."""
    arguments = ["show", "harbour-desk", "--as-of", "2026-08-01", "--contracts", str(CONTRACTS)]

    assert agreement_text(shown()) == CliRunner().invoke(cli, arguments).output
    made = CliRunner().invoke(cli, [*arguments, "--output-format", "yaml"]).output
    assert agreement_yaml(shown()) == made
