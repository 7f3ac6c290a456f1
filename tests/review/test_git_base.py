"""What a change is compared with: merge-bases, variables of build servers, defaults."""

from pathlib import Path

import pytest

from slaspec.errors import EnvironmentFault, UsageError
from tests.review.repositories import ENVIRON, calendar, clone, names, read, repository

ACME = (Path(__file__).parents[2] / "contracts/nordit/acme.sla.yaml").read_text("utf-8")


@pytest.fixture
def forked(tmp_path):
    """`main` goes on after `topic` left it: three commits, and the ids of them by name."""
    here = repository(tmp_path / "here")
    left = here.commit({"contracts/a.yaml": calendar("a"), "contracts/b.yaml": calendar("b")})
    here.branch("topic")
    topic = here.commit({"contracts/b.yaml": calendar("b", "07:00")})
    here.checkout("main")
    main = here.commit({"contracts/a.yaml": calendar("a", "09:00")})
    here.checkout("topic")
    return here, {"left": left, "topic": topic, "main": main}


def opens(book, id):
    """When a calendar opens on Monday, as it is written."""
    return next(iter(book.contracts[id].at.document.data["open"].values()))[0]


def test_by_default_the_working_tree_is_compared_with_where_it_left_main(forked):
    """What main did since is no change of the branch; what is not committed yet is one."""
    here, ids = forked
    here.write({"contracts/new.yaml": calendar("new")})

    with read(here) as pair:
        assert ids["left"] == pair.base_side.commit
        assert "merge-base of main and HEAD" == pair.base_side.name
        assert ("working tree", "") == (pair.head_side.name, pair.head_side.commit)
        assert ["contracts/a.yaml", "contracts/b.yaml"] == names(pair.base)
        assert "contracts/new.yaml" in names(pair.head)
        assert ("08:00-16:00", "07:00-16:00") == (opens(pair.base, "b"), opens(pair.head, "b"))


def test_a_revision_is_compared_from_where_the_head_left_it(forked):
    """`diff main topic` means main...topic; where topic holds all of main it is main itself."""
    here, ids = forked

    with read(here, "main", "topic") as pair:
        assert "merge-base of main and topic" == pair.base_side.name
        assert (ids["left"], ids["topic"]) == (pair.base_side.commit, pair.head_side.commit)
    here.git("rebase", "--quiet", "main")
    with read(here, "main", "topic") as pair:
        assert ("main", ids["main"]) == (pair.base_side.name, pair.base_side.commit)


def test_a_head_that_the_base_holds_is_said(forked):
    """Two arguments the wrong way round give nothing, and a note says why."""
    here, _ = forked

    with read(here, "topic", "topic~1") as pair:
        assert ("topic holds all of topic~1: there is nothing to be merged",) == pair.notes


def test_unchanged_files_are_read_once(forked):
    """The contract and the document of an unchanged file are the same objects in both books."""
    here, _ = forked

    for head in (None, "topic"):
        with read(here, "main", head) as pair:
            base, now = ({f.file: f for f in book.files} for book in (pair.base, pair.head))
            same = {name for name in base if base[name].contract is now[name].contract}

            assert {"contracts/a.yaml"} == same
            assert base["contracts/a.yaml"].document is now["contracts/a.yaml"].document


def test_versions_are_those_of_agreements(tmp_path):
    """A side knows the version of each agreement, and of nothing else."""
    here = repository(tmp_path)
    here.commit({"contracts/a.yaml": calendar("a"), "contracts/acme.yaml": ACME})
    here.write({"contracts/acme.yaml": ACME.replace('version: "3.1"', 'version: "3.2"')})

    with read(here) as pair:
        assert {"acme-service-desk": "3.1"} == pair.base_side.versions
        assert {"acme-service-desk": "3.2"} == pair.head_side.versions


def test_a_pull_request_on_github_is_compared_with_its_branch(forked, tmp_path):
    """GITHUB_BASE_REF names the branch; it is looked up on origin."""
    here, ids = forked
    server = clone(here, tmp_path / "server", "--bare")
    runner = clone(server, tmp_path / "runner", "--branch", "topic")

    with read(runner, environ=ENVIRON | {"GITHUB_BASE_REF": "main"}) as pair:
        assert ids["left"] == pair.base_side.commit
        assert "merge-base of origin/main and HEAD" == pair.base_side.name


def test_the_merge_that_github_checks_out_has_its_base_as_first_parent(forked, tmp_path):
    """At a depth of two, refs/pull/N/merge is compared with its first parent: no branch needed."""
    here, ids = forked
    here.git("checkout", "--quiet", "--detach", "main")
    here.git("merge", "--quiet", "--no-ff", "-m", "merge", "topic")
    merged = here.git("rev-parse", "HEAD")
    here.git("update-ref", "refs/pull/7/merge", "HEAD")
    runner = repository(tmp_path / "runner")
    runner.git("remote", "add", "origin", f"file://{here.folder}")
    runner.git("fetch", "--quiet", "--no-tags", "--depth=2", "origin", "refs/pull/7/merge")
    runner.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
    environ = {"GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": merged}

    with read(runner, environ=ENVIRON | environ) as pair:
        assert ("main", ids["main"]) == (pair.base_side.name, pair.base_side.commit)
        assert "09:00-16:00" == opens(pair.base, "a") == opens(pair.head, "a")
        assert "07:00-16:00" == opens(pair.head, "b")


def test_a_branch_that_ends_in_a_merge_is_not_taken_for_githubs_merge(forked, tmp_path):
    """Where the head itself was checked out, its first parent is not the base."""
    here, ids = forked
    here.git("merge", "--quiet", "-m", "main into topic", "main")
    server = clone(here, tmp_path / "server", "--bare")
    runner = clone(server, tmp_path / "runner", "--branch", "topic")
    environ = {"GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": "0" * 40}

    with read(runner, environ=ENVIRON | environ) as pair:
        assert ids["main"] == pair.base_side.commit


def test_a_merge_request_on_gitlab_is_compared_with_the_commit_it_began_at(forked):
    """CI_MERGE_REQUEST_DIFF_BASE_SHA is taken, and shown as the branch that the request is for."""
    here, ids = forked
    environ = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": ids["left"],
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "",
    }

    with read(here, environ=ENVIRON | environ) as pair:
        assert ("main", ids["left"]) == (pair.base_side.name, pair.base_side.commit)


def test_merged_results_on_gitlab_are_compared_with_the_tip_of_the_target(forked):
    """What the target did since is in the merged result and is no change of it."""
    here, ids = forked
    here.git("merge", "--quiet", "-m", "merged result", "main")
    environ = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": ids["left"],
        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": ids["main"],
    }

    with read(here, environ=ENVIRON | environ) as pair:
        assert ids["main"] == pair.base_side.commit


def test_gitlabs_target_branch_alone_is_looked_up_on_origin(forked, tmp_path):
    """Without the commit, the name of the target branch is enough."""
    here, ids = forked
    runner = clone(here, tmp_path / "runner", "--branch", "topic")
    environ = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}

    with read(runner, environ=ENVIRON | environ) as pair:
        assert ids["left"] == pair.base_side.commit


@pytest.mark.parametrize("branch", ["main", "trunk"])
def test_elsewhere_it_is_the_default_branch_of_origin(tmp_path, branch):
    """origin/HEAD says which branch that is, whatever its name."""
    server = repository(tmp_path / "server")
    server.git("branch", "--move", branch)
    first = server.commit({"contracts/a.yaml": calendar("a")})
    here = clone(server, tmp_path / "here")
    here.commit({"contracts/a.yaml": calendar("a", "07:00")})

    with read(here) as pair:
        assert (f"origin/{branch}", first) == (pair.base_side.name, pair.base_side.commit)


def test_a_remote_that_a_fork_came_from_can_be_named(forked, tmp_path):
    """In a fork, `upstream/main` is a base like any other."""
    here, ids = forked
    fork = clone(here, tmp_path / "fork", "--branch", "topic")
    fork.git("remote", "add", "upstream", f"file://{here.folder}")
    fork.git("fetch", "--quiet", "upstream")

    with read(fork, "upstream/main") as pair:
        assert ids["left"] == pair.base_side.commit
        assert "merge-base of upstream/main and HEAD" == pair.base_side.name


def test_no_default_branch_asks_for_a_name(tmp_path):
    """Where no branch is known to be the default, nothing is guessed."""
    here = repository(tmp_path)
    here.git("branch", "--move", "trunk")
    here.commit({"contracts/a.yaml": calendar("a")})

    with pytest.raises(UsageError, match="there is no default branch .*: name the revision"):
        read(here).__enter__()


def test_a_detached_head_is_a_head_like_any_other(forked):
    """Nobody needs to stand on a branch."""
    here, ids = forked
    here.git("checkout", "--quiet", "--detach", "topic")

    with read(here, "main", "HEAD") as pair:
        assert (ids["left"], ids["topic"]) == (pair.base_side.commit, pair.head_side.commit)


def test_a_worktree_reads_its_own_files(forked, tmp_path):
    """In a second worktree the head is what lies there."""
    here, ids = forked
    here.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"), "main")
    other = type(here)(tmp_path / "other")
    other.write({"contracts/a.yaml": calendar("a", "10:00")})

    with read(other) as pair:
        assert ids["main"] == pair.base_side.commit
        assert "10:00-16:00" == opens(pair.head, "a")


def test_a_bare_repository_compares_its_commits(forked, tmp_path):
    """Without a working tree the head is the commit HEAD."""
    here, ids = forked
    bare = clone(here, tmp_path / "bare", "--bare")

    with read(bare, "main") as pair:
        assert ("HEAD", ids["topic"]) == (pair.head_side.name, pair.head_side.commit)
        assert "07:00-16:00" == opens(pair.head, "b")


def test_a_repository_without_a_commit_has_nothing_to_compare(tmp_path):
    """An unborn branch is explained."""
    here = repository(tmp_path)
    here.write({"contracts/a.yaml": calendar("a")})

    with pytest.raises(UsageError, match="has no commit yet"):
        read(here).__enter__()


def test_an_unborn_branch_of_a_clone_is_not_taken_for_the_remote(forked, tmp_path):
    """HEAD is what is checked out here, never origin/HEAD."""
    here, _ = forked
    fork = clone(here, tmp_path / "fork")
    fork.git("checkout", "--quiet", "--orphan", "fresh")

    with pytest.raises(UsageError, match="has no commit yet"):
        read(fork).__enter__()


def test_histories_without_a_common_commit_cannot_be_merged(forked):
    """No merge-base is a sentence that says what to do."""
    here, _ = forked
    here.git("checkout", "--quiet", "--orphan", "alone")
    here.commit({"contracts/a.yaml": calendar("a")})

    with pytest.raises(UsageError, match="main and HEAD have no commit in common: check out both"):
        read(here, "main").__enter__()


def test_several_merge_bases_are_told(forked):
    """After a criss-cross merge one of the merge-bases is taken, and a note says so."""
    here, ids = forked
    here.git("merge", "--quiet", "-m", "one way", ids["main"])
    here.checkout("main")
    here.git("merge", "--quiet", "-m", "the other way", ids["topic"])

    with read(here, "topic", "main") as pair:
        assert ("topic and main have 2 merge-bases; the first was taken",) == pair.notes


def test_no_repository_names_what_else_can_be_compared(tmp_path):
    """Outside of a repository, two folders or files can be compared."""
    with pytest.raises(UsageError, match="in no git repository: name two folders or two files"):
        read(type("Here", (), {"folder": tmp_path})).__enter__()


def test_without_git_it_says_how_to_get_it(forked, tmp_path):
    """No `git` is a fault of the environment, with the line that mends it."""
    here, _ = forked

    with pytest.raises(EnvironmentFault, match="git was not found: apt-get install git"):
        read(here, environ={"PATH": str(tmp_path)}).__enter__()
