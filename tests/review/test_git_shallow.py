"""Clones that hold a part only: the message has the line that mends it, and the line works."""

import subprocess

import pytest

from slaspec.errors import UsageError
from tests.review.repositories import ENVIRON, calendar, clone, read, repository


@pytest.fixture
def server(tmp_path):
    """A server with a `main` of four commits, and a `topic` that left it at the second."""
    made = repository(tmp_path / "server")
    for hour in ("06", "07"):
        made.commit({"contracts/a.yaml": calendar("a", f"{hour}:00")})
    made.branch("topic")
    made.commit({"contracts/b.yaml": calendar("b")})
    made.checkout("main")
    for hour in ("08", "09"):
        made.commit({"contracts/a.yaml": calendar("a", f"{hour}:00")})
    made.git("config", "uploadpack.allowFilter", "true")
    return made


def refusal(here, *names, **more):
    """The message of a comparison that this clone cannot make."""
    with pytest.raises(UsageError) as refused:
        read(here, *names, **more).__enter__()
    return str(refused.value)


def run_line(message, here):
    """Run the line that a message ends with, as a user would: in a shell."""
    line = message.split("run: ")[1]
    allowed = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.file.allow"}
    environ = ENVIRON | allowed | {"GIT_CONFIG_VALUE_0": "always"}
    subprocess.run(line, shell=True, cwd=here.folder, env=environ, check=True, capture_output=True)
    return line


def test_a_base_that_was_not_fetched_is_fetched_by_the_line(server, tmp_path):
    """A clone of depth one of the topic alone: one line later the pull request can be judged."""
    here = clone(server, tmp_path / "here", "--depth=1", "--branch=topic")
    environ = ENVIRON | {"GITHUB_BASE_REF": "main"}

    message = refusal(here, environ=environ)
    line = run_line(message, here)

    assert "no revision 'origin/main' (GITHUB_BASE_REF) in this clone, which is shallow" in message
    fetch = "git fetch --unshallow --no-tags origin"
    assert f"{fetch} +refs/heads/main:refs/remotes/origin/main" == line
    with read(here, environ=environ) as pair:
        assert server.git("rev-parse", "main~2") == pair.base_side.commit


def test_a_merge_base_beyond_the_depth_is_fetched_by_the_line(server, tmp_path):
    """Both tips are there and what they have in common is not."""
    here = clone(server, tmp_path / "here", "--depth=1", "--branch=topic", "--no-single-branch")

    message = refusal(here, "origin/main")
    run_line(message, here)

    assert (
        "origin/main and HEAD have no commit in common in this clone, which is shallow" in message
    )
    with read(here, "origin/main") as pair:
        assert server.git("rev-parse", "main~2") == pair.base_side.commit


def test_the_merge_of_a_pull_request_at_depth_one(server, tmp_path):
    """GitHub's checkout as it is by default: the line brings what the merge was made of."""
    server.git("checkout", "--quiet", "--detach", "main")
    server.git("merge", "--quiet", "-m", "merge", "topic")
    server.git("update-ref", "refs/pull/7/merge", "HEAD")
    merged = server.git("rev-parse", "HEAD")
    here = repository(tmp_path / "here")
    here.git("remote", "add", "origin", f"file://{server.folder}")
    here.git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", "refs/pull/7/merge")
    here.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
    environ = {"GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": merged}

    run_line(refusal(here, environ=ENVIRON | environ), here)

    with read(here, environ=ENVIRON | environ) as pair:
        assert server.git("rev-parse", "main") == pair.base_side.commit


def test_a_commit_of_gitlab_beyond_the_depth(server, tmp_path):
    """The commit that a merge request began at is fetched with everything."""
    here = clone(server, tmp_path / "here", "--depth=1", "--branch=topic")
    left = server.git("rev-parse", "main~2")
    environ = ENVIRON | {"CI_MERGE_REQUEST_DIFF_BASE_SHA": left}

    line = run_line(refusal(here, environ=environ), here)

    fetch = "git fetch --unshallow --tags origin"
    assert f"{fetch} '+refs/heads/*:refs/remotes/origin/*'" == line
    with read(here, environ=environ) as pair:
        assert left == pair.base_side.commit


@pytest.mark.parametrize("name", ["v1", "HEAD~1", "main"])
def test_other_names_beyond_the_depth(server, tmp_path, name):
    """Tags, steps back and bare names of branches, too."""
    server.git("tag", "v1", "topic~1")
    here = clone(server, tmp_path / "here", "--depth=1", "--branch=topic", "--no-tags")

    run_line(refusal(here, name), here)

    with read(here, name) as pair:
        assert server.git("rev-parse", "topic~1") == pair.base_side.commit


def test_a_partial_clone_fetches_nothing_by_itself(server, tmp_path):
    """Files that a partial clone lacks are not fetched on the way; the line fetches them."""
    here = clone(server, tmp_path / "here", "--filter=blob:none", "--branch=topic")
    objects = here.git("count-objects", "-v")

    message = refusal(here, "origin/main~1", "origin/main")

    assert objects == here.git("count-objects", "-v")
    assert "this clone lacks files of the revision, because it is partial" in message
    run_line(message, here)
    with read(here, "origin/main~1", "origin/main") as pair:
        assert pair.base.files
