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


def test_an_export_of_which_nothing_can_be_used_is_no_quiet_month(tmp_path, monkeypatch):
    """Nothing is owed, because nothing was read: a sentence says so, and the exit code is 1."""
    shutil.copytree(DEMO / "contracts", tmp_path / "contracts")
    header, *rows = (DEMO / "records" / "tickets.csv").read_text("utf-8").splitlines()
    broken = [row.replace("2026-", "26-") for row in rows[:3]]
    (tmp_path / "march.csv").write_text("\n".join([header, *broken]) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    code = run(
        ["preview", "ferry-desk", "2026-03", "--contracts", "contracts", "--as-of", "2026-04-20"]
        + ["--records", "ticket-export=march.csv", "-o", "march.json"]
    )

    statement = json.loads(Path("march.json").read_text("utf-8"))
    (source,) = statement["sources"]
    assert (1, 0) == (code, source["used"])
    assert [
        f"none of the {source['read']} tickets of march.csv can be used: what is said here of its"
        " targets and what is owed rests on nothing"
    ] == statement["remarks"]
