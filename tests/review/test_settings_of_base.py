"""A change is judged by what was set before it: it cannot lower its own hurdles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from slaspec.review.git.reading import two_revisions
from slaspec.use_cases.settings import Settings, settings_of_base
from tests.review.repositories import ENVIRON, repository

ROOT = Path(__file__).parents[2]
LAX = '[tool.slaspec]\nignore = ["B"]\n[tool.slaspec.gates]\nbacking_broken = "off"\n'


def test_the_gates_of_the_base_hold(tmp_path: Path) -> None:
    """What a change writes into pyproject.toml takes effect when it is merged, not for itself."""
    made = repository(tmp_path / "r")
    made.write({"pyproject.toml": '[tool.slaspec.gates]\nversion_not_raised = "deny"\n'})
    made.write({"contracts/a.yaml": "kind: SLA\n"})
    made.commit()
    made.write({"pyproject.toml": LAX})

    with two_revisions("HEAD", contracts="contracts", start=made.folder, environ=ENVIRON) as pair:
        found = settings_of_base(pair, Settings(ignore=("B",)))

    assert ("deny", "deny") == (found.gates.version_not_raised, found.gates.backing_broken)
    assert () == found.ignore


def test_a_base_that_sets_nothing_means_what_holds_by_itself(tmp_path: Path) -> None:
    """The first change that brings settings cannot ignore rules for itself either."""
    made = repository(tmp_path / "r")
    made.write({"contracts/a.yaml": "kind: SLA\n"})
    made.commit()

    with two_revisions("HEAD", contracts="contracts", start=made.folder, environ=ENVIRON) as pair:
        found = settings_of_base(pair, Settings(ignore=("B",), fail_on="never"))

    assert Settings() == found


def test_two_folders_are_judged_by_what_is_set_here(tmp_path: Path) -> None:
    """Where nothing is a revision there is no earlier setting."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text("kind: SLA\n")
    here = Settings(ignore=("B",))

    with two_revisions("a", "b", start=tmp_path, environ=ENVIRON) as pair:
        assert here == settings_of_base(pair, here)


def test_the_defaults_hold_where_the_settings_of_the_base_cannot_be_read(tmp_path: Path) -> None:
    """The change that mends them is not barred by them, and it is said."""
    made = repository(tmp_path / "r")
    made.write({"contracts/a.yaml": "kind: SLA\n", "pyproject.toml": "[tool.slaspec\n"})
    made.commit()
    made.write({"pyproject.toml": ""})

    with two_revisions("HEAD", contracts="contracts", start=made.folder, environ=ENVIRON) as pair:
        found = settings_of_base(pair, Settings(ignore=("B",)))

    assert "'pyproject.toml of HEAD' cannot be read" in found.remark
    assert found.remark.endswith("; the defaults hold in its place")
    assert Settings(remark=found.remark) == found


def test_the_commands_judge_by_the_base(tmp_path: Path) -> None:
    """A rule that the change switches off still fails `check --base`; after the merge it is off."""
    made = repository(tmp_path / "r")
    text = (ROOT / "contracts" / "nordit" / "parties.yaml").read_text("utf-8")
    made.write({"contracts/parties.yaml": text})
    made.commit()
    twice = text.replace("id: nordit-parties", "id: other-parties")
    made.write(
        {"contracts/more.yaml": twice, "pyproject.toml": '[tool.slaspec]\nignore = ["P", "D"]\n'}
    )

    def code(*words: str) -> int:
        words = (sys.executable, "-m", "slaspec", "check", "contracts", *words)
        environ = {**ENVIRON, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(words, cwd=made.folder, env=environ, check=False, capture_output=True)
        return done.returncode

    assert (0, 1) == (code("--fail-on=info"), code("--base=HEAD", "--fail-on=info"))
