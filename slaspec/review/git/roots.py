"""
Where the contracts of a commit are.

What was asked for, where the commit has it; else what its own `pyproject.toml` says
(`slaspec_contracts`); else where the other revision has them. Where none of these is there, the
whole commit is searched, and of its YAML files only those that say to be documents of slaspec.
"""

from __future__ import annotations

import posixpath
import shlex
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

from slaspec.review.git.command import Git
from slaspec.review.git.tree import Blobs, entries_at, has_path

SETTINGS = "pyproject.toml"
_LARGEST_SETTINGS_BYTES = 1 << 20


class Root(NamedTuple):
    """A path in the repository (empty: the top); `searched` where only the whole is known."""

    path: str
    searched: bool = False


def root_of(git: Git, blobs: Blobs, commit: str, at: str, *wanted: str | None) -> Root:
    """
    The root of a commit's contracts, for somebody who stands in the folder `at`.

    `wanted` are paths in the repository: the one that was asked for, then the one of the other
    revision; None where there is none.
    """
    asked, *others = wanted
    for path in (asked, _configured(git, blobs, commit, at), *others):
        if path is not None and has_path(git, commit, path):
            return Root(path)
    return Root("", searched=True)


def _configured(git: Git, blobs: Blobs, commit: str, at: str) -> str | None:
    """What the nearest settings of a commit say, as a path in the repository."""
    folder, text = settings_of(git, blobs, commit, at)
    name = contracts_setting(text)
    return None if name is None else inside(posixpath.join(folder, name))


def settings_of(git: Git, blobs: Blobs, commit: str, at: str) -> tuple[str, bytes]:
    """The nearest settings of a commit and their folder; an empty text where it has none."""
    places = {posixpath.join(folder, SETTINGS): folder for folder in upwards(at)}
    found = entries_at(git, commit, places)
    file = next((found[path] for path in places if path in found and found[path].is_file), None)
    if file is None or file.size > _LARGEST_SETTINGS_BYTES:
        return at, b""
    return places[file.path], blobs.read(file)


def upwards(folder: str) -> Iterator[str]:
    """A folder of the repository and all above it, the nearest first."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def inside(path: str) -> str | None:
    """A path in the repository in its shortest form, None where it leads out of it."""
    short = posixpath.normpath(path)
    if short == "..":
        return None
    if short.startswith(("../", "/")):
        return None
    return "" if short == "." else short


def contracts_setting(settings: bytes) -> str | None:
    """The folder that `slaspec_contracts` names; None where nothing can be made out."""
    try:
        found: Any = tomllib.loads(settings.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return None
    options = _table(_table(found, "tool"), "pytest")
    said = _table(options, "ini_options").get("slaspec_contracts") or options.get(
        "slaspec_contracts"
    )
    try:
        names = shlex.split(said) if isinstance(said, str) else said
    except ValueError:
        return None
    return names[0] if isinstance(names, list) and names and isinstance(names[0], str) else None


def _table(table: Any, key: str) -> dict[str, Any]:
    inner = table.get(key)
    return inner if isinstance(inner, dict) else {}
