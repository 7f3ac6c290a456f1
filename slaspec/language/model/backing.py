"""What stands behind a promise: a tree of targets of OLAs and UCs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.metric import State
from slaspec.language.model.node import Node
from slaspec.language.quantities import Duration, Share

Assumption = Literal["independence", "never_paused", "never_raised"]


@dataclass(frozen=True, kw_only=True)
class Own(Node):
    """The provider's own handling, promised by nobody else."""

    time: Duration | None = None
    hours: str | None = None
    share: Share | None = None
    availability: Share | None = None


@dataclass(frozen=True, kw_only=True)
class Several(Node):
    """At least `n` of the branches must work."""

    n: int
    of: tuple[Branch, ...]


@dataclass(frozen=True, kw_only=True)
class Backing(Node):
    """
    One node of the tree: a leaf (`target`), a branch, `own` handling, or a named `tree`.

    Exactly one of `target`, `all_of`, `one_of`, `k_of`, `redundant`, `own` and `tree` is given;
    the other keys belong to a leaf.
    """

    target: str | None = None
    priority_map: dict[str, str] | None = None
    share_of_population: Share | None = None
    while_: State | None = None
    common_cause: Share | None = None
    visits: int | None = None
    all_of: tuple[Branch, ...] | None = None
    one_of: tuple[Branch, ...] | None = None
    k_of: Several | None = None
    redundant: tuple[Branch, ...] | None = None
    own: Own | None = None
    tree: str | None = None


Branch = str | Backing | tuple["Branch", ...]


@dataclass(frozen=True, kw_only=True)
class BackingTree(Node):
    """A tree with a name, for use by several objectives."""

    id: str
    backed_by: tuple[Branch, ...]
    assume: tuple[Assumption, ...] | None = None
