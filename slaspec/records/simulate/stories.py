"""What happens to one record, in canonical words and UTC seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Step(NamedTuple):
    """From this instant on the record is in this state."""

    at: int
    state: str


@dataclass(frozen=True)
class TicketStory:
    """
    One ticket: its states in order, and when its events happened (`reported`, `resolved`, …).

    `fields` are further mapped columns (`impact`, `component`) with our words for them.
    """

    id: str
    service: str
    priority: str | None
    steps: tuple[Step, ...]
    events: Mapping[str, int]
    group: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
