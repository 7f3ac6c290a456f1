"""
Dated rows as columns: calls of a service, checks, figures that a source reports.

Instants are int64 seconds since 1970-01-01T00:00:00Z. Numbers are exact: a column of a million
rows holds a few thousand distinct ones, so rows are codes into the tuple of their values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slaspec.records.tickets import Int32, Int64


@dataclass(frozen=True)
class Numbers:
    """A column of exact numbers: `code` indexes `values`, `NO_CODE` where a row has none."""

    values: tuple[Fraction, ...]
    code: Int32


@dataclass(frozen=True)
class Figures:
    """
    Dated rows of one kind from one source, one entry per row.

    `at` is the instant of each row, `ABSENT` where it names a `window` (`2026-04`) instead.
    `numbers` are the columns `value`, `good` and `total` where they are mapped; `fields` are
    further mapped columns as text, for filters and figures.
    """

    source: str
    kind: str
    ids: Sequence[str]
    services: tuple[str, ...]
    service: Int32
    at: Int64
    window: Sequence[str] = ()
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.at)
