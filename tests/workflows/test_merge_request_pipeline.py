"""The example for GitLab, played as its runner plays it: each script in the shell of the image."""

import json
from xml.etree import ElementTree

import pytest
import yaml

from tests.review.repositories import clone, repository
from tests.workflows.proposals import FAULTY, PORTFOLIO, SLA
from tests.workflows.runner import ROOT, Runner

PIPELINE = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab-ci.yml").read_text("utf-8"))
CHECK, REVIEW = PIPELINE["contracts"], PIPELINE["contracts review"]


@pytest.fixture
def pipeline(tmp_path):
    """`pipeline(files)` is a merge request that changes these files of a starting portfolio."""
    origin = repository(tmp_path / "origin")
    origin.commit(PORTFOLIO)

    def made(files, before=None):
        base = origin.commit(before or {})
        origin.branch("proposal")
        origin.commit(files)
        checkout = clone(origin, tmp_path / "checkout")
        variables = {
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "GITHUB_ACTIONS": "",
            "GITHUB_STEP_SUMMARY": "",
        }
        return Runner(tmp_path / "runner", checkout.folder, {}), variables

    return made


def play(pipeline, job):
    """Every line of a job, up to the one that fails; the last one's result."""
    machine, variables = pipeline
    for line in [*PIPELINE[job["extends"]]["before_script"], *job["script"]]:
        done = machine.shell(line, variables, ["sh", "-e"])
        if done.returncode:
            break
    return done


def report(pipeline, job, kind):
    """A report that the job names, and has written."""
    return (pipeline[0].checkout / job["artifacts"]["reports"][kind]).read_text("utf-8")


def test_what_was_there_does_not_fail_a_merge_request(pipeline):
    """The reports have it; the exit code does not."""
    made = pipeline({"README.md": "other"}, FAULTY)

    assert 0 == play(made, CHECK).returncode
    assert ElementTree.fromstring(report(made, CHECK, "junit")).tag == "testsuites"
    assert isinstance(json.loads(report(made, CHECK, "codequality")), list)


def test_what_is_new_fails_it(pipeline):
    """With its place in the report of code quality."""
    made = pipeline(FAULTY)

    assert 1 == play(made, CHECK).returncode
    assert SLA in {
        each["location"]["path"] for each in json.loads(report(made, CHECK, "codequality"))
    }


def test_the_schedule_fails_for_what_was_there(pipeline):
    """No base: everything counts."""
    made = pipeline({"README.md": "other"}, FAULTY)
    del made[1]["CI_MERGE_REQUEST_DIFF_BASE_SHA"]
    made[1]["CI_PIPELINE_SOURCE"] = "schedule"

    assert 1 == play(made, CHECK).returncode


def test_the_review_needs_no_argument(pipeline):
    """The variables of the pipeline say what to compare with; every artifact is written."""
    made = pipeline({"README.md": "other"})
    done = play(made, REVIEW)

    assert 0 == done.returncode, done.stderr
    assert "Nothing of meaning changed" in done.stdout
    assert [] == json.loads(report(made, REVIEW, "codequality"))
    for path in REVIEW["artifacts"]["paths"]:
        assert (made[0].checkout / path).exists()


def test_the_history_is_there_to_compare_with():
    """GitLab clones twenty commits unless it is told otherwise."""
    for job in (CHECK, REVIEW):
        assert "0" == PIPELINE[job["extends"]]["variables"]["GIT_DEPTH"]
