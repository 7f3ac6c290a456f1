"""The hook for pre-commit: what it calls exists, and one file is judged with all the others."""

from pathlib import Path

import yaml

import slaspec
from slaspec.cli import COMMANDS, run

MANIFEST = Path(slaspec.__file__).parent.parent / ".pre-commit-hooks.yaml"


def test_the_hook_calls_a_command_that_exists(project, capsys):
    """It checks the whole project, whichever file is committed: a promise stands on other files."""
    [hook] = yaml.safe_load(MANIFEST.read_text("utf-8"))

    program, command, *options = hook["entry"].split()

    assert ("slaspec", "python", False) == (program, hook["language"], hook["pass_filenames"])
    assert command in COMMANDS
    project.write("broken.yaml", "id: x: y\n")
    assert 1 == run([command, *options])
    assert "contracts/broken.yaml:1:6: Y001 error" in capsys.readouterr().out
