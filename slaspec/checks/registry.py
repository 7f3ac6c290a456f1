"""
All rules: the built-in ones by listing the folders, others by the entry points `slaspec.checks`.

An entry point names a module with rules, or one rule.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from slaspec.checks.rule import Rule
from slaspec.errors import EnvironmentFault

ENTRY_POINTS = "slaspec.checks"
_RULE_FILE = re.compile(r"[a-z][0-9]{3}_[a-z0-9_]+")
_RULE_ID = re.compile(r"[A-Z]{1,10}[0-9]{3,4}")


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """
    Every rule, sorted by its id.

    Raises `EnvironmentFault` when an installed extension cannot be loaded, or when two rules
    have one id.
    """
    found: dict[str, Rule] = {}
    for rule in (*_built_in(), *_extensions()):
        if rule.id in found:
            raise EnvironmentFault(
                f"two installed rules have the id {rule.id}: {found[rule.id].name} and {rule.name}"
            )
        found[rule.id] = rule
    return tuple(found[each] for each in sorted(found))


def _built_in() -> Iterator[Rule]:
    for folder in _modules(Path(__file__).parent):
        if folder.ispkg:
            for file in _modules(Path(__file__).parent / folder.name):
                if _RULE_FILE.fullmatch(file.name):
                    name = f"slaspec.checks.{folder.name}.{file.name}"
                    yield from _rules_of(importlib.import_module(name))


def _modules(folder: Path) -> list[pkgutil.ModuleInfo]:
    return sorted(pkgutil.iter_modules([str(folder)]), key=lambda module: module.name)


def _extensions() -> Iterator[Rule]:
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name):
        try:
            loaded = entry.load()
        except Exception as error:
            raise EnvironmentFault(
                f"the rules of extension '{entry.name}' cannot be loaded: {error}"
            ) from error
        for rule in [loaded] if isinstance(loaded, Rule) else list(_rules_of(loaded)):
            if not _RULE_ID.fullmatch(rule.id):
                raise EnvironmentFault(
                    f"extension '{entry.name}' has a rule with the id '{rule.id}';"
                    " an id is capitals and three or four digits"
                )
            yield rule


def _rules_of(module: ModuleType) -> Iterator[Rule]:
    return (value for _, value in sorted(vars(module).items()) if isinstance(value, Rule))
