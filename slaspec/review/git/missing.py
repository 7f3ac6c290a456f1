"""What to do about a revision that is not in this clone: the exact line that fetches it."""

from __future__ import annotations

import difflib
import re
import shlex

from slaspec.errors import UsageError
from slaspec.language.characters import shown
from slaspec.review.git.command import Git

_STEPS = re.compile(r"[~^]|@\{")


def no_such_revision(git: Git, name: str, named_by: str = "") -> UsageError:
    """The error for a name that nothing here has, with the line that may bring it."""
    source = f" ({named_by})" if named_by else ""
    sentence = f"there is no revision '{shown(name)}'{source} in this clone"
    if is_shallow(git):
        sentence += ", which is shallow"
    if near := _like(git, name):
        sentence += f"; did you mean '{shown(near)}'?"
    line = fetch_line(git, name)
    return UsageError(sentence if line is None else f"{sentence}; run: {line}")


def is_shallow(git: Git) -> bool:
    """Whether the clone holds only a part of the history."""
    return git.text("rev-parse", "--is-shallow-repository") == "true"


def fetch_line(git: Git, name: str) -> str | None:
    """
    The line that fetches a revision with all of its history, None where there is no remote.

    One branch where the name is one of a remote, else everything: a tag or a commit may be
    anywhere.
    """
    remotes = git.text("remote").splitlines()
    if not remotes:
        return None
    of = next((each for each in remotes if name.startswith(f"{each}/")), None)
    remote = of or ("origin" if "origin" in remotes else remotes[0])
    branch = _STEPS.split(name.removeprefix(f"{of}/"))[0] if of else "*"
    return shlex.join(
        [
            *("git", "fetch"),
            *(["--unshallow"] if is_shallow(git) else []),
            "--no-tags" if of else "--tags",
            shown(remote),
            f"+refs/heads/{branch}:refs/remotes/{shown(remote)}/{branch}",
        ]
    )


def _like(git: Git, name: str) -> str | None:
    places = ("refs/heads", "refs/remotes", "refs/tags")
    names = git.text("for-each-ref", "--format=%(refname:short)", *places).splitlines()
    return next(iter(difflib.get_close_matches(name, names, 1, 0.7)), None)
