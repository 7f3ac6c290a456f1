"""Gate G001."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.review.gates.credit import compared
from slaspec.review.gates.gate import Asked, Told, gate


@gate("G001", passes="no agreement with credits is changed")
def expected_credit_increase(asked: Asked) -> Iterator[Told]:
    """Expected credits that rise by more than a limit."""
    return compared(asked, asked.settings.expected_credit_increase, rising=True)
