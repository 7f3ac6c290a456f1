"""All rules of changes, found by listing the folder, and the owner of each field."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from slaspec.errors import EnvironmentFault
from slaspec.review.rule import ChangeRule

_FOLDER = Path(__file__).parent / "changes"
_RULE_FILE = re.compile(r"v[0-9]{3}_[a-z0-9_]+")


@lru_cache(maxsize=1)
def all_change_rules() -> tuple[ChangeRule, ...]:
    """Every rule, sorted by its id."""
    return tuple(sorted(_found(), key=lambda rule: rule.id))


def _found() -> Iterator[ChangeRule]:
    for folder in sorted(each.name for each in pkgutil.iter_modules([str(_FOLDER)]) if each.ispkg):
        files = sorted(each.name for each in pkgutil.iter_modules([str(_FOLDER / folder)]))
        for file in filter(_RULE_FILE.fullmatch, files):
            module = importlib.import_module(f"slaspec.review.changes.{folder}.{file}")
            yield from (value for value in vars(module).values() if isinstance(value, ChangeRule))


@lru_cache(maxsize=1)
def owners() -> Mapping[str, ChangeRule]:
    """The rule of each field, class (`Rung.*`) and kind; raises where two claim the same."""
    found: dict[str, ChangeRule] = {}
    for rule in all_change_rules():
        for owned in rule.owns:
            if owned in found:
                raise EnvironmentFault(f"{found[owned].id} and {rule.id} both own {owned}")
            found[owned] = rule
    return found


@cache
def owner_of(field: str) -> ChangeRule | None:
    """The rule that owns a field: by its name, or with its whole class."""
    return owners().get(field) or owners().get(f"{field.partition('.')[0]}.*")
