"""Outages, figures and tickets of one agreement: imported or not, the same statement."""

import shutil
from pathlib import Path

import pytest

import slaspec
from slaspec.cli import run
from slaspec.language.model import DataSource

HOSPITAL = Path(__file__).resolve().parents[2] / "contracts" / "hospital"
AGREEMENT, PERIOD = "hospital-critical", "2026-10"
SOURCES = ("trust-tickets", "outage-log", "ward-survey")


@pytest.fixture
def hospital(tmp_path, monkeypatch):
    """The hospital's contracts in a folder of their own; commands run there."""
    shutil.copytree(HOSPITAL, tmp_path / "contracts")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def previewed(capsys, files):
    arguments = [f"--records={source}={file}" for source, file in files.items()]
    code = run(["preview", AGREEMENT, PERIOD, "--as-of", "2026-11-21", "-o", "s.json", *arguments])
    out, err = capsys.readouterr()
    assert "" == err
    return code, out, Path("s.json").read_bytes()


def test_a_statement_on_three_kinds_of_records(hospital, capsys):
    """Tickets, outages and a survey: each read from its export, and each imported first."""
    book = slaspec.load("contracts")
    sources = [book.get(id, DataSource) for id in SOURCES]
    samples = {each.id: str(book.attachment(each, each.sample)) for each in sources}
    imported = {id: f"{id}.parquet" for id in SOURCES}

    for id in SOURCES:
        assert 0 == run(["import", id, samples[id], "-o", imported[id]])
    capsys.readouterr()

    assert previewed(capsys, samples) == previewed(capsys, imported)
