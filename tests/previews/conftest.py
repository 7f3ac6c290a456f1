"""The worked portfolio, records for it, and the golden files of the screens."""

import os
from importlib.metadata import version
from pathlib import Path

import pytest

import slaspec
from slaspec.cli import run
from slaspec.use_cases.load import load

HERE = Path(__file__).parent
CONTRACTS = Path(__file__).parents[2] / "contracts"
HEADER = (
    "number,sys_mod_count,sys_updated_at,incident_state,priority,assignment_group,"
    "business_service,opened_at,assigned_at\n"
)
ROW = "{id},{n},{at},{state},{priority},Service desk,Service Desk,{opened},{opened}\n"
PRIORITIES = {"P1": "1 - Critical", "P2": "2 - High", "P3": "3 - Moderate"}


@pytest.fixture(scope="session")
def portfolio():
    """The worked portfolio."""
    return load(CONTRACTS)


@pytest.fixture
def tickets(tmp_path):
    """A file of tickets (id, priority, opened, resolved or None), as the tool exports them."""

    def write(*rows, name="tickets.csv"):
        text = HEADER
        for id, priority, opened, resolved in rows:
            said = {"id": id, "priority": PRIORITIES[priority], "opened": opened}
            text += ROW.format(n=0, at=opened, state="New", **said)
            if resolved:
                text += ROW.format(n=1, at=resolved, state="Resolved", **said)
        file = tmp_path / name
        file.write_text(text, "utf-8")
        return file

    return write


@pytest.fixture
def said(capsys, tmp_path, monkeypatch):
    """Runs a command in an empty folder; its exit code, what it says, and its error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = run([*map(str, arguments), "--contracts", str(CONTRACTS)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def golden():
    """`golden(name, text)` compares with a file; SLASPEC_UPDATE=1 writes it."""

    def compare(name, text):
        file = HERE / "golden" / name
        stable = text.replace(f"slaspec {slaspec.__version__}", "slaspec VERSION")
        stable = stable.replace(f"tzdata {version('tzdata')}", "tzdata VERSION")
        if os.environ.get("SLASPEC_UPDATE") == "1":
            file.write_text(stable, "utf-8")
        assert file.read_text("utf-8") == stable

    return compare
