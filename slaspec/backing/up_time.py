"""What a backing tree is for availability: in series, alternative routes, so many of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from slaspec.backing.cover import UpTime


@dataclass(frozen=True)
class Series:
    """All are needed: down times add up."""

    parts: tuple[Up, ...]


@dataclass(frozen=True)
class Routes:
    """Alternative routes: the worst counts."""

    parts: tuple[Up, ...]


@dataclass(frozen=True)
class AtLeast:
    """At least `n` must be up; `common_cause`: the share of failures that takes all down."""

    n: int
    parts: tuple[Up, ...]
    common_cause: Fraction = Fraction(0)


Up = UpTime | Series | Routes | AtLeast


def up_leaves(tree: Up) -> Iterator[UpTime]:
    """The leaves in the order written, as often as they stand there."""
    if isinstance(tree, UpTime):
        yield tree
    else:
        for part in tree.parts:
            yield from up_leaves(part)


def in_series(tree: Up) -> list[Up]:
    """The parts of nested series, each once: a part in two branches is one part."""
    if not isinstance(tree, Series):
        return [tree]
    return list(dict.fromkeys(each for part in tree.parts for each in in_series(part)))
