"""The pages of the rules in `docs/checks`: complete, and made of the docstrings of now."""

import subprocess
import sys
from pathlib import Path

import slaspec
from slaspec.checks.pages.documents import COMMAND, documents
from slaspec.checks.pages import all_pages

ROOT = Path(slaspec.__file__).parent.parent
FOLDER = ROOT / "docs" / "checks"


def test_the_pages_are_those_of_the_rules():
    """Each file is what the docstrings give, none lacks, and none is left of a rule that is gone."""
    there = {file.name: file.read_text("utf-8") for file in sorted(FOLDER.glob("*"))}
    wanted = documents()

    stale = sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name))

    assert [] == stale, f"docs/checks is stale ({', '.join(stale)}); run: {COMMAND}"


def test_the_command_writes_what_the_test_compares(tmp_path):
    """Run as the message says, it makes the same files and removes the pages of no rule."""
    (tmp_path / "Q999.md").write_text("gone")
    (tmp_path / "notes.txt").write_text("mine")

    subprocess.run(
        [sys.executable, "-m", "slaspec.checks", str(tmp_path)], cwd=ROOT, check=True, timeout=60
    )

    made = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
    assert {**documents(), "notes.txt": "mine"} == made


def test_the_index_names_every_rule_with_its_sentence():
    """One row a rule: id with its page, name, default severity, aspect and what it says."""
    rows = [line for line in documents()["README.md"].splitlines() if line.startswith("| [")]

    assert list(all_pages()) == [row.split("]")[0].removeprefix("| [") for row in rows]
    assert (
        "| [M004](M004.md) | target-without-window | error | measurable |"
        " A target does not say over which period it is measured. |"
    ) in rows


def test_a_page_is_markdown_with_headings_and_fragments():
    """Title, severity, the sentence; headings are headings, and what to write is a code block."""
    page = documents()["M004.md"]

    assert page.startswith("# M004 target-without-window\n\nError; aspect: measurable\n\nA target")
    assert "\n## Why\n\n99.9 % allows" in page
    assert "\n## Wrong\n\n```yaml\ninterpretation: {assign_to: decided}\n```\n" in page
    assert "    " not in page.replace("```yaml", "")[: page.index("## Wrong")]
