"""The pages of the rules of changes in `docs/changes`: complete, and made of the docstrings of now."""

import subprocess
import sys
from pathlib import Path

import slaspec
from slaspec.review.pages import COMMAND, change_pages, documents

ROOT = Path(slaspec.__file__).parent.parent
FOLDER = ROOT / "docs" / "changes"


def test_the_pages_are_those_of_the_rules():
    """Each file is what the docstrings give, none lacks, and none is left of a rule that is gone."""
    there = {file.name: file.read_text("utf-8") for file in sorted(FOLDER.glob("*"))}
    wanted = documents()

    stale = sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name))

    assert [] == stale, f"docs/changes is stale ({', '.join(stale)}); run: {COMMAND}"


def test_the_command_writes_what_the_test_compares(tmp_path):
    """Run as the message says, it makes the same files and removes the pages of no rule."""
    (tmp_path / "V999.md").write_text("gone")

    subprocess.run(
        [sys.executable, "-m", "slaspec.review", str(tmp_path)], cwd=ROOT, check=True, timeout=60
    )

    assert documents() == {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}


def test_the_index_names_every_rule_with_its_sentence():
    """One row a rule: its page, its name, whether it is material, and what it tells."""
    rows = [line for line in documents()["README.md"].splitlines() if line.startswith("| [")]

    assert list(change_pages()) == [row.split("]")[0].removeprefix("| [") for row in rows]
    assert (
        "| [V104](V104.md) | time-limit | yes |"
        " The time within which something must be done is another one. |"
    ) in rows
