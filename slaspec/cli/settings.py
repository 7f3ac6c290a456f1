"""Where the contracts are: one setting for both faces, in `pyproject.toml`."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from slaspec.errors import UsageError
from slaspec.use_cases.settings import nearest_pyproject, read_pyproject


@dataclass(frozen=True)
class Root:
    """The folder whose documents belong together, how it is shown, and what was asked for."""

    path: Path
    shown: str
    only: tuple[str, ...] = ()

    def asks_for(self, file: str) -> bool:
        """Whether a file was asked for: everything, or what lies in the given paths."""
        return not self.only or any(real(file).is_relative_to(real(path)) for path in self.only)


def root_of(paths: tuple[str, ...]) -> Root:
    """
    The root for some paths: the configured one where it holds them all, else what was given.

    Without a path and a setting it is the current folder. A single file is read with the
    documents of the root around it; findings are shown for what was asked for.
    """
    configured = configured_root(Path.cwd())
    if not paths:
        return configured or Root(Path(), ".")
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or folder '{path}'")
    if configured and all(_inside(path, configured.path) for path in paths):
        return Root(configured.path, configured.shown, paths)
    if len(paths) == 1 and Path(paths[0]).is_dir():
        return Root(Path(paths[0]), paths[0])
    if all(_inside(path, Path()) for path in paths):
        return Root(Path(), ".", paths)
    if len(paths) == 1:
        parent = Path(paths[0]).parent
        return Root(parent, str(parent), paths)
    raise UsageError("the paths have no common root: name one folder")


def configured_root(start: Path) -> Root | None:
    """The folder that `slaspec_contracts` of the nearest `pyproject.toml` names, or None."""
    file = nearest_pyproject(start)
    names = [] if file is None else _contracts(read_pyproject(file), file)
    if file is None or not names:
        return None
    path = file.parent / names[0]
    if not path.is_dir():
        raise UsageError(f"{file}: slaspec_contracts names '{names[0]}', which is no folder")
    shown = Path(os.path.relpath(path, start))
    return Root(shown, shown.as_posix())


def _contracts(settings: dict[str, Any], file: Path) -> list[str]:
    """What the setting names; pytest reads it in `ini_options` or, from 9.0 on, beside it."""
    found: Any = settings
    for key in ("tool", "pytest", "ini_options"):
        inner = found.get(key)
        found = inner if isinstance(inner, dict) else found if key == "ini_options" else {}
    said = found.get("slaspec_contracts", [])
    names = shlex.split(said) if isinstance(said, str) else said
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(f"'{file}': slaspec_contracts is the name of a folder")
    if len(names) > 1:
        raise UsageError(f"'{file}': slaspec_contracts names more than one folder; name one")
    return names


def _inside(path: str, root: Path) -> bool:
    return real(path).is_relative_to(root.resolve())


def real(path: str | Path) -> Path:
    """A path without links on the way to it; a link at its end is meant itself."""
    given = Path(path)
    return given.resolve() if given.is_dir() else given.parent.resolve() / given.name


def day(text: str) -> date:
    """The date that an option states; `click.BadParameter` says which form is wanted."""
    from slaspec.errors import QuantityError
    from slaspec.language.quantities import Day

    try:
        return Day(text).value
    except QuantityError as error:
        raise click.BadParameter(str(error)) from None


def today() -> date:
    """The date of the machine: one of the two places where the clock is read."""
    return datetime.now().astimezone().date()
