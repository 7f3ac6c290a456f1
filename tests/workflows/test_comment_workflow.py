"""The workflow of the comment, line by line, against a hub that is a file."""

import json
import shutil
import sys
import zipfile
from pathlib import Path
from shlex import quote

import pytest

from slaspec.report.review_json import json as to_json
from slaspec.report.review_markdown import markdown
from tests.review.repositories import repository
from tests.review.reviews import empty, rich
from tests.workflows.proposals import PORTFOLIO, checked_out, propose, runner, sla, tightened
from tests.workflows.runner import ROOT, Runner

STARTER = ROOT / "slaspec" / "_starter" / "_github" / "workflows" / "slaspec.yml"
COMMENT = ROOT / "docs" / "ci" / "slaspec-comment.yml"
HUB = Path(__file__).with_name("hub.py")
SHA = "3f1c9ab" + "0" * 33
MARKER = "<!-- slaspec:diff -->"
UNZIP = (
    "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[2]).read(sys.argv[3]))"
)
BOT = "github-actions[bot]"


class Hub:
    """A hub with one open pull request of a fork, number 7, and what the run of it left."""

    def __init__(self, folder):
        self.file, self.folder = folder / "hub.json", folder
        self.data = {
            "pulls": [pull(7, "a-fork:faster", SHA)],
            "artifacts": [],
            "comments": [],
            "writes": [],
        }
        self.runner = Runner(folder / "runner", folder, self.context())
        if shutil.which("unzip") is None:  # GitHub's machines have it
            self.runner.program("unzip", f'exec {quote(sys.executable)} -c "{UNZIP}" "$@"')
        called = f"FAKE_HUB={quote(str(self.file))} exec {quote(sys.executable)} {quote(str(HUB))}"
        self.runner.program("gh", f'{called} "$@"')

    def context(self):
        """The event of a run that has ended."""
        ended = {
            "event": "pull_request",
            "id": 41,
            "head_sha": SHA,
            "head_branch": "faster",
            "head_repository": {"owner": {"login": "a-fork"}},
        }
        return {
            "event_name": "workflow_run",
            "repository": "owner/contracts",
            "token": "a-token",
            "event": {"workflow_run": ended},
        }

    def holds(self, content, *, name="slaspec-review", inside="review.json"):
        """The run left an artifact."""
        zipped = self.folder / f"{len(self.data['artifacts'])}.zip"
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(inside, content)
        self.data["artifacts"].append(
            {"id": 5, "run": 41, "name": name, "zip": str(zipped), "size_in_bytes": zipped.stat().st_size}
        )  # fmt: skip

    def play(self):
        """The steps of the workflow; then `data` is what the hub holds."""
        self.file.write_text(json.dumps(self.data), "utf-8")
        steps = self.runner.job(COMMENT)
        self.data = json.loads(self.file.read_text("utf-8"))
        return steps

    @property
    def bodies(self):
        """The comments of pull request 7."""
        return [each["body"] for each in self.data["comments"] if each["issue"] == 7]


def pull(number, head, sha, state="open"):
    """A pull request, as the hub lists it."""
    return {"number": number, "from": head, "state": state, "head": {"sha": sha}}


def by(login, body, id=100):
    """A comment of somebody."""
    return {"id": id, "issue": 7, "user": {"login": login}, "body": body}


@pytest.fixture
def hub(tmp_path):
    """A hub whose programs are those of this Python."""
    return Hub(tmp_path)


def codes(steps):
    """Exit codes of the steps that ran."""
    return [step.code for step in steps if step.code is not None]


def test_a_review_becomes_a_comment(hub):
    """What is posted is the Markdown that slaspec makes of the JSON."""
    hub.holds(to_json(rich()))

    assert {0} == set(codes(hub.play()))
    assert [markdown(rich())] == hub.bodies
    assert hub.bodies[0].startswith(MARKER)
    assert ["install", "slaspec"] == hub.runner.installed


def test_from_the_proposal_to_the_comment(hub, tmp_path):
    """What the run of the pull request uploads is what the other workflow posts."""
    origin = repository(tmp_path / "origin")
    origin.commit(PORTFOLIO)
    propose(origin, sla(tightened))
    machine = runner(tmp_path / "run", checked_out(origin, tmp_path))
    machine.job(STARTER)
    hub.holds((machine.artifacts["slaspec-review"] / "review.json").read_bytes())
    hub.play()
    (body,) = hub.bodies

    assert "`customer-sla#resolution/P1/within` | `5h` | `4h`" in body
    assert machine.summary.strip() == body.strip()


def test_the_next_push_brings_the_same_comment_up_to_date(hub):
    """One comment, however often the branch is pushed."""
    hub.data["comments"] = [by("somebody", "a word"), by(BOT, f"{MARKER}\nold", 101)]
    hub.holds(to_json(rich()))

    assert {0} == set(codes(hub.play()))
    assert ["a word", markdown(rich())] == hub.bodies
    assert [["PATCH", "issues/comments/101"]] == hub.data["writes"]


def test_nothing_is_posted_where_nothing_changed(hub):
    """No noise under a pull request that changes no promise."""
    hub.holds(to_json(empty()))

    assert {0} == set(codes(hub.play()))
    assert [] == hub.data["writes"]


def test_a_comment_that_is_no_longer_true_says_so(hub):
    """The change was taken back: the comment that is there says that nothing changed."""
    hub.data["comments"] = [by(BOT, f"{MARKER}\nold")]
    hub.holds(to_json(empty()))
    hub.play()

    assert [markdown(empty(), always=True)] == hub.bodies
    assert "Nothing of meaning changed" in hub.bodies[0]


def test_a_comment_of_somebody_else_is_left_alone(hub):
    """The marker can be typed by anybody; only what the build itself wrote is written over."""
    hub.data["comments"] = [by("somebody", f"{MARKER}\nmine")]
    hub.holds(to_json(rich()))
    hub.play()

    assert [f"{MARKER}\nmine", markdown(rich())] == hub.bodies


@pytest.mark.parametrize(
    "pulls",
    [
        [],
        [pull(7, "a-fork:faster", "0" * 40)],
        [pull(7, "a-fork:faster", SHA, state="closed")],
        [pull(7, "another:faster", SHA)],
        [pull(7, "a-fork:faster", SHA), pull(8, "a-fork:faster", SHA)],
    ],
    ids=["none", "of a later commit", "closed", "of another fork", "two"],
)
def test_without_exactly_one_pull_request_nothing_is_posted(hub, pulls):
    """Branch and commit lead to it, as the hub knows them; nothing is guessed."""
    hub.data["pulls"] = pulls
    hub.holds(to_json(rich()))
    steps = hub.play()

    assert {0} == set(codes(steps))
    assert [] == hub.data["writes"]
    assert any("::notice::there is not exactly one" in step.out for step in steps)


def test_a_run_without_a_review_posts_nothing(hub):
    """The run may have ended before it compared anything."""
    hub.holds("{}", name="slaspec")

    assert {0} == set(codes(hub.play()))
    assert [] == hub.data["writes"]


def test_a_run_of_another_event_is_none_of_its_business(hub):
    """A push to the default branch has no pull request."""
    hub.runner.github["event"]["workflow_run"]["event"] = "push"

    assert [] == hub.play()


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        '{"format": "slaspec-review/1", "number": 1}',
        " " * (1024 * 1024 + 1) + "{}",
        "@everyone",
    ],
    ids=["empty", "incomplete", "large when unpacked", "no JSON"],
)
def test_what_slaspec_did_not_write_is_refused(hub, content):
    """The step fails with a sentence, and no comment is posted."""
    hub.holds(content)
    last = hub.play()[-1]

    assert 2 == last.code
    assert "is no review of slaspec diff" in last.err
    assert [] == hub.bodies


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [("{}", "slaspec-review", 2), (" " * (1024 * 1024 + 1), "slaspec-review", 2), ("{}", "s", 0)],
    ids=["refused", "too large", "no review"],
)
def test_a_comment_does_not_speak_for_a_commit_that_came_later(hub, content, name, code):
    """A harmless commit first, then one that nobody can show: the comment says so."""
    hub.data["comments"] = [by(BOT, f"{MARKER}\nnothing to decide")]
    hub.holds(content, name=name)
    last = hub.play()[-1]

    assert code == last.code
    (body,) = hub.bodies
    assert body.startswith(f"{MARKER}\nThere is no review of ")
    assert "nothing to decide" not in body


def test_another_file_of_the_artifact_is_not_read(hub):
    """Neither is it written: a file of any name could be in there."""
    hub.holds("echo evil", inside="../programs/slaspec")
    last = hub.play()[-1]

    assert 2 == last.code
    assert [] == hub.bodies
    assert "evil" not in (hub.folder / "runner" / "programs" / "slaspec").read_text("utf-8")


def test_a_large_artifact_is_not_even_fetched(hub):
    """The hub says its size."""
    hub.holds(to_json(rich()))
    hub.data["artifacts"][0] |= {"size_in_bytes": 1024 * 1024 + 1, "zip": "nowhere"}
    steps = hub.play()

    assert {0} == set(codes(steps))
    assert [] == hub.data["writes"]


def test_the_number_of_a_pull_request_is_not_asked_of_the_artifact():
    """Nothing that the fork wrote leads to where the comment goes."""
    text = COMMENT.read_text("utf-8")

    assert text.index('echo "number=$number"') < text.index("artifacts?name=slaspec-review")
