"""The hooks for pre-commit: what they call exists, and one file is judged with all the others."""

from pathlib import Path

import pytest
import yaml

import slaspec
from slaspec.cli import COMMANDS, run

MANIFEST = Path(slaspec.__file__).parent.parent / ".pre-commit-hooks.yaml"
CHECK, DIFF = yaml.safe_load(MANIFEST.read_text("utf-8"))


@pytest.mark.parametrize("hook", [CHECK, DIFF], ids=lambda hook: hook["id"])
def test_a_hook_calls_a_command_with_options_that_exist(hook, capsys):
    """On the whole project, whichever file is committed: a promise stands on other files."""
    program, command, *options = hook["entry"].split()

    assert ("slaspec", "python", False) == (program, hook["language"], hook["pass_filenames"])
    assert command in COMMANDS
    assert 0 == run([command, "--help"])
    said = capsys.readouterr().out.split()
    assert set() == set(options) - set(said)


def test_the_check_is_of_all_contracts(project, capsys):
    """A file that nobody has staged is judged as well."""
    project.write("broken.yaml", "id: x: y\n")

    assert 1 == run(CHECK["entry"].split()[1:])
    assert "contracts/broken.yaml:1:6: Y001 error" in capsys.readouterr().out


def test_what_changed_is_asked_before_a_push_only():
    """A commit is made often; what it changes for the money is asked when others shall see it."""
    assert "stages" not in CHECK
    assert ["pre-push"] == DIFF["stages"]
