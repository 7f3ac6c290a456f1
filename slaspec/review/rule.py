"""
What a rule of changes is: a pure function from a difference to what it means.

Every field of the language is owned by exactly one rule, which says what a difference in it means:
in words, in which direction, and whether it is material.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from slaspec.review.change import Direction
from slaspec.review.difference import Difference


class Said(NamedTuple):
    """
    What a difference means.

    `sentence` tells it in business words without naming the target (the places do). `before` and
    `after` are short words of the value; left empty, they are what the contract says. `material` is
    None for what the rule says of all its changes. `meaning`: what is measured is something else
    now, so that figures of before and after do not compare.
    """

    direction: Direction
    sentence: str
    before: str = ""
    after: str = ""
    material: bool | None = None
    meaning: bool = False


Judge = Callable[[Difference], Said | None]


@dataclass(frozen=True)
class ChangeRule:
    """
    One rule; made by the decorator `change_rule`.

    `owns` are fields as `Objective.within`, whole classes as `Rung.*` (compared as one value within
    the field that holds them), and kinds of documents as `Calendar` (added, removed, renamed). With
    `as_one` its fields are compared as one value, and not entry by entry; with `ordered` it is told
    as well that entries of a list stand in another order. `one_way` is the reason why a change and
    its reverse are not opposite, where they are not.
    """

    id: str
    name: str
    owns: tuple[str, ...]
    material: bool
    judge: Judge
    one_way: str = ""
    as_one: bool = False
    ordered: bool = False

    @property
    def documentation(self) -> str:
        """The docstring of the rule: its page as the author wrote it."""
        return inspect.getdoc(self.judge) or ""


def change_rule(
    *,
    id: str,
    name: str,
    owns: tuple[str, ...],
    material: bool,
    one_way: str = "",
    as_one: bool = False,
    ordered: bool = False,
) -> Callable[[Judge], ChangeRule]:
    """
    Make a rule of a function; its docstring becomes the page of the rule.

    The function returns None where a difference means nothing (a default that is written out).
    """
    return lambda judge: ChangeRule(id, name, owns, material, judge, one_way, as_one, ordered)
