"""Kind `PriorityMatrix`: impact and urgency to priority (ITIL)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slaspec.language.model.node import Node


@dataclass(frozen=True, kw_only=True)
class Level(Node):
    """A level of impact or urgency, in words that two people read alike."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Priority(Node):
    """A priority and how its records are handled; listed from the highest to the lowest."""

    id: str
    title: str | None = None
    handling: str | None = None


@dataclass(frozen=True, kw_only=True)
class PriorityMatrix(Node):
    """The full table from impact and urgency to priority, and who decides."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["PriorityMatrix"]
    id: str
    title: str
    impact: tuple[Level, ...]
    urgency: tuple[Level, ...]
    priorities: tuple[Priority, ...]
    table: dict[str, dict[str, str]]
    description: str | None = None
    decided_by: Literal["customer", "provider", "rule"] | None = None
    downgrade_needs: Literal["customer_consent", "nobody"] | None = None
