"""
Kinds of metrics, one module each: what a kind asks, counts and reads.

A kind is a module here with `KIND`; it is found by listing this folder. It counts records in any
number of parts (`tally`), and says what was measured in a window (`reading`); `verdict.py` judges
for all kinds.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.language.model.metric import Metric
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Reading, Scope, WindowSpan
    from slaspec.measure.tally import Tally

__all__ = ["Kind", "kind_of", "kinds"]


class Kind(Protocol):
    """
    What a module of this folder offers.

    `SOURCES` are the kinds of records it is measured on, `CONDITIONS` what an objective may ask of
    it, `QUESTIONS` those of the interpretation that must be answered. `MEASURED`, `BESIDE` and
    `REFUSED` name every term of its metric, each in one of the three.
    """

    KIND: str
    SOURCES: Collection[str]
    CONDITIONS: Sequence[str]
    QUESTIONS: Collection[str]
    MEASURED: Collection[str]
    BESIDE: Collection[str]
    REFUSED: Sequence[str]

    def prepare(self, book: Book, agreement: Agreement, plan: TargetPlan) -> object:
        """What the kind needs of the book; refuses terms that do not go together."""

    def tally(self, records: Any, plan: TargetPlan, scope: Scope) -> Tally:
        """What a part of the records says; parts add up in any order."""

    def reading(
        self, plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally, scope: Scope
    ) -> Reading:
        """What was measured of an objective in a span of time."""


@cache
def kinds() -> dict[str, Kind]:
    """The kinds that are measured, by name, sorted."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {module.KIND: cast("Kind", module) for module in modules if hasattr(module, "KIND")}


def kind_of(metric: Metric) -> Kind:
    """The kind of a metric."""
    return kinds()[metric.kind]
