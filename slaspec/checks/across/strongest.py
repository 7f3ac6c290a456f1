"""The strongest of many promises, so that each one is compared with a few and not with all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction
from typing import Generic, TypeVar

from slaspec.checks.measurements import Promised, figures, weaknesses

Tag = TypeVar("Tag")


class Strongest(Generic[Tag]):
    """
    For each measurement the strongest promise in each of its figures, with what it belongs to.

    A promise is weaker than one of all those added if, and only if, it is weaker than one of
    those that are kept: the longest hours, the largest share, the shortest limit.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, dict[Hashable, tuple[Fraction, Promised, Tag]]] = {}

    def add(self, promise: Promised, tag: Tag, measurements: Iterable[Hashable]) -> None:
        """Keep a promise where it is stronger than what is kept; of equal ones, the first."""
        for measured in measurements:
            kept = self._kept.setdefault(measured, {})
            for figure, strength in figures(promise):
                if figure not in kept or strength > kept[figure][0]:
                    kept[figure] = (strength, promise, tag)

    def stronger(
        self, promise: Promised, measurements: Iterable[Hashable]
    ) -> Iterator[tuple[Tag, Promised, list[str]]]:
        """The kept ones than which a promise is weaker, and where it is."""
        for measured in measurements:
            for _, theirs, tag in self._kept.get(measured, {}).values():
                if found := weaknesses(promise, theirs):
                    yield tag, theirs, found
