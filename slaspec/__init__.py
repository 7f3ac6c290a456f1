"""
Contract-as-code testing for service level agreements.

Names are imported when they are used: `import slaspec` alone costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slaspec.findings import Finding as Finding
    from slaspec.findings import Span as Span
    from slaspec.measure.results import Measurements as Measurements
    from slaspec.remedies.statement import Statement as Statement
    from slaspec.review.review import Review as Review
    from slaspec.use_cases.diff import diff as diff
    from slaspec.use_cases.load import Book as Book
    from slaspec.use_cases.load import load as load
    from slaspec.use_cases.measure import measure as measure
    from slaspec.use_cases.measure import settle as settle
    from slaspec.use_cases.service_hours import ServiceHours as ServiceHours
    from slaspec.use_cases.stream import edge_case as edge_case
    from slaspec.use_cases.stream import stream as stream

__version__ = "0.1.0"

_HOME = {
    "Book": "slaspec.use_cases.load",
    "Finding": "slaspec.findings",
    "Measurements": "slaspec.measure.results",
    "Review": "slaspec.review.review",
    "ServiceHours": "slaspec.use_cases.service_hours",
    "Span": "slaspec.findings",
    "Statement": "slaspec.remedies.statement",
    "diff": "slaspec.use_cases.diff",
    "edge_case": "slaspec.use_cases.stream",
    "load": "slaspec.use_cases.load",
    "measure": "slaspec.use_cases.measure",
    "settle": "slaspec.use_cases.measure",
    "stream": "slaspec.use_cases.stream",
}
__all__ = [
    "Book",
    "Finding",
    "Measurements",
    "Review",
    "ServiceHours",
    "Span",
    "Statement",
    "diff",
    "edge_case",
    "load",
    "measure",
    "settle",
    "stream",
]


# The package of this name must not take the place of the function when it is imported later.
import slaspec.measure  # noqa: E402

del slaspec.measure


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'slaspec' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
