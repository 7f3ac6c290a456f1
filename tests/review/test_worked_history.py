"""Five changes of the Nordic portfolio, one after the other, each with the comment that it gets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HISTORY = Path(__file__).with_name("history")
STEPS = sorted(HISTORY.glob("*.patch"))
NOBODY = ("-c", "user.name=A Person", "-c", "user.email=person@nordit.example")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the portfolio, and one commit for each change."""
    folder = tmp_path_factory.mktemp("nordit")
    shutil.copytree(ROOT / "contracts" / "nordit", folder / "contracts")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "the portfolio as it was agreed")
    for step in STEPS:
        git(folder, "apply", "--whitespace=nowarn", str(step))
        commit(folder, step.stem)
    return folder


def git(folder: Path, *words: str) -> str:
    """What git says, with dates that do not pass: the same commits on every machine."""
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-11-21T12:00:00+00:00")
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", *NOBODY, *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **dates, **alone},
    ).stdout.strip()


def commit(folder: Path, message: str) -> None:
    """Everything as it stands, as one commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", message)


def comment(folder: Path, base: str, head: str) -> tuple[int, str]:
    """The exit code, and the comment on a change."""
    target = folder.parent / "comment.md"
    words = ["diff", base, head, "--contracts", "contracts", "--as-of", "2026-11-21"]
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "slaspec",
            *words,
            "--months=240",
            f"--output-format=markdown={target}",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "" == made.stderr
    return made.returncode, target.read_text("utf-8")


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_each_change_gets_its_comment(repository: Path, number: int) -> None:
    """What a reviewer reads of each of the five changes, word by word."""
    behind = len(STEPS) - number
    _, said = comment(repository, f"HEAD~{behind + 1}", f"HEAD~{behind}")
    said = re.sub(r"\b[0-9a-f]{7}\b", "1234567", said)
    golden = STEPS[number - 1].with_suffix(".md")
    if os.environ.get("SLASPEC_UPDATE"):
        golden.write_text(said, "utf-8")

    assert golden.read_text("utf-8") == said


def test_all_of_it_at_once_is_one_comment(repository: Path) -> None:
    """From the first text to the last: every target named once, one verdict."""
    code, said = comment(repository, f"HEAD~{len(STEPS)}", "HEAD")

    assert 1 == code
    assert 1 == said.count("<!-- slaspec:diff -->")
    for changed in ("5h", "4h", "Fjordnet", "planned-maintenance", "15%"):
        assert changed in said


def test_a_revision_beside_itself_is_one_line(repository: Path) -> None:
    """Nothing is said of nothing, and the comment stays empty."""
    assert (0, "") == comment(repository, "HEAD", "HEAD")
