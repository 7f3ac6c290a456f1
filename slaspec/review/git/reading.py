"""Two revisions, two folders or two files, read as a pair of books."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from slaspec.errors import EnvironmentFault, UsageError
from slaspec.language.book import load_book
from slaspec.language.characters import shown as visible
from slaspec.review.git import remarks
from slaspec.review.git.command import Git
from slaspec.review.git.default_base import default_base
from slaspec.review.git.names import is_name
from slaspec.review.git.private_folder import temporary_folder
from slaspec.review.git.revisions import HEAD, Revision, commit_of, merge_base, revision
from slaspec.review.git.sides import WORKING_TREE, Sides
from slaspec.review.git.tree import blobs
from slaspec.review.git.working_tree import configured_path
from slaspec.review.pair import Pair, side_of


@contextmanager
def two_revisions(
    base: str | None = None,
    head: str | None = None,
    *,
    contracts: str | None = None,
    start: Path = Path(),
    environ: Mapping[str, str],
) -> Iterator[Pair]:
    """
    Both sides of a change, as seen from the folder `start`.

    `base` and `head` are two revisions, two folders or two files. A revision is compared from
    where the head left it (three dots in the words of Git). Without a head it is the working tree,
    without a base the branch that the change is for: that of the pull request which `environ`
    tells of, else the default branch of `origin`. `contracts` is the root in both; by default each
    revision's own setting, or `start`.

    Files that contracts name (histories, samples) can be read while the context lasts. Raises
    `UsageError` for what cannot be compared, `EnvironmentFault` where there is no `git`.
    """
    git = Git(start, environ)
    _require_no_empty_name(base, head)
    if _are_paths(git, base, head):
        yield _two_folders(str(base), head, contracts, start)
        return
    at = git.text("rev-parse", "--show-prefix").rstrip("/")
    here = git.text("rev-parse", "--is-inside-work-tree") == "true"
    to = revision(git, head or HEAD)
    since, notes = merge_base(git, _base(git, base, environ, to), to)
    with blobs(git) as bytes_of, temporary_folder() as folder:
        sides = Sides(git, bytes_of, folder, at, contracts)
        after = sides.on_disk() if head is None and here else sides.of_head(to)
        before = sides.of_base(since, after)
        notes += tuple(sides.remarks(before, after))
        yield Pair(before.book, after.book, before.side, after.side, notes, before.settings)


def _require_no_empty_name(base: str | None, head: str | None) -> None:
    """A variable that is not set is no revision, and not the current folder either."""
    for side, name in (("BASE", base), ("HEAD", head)):
        if name == "":
            raise UsageError(f"{side} is empty: name a revision, or leave it away")


def _base(git: Git, name: str | None, environ: Mapping[str, str], head: Revision) -> Revision:
    return default_base(git, environ, head) if name is None else revision(git, name)


def _are_paths(git: Git, base: str | None, head: str | None) -> bool:
    """Whether the sides are folders or files; `UsageError` where only one of two is."""
    if base is None:
        return False
    paths = [_is_path(git, name) for name in (base, head) if name is not None]
    if len(set(paths)) > 1:
        raise UsageError(
            "BASE and HEAD are of two kinds: name two revisions, or two folders, or two files"
        )
    return paths[0]


def _is_path(git: Git, name: str) -> bool:
    if os.path.lexists(git.folder / name):
        if is_name(name) and _resolves(git, name):
            raise UsageError(
                f"'{visible(name)}' is a revision and a path: write ./{visible(name)} for the path,"
                f" or refs/heads/{visible(name)} for the branch"
            )
        return True
    if name.startswith((".", "/")) or name.endswith("/"):
        raise UsageError(f"there is no file or folder '{visible(name)}'")
    return False


def _resolves(git: Git, name: str) -> bool:
    try:
        return commit_of(git, name) is not None
    except (UsageError, EnvironmentFault):  # no repository here, or no git: it is a path
        return False


def _two_folders(base: str, head: str | None, contracts: str | None, start: Path) -> Pair:
    after = head or contracts or configured_path(start, "") or "."
    old, new = (load_book(start / name, name) for name in (base, after))
    sides = side_of(old, base), side_of(new, head or WORKING_TREE)
    return Pair(old, new, *sides, (*remarks.moved(old, new), *remarks.not_counted(old, new)))
