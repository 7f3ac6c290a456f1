"""The workflows that are shipped are well-formed, pinned, and give nobody a right too many."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "slaspec" / "_starter" / "_github" / "workflows" / "slaspec.yml"
COMMENT = ROOT / "docs" / "ci" / "slaspec-comment.yml"
BY_ACTION = ROOT / "docs" / "ci" / "slaspec-action.yml"
GITLAB = ROOT / "docs" / "ci" / "gitlab-ci.yml"
ACTION = ROOT / ".github" / "actions" / "slaspec" / "action.yml"
DEPENDABOT = ROOT / ".github" / "dependabot.yml"
OWN = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS = [STARTER, COMMENT, BY_ACTION, *OWN]
OFFLINE = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "all_proxy")}


def program(name, *arguments):
    """One of the linters, installed beside this Python, with no way to a network."""
    return subprocess.run(
        [Path(sys.executable).with_name(name), *arguments],
        capture_output=True,
        text=True,
        env=os.environ | OFFLINE,
    )


def data(file):
    """A workflow as plain data; YAML 1.1 takes its key `on` for true."""
    return yaml.safe_load(file.read_text("utf-8"))


def steps(file):
    """Every step of a workflow or of an action."""
    read = data(file)
    if "runs" in read:
        return read["runs"]["steps"]
    return [step for job in read["jobs"].values() for step in job["steps"]]


def named(file):
    """A file as the name of a test."""
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    ("schema", "files", "options"),
    [
        ("github-workflows", WORKFLOWS, []),
        ("github-actions", [ACTION], []),
        ("dependabot", [DEPENDABOT], []),
        ("gitlab-ci", [GITLAB], ["--data-transform", "gitlab-ci"]),
    ],
)
def test_each_file_is_of_its_published_schema(schema, files, options):
    """The schemas come with the program; the network is not asked."""
    done = program(
        "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *options, *map(str, files)
    )

    assert (0, "ok -- validation done\n") == (done.returncode, done.stdout), done.stderr


def test_no_weakness_is_found_in_any_of_them():
    """Injection, unpinned actions, kept credentials, rights: nothing at any severity."""
    done = program("zizmor", "--offline", "--no-progress", *map(str, [*WORKFLOWS, ACTION]))

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=named)
def test_actions_are_pinned_by_commit(file):
    """Forty hex digits with the version behind them, but for what lies in this repository."""
    used = re.findall(r"^.*\buses: (.*)$", file.read_text("utf-8"), re.MULTILINE)

    assert len([step for step in steps(file) if "uses" in step]) == len(used) > 0
    for action in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # \S.*", action) or action.startswith("$/.")


@pytest.mark.parametrize("file", [*WORKFLOWS, ACTION], ids=named)
def test_nothing_is_pasted_into_a_script(file):
    """What comes from outside reaches a script by the environment, where it cannot act."""
    assert [] == [step["run"] for step in steps(file) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("file", [STARTER, BY_ACTION, *OWN], ids=named)
def test_what_sees_a_pull_request_may_only_read(file):
    """No secret, no right to write and no credential left behind: also safe for forks."""
    read = data(file)
    events = read[True]

    assert {} == read["permissions"]
    assert "pull_request" in events
    assert not {"pull_request_target", "workflow_run"} & set(events)
    for job in read["jobs"].values():
        assert {"contents": "read"} == job["permissions"]
    checkouts = [s for s in steps(file) if s.get("uses", "").startswith("actions/checkout@")]
    assert [False] == [step["with"]["persist-credentials"] for step in checkouts]
    assert not re.search(r"\bsecrets\b(?!\.$)", re.sub(r"#.*", "", file.read_text("utf-8")))


def test_what_may_write_sees_no_file_of_a_pull_request():
    """The workflow of the comment checks nothing out, and may write comments only."""
    read = data(COMMENT)
    (job,) = read["jobs"].values()

    assert ["workflow_run"] == list(read[True])
    assert data(STARTER)["name"] in read[True]["workflow_run"]["workflows"]
    assert {} == read["permissions"]
    assert {"actions": "read", "pull-requests": "write"} == job["permissions"]
    assert not any("checkout" in step.get("uses", "") for step in job["steps"])


def test_the_example_with_the_action_differs_in_its_steps_only():
    """`slaspec init` and the action run on the same events, with the same rights."""
    ours, theirs = data(STARTER), data(BY_ACTION)
    for read in (ours, theirs):
        del read["jobs"]["contracts"]["steps"][1:]

    assert ours == theirs


def test_inputs_of_the_example_are_inputs_of_the_action():
    """Each input is described, and used."""
    inputs = data(ACTION)["inputs"]
    (used,) = [step["with"] for step in steps(BY_ACTION) if "slaspec" in step["uses"]]

    assert set(used) < set(inputs)
    for name, said in inputs.items():
        assert said["description"]
        assert f"inputs.{name}" in ACTION.read_text("utf-8")
