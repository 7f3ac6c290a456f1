"""A runner of workflows, as far as those that are shipped need one; it goes to no network."""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote

import yaml

ROOT = Path(__file__).resolve().parents[2]
SHELLS = {None: ["bash", "-e"], "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
ASKS_FOR_STATUS = re.compile(r"\b(always|cancelled|failure|success)\(\)")


@dataclass
class Step:
    """What came of a step: its name, or its action; skipped ones have no exit code."""

    name: str
    code: int | None = None
    out: str = ""
    err: str = ""


@dataclass
class Runner:
    """
    One machine: a checkout, a folder for temporary files, and the programs of the workflows.

    `github` is the context of that name. `artifacts` are what was uploaded, by name, as folders.
    """

    folder: Path
    checkout: Path
    github: Mapping
    repository: Path = ROOT
    artifacts: dict[str, Path] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self):
        for name in ("programs", "temporary", "home"):
            (self.folder / name).mkdir(parents=True)
        python = f"PYTHONPATH={quote(str(ROOT))} exec {quote(sys.executable)}"
        self.program("slaspec", f'{python} -P -m slaspec.cli "$@"')
        self.program("pip", f'printf "%s\\n" "$@" >> {quote(f"{self.folder}/installed")}')

    @property
    def summary(self):
        """The summary of the job."""
        file = self.folder / "summary.md"
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def installed(self):
        """Every word that pip was called with."""
        return (self.folder / "installed").read_text("utf-8").split("\n")[:-1]

    def job(self, workflow):
        """Play the only job of a workflow, as far as its condition holds."""
        ((job),) = yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()
        if not self._holds(job.get("if"), {}, failed=False):
            return []
        return self._steps(job["steps"], {})

    def action(self, file, **inputs):
        """Play an action; inputs are named as in Python."""
        said = yaml.safe_load(file.read_text("utf-8"))
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert set(given) <= set(said["inputs"])
        known = {name: each.get("default", "") for name, each in said["inputs"].items()}
        return self._steps(said["runs"]["steps"], known | given)

    def _steps(self, steps, inputs):
        done, failed = [], False
        for step in steps:
            name = step.get("name") or step.get("uses") or step["run"]
            played = Step(name)
            if self._holds(step.get("if"), inputs, failed=failed):
                played = self._play(name, step, inputs)
                failed = failed or played.code != 0
            done.append(played)
        return done

    def _play(self, name, step, inputs):
        if "run" not in step:
            return self._use(name, step, inputs)
        environment = {
            key: self._filled(value, inputs) for key, value in step.get("env", {}).items()
        }
        output = self.folder / "output"
        output.write_text("", "utf-8")
        done = self.shell(step["run"], environment, SHELLS[step.get("shell")])
        if "id" in step:
            lines = output.read_text("utf-8").splitlines()
            self.outputs[step["id"]] = dict(line.split("=", 1) for line in lines)
        return Step(name, done.returncode, done.stdout, done.stderr)

    def shell(self, script, environment, shell):
        """Run a script as the runner does: from a file, in the checkout."""
        file = self.folder / "script"
        file.write_text(script, "utf-8")
        return subprocess.run(
            [*shell, file],
            cwd=self.checkout,
            env=self._environment() | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def _environment(self):
        said = {
            f"GITHUB_{key.upper()}": value
            for key, value in self.github.items()
            if isinstance(value, str) and key != "token"
        }
        return {
            "PATH": f"{self.folder}/programs:{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.repository / ".github/actions/slaspec"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "RUNNER_TEMP": str(self.folder / "temporary"),
            **said,
        }

    def _use(self, name, step, inputs):
        action = step["uses"].partition("@")[0]
        given = {key: self._filled(value, inputs) for key, value in step.get("with", {}).items()}
        if action == "actions/upload-artifact":
            found = Path(given["path"])
            kept = self.folder / "artifacts" / given["name"]
            if found.is_dir():
                shutil.copytree(found, kept)
            elif found.exists():
                kept.mkdir(parents=True)
                shutil.copy(found, kept)
            if kept.exists():
                self.artifacts[given["name"]] = kept
        else:
            assert action in ("actions/checkout", "actions/setup-python")
        return Step(name, 0)

    def _holds(self, condition, inputs, *, failed):
        if condition is None:
            return not failed
        said = EXPRESSION.sub(r"\1", condition)
        value = self._value(said, inputs)
        return bool(value) and (not failed or bool(ASKS_FOR_STATUS.search(said)))

    def _filled(self, text, inputs):
        return EXPRESSION.sub(lambda match: str(self._value(match[1], inputs) or ""), str(text))

    def _value(self, expression, inputs):
        contexts = {
            "github": self.github,
            "inputs": inputs,
            "runner": {"temp": str(self.folder / "temporary")},
            "steps": {name: {"outputs": said} for name, said in self.outputs.items()},
        }

        def looked_up(match):
            value = contexts
            for key in match[0].split("."):
                value = value.get(key, "") if isinstance(value, Mapping) else ""
            return repr(value)

        python = re.sub(r"\b(?:github|inputs|runner|steps)\.[\w.-]+", looked_up, expression)
        python = python.replace("&&", " and ").replace("||", " or ")
        python = re.sub(r"!(?!=)", " not ", python)
        names = {"cancelled": lambda: False, "format": lambda text, *args: text.format(*args)}
        return eval(python.strip(), {"__builtins__": {}}, names)

    def program(self, name, line):
        """Put a program of one line of shell on the path."""
        file = self.folder / "programs" / name
        file.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
