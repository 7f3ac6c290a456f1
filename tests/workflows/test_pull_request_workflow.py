"""The lines of the workflows, played in real repositories as a runner plays them."""

import json
import re

import pytest

from tests.review.repositories import clone, repository
from tests.workflows.proposals import (
    FAULTY,
    PORTFOLIO,
    SLA,
    checked_out,
    propose,
    runner,
    sla,
    tightened,
)
from tests.workflows.runner import ROOT

STARTER = ROOT / "slaspec" / "_starter" / "_github" / "workflows" / "slaspec.yml"
ACTION = ROOT / ".github" / "actions" / "slaspec" / "action.yml"


@pytest.fixture
def origin(tmp_path):
    """What `slaspec init` writes, on `main` of a repository of its own."""
    made = repository(tmp_path / "origin")
    made.commit(PORTFOLIO)
    return made


def played(tmp_path, origin, change, *options):
    """The runner and its steps, of a pull request with a change."""
    propose(origin, change)
    machine = runner(tmp_path, checked_out(origin, tmp_path, *options))
    return machine, {step.name.split(" ")[0]: step for step in machine.job(STARTER)}


def reviewed(machine):
    """The JSON that the run left."""
    return json.loads((machine.artifacts["slaspec-review"] / "review.json").read_text("utf-8"))


def test_a_pull_request_is_checked_and_reviewed(tmp_path, origin):
    """The summary tells what changed; findings, review and JSON are uploaded."""
    machine, steps = played(tmp_path, origin, sla(tightened))

    assert "▲" in machine.summary
    assert "4h" in machine.summary
    assert {"check.md", "slaspec.sarif", "review.html"} == {
        file.name for file in machine.artifacts["slaspec"].iterdir()
    }
    assert ["tightened"] == [
        each["direction"] for each in reviewed(machine)["changes"] if each["target"] == "resolution"
    ]
    assert ["install", "slaspec"] == machine.installed


def test_a_fork_is_reviewed_as_any_other(tmp_path, origin):
    """Its commits come in with the merge; nothing of the fork's own remote is needed."""
    fork = clone(origin, tmp_path / "fork")
    fork.branch("proposal")
    fork.write({SLA: tightened((fork.folder / SLA).read_text("utf-8"))})
    fork.commit()
    origin.git("fetch", "--quiet", str(fork.folder), "proposal:fetched")
    origin.git("checkout", "--quiet", "-b", "pull")
    origin.git("merge", "--quiet", "--no-ff", "-m", "merge", "fetched")
    origin.checkout("main")
    origin.git("branch", "-D", "fetched")
    machine = runner(tmp_path, checked_out(origin, tmp_path))
    machine.job(STARTER)

    assert ["resolution"] == [
        each["target"] for each in reviewed(machine)["changes"] if each["direction"] == "tightened"
    ]


def test_what_came_to_the_base_meanwhile_is_not_the_proposal_s(tmp_path, origin):
    """The branch is old: what others have merged since is neither shown nor judged."""
    propose(origin, sla(tightened))
    origin.git("checkout", "--quiet", "main")
    origin.commit({"contracts/broken.yaml": "id: x: y\n"})
    machine = runner(tmp_path, checked_out(origin, tmp_path))
    machine.job(STARTER)

    assert "broken.yaml" not in machine.summary
    assert {"customer-sla"} == {each["document"] for each in reviewed(machine)["changes"]}


def test_nothing_changed_is_one_line(tmp_path, origin):
    """Only the README is another one: a line in the summary, exit code 0 throughout."""
    machine, steps = played(tmp_path, origin, lambda it: it.write({"README.md": "other"}))

    assert {0, None} == {step.code for step in steps.values()}
    assert "Nothing of meaning changed" in machine.summary
    assert [] == reviewed(machine)["changes"]


def test_a_new_fault_fails_and_is_reviewed_all_the_same(tmp_path, origin):
    """The check is red, at the line; the review is still made, and everything uploaded."""
    machine, steps = played(
        tmp_path, origin, lambda it: it.write({"contracts/broken.yaml": "id: x: y\n"})
    )

    assert 1 == steps["Check"].code
    assert "::error file=contracts/broken.yaml,line=1" in steps["Check"].out
    assert steps["What"].code is not None
    assert {"slaspec", "slaspec-review"} == set(machine.artifacts)


def test_a_fault_that_was_there_fails_the_schedule_only(tmp_path, origin):
    """A pull request is not red for what it found; main is, until somebody mends it."""
    origin.commit(FAULTY)
    machine, steps = played(tmp_path, origin, lambda it: it.write({"README.md": "other"}))

    assert 0 == steps["Check"].code, steps["Check"]
    for event in ("push", "schedule"):
        main = clone(origin, tmp_path / event)
        alone = runner(tmp_path / event, main, event=event)
        done = {step.name.split(" ")[0]: step.code for step in alone.job(STARTER)}
        assert (1, None) == (done["Check"], done["What"])
        assert {"slaspec"} == set(alone.artifacts)
        assert "D009" in alone.summary


def test_a_shallow_checkout_is_told_what_to_run(tmp_path, origin):
    """Exit code 2 with the line that fetches what is missing; the line works."""
    machine, steps = played(tmp_path, origin, sla(tightened), "--depth", "1")
    (line,) = re.findall(r"run: (git fetch .*)", steps["What"].err)

    assert (2, 2) == (steps["Check"].code, steps["What"].code)
    assert "slaspec-review" not in machine.artifacts
    again = machine.shell(
        line.replace("git ", "git -c protocol.file.allow=always ", 1), {}, ["bash", "-e"]
    )
    assert 0 == again.returncode, again.stderr
    assert {0, 1} >= {step.code for step in machine.job(STARTER) if step.code is not None}
    assert "▲" in machine.summary


def test_a_renamed_folder_is_no_change(tmp_path, origin):
    """Contracts are compared by id, wherever they lie."""

    def moved(origin):
        origin.git("mv", "contracts/calendars", "contracts/hours")

    machine, steps = played(tmp_path, origin, moved)

    assert {0, None} == {step.code for step in steps.values()}
    assert [] == reviewed(machine)["changes"]


def test_marks_of_a_conflict_are_a_fault_of_one_file(tmp_path, origin):
    """What was left in the file is found at its line; the other files are compared."""

    def conflict(origin):
        text = (origin.folder / "contracts/catalogue.yaml").read_text("utf-8")
        origin.write({"contracts/catalogue.yaml": f"<<<<<<< ours\n{text}=======\n>>>>>>> theirs\n"})
        sla(tightened)(origin)

    machine, steps = played(tmp_path, origin, conflict)

    assert 1 == steps["Check"].code
    assert "contracts/catalogue.yaml,line=1" in steps["Check"].out
    assert "resolution" in {each["target"] for each in reviewed(machine)["changes"]}


def test_a_submodule_is_not_looked_into(tmp_path, origin):
    """It is another repository; that it was left out is said."""
    other = repository(tmp_path / "other")
    other.commit({"x.yaml": "id: x: y\n"})

    def added(origin):
        origin.git("submodule", "add", "--quiet", str(other.folder), "contracts/theirs")

    machine, steps = played(tmp_path, origin, added)

    assert 0 == steps["What"].code, steps["What"]
    assert "contracts/theirs" in " ".join(reviewed(machine)["notes"])


HOSTILE = "contracts/$(touch PWNED)`touch PWNED`;::error::x\n::warning::y|<b>@all.yaml"


def test_the_name_of_a_file_does_nothing(tmp_path, origin):
    """Not in the shell, not in the log, not in the summary."""
    machine, steps = played(tmp_path, origin, lambda it: it.write({HOSTILE: "id: x: y\n"}))
    out = "".join(step.out + step.err for step in steps.values())

    assert 1 == steps["Check"].code
    assert not list(tmp_path.rglob("PWNED"))
    assert not re.search(r"^\s*::(error::x|warning::y)", out, re.MULTILINE)
    assert "\n::warning::y" not in machine.summary
    assert {"slaspec", "slaspec-review"} == set(machine.artifacts)


@pytest.mark.parametrize("name", ["$(touch${IFS}PWNED)", "a;touch${IFS}PWNED", "a&b|c"])
def test_the_name_of_a_branch_does_nothing(tmp_path, origin, name):
    """A base with a hostile name is refused, or read; it is no command."""
    origin.git("branch", name)
    propose(origin, sla(tightened))
    machine = runner(tmp_path, checked_out(origin, tmp_path), base=name)
    machine.job(STARTER)

    assert not list(tmp_path.rglob("PWNED"))


def test_the_action_does_what_the_workflow_does(tmp_path, origin):
    """Without inputs: the same files, the same review, the program of its own commit."""
    machine, steps = played(tmp_path / "one", origin, sla(tightened))
    other = runner(tmp_path / "two", clone(origin, tmp_path / "again", "--branch", "pull"))
    done = {step.name.split(" ")[0]: step for step in other.action(ACTION)}

    assert [steps[name].code for name in ("Check", "What")] == [
        done[name].code for name in ("Check", "What")
    ]
    assert set(machine.artifacts) == set(other.artifacts)
    assert reviewed(machine)["changes"] == reviewed(other)["changes"]
    assert ["install", f"{ACTION.parent}/../../.."] == other.installed
    assert (ACTION.parent / "../../.." / "pyproject.toml").resolve() == ROOT / "pyproject.toml"


def test_the_inputs_of_the_action_are_heeded(tmp_path, origin):
    """A version, another base, a side, a severity, and no price in anything."""
    propose(origin, sla(lambda text: tightened(text).replace("flat: 5%", "flat: 7%")))
    machine = runner(tmp_path, checked_out(origin, tmp_path), event="push")
    steps = machine.action(
        ACTION,
        version="0.1.0",
        contracts="contracts",
        base="origin/main",
        fail_on="never",
        months="24",
        perspective="customer",
        no_amounts="true",
    )
    review = reviewed(machine)

    assert {0, None} == {step.code for step in steps}
    assert ["install", "slaspec==0.1.0"] == machine.installed
    assert ("customer", False) == (review["perspective"], review["amounts"])
    assert 24 == review["run"]["months"]
    assert "500.00" not in machine.summary


def test_an_input_is_no_command(tmp_path, origin):
    """Each reaches the program as one word."""
    propose(origin, sla(tightened))
    machine = runner(tmp_path, checked_out(origin, tmp_path))
    evil = "$(touch PWNED) `touch PWNED`; touch PWNED"
    steps = machine.action(
        ACTION, version=evil, contracts=evil, base=evil, fail_on=evil, months=evil, perspective=evil
    )

    assert {2} == {step.code for step in steps if step.name.startswith(("Check", "What"))}
    assert not list(tmp_path.rglob("PWNED"))


def test_no_code_of_the_checkout_is_run(tmp_path, origin):
    """Neither its conftest.py, nor modules named like those that slaspec needs, nor hooks."""
    evil = "open('PWNED', 'w')\n"
    names = ("conftest.py", "sitecustomize.py", "yaml.py", "jsonschema.py", "slaspec.py", "pip.py")

    def added(origin):
        origin.write(dict.fromkeys(names, evil))

    played(tmp_path, origin, added)

    assert not list(tmp_path.rglob("PWNED"))
