"""
What a change is compared with where nobody says it.

On a build server its variables know: the branch that a pull request is for (GitHub), the commit
that a merge request began at (GitLab). Elsewhere it is the default branch of `origin`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from slaspec.errors import UsageError
from slaspec.review.git.command import Git
from slaspec.review.git.revisions import Revision, commit_of, remote_branch, revision

_PULL_REQUEST = re.compile(r"refs/pull/\d+/merge")
_TARGET = "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
_TARGET_COMMIT = "CI_MERGE_REQUEST_TARGET_BRANCH_SHA"  # only where the results are merged
_BASE_COMMIT = "CI_MERGE_REQUEST_DIFF_BASE_SHA"
_DEFAULT_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


def default_base(git: Git, environ: Mapping[str, str], head: Revision) -> Revision:
    """The revision to compare with by default; raises `UsageError` where there is none."""
    if branch := environ.get("GITHUB_BASE_REF"):
        merged = _merged_into(git, environ, head)
        return merged or remote_branch(git, branch, "GITHUB_BASE_REF")
    for variable in (_TARGET_COMMIT, _BASE_COMMIT):
        if name := environ.get(variable):
            return _commit_of_merge_request(git, environ, name, variable)
    if branch := environ.get(_TARGET):
        return remote_branch(git, branch, _TARGET)
    return _default_branch(git)


def _merged_into(git: Git, environ: Mapping[str, str], head: Revision) -> Revision | None:
    """
    The first parent of the merge that GitHub checks out for a pull request.

    It is the tip of the branch that the request is for, and is there at a depth of two, when the
    branch itself is not.
    """
    of_request = _PULL_REQUEST.fullmatch(environ.get("GITHUB_REF", ""))
    if not of_request or environ.get("GITHUB_SHA") != head.commit:
        return None
    first, second = (commit_of(git, f"{head.commit}^{number}") for number in (1, 2))
    return Revision(environ["GITHUB_BASE_REF"], first) if first and second else None


def _commit_of_merge_request(
    git: Git, environ: Mapping[str, str], name: str, variable: str
) -> Revision:
    branch = environ.get(_TARGET)
    return Revision(branch or name, revision(git, name, variable).commit)


def _default_branch(git: Git) -> Revision:
    for name in _DEFAULT_BRANCHES:
        place = "refs/remotes" if "/" in name else "refs/heads"
        if commit := commit_of(git, f"{place}/{name}"):
            return Revision(_named(git) if name == "origin/HEAD" else name, commit)
    raise UsageError(
        "there is no default branch (origin/HEAD, origin/main, origin/master, main, master):"
        " name the revision to compare with"
    )


def _named(git: Git) -> str:
    """The branch that `origin/HEAD` stands for."""
    answer = git.ask("symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    return "origin/HEAD" if answer.code else answer.text
