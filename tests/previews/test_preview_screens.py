"""`slaspec preview` as a contract manager uses it: what it is given, and what it shows."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from slaspec.language.schemas import folder

ACME = ("preview", "acme-service-desk", "2026-02", "--as-of", "2026-03-07")
BOTH = ("preview", "acme-service-desk", "telco-uc", "2026-02", "--as-of", "2026-03-07")
FIGURES = """\
agreement,target,objective,window,good,total
acme-service-desk,resolution,P1,2026-02,9,12
acme-service-desk,resolution,P2,2026-02,40,41
acme-service-desk,resolution,P3,2026-02,300,310
telco-uc,repair,P1,2026-02,3,4
telco-uc,repair,P2,2026-02,11,11
"""


@pytest.fixture
def figures(tmp_path):
    """A file of figures of two agreements."""
    file = tmp_path / "figures.csv"
    file.write_text(FIGURES, "utf-8")
    return file


@pytest.fixture
def of_acme(tmp_path):
    """The figures of the service desk alone."""
    lines = FIGURES.splitlines()
    text = "\n".join(line.partition(",")[2] for line in lines[:4])
    (tmp_path / "acme.csv").write_text(text + "\n", "utf-8")


def test_a_statement_of_reported_figures(said, of_acme, golden):
    """9 of 12 misses 90 %: 5 % of 40,000."""
    code, out, _ = said(*ACME, "--measured", "acme.csv")

    assert 0 == code
    golden("measured.txt", out)


def test_what_is_written_of_figures_is_a_statement(said, of_acme, tmp_path):
    """The published schema holds, and the digest of the figures is in it."""
    code, _, _ = said(*ACME, "--measured", "acme.csv", "-o", "a.json")
    data = json.loads((tmp_path / "a.json").read_text("utf-8"))
    schema = json.loads((folder("output") / "statement.schema.json").read_text("utf-8"))

    assert (0, "2000.00") == (code, data["total"])
    assert 64 == len(data["run"]["measured"])
    assert [] == [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def test_simulated_months_on_the_screen(said, golden):
    """How likely, how much, and the most."""
    code, out, _ = said(*ACME, "--simulate", "desk-profile", "--months", "100", "--seed", "5")

    assert 0 == code
    golden("simulated.txt", out)


@pytest.mark.parametrize("accrue", [False, True])
def test_an_estimate_is_written_as_its_schema_says(said, tickets, tmp_path, accrue):
    """Exact figures as fractions, and no amount that is called measured."""
    tickets(("INC1", "P1", "2026-02-02 08:00:00", "2026-02-02 20:00:00"))
    more = ("--accrue", "--as-of", "2026-02-10", "--records", "itsm-export=tickets.csv")
    code, _, _ = said(
        *ACME[:3], *(more if accrue else ACME[3:]), "--simulate", "desk-profile", "--months", "9",
        "-o", "e.json",
    )  # fmt: skip
    data = json.loads((tmp_path / "e.json").read_text("utf-8"))
    schema = json.loads((folder("output") / "estimate.schema.json").read_text("utf-8"))

    assert (0, "estimated") == (code, data["state"])
    assert [] == [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def test_several_agreements_at_a_glance(said, figures, golden):
    """Owed to the customer, and gross beside it what comes back from the supplier."""
    code, out, _ = said(*BOTH, "--measured", "figures.csv")

    assert 0 == code
    golden("several.txt", out)


def test_each_agreement_has_its_file(said, figures, tmp_path):
    """Named by the agreement, all of them written, and listed with their digests."""
    code, _, _ = said(
        *BOTH, "--measured", "figures.csv", "-o", "{agreement}.json", "-o", "{agreement}.csv",
        "--manifest", "all.json",
    )  # fmt: skip
    listed = json.loads((tmp_path / "all.json").read_text("utf-8"))

    assert 0 == code
    assert {
        "acme-service-desk.json", "acme-service-desk.csv", "telco-uc.json", "telco-uc.csv",
    } == {each["file"] for each in listed["files"]}  # fmt: skip


def test_one_that_cannot_be_settled_does_not_hide_the_others(said, figures, tmp_path):
    """It is told, with its reason, and the exit code says that not all is well."""
    (tmp_path / "figures.csv").write_text("\n".join(FIGURES.splitlines()[:4]) + "\n", "utf-8")
    code, out, _ = said(*BOTH, "--measured", "figures.csv")

    assert 1 == code
    assert "acme-service-desk 3.1" in out
    assert "▼ telco-uc is not settled: no row of figures.csv is of agreement 'telco-uc'\n" in out


def test_the_whole_book(said, tickets):
    """Every agreement in its term: those without records are told, none is left out."""
    tickets(("INC1", "P1", "2026-02-02 08:00:00", "2026-02-02 20:00:00"))
    code, out, _ = said(
        "preview", "--all", "2026-02", "--as-of", "2026-03-07", "--records",
        "itsm-export=tickets.csv",
    )  # fmt: skip

    assert 1 == code
    assert all(f"{id} " in out for id in ("acme-service-desk", "desk-ola", "telco-uc"))
    assert "▼ medora-uc is not settled: " in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (ACME, "nothing to judge by: give --records, --measured, --simulate"),
        ((*ACME, "--measured", "a", "--simulate", "b"),
         "--measured and --simulate cannot be given together"),
        ((*ACME, "--measured", "a", "--records", "x=b"),
         "--records and --measured cannot be given together"),
        ((*ACME, "--measured", "a", "--months", "5"), "--months is of --simulate PROFILE"),
        ((*ACME, "--simulate", "a", "--accrue"),
         "--accrue estimates from records: give --records SOURCE=FILE"),
        ((*ACME, "--measured", "a", "--against-tool"),
         "--against-tool compares records with their own tool: say --records"),
        ((*ACME, "--simulate", "a", "--history", "b"),
         "--history is of what happened, and these months did not happen"),
        ((*ACME, "--all", "--measured", "a"),
         "--all is every agreement: leave 'acme-service-desk' out"),
        (("preview", "2026-02", "--measured", "a"),
         "'2026-02' alone is no agreement and period; or say --all"),
        (("preview", "acme-servise-desk", "2026-02", "--measured", "a"),
         "there is no agreement 'acme-servise-desk'; did you mean acme-service-desk?"),
        ((*ACME[:2], *ACME[1:], "--measured", "figures.csv"),
         "'acme-service-desk' is named twice"),
        ((*BOTH, "--measured", "figures.csv", "-o", "all.json"),
         "each agreement has a file of its own: write '{agreement}' in 'all.json'"),
        ((*BOTH, "--records", "noc=figures.csv"),
         "none of acme-service-desk, telco-uc measures anything on 'noc'"),
        ((*ACME, "--simulate", "desk-profile", "-o", "x.csv"),
         "an estimate is written to .json or .txt, not to 'x.csv'"),
        ((*ACME[:2], "2026-13", *ACME[3:], "--measured", "figures.csv"),
         "'2026-13' is no period; write 2026-04, 2026-Q2, 2026, 2026-W15 or 2026-01..2026-03"),
        ((*ACME[:2], "2025-12", *ACME[3:], "--measured", "figures.csv"),
         "the period '2025-12' lies outside the term of 'acme-service-desk', which begins on"
         " 2026-01-01 and ends on 2027-12-31"),
        ((*ACME, "--measured", "https://example.org/a.csv"),
         "'https://example.org/a.csv' is an address, and slaspec reads no network"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(said, figures, arguments, sentence):
    """One sentence on stderr, exit code 2, nothing on stdout."""
    code, out, err = said(*arguments)

    assert (2, "") == (code, out)
    assert f"error: {sentence}" in err


def test_a_file_of_figures_that_is_not_there(said):
    """The environment is at fault: exit code 3."""
    code, out, err = said(*ACME, "--measured", "gone.csv")

    assert (3, "") == (code, out)
    assert "gone.csv" in err


def test_a_bad_figure_writes_nothing(said, tmp_path):
    """The place of the cell, exit code 2, and no file."""
    (tmp_path / "bad.csv").write_text(
        "target,objective,window,good,total\nresolution,P1,2026-02,13,12\n", "utf-8"
    )
    code, out, err = said(*ACME, "--measured", "bad.csv", "-o", "a.json")

    assert (2, "") == (code, out)
    assert "bad.csv:2:4: 13 good records are more than all 12" in err
    assert not (tmp_path / "a.json").exists()


def test_a_folder_that_cannot_be_written(said, figures, tmp_path):
    """Exit code 3; of several files none is written."""
    code, out, err = said(
        *BOTH, "--measured", "figures.csv", "-o", "{agreement}.json", "-o",
        "figures.csv/{agreement}.csv",
    )  # fmt: skip

    assert (3, "") == (code, out)
    assert "figures.csv" in err
    assert ["figures.csv"] == sorted(path.name for path in tmp_path.iterdir())


def test_charges_of_other_agreements_are_not_asked_for(said, figures, tmp_path):
    """A file of charges of the one agreement does not bar the other."""
    Path(tmp_path / "charges.csv").write_text(
        "period,service,amount,currency\n2026-02,service-desk,50000.00,EUR\n", "utf-8"
    )
    code, out, _ = said(*BOTH, "--measured", "figures.csv", "--charges", "charges.csv")

    assert 0 == code
    assert "2,500.00 EUR" in out


def test_charges_that_lack_the_period(said, figures, tmp_path):
    """Located at the row of another window; nothing is assumed."""
    (tmp_path / "charges.csv").write_text(
        "period,service,amount,currency\n2026-01,service-desk,50000.00,EUR\n", "utf-8"
    )
    code, _, err = said(*ACME, "--simulate", "desk-profile", "--months", "2", "--charges",
                        "charges.csv")  # fmt: skip

    assert 2 == code
    assert "charges.csv:2:1: 'service-desk' has charges, but none for 2026-02" in err


def test_a_charge_of_zero_is_a_credit_of_zero(said, of_acme, tmp_path):
    """Zero is a charge, not a missing one."""
    (tmp_path / "charges.csv").write_text(
        "period,service,amount,currency\n2026-02,service-desk,0.00,EUR\n", "utf-8"
    )
    code, out, _ = said(*ACME, "--measured", "acme.csv", "--charges", "charges.csv")

    assert 0 == code
    assert "Total 0.00 EUR" in out


def test_an_estimate_that_cannot_be_made_does_not_hide_the_others(said, tickets):
    """`medora-uc` has no records in this file: it is told, the service desk is estimated."""
    tickets(("INC1", "P1", "2026-02-02 08:00:00", "2026-02-02 20:00:00"))
    ids = ("preview", "acme-service-desk", "medora-uc", "2026-02", "--as-of", "2026-02-10")
    code, out, _ = said(*ids, "--accrue", "--records", "itsm-export=tickets.csv")

    assert 1 == code
    assert "Service desk for Acme (acme-service-desk 3.1), 2026-02" in out
    assert "\n▼ medora-uc is not settled: target 'restoration' is measured on" in out


def test_agreements_that_a_profile_cannot_simulate_are_told(said):
    """A profile of tickets alone says nothing of outages."""
    code, out, _ = said(
        "preview", "acme-service-desk", "bordernet-uc", "2026-02", "--as-of", "2026-02-10",
        "--simulate", "desk-profile", "--months", "2",
    )  # fmt: skip

    assert 1 == code
    assert "Service desk for Acme (acme-service-desk 3.1), 2026-02" in out
    assert (
        "▼ bordernet-uc is not settled: profile 'desk-profile' brings no records for bordernet-uc\n"
    ) in out


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--measured", "figures.csv", "-o", "{agreement}.xml"), "is a credit note"),
        (("--simulate", "desk-profile", "--manifest", "m.json"),
         "--manifest is of a statement, and this is an estimate"),
        (("--simulate", "desk-profile", "-o", "one.txt"),
         "each agreement has a file of its own: write '{agreement}' in 'one.txt'"),
        (("--records", "itsm-export"), "--records 'itsm-export' is not of the form SOURCE=FILE"),
        (("--records", "a=b", "--records", "a=c"), "--records names 'a' twice"),
    ],
)  # fmt: skip
def test_what_several_cannot_be_asked(said, figures, more, sentence):
    """One sentence on stderr, exit code 2, nothing on stdout."""
    code, out, err = said(*BOTH, *more)

    assert (2, "") == (code, out)
    assert sentence in err


@pytest.mark.parametrize("name", ["simulated", "several", "accrual"])
def test_the_screens_in_the_documentation(name):
    """docs/preview.md shows what the command shows."""
    screen = (Path(__file__).parent / "golden" / f"{name}.txt").read_text("utf-8")
    page = (Path(__file__).parents[2] / "docs" / "preview.md").read_text("utf-8")

    assert screen.strip() in page


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("12345678901234567890123456789.00", "has more than 15 digits before the point"),
        ("NaN", "is not an amount of money"),
        ("1e5", "is not an amount of money"),
        ("-1.00", "a charge is never negative: -1.00 EUR"),
    ],
)
def test_a_charge_that_cannot_be(said, of_acme, tmp_path, amount, sentence):
    """Located at its row, exit code 2."""
    (tmp_path / "charges.csv").write_text(
        f"period,service,amount,currency\n2026-02,service-desk,{amount},EUR\n", "utf-8"
    )
    code, _, err = said(*ACME, "--measured", "acme.csv", "--charges", "charges.csv")

    assert 2 == code
    assert "charges.csv:2:1: " in err
    assert sentence in err
