"""
Is each promise deliverable by what stands behind it?

    objective ─ tree ─ leaf conditions ─┬─ finish_time ─ worst_case ─┐
                                        ├─ shares ───────────────────┼─ proof
                                        ├─ availability ─────────────┤
                                        └─ other_metrics ────────────┘
                                                            money, frontier

`prove` answers for one objective, `proofs` for all objectives of an agreement that say what
stands behind them, `exposure` says what one costs back to back. An objective is backed when, if
every OLA and UC behind it is kept to the letter, it is kept too, for every record and every window
of the term. What is only likely is never called backed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from slaspec.backing.result import Proof, Reason, Repair, Step, Verdict

if TYPE_CHECKING:
    from slaspec.backing.money import exposure
    from slaspec.backing.proof import proofs, prove

__all__ = ["Proof", "Reason", "Repair", "Step", "Verdict", "exposure", "proofs", "prove"]

_ENGINE = {"prove": "proof", "proofs": "proof", "exposure": "money"}


def __getattr__(name: str) -> object:
    """The engine imports numpy, so it is loaded when it is first asked for."""
    if name in _ENGINE:
        return getattr(import_module(f"slaspec.backing.{_ENGINE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
