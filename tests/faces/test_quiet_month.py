"""A month in which nothing happened."""

import json
import shutil
from pathlib import Path

import slaspec
from slaspec.cli import run

DEMO = Path(slaspec.__file__).parent / "_demo"


def test_an_export_without_rows_is_a_month_without_events(tmp_path, monkeypatch):
    """The header alone is no mistake: the contract says what a month without records means."""
    shutil.copytree(DEMO / "contracts", tmp_path / "contracts")
    header = (DEMO / "records" / "tickets.csv").read_text("utf-8").splitlines()[0]
    (tmp_path / "march.csv").write_text(header + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    code = run(
        ["preview", "ferry-desk", "2026-03", "--contracts", "contracts", "--as-of", "2026-04-20"]
        + ["--records", "ticket-export=march.csv", "-o", "march.json"]
    )

    statement = json.loads(Path("march.json").read_text("utf-8"))
    assert 0 == code
    assert "0.00" == statement["total"]
    assert [
        "march.csv has no row: this reads as 'nothing happened' (no_events), not as"
        " 'nobody measured' (no_data)"
    ] == statement["remarks"]
    assert {("not_measured", "no records")} == {
        (verdict["verdict"], verdict["reason"]) for verdict in statement["verdicts"]
    }
