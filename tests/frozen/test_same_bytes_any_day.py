"""
Whatever the day, the time zone, the language and the hash seed: the same text and the same files.

Every command that takes or has a date is run in processes that differ in all of these.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import slaspec
from slaspec.cli import COMMANDS

ROOT = Path(slaspec.__file__).resolve().parent.parent
HOME = ROOT / "slaspec" / "_demo"
NORDIT, HOSPITAL = ROOT / "contracts" / "nordit", ROOT / "contracts" / "hospital"

DEMO = ["--contracts", "demo"]
TICKETS = f"ticket-export={HOME / 'records' / 'tickets.csv'}"
DATED = ["--as-of", "2026-04-20"]
LINES = [
    ["init", "portfolio", "--from", "2026-05-01", "--timezone", "Europe/Oslo"],
    *(
        ["check", "demo", *DATED, "--output-format", form, "--fail-on", "never"]
        for form in ("text", "concise", "json", "junit", "sarif", "github", "gitlab", "markdown")
    ),
    ["check", "demo", *DATED, "--fail-on", "never", "--write-baseline", "baseline.json"],
    ["check", "hospital", *DATED, "--scenarios", "--fail-on", "never"],
    ["preview", "ferry-desk", "2026-03", *DEMO, *DATED, "--records", TICKETS, "--against-tool"]
    + [word for name in ("s.json", "s.csv", "s.xlsx", "s.txt") for word in ("-o", name)],
    ["ledger", "add", "ferry-desk", "claim", "late-resolution", "--for", "2026-03", *DEMO]
    + ["--date", "2026-04-20", "--dry-run"],
    ["show", "ferry-desk", *DEMO, *DATED],
    ["due", "ferry-desk", *DEMO, "--priority", "P1", "--reported", "2026-03-29T01:30+01:00"],
    ["due", "ferry-desk", *DEMO, "--priority", "P1", "--reported", "2026-03-29T08:00", "--card"],
    ["import", "ticket-export", TICKETS.partition("=")[2], *DEMO, "-o", "tickets.parquet"],
    ["sample", "ticket-export", TICKETS.partition("=")[2], *DEMO, "-o", "sample.csv"],
    ["profile", "--records", TICKETS, *DEMO, "-o", "fitted.yaml"],
    ["explain", "B001"],
    ["explain", "s.json#1"],
    ["explain", "B001", "--target", "ferry-desk#resolution/P1", "--as-scenario", *DEMO],
    ["holidays", "NO", "2026", "2027"],
    ["diff", "demo", "changed", *DATED, "--months", "24"]
    + [
        word
        for form in ("markdown=r.md", "json=r.json", "html=r.html", "github=r.log", "gitlab=r.gl")
        for word in ("--output-format", form)
    ],
    ["diff", "demo", "changed", *DATED, "--no-money", "--perspective", "customer"],
    ["comment", "r.json"],
    ["require", "fjord-operations", *DEMO, *DATED],
    ["demo"],
    ["--help"],
]

PROGRAM = """
import contextlib, importlib, io, json, sys
from pathlib import Path

for name in ("pyarrow.parquet", "pyarrow.dataset", "pandas", "psycopg"):  # they cannot be loaded while datetime is another class
    with contextlib.suppress(ImportError):
        importlib.import_module(name)

day, lines = json.loads(sys.stdin.read())

def main():
    from slaspec.cli import run
    told = []
    for line in lines:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(line)
        told.append([line, code, out.getvalue(), err.getvalue()])
    return told

if day:
    from freezegun import freeze_time
    with freeze_time(day):
        told = main()
else:
    told = main()
files = {p.as_posix(): p.read_bytes().hex() for p in sorted(Path().rglob("*")) if p.is_file()}
print(json.dumps({"told": told, "files": files}))
"""

SURROUNDINGS = {
    "leap day": ("2020-02-29 23:59:59", {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LANG": "C"}),
    "far year": (
        "2031-12-31 12:00:00",
        {"TZ": "America/New_York", "PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8"},
    ),
    "today": ("", {"TZ": "Pacific/Apia", "PYTHONHASHSEED": "0", "LC_ALL": "POSIX"}),
}


def ran(folder, day, environment):
    """What all commands said and wrote in a fresh folder."""
    folder.mkdir()
    for name, contracts in (("demo", HOME / "contracts"), ("hospital", HOSPITAL)):
        (folder / name).symlink_to(contracts)
    shutil.copytree(HOME / "contracts", folder / "changed")
    for file in (HOME / "proposal").iterdir():
        shutil.copy(file, folder / "changed")
    kept = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LANGUAGE")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([day, LINES]),
        env={**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100", **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The same commands in different surroundings."""
    folder = tmp_path_factory.mktemp("frozen")
    return {name: ran(folder / name, *given) for name, given in SURROUNDINGS.items()}


@pytest.mark.parametrize("other", ["far year", "today"])
def test_every_command_says_and_writes_the_same(runs, other):
    """Text on both channels, exit codes, and the bytes of all files."""
    for one, two in zip(runs["leap day"]["told"], runs[other]["told"], strict=True):
        assert one == two
    assert runs["leap day"]["files"].keys() == runs[other]["files"].keys()
    assert runs["leap day"]["files"] == runs[other]["files"]


def test_the_commands_do_something(runs):
    """None of the lines is refused, and all commands are among them."""
    told = runs["leap day"]["told"]

    assert [] == [(line, err) for line, code, _, err in told if code not in (0, 1)]
    assert set(COMMANDS) == {line[0] for line, *_ in told} - {"--help"}
    assert {"s.json", "s.csv", "s.txt", "baseline.json", "r.md", "r.html", "r.log"} <= runs[
        "leap day"
    ]["files"].keys()
