"""Files are of this disk and of this folder: nothing over a network, nothing through a link."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import slaspec
from slaspec.cli import run
from slaspec.language.file_names import is_remote
from slaspec.language.read import read_text

DEMO = Path(slaspec.__file__).parent / "_demo"
ADDRESSES = [
    "http://files.example/t.csv",
    "https://files.example/t.csv",
    "s3://bucket/t.csv",
    "FILE:///etc/hostname",
    "file:t.csv",
    r"\\server\share\t.csv",
    "//server/share/t.csv",
]


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_is_no_file(name):
    """Addresses of every kind, in any letter case."""
    assert is_remote(name)


@pytest.mark.parametrize(
    "name", ["t.csv", "a/b.csv", "/tmp/t.csv", "../t.csv", r"C:\t.csv", "notes:t.csv", "service=db"]
)
def test_a_file_is_no_address(name):
    """Paths of this machine, and a service of the operator's own list of databases."""
    assert not is_remote(name)


@pytest.mark.parametrize("name", [*ADDRESSES, "/etc/hostname", "../t.csv", "a/../../t.csv"])
@pytest.mark.parametrize("key", ["sample", "histories"])
def test_a_contract_names_files_below_its_folder(name, key):
    """Another name is a finding of the shape, in `sample` and in `histories`."""
    document = {
        "apiVersion": "slaspec/v1",
        "kind": "DataSource",
        "id": "itsm",
        "title": "Records",
        "format": "csv",
        key: name if key == "sample" else [{"id": "y2025", "file": name}],
    }

    [finding] = read_text(json.dumps(document, indent=1).encode(), "itsm.yaml").findings

    assert "S005" == finding.rule
    assert "is not a value of" in finding.message


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The demo in a folder of its own; commands run there."""
    shutil.copytree(DEMO / "contracts", tmp_path / "contracts")
    shutil.copy(DEMO / "records" / "tickets.csv", tmp_path / "tickets.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def previewed(*more, records="tickets.csv"):
    return run(
        [
            *("preview", "ferry-desk", "2026-03", "--contracts", "contracts"),
            *("--as-of", "2026-06-01", "--records", f"ticket-export={records}", *more),
        ]
    )


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("option", ["--records", "--charges"])
def test_an_address_on_the_command_line_is_refused(project, capsys, option, name):
    """The sentence says what to do; nothing is looked up."""
    code = previewed(records=name) if option == "--records" else previewed("--charges", name)

    assert 2 == code
    assert "is an address, and slaspec reads no network; copy the file" in capsys.readouterr().err


def test_a_link_of_the_operator_is_his_own_choice(project):
    """Who types the name of a link means the file behind it."""
    (project / "link.csv").symlink_to(project / "tickets.csv")

    assert 0 == previewed(records="link.csv")


def test_no_contract_leads_to_a_database(project, monkeypatch):
    """A file that is called like a service of the operator is a file, not his database."""
    monkeypatch.chdir("contracts")
    Path("service=prod").touch()
    source = Path("tickets.yaml")
    text = source.read_text("utf-8").replace("format: servicenow_csv", "format: postgresql")
    source.write_text(text + 'table: tickets\nsample: "service=prod"\n', "utf-8")

    found = slaspec.load(".").check(date(2026, 6, 1))

    [said] = [finding.message for finding in found if finding.rule == "M006"]
    assert "are in a database: say --records ticket-export=service=NAME" in said


@pytest.mark.parametrize(
    ("link", "to", "says"),
    [
        ("contracts/sample.csv", "tickets.csv", "'sample.csv' is a link, not the file itself"),
        ("contracts/out", ".", "'out/tickets.csv' lies outside the folder of the contracts"),
    ],
)
def test_a_link_in_a_contract_is_a_finding(project, link, to, says):
    """A sample that is a link, or behind a linked folder, is not read: D018 says so."""
    (project / link).symlink_to(project / to)
    name = says.split("'")[1]
    source = project / "contracts" / "tickets.yaml"
    source.write_text(source.read_text("utf-8") + f"sample: {name}\n", "utf-8")

    found = slaspec.load("contracts").check(date(2026, 6, 1))

    assert [says] == [finding.message for finding in found if finding.rule == "D018"]
    assert not [finding for finding in found if finding.rule.startswith("M11")]
