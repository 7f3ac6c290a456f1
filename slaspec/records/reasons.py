"""
Why a ticket is left out: a closed list of reasons, each with its rule id.

The order is the precedence: a ticket with several faults is counted under the first reason here,
whatever the order of its rows.
"""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal[
    "no id",
    "duplicate ticket",
    "incomplete history",
    "unreadable sequence",
    "unknown label",
    "unreadable time",
    "time in a DST gap",
    "ambiguous time",
    "no time",
    "no state",
    "no service",
    "no start",
    "ends before it begins",
    "unreadable figure",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
RULES: dict[Reason, str] = {
    "no id": "R001",
    "duplicate ticket": "R002",
    "incomplete history": "R014",
    "unreadable sequence": "R003",
    "unknown label": "R004",
    "unreadable time": "R005",
    "time in a DST gap": "R006",
    "ambiguous time": "R007",
    "no time": "R008",
    "no state": "R009",
    "no service": "R010",
    "no start": "R011",
    "ends before it begins": "R012",
    "unreadable figure": "R013",
}
FILE_REFUSED = "R101"
NOTHING_USABLE = "R102"

LONGEST_QUOTE = 200


def quoted(text: str) -> str:
    """The text of a cell as a message shows it: in quotes, cut, control characters escaped."""
    cut = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)
    return f"'{''.join(escaped)}'"
