"""Kind `Waivers`: findings that somebody accepts for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from slaspec.language.model.node import Node
from slaspec.language.quantities import Day


@dataclass(frozen=True, kw_only=True)
class Waiver(Node):
    """What one rule says about one place of a document does not fail until a day."""

    id: str
    rule: str
    document: str
    reason: str
    by: str
    until: Day
    at_: str | None = None
    ticket: str | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys and ids that lead to the place; none for the document as a whole."""
        return tuple(self.at_.split("/")) if self.at_ is not None else ()

    def holds(self, on: date) -> bool:
        """Whether it holds on a day: its last day is one of them."""
        return on <= self.until.value


@dataclass(frozen=True, kw_only=True)
class Waivers(Node):
    """A list of waivers."""

    apiVersion: Literal["slaspec/v1"]
    kind: Literal["Waivers"]
    id: str
    title: str
    waivers: tuple[Waiver, ...]
    description: str | None = None
