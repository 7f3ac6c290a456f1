"""Gate G002."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.review.gates.credit import compared
from slaspec.review.gates.gate import Asked, Told, gate


@gate("G002", passes="no agreement with credits is changed")
def expected_credit_decrease(asked: Asked) -> Iterator[Told]:
    """Expected credits that fall by more than a limit."""
    return compared(asked, asked.settings.expected_credit_decrease, rising=False)
