"""Names of revisions to commits, and the commit that two of them have in common."""

from __future__ import annotations

from dataclasses import dataclass

from slaspec.errors import UsageError
from slaspec.language.characters import shown
from slaspec.review.git.command import Git, fail
from slaspec.review.git.missing import fetch_line, is_shallow, no_such_revision
from slaspec.review.git.names import require_name

HEAD = "HEAD"


@dataclass(frozen=True)
class Revision:
    """A commit by its full id, and how it was asked for."""

    name: str
    commit: str


def revision(git: Git, name: str, named_by: str = "") -> Revision:
    """
    The revision that a user (or the variable `named_by`) names; raises `UsageError`.

    A branch that is only on the remote is found by its bare name, too: on a build server there
    are often no others.
    """
    require_name(name, named_by)
    here = name.startswith((HEAD, "@"))  # what is checked out is on no remote
    for full in (name,) if here else (name, f"refs/remotes/origin/{name}"):
        if found := commit_of(git, full):
            return Revision(name if full == name else f"origin/{name}", found)
    if name == HEAD:
        raise UsageError("this repository has no commit yet: there is nothing to compare with")
    raise no_such_revision(git, name, named_by)


def remote_branch(git: Git, branch: str, named_by: str) -> Revision:
    """The branch of `origin` that a variable names; raises `UsageError`."""
    name = f"origin/{require_name(branch, named_by)}"
    found = commit_of(git, f"refs/remotes/{name}")
    if found is None:
        raise no_such_revision(git, name, named_by)
    return Revision(name, found)


def commit_of(git: Git, name: str) -> str | None:
    """The id of the commit of a name, or None; raises where the name says two things."""
    answer = git.ask("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    if "is ambiguous" in answer.complaint:
        raise UsageError(
            f"'{shown(name)}' names more than one revision: write refs/heads/… for the branch,"
            " refs/tags/… for the tag, or more digits of the commit"
        )
    if answer.code and "Needed a single revision" not in answer.complaint:
        fail(answer.complaint)
    return None if answer.code else answer.text


def merge_base(git: Git, base: Revision, head: Revision) -> tuple[Revision, tuple[str, ...]]:
    """
    Where the head left the base, so that what the base did since is no change of the head.

    Raises `UsageError`, with the line that fetches it, where a shallow clone does not reach it.
    Comes with notes on what a reader could wonder about.
    """
    answer = git.ask("merge-base", "--all", base.commit, head.commit)
    bases = answer.text.split()
    if not bases:
        raise _no_merge_base(git, base, head)
    if base.commit in bases:
        return base, ()
    name = f"merge-base of {base.name} and {head.name}"
    return Revision(name, bases[0]), tuple(_remarks(base, head, bases))


def _remarks(base: Revision, head: Revision, bases: list[str]) -> list[str]:
    if bases[0] == head.commit and head.name != HEAD:
        return [f"{base.name} holds all of {head.name}: there is nothing to be merged"]
    if len(bases) > 1:
        return [f"{base.name} and {head.name} have {len(bases)} merge-bases; the first was taken"]
    return []


def _no_merge_base(git: Git, base: Revision, head: Revision) -> UsageError:
    sentence = f"{base.name} and {head.name} have no commit in common"
    if is_shallow(git):
        line = fetch_line(git, base.name)
        return UsageError(f"{sentence} in this clone, which is shallow; run: {line}")
    return UsageError(f"{sentence}: check out both, and name two folders to be compared")
